"""Beginning a path: blank, from a template, as a copy, or from a file."""

from pathlib import Path as FilePath
from tempfile import TemporaryDirectory

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from cordee.core.errors import Invalid
from cordee.core.queries import organisation
from cordee.paths import access
from cordee.paths.actions.paths import create_path
from cordee.paths.models import Path
from cordee.paths.queries.paths import path_seen
from cordee.people.models import Person
from cordee.spaces.views.viewing import actor
from cordee.studio.actions.beginning import begin_from_file, begin_from_template, duplicate
from cordee.studio.queries import paths_written_by
from cordee.studio.report import Fate
from cordee.studio.templates import templates

MOST_REMARKS = 5  # said one by one; of more, how many


@login_required
def new_path(request: HttpRequest) -> HttpResponse:
    """Begin a path: a title is enough, and there are four other ways not to begin with nothing."""
    person = actor(request)
    access.check_creates(person)
    values = {name: request.POST.get(name, "") for name in ("title", "summary")}
    errors: dict[str, str] = {}
    if request.method == "POST":
        try:
            path = _begun(request, person, values)
        except Invalid as refusal:
            errors = refusal.fields or {"file": refusal.message}
        else:
            return redirect("path-writing", slug=path.slug)
    context = {
        "values": values,
        "errors": errors,
        "templates": templates(_language()),
        "mine": paths_written_by(person),
        "nav_current": "paths",
    }
    return render(request, "studio/new_path.html", context, status=422 if errors else 200)


def _begun(request: HttpRequest, person: Person, values: dict[str, str]) -> Path:
    now = timezone.now()
    if name := request.POST.get("template", ""):
        return begin_from_template(person, name, language=_language(), now=now)
    if slug := request.POST.get("copy", ""):
        return duplicate(path_seen(person, slug), now=now)
    if "bring" in request.POST:
        return _brought(request, person)
    return create_path(person, now=now, **values)


def _brought(request: HttpRequest, person: Person) -> Path:
    """Take a file in, and say what became of it."""
    upload = request.FILES.get("file")
    if not isinstance(upload, UploadedFile):
        message = _("Choose a file.")
        raise Invalid(message, fields={"file": message})
    largest = organisation().largest_file
    if (upload.size or 0) > largest * 1024**2:
        message = _("This file is too large: %(limit)s MB at most. Who runs this Cordée can bring it in.")
        raise Invalid(message % {"limit": largest}, fields={"file": message % {"limit": largest}})
    with TemporaryDirectory() as folder:
        file = FilePath(folder) / FilePath(upload.name or "course").name
        with file.open("wb") as out:
            for chunk in upload.chunks():
                out.write(chunk)
        path, report = begin_from_file(person, file, now=timezone.now())
    changed = [one for one in report.remarks if one.fate is not Fate.KEPT]
    messages.success(
        request,
        _("It is here as a draft: %(adapted)s things adapted, %(refused)s left out.")
        % {"adapted": report.count(Fate.ADAPTED), "refused": report.count(Fate.REFUSED)},
    )
    for one in changed[:MOST_REMARKS]:
        messages.info(request, f"{one.what} “{one.name}”: {one.why}")
    return path


def _language() -> str:
    return (translation.get_language() or "fr")[:2]
