"""Planning a workshop, changing it, calling it off, and what one brings."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.core.files.base import File as Upload
from django.db import transaction
from django.utils.translation import gettext as _

from cordee.core.errors import Conflict, Invalid
from cordee.core.ids import uuid7
from cordee.core.text import clean, clean_line, render
from cordee.core.zones import time_zones
from cordee.journal.actions import record
from cordee.media.actions import store_attachment
from cordee.paths.actions.cohorts import check_is_open
from cordee.paths.models import Activity, Cohort, Staff
from cordee.workshops import access, events
from cordee.workshops.actions.seats import expected, fill_seats
from cordee.workshops.models import Material, Trainer, Workshop

MOST_DAYS = 31
MOST_SEATS = 1_000
MOST_MATERIALS = 30
WHEN = ("starts_at", "ends_at", "time_zone")


@transaction.atomic
def plan_workshop(sight: access.Sight, *, now: datetime, seed: str | None = None, **details: Any) -> Workshop:
    """Plan a workshop of the cohort; its learners are told. For its staff and authors. Raises Forbidden, Invalid."""
    access.check_leads(sight)
    check_is_open(sight.cohort)
    trainers = details.pop("trainers", ())
    workshop = Workshop(
        id=uuid7(now, seed) if seed else uuid7(),
        cohort=sight.cohort,
        time_zone=sight.cohort.time_zone,
        created_at=now,
        changed_at=now,
    )
    _set(workshop, details)
    _check(workshop)
    workshop.save(force_insert=True)
    _name_trainers(workshop, trainers, sight)
    people = sorted(str(one) for one in expected(workshop))
    record(events.of_workshop(events.WORKSHOP_PLANNED, workshop, sight.person, people=people), at=now)
    return workshop


@transaction.atomic
def edit_workshop(sight: access.Sight, workshop: Workshop, *, now: datetime, **details: Any) -> Workshop:
    """Change a workshop; who is expected is told where its time changes. Raises Forbidden, Conflict, Invalid."""
    access.check_leads(sight)
    workshop = _locked(workshop)
    trainers = details.pop("trainers", None)
    before = {name: getattr(workshop, name) for name in (*details, *WHEN)}
    _set(workshop, details)
    _check(workshop)
    changed = sorted(name for name in details if getattr(workshop, name) != before[name])
    moved = any(getattr(workshop, name) != before[name] for name in WHEN)
    if moved and workshop.signatures.exists():
        message = _("Somebody signed already: its dates stay as they were.")
        raise Conflict(message)
    workshop.revision += 1
    workshop.changed_at = now
    workshop.save()
    if trainers is not None:
        workshop.trainer_links.all().delete()
        _name_trainers(workshop, trainers, sight)
    record(events.of_workshop(events.WORKSHOP_EDITED, workshop, sight.person, fields=changed), at=now)
    if moved:
        people = sorted(str(one) for one in expected(workshop))
        record(events.of_workshop(events.WORKSHOP_MOVED, workshop, sight.person, people=people), at=now)
    fill_seats(workshop, now=now)
    return workshop


@transaction.atomic
def cancel_workshop(sight: access.Sight, workshop: Workshop, *, why: str, now: datetime) -> None:
    """It does not take place; who is expected is told. Raises Forbidden, Conflict (somebody signed)."""
    access.check_leads(sight)
    workshop = _locked(workshop)
    if workshop.cancelled_at is not None:
        return
    if workshop.signatures.exists():
        raise Conflict(_("Somebody signed already: it did take place."))
    workshop.cancelled_at, workshop.cancelled_why = now, clean_line(why)[:300]
    workshop.revision += 1
    workshop.changed_at = now
    workshop.save()
    people = sorted(str(one) for one in expected(workshop))
    record(events.of_workshop(events.WORKSHOP_CANCELLED, workshop, sight.person, people=people), at=now)


@transaction.atomic
def add_material(
    sight: access.Sight,
    workshop: Workshop,
    *,
    now: datetime,
    title: str = "",
    address: str = "",
    upload: Upload | None = None,
) -> Material:
    """A file or a link that belongs to it. Raises Forbidden, Conflict, Invalid."""
    access.check_leads(sight)
    workshop = _locked(workshop)
    if workshop.materials.count() >= MOST_MATERIALS:
        raise Conflict(_("That is a lot: at most %(most)s files and links.") % {"most": MOST_MATERIALS})
    title, address = clean_line(title)[:200], address.strip()
    file = None
    if upload is not None:
        if workshop.cohort.space_id is None:
            _refuse("file", _("This cohort has no space any more to keep files in: give a link."))
        file = store_attachment(sight.person, upload, space_id=workshop.cohort.space_id, now=now)
    elif not is_web_address(address):
        _refuse("address", _("Choose a file, or give an address that begins with https://"))
    material = Material.objects.create(
        workshop=workshop,
        title=title or (file.name if file else urlsplit(address).netloc),
        address="" if file else address,
        file=file,
    )
    record(events.of_workshop(events.WORKSHOP_EDITED, workshop, sight.person, fields=["materials"]), at=now)
    return material


@transaction.atomic
def remove_material(sight: access.Sight, material: Material, *, now: datetime) -> None:
    """It belongs to it no more. Raises Forbidden."""
    access.check_leads(sight)
    workshop = material.workshop
    material.delete()
    record(events.of_workshop(events.WORKSHOP_EDITED, workshop, sight.person, fields=["materials"]), at=now)


def workshop_steps(cohort: Cohort) -> list[tuple[UUID, str]]:
    """The steps of the cohort's path that a workshop can complete, by key. One query."""
    rows = Activity.objects.filter(version_id=cohort.version_id, kind="workshop")
    return list(rows.order_by("module__position", "position").values_list("key", "title"))


def is_web_address(text: str) -> bool:
    """Whether it leads to a page, and cannot run anything."""
    parts = urlsplit(text)
    return parts.scheme in ("https", "http") and bool(parts.netloc) and len(text) <= 500


def _locked(workshop: Workshop) -> Workshop:
    rows = Workshop.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("cohort").get(pk=workshop.pk)


def _name_trainers(workshop: Workshop, wanted: Iterable[UUID], sight: access.Sight) -> None:
    staff = set(Staff.objects.filter(cohort=workshop.cohort).values_list("person_id", flat=True))
    chosen = staff & set(wanted) or {sight.person.id}
    Trainer.objects.bulk_create(Trainer(workshop=workshop, person_id=one) for one in sorted(chosen))


def _set(workshop: Workshop, details: dict[str, Any]) -> None:
    for name, value in details.items():
        match name:
            case "title" | "place":
                setattr(workshop, name, clean_line(value)[: {"title": 150, "place": 300}[name]])
            case "link":
                workshop.link = value.strip()
            case "about":
                workshop.about = clean(value)
                workshop.about_html = render(workshop.about)
            case "starts_at" | "ends_at" | "time_zone" | "capacity" | "activity_key":
                setattr(workshop, name, value)
            case _:
                raise Invalid(_("There is no such field."), fields={name: _("Unknown field.")})
    workshop.__dict__.pop("halves", None)


def _check(workshop: Workshop) -> None:
    wrong = {}
    if not workshop.title:
        wrong["title"] = _("Give the workshop a title.")
    if workshop.ends_at <= workshop.starts_at:
        wrong["ends"] = _("The end comes after the beginning.")
    elif workshop.ends_at - workshop.starts_at > timedelta(days=MOST_DAYS):
        wrong["ends"] = _("At most %(most)s days: plan several workshops.") % {"most": MOST_DAYS}
    if workshop.time_zone not in time_zones():
        wrong["time_zone"] = _("Choose one of those offered.")
    if workshop.link and not is_web_address(workshop.link):
        wrong["link"] = _("Give an address that begins with https://")
    if not (workshop.place or workshop.link):
        wrong["place"] = _("Say where it is, or give the link to join it.")
    if workshop.capacity is not None and not 1 <= workshop.capacity <= MOST_SEATS:
        wrong["capacity"] = _("Between 1 and %(most)s places, or nothing: no limit.") % {"most": MOST_SEATS}
    if workshop.activity_key and workshop.activity_key not in dict(workshop_steps(workshop.cohort)):
        wrong["activity_key"] = _("Choose one of those offered.")
    if wrong:
        raise Invalid(next(iter(wrong.values())), fields=wrong)


def _refuse(field: str, message: str) -> None:
    raise Invalid(message, fields={field: message})
