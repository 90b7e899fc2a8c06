"""Reports, decisions, appeals, and the log that cannot be edited."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from cordee.core.errors import Conflict, Forbidden, Invalid, Missing
from cordee.journal.models import Event
from cordee.journal.readers import catch_up
from cordee.moderation.actions.appeals import appeal, decide_appeal
from cordee.moderation.actions.decisions import decide, end_suspensions
from cordee.moderation.actions.reports import report
from cordee.moderation.models import Decision, ModerationEntry, Report
from cordee.moderation.queries import queue
from cordee.notifications.models import Notice
from cordee.people.models import DataLook
from cordee.spaces import access
from cordee.spaces.actions.comments import reply
from cordee.spaces.models import Post
from cordee.testing.cast import NOW, Stage


@pytest.mark.django_db
def test_a_report_is_made_once_and_decided_once(stage: Stage) -> None:
    cast = stage.cast
    made = report(cast.ines, stage.question, reason="unkind", words="Aïe", now=NOW)
    with pytest.raises(Conflict):
        report(cast.ines, stage.question, reason="other", now=NOW)
    with pytest.raises(Invalid):
        report(cast.lea, stage.question, reason="other", now=NOW)
    with pytest.raises(Invalid):
        report(cast.marc, stage.question, reason="boredom", now=NOW)
    report(cast.marc, stage.question, reason="other", now=NOW)
    (case,) = queue.cases(access.viewer(cast.karim)).rows
    assert (len(case.reports), case.past.reported) == (2, 2)
    with pytest.raises(Forbidden):
        decide(cast.lea, made, what="dismissed", reason="Non", now=NOW)
    with pytest.raises(Forbidden):
        decide(cast.karim, made, what="suspended", reason="Non", days=3, now=NOW)
    decide(cast.karim, made, what="hidden", reason="Blesse quelqu'un.", now=NOW)
    with pytest.raises(Conflict):
        decide(cast.thomas, made, what="dismissed", reason="Non", now=NOW)
    assert not queue.cases(access.viewer(cast.karim)).rows
    assert Post.objects.get(pk=stage.question.pk).removed_at
    assert [one.decision.what for one in queue.reported_by(cast.marc).rows if one.decision] == ["hidden"]
    told = Event.objects.filter(verb="text.hidden").get().data
    assert told["person"] == str(cast.lea.id)
    assert "reporter" not in told


@pytest.mark.django_db
def test_who_wrote_it_does_not_see_who_reported_it(stage: Stage) -> None:
    """A facilitator neither: somebody else decides, and the bell rings elsewhere."""
    cast = stage.cast
    own = reply(cast.karim, stage.question, body="Le mien", now=NOW)
    report(cast.lea, own, reason="unkind", now=timezone.now())  # bells tell of what is recent
    assert queue.cases(access.viewer(cast.karim)).rows == []
    assert [case.first.reporter for case in queue.cases(access.viewer(cast.thomas)).rows] == [cast.lea]
    catch_up()
    assert set(Notice.objects.filter(kind="look").values_list("person_id", flat=True)) == {cast.thomas.id}


@pytest.mark.django_db
def test_a_suspension_ends_by_itself_or_by_appeal(stage: Stage) -> None:
    cast = stage.cast
    made = report(cast.ines, stage.question, reason="unkind", now=NOW)
    decision = decide(cast.thomas, made, what="suspended", reason="Trois fois.", days=7, now=NOW)
    cast.lea.refresh_from_db()
    assert cast.lea.suspended_until == NOW + timedelta(days=7)
    assert end_suspensions(NOW + timedelta(days=6)) == 0
    assert end_suspensions(NOW + timedelta(days=8)) == 1
    cast.lea.refresh_from_db()
    assert cast.lea.suspended_until is None
    assert Event.objects.filter(verb="suspension.ended").count() == 1
    again = report(cast.ines, stage.question, reason="unkind", now=NOW)
    now = timezone.now()
    decision = decide(cast.thomas, again, what="suspended", reason="Encore.", days=7, now=now)
    with pytest.raises(Missing):
        appeal(cast.ines, decision, words="Non", now=now)
    asked = appeal(cast.lea, decision, words="Ce n'était pas moi.", now=now)
    with pytest.raises(Conflict):
        appeal(cast.lea, decision, words="Encore", now=now)
    with pytest.raises(Forbidden):
        decide_appeal(cast.karim, asked, upheld=True, answer="Non", now=now)
    decide_appeal(cast.thomas, asked, upheld=False, answer="Nous nous sommes trompés.", now=now)
    cast.lea.refresh_from_db()
    assert cast.lea.suspended_until is None


@pytest.mark.django_db
def test_an_appeal_is_answered_by_somebody_else(stage: Stage) -> None:
    cast = stage.cast
    made = report(cast.ines, stage.question, reason="unkind", now=NOW)
    decision = decide(cast.karim, made, what="hidden", reason="Non.", now=NOW)
    asked = appeal(cast.lea, decision, words="Si.", now=NOW)
    with pytest.raises(Forbidden):
        decide_appeal(cast.karim, asked, upheld=True, answer="Non", now=NOW)
    with pytest.raises(Missing):
        decide_appeal(cast.ines, asked, upheld=True, answer="Non", now=NOW)
    decide_appeal(cast.thomas, asked, upheld=False, answer="Oui.", now=NOW)
    assert Post.objects.get(pk=stage.question.pk).removed_at is None


@pytest.mark.django_db
def test_nobody_edits_the_log(stage: Stage) -> None:
    made = report(stage.cast.ines, stage.question, reason="unkind", now=NOW)
    decide(stage.cast.karim, made, what="warned", reason="Relisez la charte.", now=NOW)
    for change in (
        lambda: ModerationEntry.objects.update(reason="autre"),
        lambda: ModerationEntry.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change()
    assert ModerationEntry.objects.get().reason == "Relisez la charte."


@pytest.mark.django_db
def test_a_day_of_moderation_by_page(stage: Stage, sign_in: Callable) -> None:
    cast = stage.cast
    karim, lea, ines = sign_in(cast.karim), sign_in(cast.lea), sign_in(cast.ines)
    there = f"/posts/{stage.question.id}/"
    answer = f"{there}comments/{stage.answer.id}/"
    assert lea.post(f"{answer}report/", {"reason": "unkind"}).status_code == 302
    assert lea.post(f"{answer}report/", {"reason": "no"}).status_code == 422
    assert "Je demande" in karim.get("/moderation/").content.decode()
    report_id = Report.objects.get().id
    assert lea.post(f"/moderation/reports/{report_id}/", {"what": "dismissed"}).status_code == 404
    sent = {"what": "warned", "reason": "Le ton."}
    assert karim.post(f"/moderation/reports/{report_id}/", sent).status_code == 302
    decision = Decision.objects.get().id
    page = ines.get("/moderation/mine/").content.decode()
    assert "Le ton." in page
    assert "Léa" not in page
    assert ines.post(f"/moderation/decisions/{decision}/appeal/", {"words": "Non."}).status_code == 302
    assert karim.get("/moderation/people/@ines/").status_code == 200
    assert DataLook.objects.get().subject == cast.ines
    for act in ("lock", "pin"):
        assert karim.post(f"{there}{act}/").status_code == 302
        assert lea.post(f"{there}{act}/").status_code == 403
        assert karim.delete(f"{there}{act}/").status_code == 302
    assert lea.post(f"{there}removal/").status_code == 302
    assert ines.get(there).status_code == 404
    assert 'name="undo"' in lea.get(there).content.decode()
    assert lea.post(f"{there}removal/", {"undo": "1"}).status_code == 302
    assert karim.post(f"{there}merge/", {"into": f"http://x/posts/{stage.experience.id}/"}).status_code == 302
    assert ines.get(there)["Location"] == stage.experience.url
    assert karim.post(f"{there}merge/", {"undo": "1"}).status_code == 302
    assert karim.post(f"{there}move/", {"to": "cercle"}).status_code == 302
    assert sign_in(cast.marc).get(there).status_code == 404
    assert karim.get("/moderation/log/").status_code == 200
