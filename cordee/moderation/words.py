"""The acts of the log, in words that follow a name."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: dict[str, str | Promise] = {
    "locked": _("closed the conversation"),
    "unlocked": _("opened the conversation again"),
    "pinned": _("pinned"),
    "unpinned": _("unpinned"),
    "moved": _("moved"),
    "merged": _("took into another thread"),
    "parted": _("parted again"),
    "shown": _("showed again"),
    "hidden": _("hid"),
    "dismissed": _("left as it is, after a report,"),
    "warned": _("warned the author of"),
    "suspended": _("suspended"),
    "suspension-ended": _("saw a suspension end"),
    "appealed": _("appealed against a decision"),
    "appeal-upheld": _("upheld a decision after an appeal"),
    "appeal-granted": _("took a decision back after an appeal"),
}


def words_of(act: str) -> str:
    """The act in words; its name where there are none."""
    return str(WORDS.get(act, act))
