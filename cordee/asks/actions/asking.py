"""Putting a question to people, and telling its facilitators."""

from datetime import datetime
from uuid import UUID

from django.db import connection

from cordee.asks import events
from cordee.asks.choosing import AT_MOST, AT_ONCE, Stage, choose
from cordee.asks.escalation import Found
from cordee.asks.models import Ask, Availability, Watch
from cordee.asks.models.asking import told
from cordee.asks.queries.able import able_for, may_be_busy, today
from cordee.core.ids import uuid7
from cordee.journal.actions import record, record_all
from cordee.people.models import Person
from cordee.spaces.models import Post
from cordee.spaces.queries.standing_in import keeping

_LOCK = 0x61736B73  # "asks"


def one_at_a_time() -> None:
    """Until this transaction ends nobody else chooses: two questions at once must not fill one person's week twice."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def ask_people(watch: Watch, post: Post, stage: Stage, now: datetime) -> Found:
    """Ask as many people of a stage as are wanted; what came of it. Holds the watch."""
    if stage == Stage.FACILITATORS:
        tell_facilitators(watch, post, now)
        return Found.SOMEBODY
    made = list(Ask.objects.filter(post=post).values_list("person_id", "stage", "state"))
    of_stage = [state for _person, turn, state in made if turn == stage]
    open_now = of_stage.count(Ask.State.OPEN)
    wanted = min(AT_ONCE[stage] - open_now, AT_MOST[stage] - len(of_stage))
    if wanted <= 0:
        return Found.SOMEBODY if open_now else Found.NOBODY
    one_at_a_time()
    asked = {person for person, _stage, _state in made}
    known = able_for(post, now=now, asked=asked)
    without = asked | ({post.author_id} if post.author_id else set())
    chosen = choose(known.able, stage, most=wanted, without=without)
    for one in chosen:
        made_for(post, one.id, stage=stage, reasons=told(list(known.evidence[one.id])), by=None, now=now)
    if open_now + len(chosen):
        return Found.SOMEBODY
    return Found.BUSY if may_be_busy(post, now=now, asked=without) else Found.NOBODY


def made_for(
    post: Post, person_id: UUID, *, stage: int, reasons: list, by: Person | None, now: datetime
) -> Ask:
    """Put ``post`` to somebody, chosen by the policy or named by ``by``."""
    ask = Ask.objects.create(
        id=uuid7(), post=post, person_id=person_id, by=by, stage=stage, reasons=reasons, at=now
    )
    record(events.of_ask(events.ASK_MADE, ask, post, by), at=now)
    return ask


def tell_facilitators(watch: Watch, post: Post, now: datetime) -> None:
    """Those of the space who are here, or stand in; all where none is; administrators where nobody facilitates."""
    keepers_now = keeping(post.space_id, now)
    keepers = {row.person_id for row in keepers_now.rows} - {post.author_id}
    away = set(keepers_now.instead) | {
        row.person_id for row in Availability.objects.filter(person_id__in=keepers) if row.is_away(today(now))
    }
    people = (keepers - away) or keepers
    if not people:
        rows = Person.objects.filter(is_administrator=True, is_active=True)
        people = set(rows.values_list("id", flat=True)) - {post.author_id}
    names = sorted(str(one) for one in people)
    again = watch.stage == Stage.FACILITATORS
    record_all([(events.of_question(events.ASK_ESCALATED, post, None, people=names, again=again), now)])
