"""The portable definitions count what the product counts, on PostgreSQL and over an export."""

import contextlib
import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID

import duckdb
import pytest
from django.db import connection
from django.utils import timezone

from cordee.core.actions import name_organisation
from cordee.insights.counting.figures import figures_of
from cordee.insights.counting.windows import window
from cordee.insights.definitions import TOLD
from cordee.insights.export import store
from cordee.insights.export.acts import BELONGING, export_acts
from cordee.insights.models import Act, Kind, Mode, Presence, Scope
from cordee.insights.portable.dialects import on_postgres, sql, view
from cordee.insights.portable.expressions import SCOPES, Row, figures, told
from cordee.testing.cast import NOW

pytestmark = pytest.mark.django_db
UNTIL = date(2026, 3, 1)
PEOPLE = [UUID(int=number) for number in range(10, 18)]
PLACES = [UUID(int=number) for number in range(100, 103)]
POSTS = [UUID(int=number) for number in range(50, 60)]


def live(seed: int) -> None:
    """Random acts and presences of a hundred days, many of them on the edges of windows."""
    chance = random.Random(seed)
    end = datetime(2026, 3, 2, tzinfo=UTC)

    def moment() -> datetime:
        edge = end - timedelta(days=28 * chance.randrange(4))
        near = timedelta(microseconds=chance.choice([-1, 0, 1]))
        far = timedelta(seconds=chance.randrange(-86_400, 86_400))
        return edge + (near if chance.random() < 0.2 else far)

    def some(values: list[UUID], missing: float = 0.2) -> UUID | None:
        return None if chance.random() < missing else chance.choice(values)

    acts = []
    for number in range(300):
        at, kind = moment(), chance.choice(Kind.values + ["reply"] * 6 + ["contribute"] * 6)
        acts.append(
            Act(
                id=UUID(int=1000 + number), at=at, day=at.date(), person_id=chance.choice(PEOPLE), kind=kind,
                mode=chance.choice(Mode.values), space_id=some(PLACES), cohort_id=some(PLACES),
                object_id=some(POSTS), thread_id=some(POSTS), toward_id=some(PEOPLE), question=chance.random() < 0.6,
                kept=chance.random() < 0.2, seen=chance.random() < 0.9,
            )
        )  # fmt: skip
    Act.objects.bulk_create(acts)
    rows = []
    for scope in ("organisation", "space", "cohort", "unit"):
        for place in [None] if scope == "organisation" else PLACES:
            for person in PEOPLE:
                since = moment()
                rows.append(
                    Presence(
                        scope=scope, scope_id=place, person_id=person, since=since, anew=chance.random() < 0.8,
                        until=since + timedelta(days=chance.randrange(60)) if chance.random() < 0.4 else None,
                        leads=chance.random() < 0.2,
                    )
                )  # fmt: skip
    Presence.objects.bulk_create(rows)


def by_the_product(scope: Scope) -> list[Row]:
    """What pages would show."""
    places = [None] if scope is Scope.ORGANISATION else PLACES
    rows: list[Row] = []
    for place, counted in zip(places, figures_of(scope, [window(one, UNTIL) for one in places]), strict=True):
        where = str(place or "")
        for name in (
            "participation",
            "readers",
            "writers",
            "helpers",
            "answered",
            "hours",
            "kept",
            "balance",
        ):
            if name not in counted:
                continue
            one = counted[name]
            parts = one.detail if name == "balance" else {"": one.numerator}
            for part, count in parts.items():
                value = one.value if name == "hours" else count / one.denominator if one.denominator else None
                rows.append(
                    (
                        where,
                        f"{name}.{part}" if part else name,
                        TOLD[name].version,
                        count,
                        one.denominator,
                        value,
                    )
                )
    return sorted(rows)


def on_the_database(scope: Scope) -> list[Row]:
    found: list[Row] = []
    with connection.cursor() as cursor:
        for name, expression in figures(scope, UNTIL).items():
            cursor.execute(on_postgres(expression))
            found += told(name, cursor.fetchall())
    return sorted(found)


def over_the_export(scope: Scope, to: Path) -> list[Row]:
    duck = duckdb.connect()
    days = f"read_parquet('{to}/acts/*/*.parquet', hive_partitioning = true)"
    duck.execute(f"CREATE VIEW acts AS {view('acts', days, 'duckdb')}")
    duck.execute(f"CREATE VIEW presences AS {view('presences', repr(str(to / BELONGING)), 'duckdb')}")
    return sorted(
        row
        for name, expression in figures(scope, UNTIL).items()
        for row in told(name, duck.execute(sql(expression, "duckdb")).fetchall())
    )


def test_the_same_everywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    @contextlib.contextmanager
    def snapshot() -> Iterator[datetime]:
        yield timezone.now()

    monkeypatch.setattr(store, "snapshot", snapshot)
    name_organisation("Refuge", "fr")
    live(7)
    report = export_acts(tmp_path / "acts", now=NOW)
    assert report.acts == 300
    again = export_acts(tmp_path / "acts", now=NOW)
    assert (again.written, again.removed) == (0, 0)
    for scope in SCOPES:
        product, database, files = (
            by_the_product(scope), on_the_database(scope), over_the_export(scope, tmp_path / "acts")
        )  # fmt: skip
        assert database == files  # to the last bit
        assert [row[:5] for row in database] == [row[:5] for row in product]
        values = zip((row[5] for row in database), (row[5] for row in product), strict=True)
        assert all(ours == theirs or ours == pytest.approx(theirs) for ours, theirs in values)
    Act.objects.filter(day=Act.objects.earliest("at").day).delete()
    Act.objects.filter(id=Act.objects.latest("at").id).update(seen=False)
    changed = export_acts(tmp_path / "acts", now=NOW)
    assert (changed.written, changed.removed) == (1, 1)
    counts = f"SELECT count(*), sum(seen::int) FROM read_parquet('{tmp_path}/acts/acts/*/*.parquet')"
    assert duckdb.sql(counts).fetchall() == [(Act.objects.count(), Act.objects.filter(seen=True).count())]
