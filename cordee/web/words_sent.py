"""What somebody had written in a form that was refused: it is shown again, and can be sent again."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import HttpRequest
from django.http.multipartparser import MultiPartParserError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LABELS: dict[str, str | Promise] = {
    "title": _("Title"),
    "body": _("Text"),
    "options": _("Options"),
    "words": _("Words"),
    "reason": _("Reason"),
    "answer": _("Answer"),
    "note": _("Note"),
    "message": _("Message"),
    "about": _("A few words"),
    "headline": _("What you do"),
    "theme": _("Theme"),
    "welcome": _("Welcome"),
    "charter": _("Charter"),
}
SECRETS = ("csrfmiddlewaretoken", "password", "password1", "password2", "oldpassword", "code", "key", "text")
LONG = 80  # characters: whatever its name, somebody wrote that


@dataclass(frozen=True)
class Field:
    """A field as it was sent: with a label where it holds words to be seen, else only to be sent again."""

    name: str
    value: str
    label: str

    @property
    def rows(self) -> int:
        """How tall it is shown."""
        return min(12, max(1, self.value.count("\n") + len(self.value) // 70 + 1))


def words_sent(request: HttpRequest) -> list[Field]:
    """The fields of a refused form that held words; nothing for a form without, or one that is not a page of ours.

    What another site had somebody send is never offered to be sent: that would be its forgery, with one click more.
    """
    if request.method != "POST" or request.path.startswith("/api/") or not _ours(request):
        return []
    try:
        sent = [(name, value) for name, values in request.POST.lists() for value in values]
    except (RequestDataTooBig, MultiPartParserError, SuspiciousOperation, OSError):
        return []
    fields = [Field(name, value, _label(name, value)) for name, value in sent if name not in SECRETS]
    return fields if any(field.label for field in fields) else []


def _label(name: str, value: str) -> str:
    if not value.strip():
        return ""
    return str(LABELS.get(name, _("What you wrote") if len(value) > LONG else ""))


def _ours(request: HttpRequest) -> bool:
    """Whether a page of this very site sent it, as browsers say. Behind a proxy the host counts, not the scheme."""
    said = request.headers.get("origin") or request.headers.get("referer") or ""
    return urlsplit(said).netloc == request.get_host()
