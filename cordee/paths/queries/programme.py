"""What anybody may read of the paths, signed in or not: the programme and the sheet of one path."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import IntegerField, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from cordee.core import pages
from cordee.core.errors import Missing
from cordee.core.legal import legal_lines, legal_record
from cordee.core.pages import Page
from cordee.core.queries import organisation
from cordee.paths import access
from cordee.paths.models import Path
from cordee.paths.queries.outline import ObjectiveLine, Outline, objectives, outline_of
from cordee.paths.queries.paths import told_by

PAGE = 50


@dataclass(frozen=True)
class PublicSheet:
    """A path as the public sees it: nobody is named, no step is opened. ``minutes``: its sheet's, else its steps'."""

    path: Path
    outline: Outline
    objectives: Sequence[ObjectiveLine]
    told: dict[str, str]
    minutes: int
    legal: Sequence[str]


def programme_of(cursor: str | None = None, size: int = PAGE) -> Page[Path]:
    """The public paths, newest first, with ``minutes``. One query. Raises Invalid."""
    rows = Path.objects.filter(access.public())
    if cursor:
        (last,) = pages.decode(cursor, UUID)
        rows = rows.filter(id__lt=last)
    counted = rows.annotate(
        minutes=Coalesce(
            "sheet__minutes", Sum("current__activities__minutes"), 0, output_field=IntegerField()
        ),
    )
    return pages.cut(list(counted.order_by("-id")[: size + 1]), size, lambda path: (path.id,))


def public_sheet(slug: str) -> PublicSheet:
    """The sheet of this address, for anybody. Three queries. Raises Missing."""
    path = Path.objects.filter(access.public(), slug=slug).select_related("current", "sheet").first()
    if path is None or path.current is None:
        raise Missing(_("There is no such path, or it is not open to you."))
    outline = outline_of(path.current)
    sheet = getattr(path, "sheet", None)
    return PublicSheet(
        path,
        outline,
        objectives(path.current, outline),
        (told_by(sheet) if sheet else None) or {},
        (sheet and sheet.minutes) or outline.minutes,
        legal_lines(legal_record(organisation())),
    )
