"""The handful of things that people choose a pace for: each kind of notification belongs to one."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Group:
    """``label`` says it in the words of who is told; ``what`` adds examples."""

    name: str
    label: Promise
    what: Promise


GROUPS = {
    group.name: group
    for group in (
        Group("answers", _("Somebody answers me"), _("replies to what I wrote, an answer that is accepted")),
        Group("mentions", _("Somebody writes my name"), _("@me in a contribution or a reply")),
        Group(
            "asked",
            _("I am asked to help"),
            _("a question that I may be able to answer, or that waits for me"),
        ),
        Group("talks", _("Conversations where I take part"), _("new replies of others, to others")),
        Group("spaces", _("What I follow"), _("new contributions in a space, by a person, on a skill")),
        Group("learning", _("Paths and workshops"), _("my place, dates that near, what is said of my work")),
        Group("thanks", _("Reactions and thanks"), _("useful, thanks, “I applied this”, the library")),
        Group("keeping", _("Membership and moderation"), _("requests to join, reports, decisions about me")),
    )
}
