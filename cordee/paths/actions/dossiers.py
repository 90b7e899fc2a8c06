"""Saying what the yearly report asks of enrolments: for all of a cohort, for some, or by a table."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from cordee.core import tables
from cordee.core.errors import Invalid
from cordee.core.text import clean_line
from cordee.journal.actions import record
from cordee.paths import access, events
from cordee.paths.models import Cohort, CohortDossier, Dossier, Enrolment
from cordee.paths.nsf import checked_nsf

MOST_LINES = 2_000
MOST_HOURS = 5_000
SHARED = (
    "category", "funder", "funder_name", "objective", "nsf", "modality", "minutes_planned", "entrusted_to",
    "entrusted_by",
)  # fmt: skip
FIELDS = (*SHARED, "minutes_done")
# The heads of a table, in both languages; hours become minutes.
COLUMNS = {
    "e-mail": "who", "email": "who", "courriel": "who", "adresse": "who", "mail": "who", "handle": "who",
    "category": "category", "catégorie": "category", "categorie": "category", "funder": "funder",
    "financeur": "funder", "funder name": "funder_name", "nom du financeur": "funder_name",
    "objective": "objective", "objectif": "objective", "nsf": "nsf", "spécialité": "nsf", "specialite": "nsf",
    "modality": "modality", "modalité": "modality", "modalite": "modality", "hours planned": "minutes_planned",
    "heures prévues": "minutes_planned", "heures prevues": "minutes_planned", "hours done": "minutes_done",
    "heures réalisées": "minutes_done", "heures realisees": "minutes_done", "entrusted to": "entrusted_to",
    "sous-traitant": "entrusted_to", "entrusted by": "entrusted_by", "confié par": "entrusted_by",
}  # fmt: skip


@transaction.atomic
def set_cohort_dossier(
    where: access.Standing, cohort: Cohort, *, now: datetime, **facts: Any
) -> CohortDossier:
    """What holds for all learners of the cohort; only what is given changes. Raises Forbidden, Invalid."""
    access.check_facilitates(where, cohort)
    checked = _checked(facts, SHARED)
    Cohort.objects.select_for_update(no_key=True).get(pk=cohort.pk)
    row, _made = CohortDossier.objects.update_or_create(
        cohort=cohort, defaults=checked | {"changed_by": where.person, "changed_at": now}
    )
    record(_fact(where, cohort, checked, 0), at=now)
    return row


@transaction.atomic
def set_dossiers(
    where: access.Standing, cohort: Cohort, enrolments: Iterable[Enrolment], *, now: datetime, **facts: Any
) -> int:
    """The same facts for some learners of the cohort; only what is given changes; how many. Raises Forbidden, Invalid."""
    access.check_facilitates(where, cohort)
    checked = _checked(facts, FIELDS)
    ids = {one.id for one in enrolments}
    rows = [
        Dossier(enrolment_id=one, changed_by=where.person, changed_at=now, **checked)
        for one in Enrolment.objects.filter(cohort=cohort, id__in=ids).values_list("id", flat=True)
    ]
    if rows and checked:
        changed = [*checked, "changed_by", "changed_at"]
        Dossier.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["enrolment"], update_fields=changed
        )
        record(_fact(where, cohort, checked, len(rows)), at=now)
    return len(rows)


@transaction.atomic
def take_table(where: access.Standing, cohort: Cohort, text: str, *, now: datetime) -> int:
    """Facts from a table whose first line names the columns, one learner a line; how many learners. All or nothing.

    Raises Forbidden, Invalid (with the line).
    """
    access.check_facilitates(where, cohort)
    people: dict[str, Enrolment] = {}
    for one in Enrolment.objects.filter(cohort=cohort).select_related("person"):
        people |= {(one.person.email or "").lower(): one, one.person.handle: one}
    count = 0
    for line in tables.read(text, columns=COLUMNS, most=MOST_LINES):
        who = line.cells.pop("who", "").strip().removeprefix("@").lower()
        if not who or who not in people:
            raise Invalid(
                _("Line %(line)s: nobody of this cohort is called %(who)s.")
                % {"line": line.number, "who": who or "—"}
            )
        given = {name: value for name, value in line.cells.items() if value}
        try:
            facts = {
                name: minutes_of(value, name) if name.startswith("minutes") else by_word(name, value)
                for name, value in given.items()
            }
            if facts:
                count += set_dossiers(where, cohort, [people[who]], now=now, **facts)
        except Invalid as refusal:
            why = {"line": line.number, "why": refusal.message}
            raise Invalid(_("Line %(line)s: %(why)s") % why) from None
    return count


def names_columns(text: str) -> bool:
    """Whether a table says more than whom it is about."""
    head = text.removeprefix(tables.MARK).split("\n", 1)[0].lower()
    cells = {cell.strip().strip('"') for sign in ",;\t" for cell in head.split(sign)}
    return any(COLUMNS.get(cell, "who") != "who" for cell in cells)


def choices_of(name: str) -> dict[str, Any]:
    """What a field may hold, by its name; nothing for one that is free."""
    field = Dossier._meta.get_field(name)
    return dict(getattr(field, "choices", None) or ())


def minutes_of(hours: str, field: str) -> int | None:
    """Hours as somebody writes them (7, 7.5, 7,5), in minutes; nothing: None. Raises Invalid."""
    text = hours.strip().replace(",", ".")
    if not text:
        return None
    try:
        found = float(text)
    except ValueError:
        found = -1
    if not 0 <= found <= MOST_HOURS:
        message = _("Write hours as a number, at most %(most)s.") % {"most": MOST_HOURS}
        raise Invalid(message, fields={field: message})
    return round(found * 60)


def by_word(name: str, value: str) -> str:
    """A choice by its name or by its word, in the language of now; a text as it is. Raises Invalid."""
    choices = choices_of(name)
    wanted = value.strip().lower()
    if not choices or wanted in choices:
        return wanted if choices else value
    found = next((key for key, word in choices.items() if str(word).lower().startswith(wanted)), None)
    if found is None:
        offered = ", ".join(str(key) for key in choices)
        message = _("“%(word)s” is none of: %(offered)s.") % {"word": value[:40], "offered": offered}
        raise Invalid(message, fields={name: message})
    return found


def _checked(facts: dict[str, Any], known: tuple[str, ...]) -> dict[str, Any]:
    checked: dict[str, Any] = {}
    wrong: dict[str, str] = {}
    for name, value in facts.items():
        try:
            if name not in known:
                raise Invalid(_("There is no such field."))
            check = _CHECKS.get(name) or _choice
            checked[name] = check(name, value)
        except Invalid as refusal:
            wrong[name] = refusal.message
    if wrong:
        raise Invalid(next(iter(wrong.values())), fields=wrong)
    return checked


def _choice(name: str, value: Any) -> str:
    if value and value not in choices_of(name):
        raise Invalid(_("Choose one of those offered."))
    return value or ""


def _line(name: str, value: Any) -> str:
    return clean_line(str(value or ""))[:150]


def _minutes(name: str, value: Any) -> int | None:
    if value is None:
        return None
    if not isinstance(value, int) or not 0 <= value <= MOST_HOURS * 60:
        raise Invalid(_("Write hours as a number, at most %(most)s.") % {"most": MOST_HOURS})
    return value


def _nsf(name: str, value: Any) -> str:
    return checked_nsf(str(value or ""))


_CHECKS: dict[str, Callable[[str, Any], Any]] = {
    "funder_name": _line,
    "entrusted_to": _line,
    "entrusted_by": _line,
    "minutes_planned": _minutes,
    "minutes_done": _minutes,
    "nsf": _nsf,
}


def _fact(where: access.Standing, cohort: Cohort, checked: dict[str, Any], count: int) -> Any:
    told = {"fields": sorted(checked), "count": count}
    return events.of_cohort(events.DOSSIER_CHANGED, cohort, where.person, **told)
