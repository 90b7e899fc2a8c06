"""A prompt that the group answers."""

from django.utils.translation import gettext_lazy as _

from cordee.paths.contents import Content, Words
from cordee.paths.kinds.contract import Kind


class DiscussionContent(Content):
    """What to talk about."""

    prompt: Words


class Discussion(Kind):
    """Done by contributing to its conversation."""

    name, label, icon, mode = "discussion", _("Discussion"), "discussion", "social"
    between_people = True
    Content = DiscussionContent
