"""What a piece says, in words: its facts with their labels, in the reader's language."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from cordee.core.text import formats
from cordee.evidence.models import Piece


@dataclass(frozen=True)
class Said:
    """A fact: its label (empty where the words say enough) and its words."""

    label: str
    words: str


def in_words(piece: Piece, facts: dict[str, Any], steps: dict[str, str]) -> list[Said]:
    """The facts of a piece that people read; identifiers stay in the file. ``steps`` are titles by key."""
    found = [_said(name, facts[name], piece.kind, steps) for name in _ORDER if name in facts]
    return [one for one in found if one is not None and one.words]


_ORDER = (
    "activity", "half", "present", "way", "minutes", "seconds", "score", "number", "to_grade", "again", "kind",
    "by", "within", "version", "role", "now", "replaces",
)  # fmt: skip


def _said(name: str, value: Any, kind: str, steps: dict[str, str]) -> Said | None:
    match name:
        case "activity":
            return Said(_("Step"), steps.get(str(value), ""))
        case "half":
            on, part = str(value).rsplit("-", 1)
            day = formats.whole_day(date.fromisoformat(on), _lang())
            return Said("", f"{day}, {_('morning') if part == 'am' else _('afternoon')}")
        case "present":
            return Said("", _("there") if value else _("absent"))
        case "way":
            return Said("", _ways().get(str(value), ""))
        case "minutes" if kind == "assistance":
            return Said(_("Answered after"), span(int(value)))
        case "minutes":
            return Said("", span(int(value)))
        case "seconds":
            return Said("", span(round(int(value) / 60))) if int(value) >= 60 else None
        case "score":
            return Said(_("Score"), formats.percent(int(value) / 100, _lang()))
        case "number":
            return Said(_("Attempt"), number(int(value)))
        case "to_grade":
            return Said("", _("open answers wait for a person"))
        case "again":
            return Said("", _("sent again")) if value else None
        case "kind":
            return Said("", _kinds().get(str(value), ""))
        case "by":
            return Said("", _("by the team") if value == "staff" else _("by a peer"))
        case "within":
            return Said("", _("within the promised delay") if value else _("after the promised delay"))
        case "version":
            return Said(_("Version"), str(value))
        case "role":
            return Said("", _("facilitator") if value == "facilitator" else _("tutor"))
        case "now":
            return Said("", "" if value else _("no longer"))
        case "replaces":
            return Said("", _("correction"))
    return None


def span(minutes: int) -> str:
    """A length of time."""
    if minutes < 60:
        return ngettext("%(count)s minute", "%(count)s minutes", minutes) % {"count": number(minutes)}
    hours, rest = divmod(minutes, 60)
    return (
        f"{number(hours)} h {rest:02}"
        if hours < 48
        else _("%(days)s days") % {"days": number(round(hours / 24))}
    )


def number(value: int) -> str:
    """A number as the reader writes it."""
    return formats.number(value, _lang())


def _lang() -> str:
    return get_language() or "fr"


def _ways() -> dict[str, str]:
    return {
        "code": _("signed on their own phone"),
        "drawn": _("signed by hand"),
        "typed": _("signed by name"),
        "word": _("on the trainer’s word"),
    }


def _kinds() -> dict[str, str]:
    return {
        "validated": _("validated"),
        "more": _("to be completed"),
        "useful": _("useful"),
        "completion": _("Certificate of completion"),
        "realisation": _("Certificat de réalisation"),
    }
