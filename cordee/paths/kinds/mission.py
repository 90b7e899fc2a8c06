"""Something to do at work, with evidence of it, and a note written apart from the work."""

from typing import Literal

from django.utils.translation import gettext_lazy as _

from cordee.paths.contents import Content, Words
from cordee.paths.kinds.contract import Kind


class MissionContent(Content):
    """What to do, what evidence to bring, what to think about afterwards, and who says that it was done."""

    task: Words
    evidence: list[Literal["note", "photo", "video"]] = ["note"]
    reflection: Words = ""
    validated_by: Literal["tutor", "facilitator", "nobody"] = "tutor"


class Mission(Kind):
    """Done at work, told here, validated by a person."""

    name, label, icon, mode = "mission", _("Mission at work"), "mission", "practice"
    between_people = True
    Content = MissionContent
