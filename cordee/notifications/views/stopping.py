"""The page behind the links of mails that stop something. It asks for no session: the link is signed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from cordee.notifications.actions.links import follow_link, undo_link, who
from cordee.notifications.channels import channels
from cordee.notifications.groups import GROUPS
from cordee.notifications.reasons import STOP, STOPPED
from cordee.notifications.stopping import DIGEST, Stop, stop_of


@csrf_exempt  # RFC 8058: a mail programme posts here, with no cookie and nothing but the address
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, secret: str) -> HttpResponse:
    """GET says what the link stops, and changes nothing: scanners of mail open every link. POST stops it."""
    link = stop_of(secret)
    person = who(link)
    context: dict[str, object] = {"state": "asks", "undo": "", "mutes": bool(link.mutes)}
    with translation.override(person.language):
        if request.method == "POST" and request.POST.get("undo"):
            undo_link(link, request.POST["undo"], now=timezone.now())
            context["state"] = "undone"
        elif request.method == "POST":
            context |= {"state": "stopped", "undo": follow_link(link, now=timezone.now())}
        context |= {"what": _what(link), "stopped": _stopped(link), "language": person.language}
        return render(request, "notifications/stop.html", context)


def _what(link: Stop) -> str:
    """What would be stopped, as the button says it."""
    if link.mutes:
        return str(STOP[link.mutes])
    if DIGEST in link.groups:
        return _("Stop these summaries")
    return _("Stop these messages")


def _stopped(link: Stop) -> list[str]:
    """What it is about, or what became of it, in words."""
    if link.mutes:
        return [str(STOPPED[link.mutes])]
    by = str(channels()[link.channel].label) if link.channel in channels() else link.channel
    labels = [
        _("Summaries, each day or each week") if one == DIGEST else str(GROUPS[one].label)
        for one in link.groups
    ]
    return [_("%(what)s (%(by)s)") % {"what": label, "by": by} for label in labels]
