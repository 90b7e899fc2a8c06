"""The files of packages, for who holds a ticket. No session here: see docs/decisions/packages.md."""

import mimetypes
import re

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from cordee.core.errors import Missing, Refusal
from cordee.media.archive import safe
from cordee.media.serving import sent
from cordee.paths.actions.unpacking import ROOT
from cordee.paths.origins import is_apart
from cordee.paths.queries.packages import play_held
from cordee.paths.tickets import Ticket, read_ticket
from cordee.paths.views.playing import package_kind, read_words, saved

MAY = "allow-scripts allow-forms allow-popups allow-modals allow-downloads"
LARGEST_PAGE = 8 * 1024**2  # bytes of a page that a player is put into
_HEAD = re.compile(rb"<head\b[^>]*>|<html\b[^>]*>|<!doctype\b[^>]*>", re.IGNORECASE)
_PAGES = ("text/html", "application/xhtml+xml")
# What systems forget to know, and browsers need to be told since they may not guess.
_TYPES = {
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".webp": "image/webp",
    ".wasm": "application/wasm",
    ".vtt": "text/vtt",
    ".m4a": "audio/mp4",
    ".swf": "application/x-shockwave-flash",
}


@require_safe
@xframe_options_exempt
def package_file(request: HttpRequest, ticket: str, path: str) -> HttpResponseBase:
    """A file of a package, as its maker meant it to be read; an empty path is the page of its player."""
    held = read_ticket(ticket, now=timezone.now())
    apart = is_apart(request)
    response = _file(request, held, path, apart) if path else _shell(held)
    response["Content-Security-Policy"] = f"sandbox {MAY}{' allow-same-origin' if apart else ''}"
    response["X-Content-Type-Options"] = "nosniff"
    # Its own pages ask for these without an origin; whoever has the address has the ticket.
    response["Access-Control-Allow-Origin"] = "*"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    patch_cache_control(response, private=True, max_age=3600)
    return response


@csrf_exempt  # there is no session: the ticket alone says who speaks
@xframe_options_exempt
def package_player(request: HttpRequest, ticket: str) -> HttpResponseBase:
    """The page of its player; posted to, the last words of a package that is left, which its own page can send alone."""
    if request.method != "POST":
        return package_file(request, ticket, "")
    held = read_ticket(ticket, now=timezone.now())
    try:
        play, activity = play_held(held.holder)
        saved(package_kind(activity), play.enrolment, activity, read_words(request))
    except Refusal as refusal:
        return HttpResponse(status=refusal.status)
    return HttpResponse(status=204)


@require_safe
@xframe_options_exempt
def unit_left(request: HttpRequest) -> HttpResponse:
    """Where a unit leads that ended in its frame: a page that says that one may go on."""
    told = {"title": _("This unit is over"), "language": get_language() or "fr"}
    response = HttpResponse(render_to_string("paths/unit_left.html", told))
    response["Content-Security-Policy"] = "sandbox allow-popups; default-src 'none'"
    return response


def media_type_of(name: str) -> str:
    """By the end of its name, never by what is in it."""
    end = name[name.rfind(".") :].lower() if "." in name else ""
    return _TYPES.get(end) or mimetypes.guess_type(name)[0] or "application/octet-stream"


def _file(request: HttpRequest, held: Ticket, path: str, apart: bool) -> HttpResponseBase:
    if safe(path) != path:
        raise Http404
    place = f"{ROOT}/{held.folder}/{path}"
    try:
        content = default_storage.open(place)
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError, SuspiciousFileOperation, ValueError):
        raise Http404 from None
    media_type = media_type_of(path)
    if media_type in _PAGES and content.size <= LARGEST_PAGE:
        with content:
            page = content.read()
        return HttpResponse(page if apart else _with_player(page, held), content_type=media_type)
    if media_type.startswith("text/") and content.size <= LARGEST_PAGE and "Range" not in request.headers:
        with content:
            return HttpResponse(content.read(), content_type=media_type)
    return sent(request, content, media_type=media_type, tag=f"{held.folder}/{path}"[:200])


def _with_player(page: bytes, held: Ticket) -> bytes:
    """A page without an origin cannot ask the page around it: what it looks for there is put into itself, first."""
    if not held.player.startswith("scorm") or page.startswith((b"\xff\xfe", b"\xfe\xff")):
        return page
    script = format_html('<script src="{}"></script>', f"{_base()}{held.player}.js").encode()
    found = list(_HEAD.finditer(page[:65536]))
    heads = [one for one in found if one[0][:5].lower() == b"<head"] or found
    at = heads[0].end() if heads else 0
    return page[:at] + script + page[at:]


def _shell(held: Ticket) -> HttpResponse:
    if held.player not in ("scorm12", "scorm2004", "h5p"):
        raise Missing("")
    return HttpResponse(render_to_string("paths/player.html", {"player": held.player, "base": _base()}))


def _base() -> str:
    return static("dist/players/")
