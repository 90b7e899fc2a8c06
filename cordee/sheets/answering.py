"""Handing a table out to who asked for it."""

from collections.abc import Callable, Sequence

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.core.errors import Invalid
from cordee.core.tables import spoken
from cordee.sheets.as_csv import csv_lines
from cordee.sheets.form import Form, form_of
from cordee.sheets.sheet import Sheet
from cordee.sheets.voice import voice_of_now
from cordee.sheets.written import CSV, file_name, written


def answer(
    request: HttpRequest,
    sheets: Sequence[Sheet],
    form: Form | str,
    *,
    title: str = "",
    paper: Callable[[], bytes] | None = None,
) -> HttpResponseBase:
    """Some tables as a file, in the reader's language and zone. Raises Invalid (a form unknown, a table too long).

    One table as CSV is streamed, however long; ``?sheet=NAME`` takes one of several, else they come in a zip. ``paper``
    draws the PDF of what is more than tables.
    """
    asked = form_of(form)
    if name := request.GET.get("sheet", ""):
        sheets, paper = [sheet for sheet in sheets if sheet.name == name], None
        if not sheets:
            message = _("There is no such table here.")
            raise Invalid(message, fields={"sheet": message})
    if asked is Form.CSV and len(sheets) == 1:
        streamed = StreamingHttpResponse(spoken(csv_lines(sheets[0], voice_of_now())), content_type=CSV)
        called = file_name(title or str(sheets[0].title), "csv", timezone.now())
        return _named(streamed, called)
    made = written(sheets, asked, title=title, paper=paper)
    return _named(FileResponse(made.content, content_type=made.type), made.name)


def _named(response: HttpResponse | HttpResponseBase, name: str) -> HttpResponseBase:
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "private, no-store"
    return response
