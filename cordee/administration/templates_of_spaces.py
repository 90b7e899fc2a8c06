"""First spaces to begin with: an objective, a welcome and a charter that a new organisation may take as they are."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

CHARTER = _(
    "- We ask without fear: there is no silly question.\n"
    "- We speak of what we did ourselves, and of people with respect.\n"
    "- We tell what happened next, also when it did not work.\n"
    "- What is said here stays between us."
)


@dataclass(frozen=True)
class Template:
    """What a first space is filled in with."""

    name: str
    label: str | Promise
    title: str | Promise
    theme: str | Promise
    aim: str | Promise
    charter: str | Promise = CHARTER


TEMPLATES = (
    Template(
        "help",
        _("Help each other at work"),
        _("Help each other"),
        _("Ask a question, tell what worked, find who knows."),
        _("Find in a day a colleague's answer to a question of my work"),
    ),
    Template(
        "newcomers",
        _("Welcome newcomers"),
        _("Welcome"),
        _("Who is here, how things are done, and what one did not dare to ask."),
        _("Know within a week whom to ask and where to find what I need"),
    ),
    Template(
        "course",
        _("Go on after a course"),
        _("After the course"),
        _("What we learned, put to work: tries, obstacles, advice."),
        _("Try in my work what the course showed, and tell what came of it"),
    ),
)


def template_named(name: str) -> Template:
    """The template of that name; the first one for any other."""
    return next((one for one in TEMPLATES if one.name == name), TEMPLATES[0])
