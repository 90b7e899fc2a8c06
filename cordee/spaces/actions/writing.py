"""What all contributions share: checking what was written, and keeping what stood before an edit."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from cordee.core.errors import Invalid
from cordee.core.text import clean, clean_line, excerpt, mentioned, render, tagged
from cordee.people.models import Skill
from cordee.people.queries import names_of

LONGEST_TITLE = 200
LONGEST_BODY = 50_000


@dataclass(frozen=True)
class Written:
    """A text ready to be stored: as written, as shown, in short, and whom it mentions."""

    body: str
    html: str
    excerpt: str
    mentioned: list[str]


def written(body: str, *, required: bool = True) -> Written:
    """Check and prepare a text. Raises Invalid when it is empty or too long; nothing is cut in silence."""
    body = clean(body)
    if len(body) > LONGEST_BODY:
        message = _(
            "This text has %(count)s characters; at most %(limit)s fit here. Share it as a file instead."
        ) % {
            "count": len(body),
            "limit": LONGEST_BODY,
        }
        raise Invalid(message, fields={"body": message})
    if required and not clean_line(body):
        message = _("Write a few words first.")
        raise Invalid(message, fields={"body": message})
    names = names_of(mentioned(body))
    tags = tagged(body)
    skills = dict(Skill.objects.filter(slug__in=tags).values_list("slug", "name")) if tags else {}
    return Written(body, render(body, mentions=names, skills=skills), excerpt(body), list(names))


def title_of(title: str) -> str:
    """A checked title. Raises Invalid."""
    title = clean_line(title)
    if not title:
        message = _("Give it a title that says what it is about.")
        raise Invalid(message, fields={"title": message})
    if len(title) > LONGEST_TITLE:
        message = _("At most %(limit)s characters, please.") % {"limit": LONGEST_TITLE}
        raise Invalid(message, fields={"title": message})
    return title
