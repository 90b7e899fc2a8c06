"""The table of people: taken away, and brought from a file after one has seen what it would change."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cordee.administration.access import check_administers
from cordee.administration.links import let_in_address
from cordee.administration.views.administering import administering, page
from cordee.core.errors import Conflict, Invalid
from cordee.core.tables import text_of
from cordee.people.models import Person
from cordee.people.register.bringing import bring_people
from cordee.people.register.columns import COLUMNS
from cordee.people.register.plan import MOST_LINES, plan
from cordee.people.register.taking import take_people
from cordee.people.tasks import write_link

SECTION = "administration-people"
LARGEST = 1_000_000  # bytes of a file: what a page can carry back and forth
SHOWN = 300  # lines of the difference


@require_safe
@administering
def take(request: HttpRequest, me: Person) -> StreamingHttpResponse:
    """Everybody with an address, as CSV."""
    lines = take_people(me, now=timezone.now())
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="people.csv"'
    return response


@never_cache
@administering
def bring(request: HttpRequest, me: Person) -> HttpResponse:
    """Choose a file; see what it would change; do it. Nothing is written before the last step."""
    check_administers(me)
    text, error = request.POST.get("text", ""), ""
    found = None
    if request.method == "POST":
        try:
            if upload := request.FILES.get("file"):
                if (upload.size or 0) > LARGEST:
                    raise Invalid(_("At most %(most)s MB: cut the file in several.") % {"most": 1})
                text = text_of(upload.read())
            if not text.strip():
                raise Invalid(_("Choose a file first."))
            if "agreed" in request.POST and not upload:
                return _bring(request, me, text)
            found = plan(text)
        except Conflict as refusal:
            error, found = refusal.message, plan(text)
        except Invalid as refusal:
            error = refusal.message
    context = {
        "found": found,
        "text": text,
        "error": error,
        "columns": COLUMNS,
        "most": MOST_LINES,
        "shown": SHOWN,
    }
    return page(request, me, "people_file.html", context, section=SECTION, status=422 if error else 200)


def _bring(request: HttpRequest, me: Person, text: str) -> HttpResponse:
    done, fresh = bring_people(me, text, agreed=request.POST["agreed"], now=timezone.now())
    if "write" in request.POST:
        address = let_in_address(request)
        for person in fresh:
            write_link.defer(person=str(person.pk), address=address)
    changed = done.count("changed")
    told = [
        ngettext("%(count)s person added.", "%(count)s people added.", len(fresh)) % {"count": len(fresh)},
        ngettext("%(count)s account changed.", "%(count)s accounts changed.", changed) % {"count": changed},
    ]
    messages.success(request, " ".join(told))
    return redirect("administration-people")
