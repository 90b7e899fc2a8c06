"""The forms in which a table is taken away."""

from enum import StrEnum

from django.utils.translation import gettext as _

from cordee.core.errors import Invalid


class Form(StrEnum):
    """A kind of file."""

    CSV = "csv"
    XLSX = "xlsx"
    PDF = "pdf"


def form_of(asked: str) -> Form:
    """The form that an address asks for (``?form=xlsx``). Raises Invalid."""
    try:
        return Form(asked)
    except ValueError:
        message = _("Choose CSV, XLSX or PDF.")
        raise Invalid(message, fields={"form": message}) from None
