"""A dated meeting."""

from typing import Literal

from django.utils.translation import gettext_lazy as _

from cordee.paths.contents import Content, Stored, Words
from cordee.paths.kinds.contract import Kind


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
