"""The small facts that the journal keeps of an act, in the reader's words."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cordee.moderation.models import Decision, Report
from cordee.spaces.models import Membership, Post, Reaction, Removal

VALUES: dict[str, Mapping[str, str | Promise]] = {
    "kind": dict(Post.Kind.choices),
    "meaning": dict(Reaction.Meaning.choices),
    "outcome": dict(Decision.What.choices),
    "reason": dict(Report.Reason.choices),
    "role": dict(Membership.Role.choices),
    "state": {
        "following": gettext_lazy("follows"),
        "muted": gettext_lazy("muted"),
        "none": gettext_lazy("follows no more"),
        "voted": gettext_lazy("voted"),
    },
    "what": {
        "comment": gettext_lazy("a reply"),
        "post": gettext_lazy("a contribution"),
        "skill": gettext_lazy("a skill"),
        "somebody": gettext_lazy("somebody"),
        "space": gettext_lazy("a space"),
    },
    "why": dict(Removal.Why.choices),
}


def in_words(name: str, value: object) -> str:
    """One fact: the words of what is known, else its name and value as they are kept."""
    if name == "version":
        return _("version %(number)s") % {"number": value}
    if name == "mentioned" and isinstance(value, list):
        return ", ".join(f"@{one}" for one in value)
    if words := VALUES.get(name, {}).get(str(value)):
        return str(words)
    return f"{name}: {', '.join(map(str, value)) if isinstance(value, list) else value}"
