"""Where somebody goes on in a path."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from cordee.paths.queries.today import NextStep, next_step
from cordee.spaces import access
from cordee.web.templating import day
from cordee.web.worth.contract import Kind, Thing


def steps(who: access.Viewer, now: datetime) -> Iterator[Thing]:
    """My next step, if I take a path. One query."""
    if step := next_step(who.person, now):
        yield Thing(
            f"step:{step.key}",
            Kind.STEP,
            step.title,
            reverse("step", args=[step.path_slug, step.key]),
            _why(step),
            step.minutes,
        )


def _why(step: NextStep) -> str:
    if step.due_at:
        said = _("The next step of “%(title)s”, before %(when)s")
        return said % {"title": step.path_title, "when": day(step.due_at)}
    if step.begun:
        return _("You began this step of “%(title)s”") % {"title": step.path_title}
    return _("The next step of “%(title)s”") % {"title": step.path_title}
