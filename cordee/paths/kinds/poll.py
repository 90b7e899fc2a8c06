"""A question to the group, without a right answer."""

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from cordee.paths.contents import Content, Line, Words
from cordee.paths.kinds.contract import Kind


class PollContent(Content):
    """What to choose from."""

    question: Words
    options: list[Line] = Field(min_length=2, max_length=12)
    several: bool = False


class Poll(Kind):
    """Done by choosing; then one sees what the others chose."""

    name, label, icon, mode = "poll", _("Poll"), "poll", "social"
    between_people = True
    Content = PollContent
