"""A dated meeting."""

from typing import Literal

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cordee.core.errors import Conflict
from cordee.paths.contents import Content, Stored, Words
from cordee.paths.kinds.contract import Kind, Outcome, Sent, Step


class WorkshopContent(Content):
    """What it is about; when and where is said for each cohort."""

    about: Words = ""
    place: Literal["on-site", "remote", "both"] = "on-site"
    materials: list[Stored] = []


class Workshop(Kind):
    """Done by being there: attendance says so."""

    name, label, icon, mode = "workshop", _("Workshop"), "workshop", "social"
    between_people = True
    Content = WorkshopContent

    def complete(self, step: Step, sent: Sent) -> Outcome:
        """Not by saying so: ``actions.progress.attend_step`` is called by who keeps the sheet. Raises Conflict."""
        raise Conflict(gettext("This step is done by being there: the attendance sheet says so."))
