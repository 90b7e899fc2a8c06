"""Letting go: of somebody, and of what is old."""

from datetime import datetime
from typing import Any
from uuid import uuid4

import orjson
from django.db import transaction
from django.db.models import Max

from cordee.journal.models import Event
from cordee.people.models import Person
from cordee.records.actions.families import place_in_families
from cordee.records.comparison import unsigned
from cordee.records.keys import AGENT, RELATED_AGENT, mentions
from cordee.records.models import Attachment, Document, Horizon, Mention, SetAside, Statement
from cordee.records.people import agent_of, agents_of
from cordee.records.positions import from_moment
from cordee.records.queries.people import keys_of, positions_about
from cordee.records.validation.agents import IDENTIFIERS, identifier

AT_ONCE = 1_000


@transaction.atomic
def forget_recorded(person: Person, *, remove: bool) -> None:
    """Nobody finds somebody in the records any more.

    What they did goes (``remove``), or becomes that of a nameless agent, without what they answered and the files that
    they brought; where they were beside others' acts they are that agent too. Their documents go. A signature signs their
    name: it goes with it.
    """
    Document.objects.filter(agent__in=keys_of(person, AGENT)).delete()
    own = positions_about(person, AGENT)
    if remove:
        _delete(own)
    beside = set(positions_about(person, AGENT, RELATED_AGENT)) - (set(own) if remove else set())
    names = {identifier(agent) for agent in agents_of(person)}
    nobody = agent_of(uuid4())
    for row in Statement.objects.filter(position__in=beside).order_by("position"):
        told = _nameless(unsigned(orjson.loads(row.raw)), names, nobody)
        if row.position in own:
            told.pop("attachments", None)
            told.get("result", {}).pop("response", None)
            told.get("result", {}).pop("extensions", None)
            if not told.get("result", True):
                del told["result"]
            row.attached = []
        row.raw = orjson.dumps(told).decode()
        row.save(update_fields=["raw", "attached"])
        Mention.objects.filter(position=row.position, depth=0).delete()
        Mention.objects.bulk_create(
            [Mention(key=key, position=row.position, depth=0) for key in sorted(mentions(told))]
        )
    place_in_families(beside)
    SetAside.objects.filter(position__in=beside).update(
        answer=""
    )  # another store may have quoted what it refused
    _forget_files()


def forget_records(before: datetime, now: datetime) -> int:
    """Let go of the statements that were stored before; returns how many went. Broken off, it has done a part."""
    edge, done = from_moment(before), 0
    while places := list(
        Statement.objects.filter(position__lt=edge)
        .order_by("position")
        .values_list("position", flat=True)[:AT_ONCE]
    ):
        with transaction.atomic():
            _remember_told(places)
            _delete(places)
        done += len(places)
    if done:
        _forget_files()
    return done


def _remember_told(places: list[int]) -> None:
    """Up to where in the journal what goes was told: a reader that begins anew does not tell it again. Two queries."""
    ids = Statement.objects.filter(position__in=places).values("id")
    last = Event.objects.filter(id__in=ids).aggregate(last=Max("position"))["last"]
    if last is not None:
        row, _made = Horizon.objects.get_or_create(id=1, defaults={"told_up_to": last})
        if row.told_up_to < last:
            Horizon.objects.filter(id=1).update(told_up_to=last)


def _delete(places: list[int]) -> None:
    Mention.objects.filter(position__in=places).delete()
    SetAside.objects.filter(position__in=places).delete()
    Statement.objects.filter(position__in=places).delete()


def _forget_files() -> None:
    """Contents to which no statement refers any more."""
    Attachment.objects.extra(
        where=[
            "NOT EXISTS (SELECT 1 FROM records_statement s WHERE records_attachment.sha2 = ANY(s.attached))"
        ]
    ).delete()


def _nameless(value: Any, names: set[tuple[str, str] | None], nobody: dict[str, Any]) -> Any:
    """The value with ``nobody`` in the place of every agent that is one of ``names``."""
    if isinstance(value, list):
        return [_nameless(one, names, nobody) for one in value]
    if not isinstance(value, dict):
        return value
    if value.keys() & IDENTIFIERS and _named(value) in names:
        return nobody
    return {key: _nameless(one, names, nobody) for key, one in value.items()}


def _named(value: dict[str, Any]) -> tuple[str, str] | None:
    try:
        return identifier(value)
    except (KeyError, TypeError, AttributeError):  # something of an extension that looks like an agent
        return None
