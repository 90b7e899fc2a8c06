"""Pieces as lists and one by one, with the words around them."""

import json
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, Sum
from django.utils.translation import gettext as _

from cordee.core.errors import Missing
from cordee.core.pages import Page, cut, decode
from cordee.evidence.chain import START
from cordee.evidence.checking import Fault, faults_of
from cordee.evidence.kinds import Kind, for_indicator, kind_of
from cordee.evidence.models import Attachment, Checkpoint, Piece, Tally
from cordee.evidence.scope import Scope, covered
from cordee.evidence.words import Said, in_words
from cordee.paths.models import Activity, Cohort, Path
from cordee.people.models import Person

SIZE = 50
MOST_NAMES = 200
MONTHS = 6
FARTHEST = 2**63  # what the database counts to


@dataclass(frozen=True)
class Line:
    """A piece as a list shows it. Without ``subject`` it is about nobody, or somebody who was erased (``erased``)."""

    piece: Piece
    kind: Kind
    subject: str
    author: str
    erased: bool
    said: list[Said]
    path: str
    cohort: str
    digest: str = ""
    thing: str = ""
    thing_id: str = ""


@dataclass(frozen=True)
class Filters:
    """What a list is narrowed to."""

    kind: str = ""
    indicator: int | None = None
    cohort: UUID | None = None
    learner: str = ""
    since: date | None = None
    until: date | None = None

    @property
    def condition(self) -> Q:
        """As a condition on Piece. Two queries at most."""
        scope = Scope(cohorts=(self.cohort,) if self.cohort else (), since=self.since, until=self.until)
        found = covered(scope)
        if self.kind:
            found &= Q(kind=self.kind)
        if self.indicator is not None:
            found &= Q(kind__in=[kind.name for kind in for_indicator(self.indicator)])
        if self.learner:
            named = Person.objects.filter(name__icontains=self.learner, erased_at__isnull=True)
            found &= Q(subject_id__in=list(named.values_list("id", flat=True)[:MOST_NAMES]))
        return found


def page_of(condition: Q, after: str | None, size: int = SIZE) -> Page[Piece]:
    """A page of pieces, the newest first. One query."""
    rows = Piece.objects.filter(condition)
    if after:
        (last,) = decode(after, int)
        rows = rows.filter(number__lt=min(last, FARTHEST - 1))
    return cut(list(rows.order_by("-number")[: size + 1]), size, lambda row: (row.number,))


def lines(pieces: list[Piece]) -> list[Line]:
    """Pieces with the words around them. Three queries at most."""
    told = [json.loads(piece.subject_part) if piece.subject_part else {} for piece in pieces]
    keys = {UUID(key) for one in told if (key := one.get("facts", {}).get("activity"))}
    steps = (
        dict(Activity.objects.filter(key__in=keys).order_by("id").values_list("key", "title")) if keys else {}
    )
    paths = {piece.path_id for piece in pieces if piece.path_id}
    cohorts = {piece.cohort_id for piece in pieces if piece.cohort_id}
    path_titles = dict(Path.objects.filter(id__in=paths).values_list("id", "title")) if paths else {}
    cohort_titles = dict(Cohort.objects.filter(id__in=cohorts).values_list("id", "title")) if cohorts else {}
    return [
        Line(
            piece,
            kind_of(piece.kind),
            subject=one.get("name", ""),
            author=json.loads(piece.author_part or "{}").get("name", ""),
            erased=piece.subject_part is None or piece.author_part is None,
            said=in_words(piece, one.get("facts", {}), {str(key): title for key, title in steps.items()}),
            path=path_titles.get(piece.path_id, "") if piece.path_id else "",
            cohort=cohort_titles.get(piece.cohort_id, "") if piece.cohort_id else "",
            digest=one.get("digest") or "",
            thing=one.get("object", {}).get("kind", ""),
            thing_id=one.get("object", {}).get("id") or "",
        )
        for piece, one in zip(pieces, told, strict=True)
    ]


@dataclass(frozen=True)
class Place:
    """A piece in its chain: the link before it, what is wrong (nothing, as a rule), the checkpoint that covers it."""

    line: Line
    previous: str
    faults: list[Fault]
    checkpoint: Checkpoint | None
    attachment: Attachment | None
    has_next: bool
    matter: dict[str, Any] = field(default_factory=dict)


def piece_read(number: int, condition: Q) -> Piece:
    """A piece that ``condition`` covers. One query. Raises Missing."""
    piece = Piece.objects.filter(condition, number=number).first() if 0 < number < FARTHEST else None
    if piece is None:
        raise Missing(_("There is no such piece, or it is not open to you."))
    return piece


def place_of(number: int, condition: Q) -> Place:
    """A piece, verified on the spot. Nine queries at most. Raises Missing where ``condition`` does not cover it."""
    piece = piece_read(number, condition)
    around = {
        row.number: row
        for row in Piece.objects.filter(number__in=(number - 1, number + 1)).only("number", "link")
    }
    before = around.get(number - 1)
    previous = bytes(before.link) if before else START
    (line,) = lines([piece])
    attachment = None
    if line.thing == "attachment":
        attachment = Attachment.objects.select_related("file").filter(pk=line.thing_id).first()
    return Place(
        line,
        previous.hex(),
        list(faults_of(piece, number, previous)),
        Checkpoint.objects.filter(last__gte=number).order_by("last").first(),
        attachment,
        number + 1 in around,
        json.loads(piece.matter),
    )


@dataclass(frozen=True)
class Overview:
    """How many pieces of each kind there are, month by month (the last ones, and all before in ``total``)."""

    months: list[date]
    rows: list[tuple[Kind, int, list[int]]]

    @property
    def total(self) -> int:
        """All of them."""
        return sum(total for _kind, total, _counts in self.rows)


def overview(cohorts: tuple[UUID, ...] | None, today: date) -> Overview:
    """What the ledger holds, or (with ``cohorts``) what it holds of these. One query."""
    rows = Tally.objects.all() if cohorts is None else Tally.objects.filter(cohort_id__in=cohorts)
    counts: dict[str, dict[date, int]] = {}
    for kind, month, count in rows.values_list("kind", "month").annotate(count=Sum("count")):
        counts.setdefault(kind, {})[month] = count
    months = _months(today)
    told = [
        (kind_of(kind), sum(by_month.values()), [by_month.get(month, 0) for month in months])
        for kind, by_month in counts.items()
    ]
    return Overview(months, sorted(told, key=lambda row: -row[1]))


def _months(today: date) -> list[date]:
    found, month = [], today.replace(day=1)
    for _one in range(MONTHS):
        found.append(month)
        month = (
            month.replace(month=month.month - 1)
            if month.month > 1
            else month.replace(year=month.year - 1, month=12)
        )
    return found[::-1]
