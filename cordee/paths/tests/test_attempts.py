"""Answering a quiz: nothing lost, nothing told too early, graded once."""

import json
from datetime import timedelta
from uuid import UUID

import pytest

from cordee.core.errors import Conflict, Forbidden, Missing
from cordee.journal.models import Event
from cordee.paths.actions import attempts, drafts, enrolling, publishing
from cordee.paths.models import Activity, Attempt, Bank, BankQuestion, Progress, Response
from cordee.paths.queries.attempts import asked_in, item_figures, reviewed
from cordee.paths.questions import question
from cordee.paths.tests.conftest import Taken
from cordee.paths.tests.test_questions import SAMPLES
from cordee.testing.cast import NOW, Stage

pytestmark = pytest.mark.django_db


def later(minutes: float) -> object:
    return NOW + timedelta(minutes=minutes)


def quiz_of(taken: Taken, stage: Stage, kinds: list[str], **settings: object) -> Activity:
    """A published quiz with a question of each kind, and Léa in its version."""
    where = taken.seen_by(stage.cast.karim)
    draft = drafts.draft_of(where, now=NOW)
    bank = Bank.objects.create(version=draft, title="Banque")
    keys = []
    for position, kind in enumerate(kinds):
        one = question(kind, SAMPLES[kind])
        row = BankQuestion.objects.create(
            bank=bank, position=position, kind=kind, content=one.kept(), shown=one.shown()
        )
        keys.append(str(row.key))
    values = {"questions": keys} | settings
    module = draft.modules.first()
    made = drafts.add_activity(where, module.key, kind="quiz", title="Le quiz", values=values, now=NOW)
    newer = publishing.publish_version(where, now=NOW)
    enrolling.move_to_version(taken.seen_by(stage.cast.lea), taken.place, newer, now=NOW)
    return Activity.objects.get(version=newer, key=made.key)


def test_an_attempt_is_graded_once_and_the_best_counts(taken: Taken, stage: Stage) -> None:
    quiz = quiz_of(taken, stage, ["truth", "text"], pass_at=0.6)
    first = attempts.begin(taken.place, quiz, now=NOW)
    assert attempts.begin(taken.place, quiz, now=NOW) == first
    truth, text = (UUID(key) for key in first.drawn)
    attempts.save_answer(first, truth, "true", revision=0, now=NOW)
    for _ in range(2):
        ended = attempts.end_attempt(first, now=later(1))
    assert ended.score == 0.5
    progress = Progress.objects.get(enrolment=taken.place, activity_key=quiz.key)
    assert progress.done_at is None
    second = attempts.begin(taken.place, quiz, now=later(2))
    attempts.end_attempt(second, answers={truth: "true", text: "ecoute active"}, now=later(3))
    progress.refresh_from_db()
    assert (progress.score, progress.done_at) == (1.0, later(3))
    third = attempts.begin(taken.place, quiz, now=later(4))
    attempts.end_attempt(third, now=later(5))
    progress.refresh_from_db()
    assert progress.score == 1.0
    assert Event.objects.filter(verb="attempt.ended").count() == 3


def test_of_two_devices_the_older_answer_never_replaces_the_newer(taken: Taken, stage: Stage) -> None:
    attempt = attempts.begin(taken.place, quiz_of(taken, stage, ["text"]), now=NOW)
    key = UUID(attempt.drawn[0])
    kept = attempts.save_answer(attempt, key, "un", revision=0, now=NOW)
    attempts.save_answer(attempt, key, "deux", revision=kept.revision, now=NOW)
    with pytest.raises(attempts.Stale) as stale:
        attempts.save_answer(attempt, key, "trois", revision=kept.revision, now=NOW)
    assert stale.value.answer == "deux"
    assert Response.objects.get().answer == "deux"


def test_time_that_is_up_hands_in_what_was_saved(taken: Taken, stage: Stage) -> None:
    attempt = attempts.begin(taken.place, quiz_of(taken, stage, ["truth"], minutes=10), now=NOW)
    key = UUID(attempt.drawn[0])
    attempts.save_answer(attempt, key, "true", revision=0, now=later(9))
    with pytest.raises(Conflict):
        attempts.save_answer(attempt, key, "false", revision=1, now=later(11))
    attempts.end_overdue(later(11))
    ended = Attempt.objects.get()
    assert (ended.score, ended.ended_at) == (1.0, later(10))


def test_attempts_run_out(taken: Taken, stage: Stage) -> None:
    quiz = quiz_of(taken, stage, ["truth"], attempts=1)
    attempts.end_attempt(attempts.begin(taken.place, quiz, now=NOW), now=NOW)
    with pytest.raises(Conflict):
        attempts.begin(taken.place, quiz, now=later(1))


def test_a_draw_takes_so_many_and_none_twice(taken: Taken, stage: Stage) -> None:
    quiz = quiz_of(taken, stage, ["truth", "text", "numeric", "open"])
    bank = Bank.objects.get(version=quiz.version)
    keys = quiz.content["questions"]
    quiz.content = {"questions": keys[:1], "draws": [{"bank": str(bank.key), "count": 2}]}
    quiz.save()
    attempt = attempts.begin(taken.place, quiz, now=NOW)
    assert len(attempt.drawn) == len(set(attempt.drawn)) == 3
    assert attempt.drawn[0] == keys[0]


def test_an_open_answer_waits_for_a_person(taken: Taken, stage: Stage) -> None:
    quiz = quiz_of(taken, stage, ["open", "truth"], pass_at=0.9)
    attempt = attempts.begin(taken.place, quiz, now=NOW)
    written, truth = (UUID(key) for key in attempt.drawn)
    ended = attempts.end_attempt(attempt, answers={written: "Mon avis", truth: "true"}, now=NOW)
    assert ended.score is None
    with pytest.raises(Forbidden):
        attempts.grade_answer(taken.seen_by(stage.cast.lea), ended, written, credit=1, now=NOW)
    graded = attempts.grade_answer(
        taken.seen_by(stage.cast.ines), ended, written, credit=1, remark="Bien", now=NOW
    )
    assert graded.score == 1.0
    assert Progress.objects.get(enrolment=taken.place, activity_key=quiz.key).done_at == NOW


def test_no_page_tells_an_answer_before_the_end(taken: Taken, stage: Stage, sign_in) -> None:
    """Whatever is right stands under a word that appears nowhere else; no page or answer holds it before the end."""
    quiz = quiz_of(taken, stage, list(SAMPLES))
    secret = "chamois"
    for row in BankQuestion.objects.filter(bank__version=quiz.version):
        content = row.content | {"feedback": secret, "hints": ["Un indice"]}
        for name in ("accepted", "choices", "areas"):
            if name in content:
                content[name] = [one | {"feedback": secret} for one in content[name]]
        if row.kind == "text":
            content["accepted"] = [{"text": secret}]
        if row.kind == "open":
            content["guide"] = secret
        one = question(row.kind, content)
        BankQuestion.objects.filter(pk=row.pk).update(content=one.kept(), shown=one.shown())
    client = sign_in(stage.cast.lea)
    step = f"{taken.path.url}steps/{quiz.key}/"
    begun = client.post(f"{step}attempts/")
    pages = [client.get(step), client.get(begun.url)]
    attempt = Attempt.objects.get()
    for key in attempt.drawn:
        pages.append(
            client.put(
                f"/api/v1/attempts/{attempt.id}/answers/{key}",
                json.dumps({"answer": ["0"], "revision": 0}),
                content_type="application/json",
            )
        )
        pages.append(client.post(f"{begun.url}hints/{key}/"))
    pages.append(client.get(begun.url))
    assert all(page.status_code in (200, 302) for page in pages)
    assert not any(secret in page.content.decode() for page in pages)
    client.post(begun.url, {"end": "1"})
    assert secret in client.get(begun.url).content.decode()


def test_a_form_without_scripts_says_the_same(taken: Taken, stage: Stage, sign_in) -> None:
    quiz = quiz_of(taken, stage, ["choice", "truth", "matching", "cloze", "ordering"])
    client = sign_in(stage.cast.lea)
    begun = client.post(f"{taken.path.url}steps/{quiz.key}/attempts/")
    attempt = Attempt.objects.get()
    page = client.get(begun.url).content.decode()
    assert "&lt;p&gt;" not in page  # texts with gaps are shown as texts
    assert page.count("quiz__gap") == 2
    form: dict[str, object] = {"end": "1"}
    for one in asked_in(attempt):
        name = f"q-{one.key}"
        form[f"{name}-there"] = "1"
        match one.kind:
            case "choice":
                form[name] = [each["value"] for each in one.details["choices"] if "apprend" in each["text"]]
            case "truth":
                form[name] = "true"
            case "matching":
                rights = {each["text"]: each["value"] for each in one.details["rights"]}
                form[f"{name}-0"], form[f"{name}-1"] = rights["<p>cat</p>"], rights["<p>dog</p>"]
            case "cloze":
                form[f"{name}-0"], form[f"{name}-1"] = "ciel", "1"
            case "ordering":
                words = ["<p>un</p>", "<p>deux</p>", "<p>trois</p>", "<p>quatre</p>"]
                for item in one.details["items"]:
                    form[f"{name}-{item['value']}"] = words.index(item["text"]) + 1
    client.post(begun.url, form)
    attempt.refresh_from_db()
    assert attempt.score == 1.0
    assert all(one.credit == 1 for one in reviewed(attempt, solutions=True))


def test_an_attempt_is_its_learners_and_their_tutors(taken: Taken, stage: Stage, sign_in) -> None:
    attempt = attempts.begin(taken.place, quiz_of(taken, stage, ["truth"]), now=NOW)
    address = f"/attempts/{attempt.id}/"
    assert sign_in(stage.cast.marc).get(address).status_code == 404
    assert sign_in(stage.cast.ines).get(address).status_code == 200
    assert sign_in(stage.cast.ines).post(address, {"end": "1"}).status_code == 403
    with pytest.raises(Missing):
        attempts.save_answer(attempt, UUID(int=7), "x", revision=0, now=NOW)


@pytest.mark.parametrize(
    "body",
    [
        "",
        "[]",
        "{}",
        '{"answer": "1"}',
        '{"answer": "1", "revision": "x"}',
        '{"answer": {}, "revision": 0}',
        '{"answer": "\\u0000", "revision": 0}',
        '{"answer": [[1]], "revision": 0}',
        "[" * 5000,
    ],
)
def test_an_answer_that_is_none_is_refused_with_words(taken: Taken, stage: Stage, sign_in, body: str) -> None:
    attempt = attempts.begin(taken.place, quiz_of(taken, stage, ["truth"]), now=NOW)
    address = f"/api/v1/attempts/{attempt.id}/answers/{attempt.drawn[0]}"
    answer = sign_in(stage.cast.lea).put(address, body, content_type="application/json")
    assert answer.status_code in (400, 422)
    assert answer.json()["detail"]
    assert not Response.objects.exists()


def test_figures_of_items_say_how_hard_and_how_telling(taken: Taken, stage: Stage) -> None:
    quiz = quiz_of(taken, stage, ["truth", "text"])
    where = taken.seen_by(stage.cast.karim)
    people = [stage.cast.lea, stage.cast.marc, stage.cast.nadia, stage.cast.thomas, stage.cast.ines]
    for at, person in enumerate(people):
        place = enrolling.enrol(where, taken.cohort, person, now=NOW)
        place = taken.seen_by(person).learning
        place.version = quiz.version
        place.save()
        attempt = attempts.begin(place, quiz, now=NOW)
        truth, text = (UUID(key) for key in attempt.drawn)
        right = at > 1
        said = {truth: "true" if right else "false", text: "ecoute active" if right else "rien"}
        attempts.end_attempt(attempt, answers=said, now=NOW)
    figures = item_figures(taken.path, quiz)
    assert [(one.answers, round(one.difficulty, 2), round(one.discrimination, 2)) for one in figures] == [
        (5, 0.6, 1.0)
    ] * 2
