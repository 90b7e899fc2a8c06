"""The views that somebody may be in, and who opened them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from cordee.core import pages
from cordee.core.pages import Page
from cordee.paths.models import Enrolment
from cordee.people.cards import Card, card, columns
from cordee.people.models import Person, Unit, ViewLook
from cordee.people.views_of_data import DataView, views
from cordee.spaces.models import Membership

PAGE = 30
Scope = ViewLook.Scope


@dataclass(frozen=True)
class Within:
    """Somebody is in a scope since a moment: what it is called, for people."""

    scope: str
    scope_id: UUID | None
    title: str
    since: datetime


@dataclass(frozen=True)
class Opened:
    """Somebody opened a view that I may be in. ``view`` is None where the view does not exist any more."""

    id: UUID
    at: datetime
    name: str
    view: DataView | None
    scope: str
    title: str
    viewer: Card | None

    @property
    def words(self) -> str:
        """The view, in the reader's language."""
        return str(self.view.title) if self.view else self.name

    @property
    def scope_words(self) -> str:
        """Of what the view was: "the organisation", "a space of mine"."""
        return str(Scope(self.scope).label)


def scopes_of(person: Person) -> list[Within]:
    """What somebody is in: the organisation, their unit and those above, their spaces, paths, cohorts. Three queries."""
    found = [Within(Scope.ORGANISATION, None, "", person.joined_at)]
    spaces = Membership.objects.filter(person=person).values_list("space_id", "space__title", "joined_at")
    found += [Within(Scope.SPACE, *row) for row in spaces]
    names = ("cohort_id", "cohort__title", "cohort__path_id", "cohort__path__title", "enrolled_at")
    paths: dict[UUID, Within] = {}
    for cohort, title, path, path_title, at in Enrolment.objects.filter(person=person).values_list(*names):
        found.append(Within(Scope.COHORT, cohort, title or path_title, at))
        if path not in paths or at < paths[path].since:
            paths[path] = Within(Scope.PATH, path, path_title, at)
    return found + list(paths.values()) + list(_units(person))


def opened(person: Person, cursor: str | None = None, size: int = PAGE) -> Page[Opened]:
    """Who opened views that somebody may be in, newest first; not what they opened themselves. Four queries."""
    within = scopes_of(person)
    rows = _rows(person, within)
    if cursor:
        (last,) = pages.decode(cursor, UUID)
        rows = rows.filter(id__lt=last)
    told = _told(rows[: size + 1], within)
    return pages.cut(list(told), size, lambda look: (look.id,))


def all_opened(person: Person) -> Iterator[Opened]:
    """The same, all of it. Four queries."""
    within = scopes_of(person)
    yield from _told(_rows(person, within), within)


def _rows(person: Person, within: list[Within]) -> QuerySet[ViewLook]:
    among = Q(pk__in=[])
    for one in within:
        among |= Q(scope=one.scope, scope_id=one.scope_id, at__gte=one.since)
    return ViewLook.objects.filter(among).exclude(viewer=person).order_by("-id")


def _told(rows: QuerySet[ViewLook], within: list[Within]) -> Iterator[Opened]:
    known = {view.name: view for view in views()}
    titles = {(one.scope, one.scope_id): one.title for one in within}
    for identifier, at, name, scope, scope_id, *viewer in rows.values_list(
        "id", "at", "view", "scope", "scope_id", *columns("viewer")
    ):
        title = titles.get((scope, scope_id), "")
        yield Opened(identifier, at, name, known.get(name), scope, title, card(tuple(viewer)))


def _units(person: Person) -> Iterator[Within]:
    if person.unit_id is None:
        return
    chart = {pk: (name, parent) for pk, name, parent in Unit.objects.values_list("pk", "name", "parent_id")}
    at: UUID | None = person.unit_id
    while at is not None and at in chart:
        name, parent = chart.pop(at)
        yield Within(Scope.UNIT, at, name, person.joined_at)
        at = parent
