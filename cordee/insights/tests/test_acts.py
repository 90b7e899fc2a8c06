"""Acts: what the journal and other software tell becomes one row each, whatever order, cut or trouble there is."""

import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from cordee.insights.acts import Around, act_of_event, act_of_statement, undoing
from cordee.insights.acts.events import MEANINGS, SAYS
from cordee.insights.acts.verbs import VERBS, kind_of
from cordee.insights.models import Act, Dirty, Kind, Mode, Presence
from cordee.insights.readers import outside
from cordee.journal.models import Event
from cordee.journal.readers import advance, catch_up, named, replay
from cordee.people.actions.arranging import add_unit, place, remove_unit
from cordee.people.models import Person
from cordee.records.actions.credentials import create_credential
from cordee.records.actions.forgetting import forget_recorded
from cordee.records.actions.statements import store
from cordee.records.models import ALL
from cordee.records.versions import Version
from cordee.spaces.actions.comments import reply
from cordee.spaces.actions.memberships import join, leave
from cordee.spaces.actions.moves import move
from cordee.spaces.actions.reactions import react, withdraw
from cordee.spaces.actions.removals import delete
from cordee.testing.cast import NOW, Stage

LEA = uuid.UUID(int=1)
JUNK = st.sampled_from(
    [None, True, 0, "", "question", "practice", "tried", "voted", str(LEA), [], ["x"], {"a": 1}]
)
NAMES = ["post", "kind", "meaning", "receiver", "person", "path", "cohort", "activity", "mode", "workshop", "half",
         "present", "state", "author", "answerer", "post_author", "again"]  # fmt: skip


@given(
    verb=st.sampled_from([*SAYS, "organisation.edited", "comment.removed", "step.reopened", ""]),
    data=st.dictionaries(st.sampled_from(NAMES), JUNK, max_size=6),
    actor=st.none() | st.uuids(),
    space=st.none() | st.uuids(),
)
def test_any_event_has_an_act_or_none(verb: str, data: Any, actor: Any, space: Any) -> None:
    event = Event(
        id=uuid.uuid4(), verb=verb, at=NOW, actor_id=actor, space_id=space, object_id=LEA, data=data
    )
    undoing(event)
    act = act_of_event(event, Around())
    assert act is None or (act.kind in Kind.values and act.mode in Mode.values and act.person_id)
    assert act is None or act.toward_id != act.person_id


@given(
    verb=st.sampled_from([*VERBS, "https://example.org/verbs/danced", "http://x/xapi/profile/verbs/adapted"]),
    kind=st.sampled_from([None, "", "x", "http://id.tincanapi.com/activitytype/discussion"]),
    day=st.datetimes(datetime(1970, 1, 2), datetime(2100, 1, 1)),
)
def test_any_statement_of_somebody_known_is_an_act(verb: str, kind: str | None, day: datetime) -> None:
    around = Around(people={("mbox", "mailto:lea@example.org"): LEA})
    thing: dict[str, Any] = {"id": "http://example.org/course/1"}
    if kind is not None:
        thing["definition"] = {"type": kind}
    told = {
        "id": str(uuid.uuid4()), "actor": {"mbox": "mailto:Lea@example.org"}, "verb": {"id": verb}, "object": thing,
        "timestamp": day.replace(tzinfo=UTC).isoformat(), "stored": NOW.isoformat(),
    }  # fmt: skip
    act = act_of_statement(told, around)
    assert act is not None
    assert act.at <= NOW
    assert act.kind == kind_of(verb)
    if kind == "http://id.tincanapi.com/activitytype/discussion":
        assert act.mode == Mode.SOCIAL
    assert act_of_statement(told | {"actor": {"mbox": "mailto:who@example.org"}}, around) is None


def test_what_becomes_of_each_reaction() -> None:
    assert {meaning: kind for meaning, (kind, _mode) in MEANINGS.items()} == {
        "useful": "react", "observed": "react", "thanks": "thank", "tried": "try", "adapted": "adapt", "taught": "teach",
    }  # fmt: skip
    assert kind_of("https://w3id.org/xapi/adl/verbs/satisfied") is Kind.STEP
    assert kind_of("https://adlnet.gov/expapi/verbs/passed/") is Kind.STEP


@pytest.mark.django_db
def test_the_acts_of_the_stage(stage: Stage) -> None:
    catch_up()
    told = Act.objects.filter(space_id=stage.open.id).exclude(kind="join").order_by("at")
    assert [(one.person_id, one.kind, one.question, one.toward_id) for one in told] == [
        (stage.cast.ines.id, "contribute", False, None),
        (stage.cast.lea.id, "contribute", True, None),
        (stage.cast.ines.id, "reply", False, stage.cast.lea.id),
    ]
    assert {one.thread_id for one in told} == {stage.question.id, stage.experience.id}
    led = Presence.objects.filter(scope="space", scope_id=stage.open.id, leads=True, until=None)
    assert stage.cast.karim.id in led.values_list("person_id", flat=True)
    assert Dirty.objects.filter(scope="space", scope_id=stage.open.id).exists()


@pytest.mark.django_db
def test_who_goes_and_comes_again_at_once_is_there_once(stage: Stage) -> None:
    catch_up()
    leave(stage.cast.ines, stage.open, now=NOW)
    join(stage.cast.ines, stage.open, now=NOW + timedelta(minutes=1))
    catch_up()
    there = Presence.objects.filter(scope="space", scope_id=stage.open.id, person_id=stage.cast.ines.id)
    assert [row.until for row in there.order_by("since")] == [NOW, None]


def rows() -> list[tuple]:
    """Everything that the readers of acts wrote."""
    acts = [tuple(one.items()) for one in Act.objects.order_by("id").values()]
    return acts + sorted(
        Presence.objects.values_list("scope", "scope_id", "person_id", "since", "until", "leads")
    )  # type: ignore[return-value]


@pytest.mark.django_db
def test_what_is_taken_back_hidden_or_moved(stage: Stage) -> None:
    ines, karim, lea = stage.cast.ines, stage.cast.karim, stage.cast.lea
    react(lea, stage.experience, meaning="tried", now=NOW)
    react(lea, stage.experience, meaning="useful", now=NOW)
    withdraw(lea, stage.experience, meaning="tried", now=NOW)
    catch_up()
    delete(ines, stage.experience, now=NOW)
    move(karim, stage.question, stage.request, now=NOW)
    reply(lea, stage.question.__class__.objects.get(pk=stage.question.pk), body="Merci", now=NOW)
    catch_up()
    seen = dict(
        Act.objects.filter(person_id=lea.id, thread_id=stage.experience.id).values_list("kind", "seen")
    )
    assert seen == {"try": False, "react": True}
    assert not Act.objects.get(object_id=stage.experience.id, kind="contribute").seen
    moved = Act.objects.filter(thread_id=stage.question.id)
    assert set(moved.values_list("space_id", flat=True)) == {stage.request.id}
    assert Act.objects.get(kind="reply", person_id=lea.id).toward_id is None  # her own question
    before = rows()
    replay(named("acts"))
    assert rows() == before


@pytest.mark.django_db
def test_acts_keep_the_unit_of_then_and_units_that_go_leave_them_above(stage: Stage) -> None:
    thomas, ines = stage.cast.thomas, stage.cast.ines
    top = add_unit(thomas, name="Réseau", now=NOW)
    north, south = (add_unit(thomas, name=name, parent=top, now=NOW) for name in ("Nord", "Sud"))
    place(thomas, ines, unit=north, manager=None, now=NOW)
    reply(ines, stage.question, body="Une", now=NOW)
    place(thomas, ines, unit=south, manager=None, now=NOW + timedelta(hours=1))
    reply(ines, stage.question, body="Deux", now=NOW + timedelta(hours=2))
    catch_up()
    told = Act.objects.filter(person_id=ines.id, at__gte=NOW).order_by("at")
    assert list(told.values_list("unit_id", flat=True)) == [north.id, south.id]
    remove_unit(thomas, north, now=NOW + timedelta(days=1))
    catch_up()
    assert list(told.values_list("unit_id", flat=True)) == [top.id, south.id]
    before = rows()
    replay(named("acts"))
    assert rows() == before


def sent(person: Person, verb: str = "http://adlnet.gov/expapi/verbs/passed", **more: Any) -> dict[str, Any]:
    """A statement of other software."""
    return {
        "actor": {"mbox": f"mailto:{person.email}"}, "verb": {"id": verb}, "object": {"id": "http://e.org/course"},
        "timestamp": "2026-03-01T08:00:00Z",
    } | more  # fmt: skip


@pytest.mark.django_db
def test_statements_of_others_count_and_those_of_the_journal_do_not_count_twice(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outside, "PATIENCE", timedelta(0))
    credential, _password = create_credential(name="autre", scopes=[ALL], now=NOW)
    lea = stage.cast.lea
    catch_up()

    def put(*statements: dict[str, Any]) -> list[str]:
        return store(statements, {}, by=credential, version=Version.FIRST, now=timezone.now())

    ids = put(sent(lea), sent(stage.cast.marc), sent(lea, actor={"mbox": "mailto:x@example.org"}))
    while advance(named("outside")):
        pass
    outer = Act.objects.filter(source="statement")
    assert {str(one) for one in outer.values_list("id", flat=True)} == set(ids[:2])
    assert set(outer.values_list("kind", "mode")) == {("step", "formal")}
    voiding = {"objectType": "StatementRef", "id": ids[0]}
    put(sent(lea, "http://adlnet.gov/expapi/verbs/voided", object=voiding))
    while advance(named("outside")):
        pass
    assert dict(outer.values_list("person_id", "seen")) == {lea.id: False, stage.cast.marc.id: True}
    before = rows()
    replay(named("outside"))
    assert rows() == before
    forget_recorded(stage.cast.marc, remove=False)
    replay(named("outside"))
    assert list(outer.values_list("person_id", flat=True)) == [lea.id]
