"""Taking the table of people away."""

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction
from django.db.models import Prefetch

from cordee.core import tables
from cordee.journal.actions import Fact, record
from cordee.people.actions.arranging import check_arranges
from cordee.people.models import DataLook, GroupMember, Person
from cordee.people.register.columns import ABOVE, BETWEEN, COLUMNS
from cordee.people.register.plan import BATCH, chart_paths

EXPORTED = "people.exported"


@transaction.atomic
def take_people(actor: Person, *, now: datetime) -> Iterator[str]:
    """The table of people as lines of CSV that ``plan`` reads back; who looked is noted for each. Raises Forbidden.

    Who left is not in it, nor imported authors without an address. A query for every 500 people, three lookups.
    """
    check_arranges(actor)
    record(Fact(EXPORTED, actor.id, actor_id=actor.id), at=now)
    listed = (
        Person.objects.filter(erased_at=None)
        .exclude(email=None)
        .exclude(pk=actor.pk)
        .values_list("pk", flat=True)
    )
    DataLook.objects.bulk_create(
        (
            DataLook(subject_id=one, viewer=actor, what=DataLook.What.LIST, at=now)
            for one in listed.iterator()
        ),
        batch_size=BATCH,
    )
    return _lines()


def _lines() -> Iterator[str]:
    yield tables.MARK + tables.line(COLUMNS)
    paths = {unit.pk: ABOVE.join(path) for path, unit in chart_paths().items()}
    links = GroupMember.objects.select_related("group").order_by("group__name")
    rows = Person.objects.filter(erased_at=None).exclude(email=None).select_related("manager").order_by("id")
    for person in rows.prefetch_related(Prefetch("group_links", links)).iterator(BATCH):
        manager = person.manager
        yield tables.line(
            (
                person.name,
                person.email or "",
                person.handle,
                person.headline,
                paths.get(person.unit_id, "") if person.unit_id else "",
                (manager.email or f"@{manager.handle}") if manager else "",
                BETWEEN.join(link.group.name for link in person.group_links.all()),
                person.language,
                "yes" if person.is_active else "no",
            )
        )
