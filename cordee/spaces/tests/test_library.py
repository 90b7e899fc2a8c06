"""The practice library, from an offer to a practice that is stale and verified again; and duplicates."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cordee.core.errors import Conflict, Forbidden, Invalid, Missing
from cordee.journal.models import Event
from cordee.spaces import access
from cordee.spaces.actions.duplicates import mark_duplicate, unmark_duplicate
from cordee.spaces.actions.library import agree, decline, offer, verify
from cordee.spaces.actions.posts import publish
from cordee.spaces.models import Post
from cordee.spaces.queries.library import asked_before, offers, original_of, practice_of, shelf
from cordee.testing.cast import NOW, Stage

TODAY = timezone.localdate(NOW)


@pytest.mark.django_db
def test_the_life_of_a_practice(stage: Stage) -> None:
    cast, post = stage.cast, stage.experience
    karim = access.viewer(cast.karim)
    offer(cast.lea, post, now=NOW)
    assert [line.post_id for line in offers(karim, stage.open).rows] == [post.id]
    assert shelf(karim, stage.open, today=TODAY).rows == []
    agree(cast.karim, post, now=NOW, check_on=TODAY + timedelta(days=30))
    (line,) = shelf(access.viewer(cast.marc), stage.open, today=TODAY).rows
    assert (line.verifier.name, line.author.name) == ("Karim Benali", "Inès Ferreira")
    due = TODAY + timedelta(days=30)
    assert shelf(karim, stage.open, today=TODAY, stale=True).rows == []
    assert len(shelf(karim, stage.open, today=due, stale=True).rows) == 1
    with pytest.raises(Forbidden):
        verify(cast.lea, post, now=NOW)
    again = verify(cast.ines, post, now=NOW + timedelta(days=40))
    assert again.check_on == TODAY + timedelta(days=70)
    decline(cast.karim, post, note="Plus d'actualité", now=NOW)
    assert practice_of(karim, post).note == "Plus d'actualité"
    with pytest.raises(Conflict):
        verify(cast.karim, post, now=NOW)
    offer(cast.ines, post, now=NOW)
    verbs = (
        Event.objects.filter(verb__startswith="practice.")
        .order_by("recorded_at")
        .values_list("verb", flat=True)
    )
    assert [verb.split(".")[1] for verb in verbs] == ["offered", "agreed", "verified", "declined", "offered"]


@pytest.mark.django_db
def test_half_a_year_unless_told(stage: Stage) -> None:
    offer(stage.cast.lea, stage.experience, now=NOW)
    assert agree(stage.cast.karim, stage.experience, now=NOW).check_on == TODAY + timedelta(days=182)
    for day in (TODAY, TODAY + timedelta(days=5 * 366 + 1)):
        with pytest.raises(Invalid):
            agree(stage.cast.karim, stage.experience, now=NOW, check_on=day)


@pytest.mark.django_db
def test_who_may_do_what(stage: Stage) -> None:
    cast, post = stage.cast, stage.experience
    with pytest.raises(Forbidden):
        offer(cast.marc, post, now=NOW)
    with pytest.raises(Invalid):
        offer(cast.lea, stage.question, now=NOW)
    with pytest.raises(Missing):
        agree(cast.karim, post, now=NOW)
    offer(cast.lea, post, now=NOW)
    for act in (agree, decline):
        with pytest.raises(Forbidden):
            act(cast.ines, post, now=NOW)
    with pytest.raises(Forbidden):
        offers(access.viewer(cast.lea), stage.open)
    hidden = publish(cast.lea, stage.hidden, kind="tip", title="T", body="B", now=NOW)
    with pytest.raises(Missing):
        shelf(access.viewer(cast.marc), stage.hidden, today=TODAY)
    with pytest.raises(Missing):
        offer(cast.marc, hidden, now=NOW)


@pytest.mark.django_db
def test_a_library_is_read_in_pages(stage: Stage) -> None:
    made = []
    for n in range(5):
        post = publish(stage.cast.lea, stage.open, kind="tip", title=f"T{n}", body="B", now=NOW)
        offer(stage.cast.lea, post, now=NOW)
        agree(stage.cast.karim, post, now=NOW, check_on=TODAY + timedelta(days=1 + n // 2))
        made.append(post.id)
    found, cursor = [], None
    while True:
        page = shelf(access.viewer(stage.cast.lea), stage.open, today=TODAY, size=2, cursor=cursor)
        found += [line.post_id for line in page.rows]
        cursor = page.next
        if cursor is None:
            break
    assert found == sorted(made, key=made.index)


@pytest.mark.django_db
def test_a_question_points_to_the_one_asked_before(stage: Stage) -> None:
    cast = stage.cast
    again = publish(cast.lea, stage.open, kind="question", title="Finir ?", body="B", now=NOW)
    third = publish(cast.ines, stage.open, kind="question", title="Comment conclure ?", body="B", now=NOW)
    with pytest.raises(Forbidden):
        mark_duplicate(cast.ines, again, stage.question, now=NOW)
    with pytest.raises(Invalid):
        mark_duplicate(cast.lea, again, again, now=NOW)
    with pytest.raises(Invalid):
        mark_duplicate(cast.lea, again, stage.experience, now=NOW)
    mark_duplicate(cast.lea, again, stage.question, now=NOW)
    mark_duplicate(cast.karim, third, again, now=NOW)
    third.refresh_from_db()
    assert third.duplicate_of_id == stage.question.id
    assert original_of(access.viewer(cast.marc), third).title == stage.question.title
    other = publish(cast.karim, stage.open, kind="question", title="Autre", body="B", now=NOW)
    with pytest.raises(Conflict):
        mark_duplicate(cast.lea, stage.question, other, now=NOW)
    with pytest.raises(Invalid):
        mark_duplicate(cast.lea, stage.question, third, now=NOW)
    unmark_duplicate(cast.lea, again, now=NOW)
    unmark_duplicate(cast.lea, again, now=NOW)
    assert Post.objects.get(pk=again.pk).duplicate_of_id is None
    verbs = Event.objects.filter(verb__startswith="duplicate.").values_list("verb", flat=True)
    assert sorted(verbs) == ["duplicate.marked", "duplicate.marked", "duplicate.unmarked"]


@pytest.mark.django_db
def test_the_sign_to_a_hidden_question_is_not_seen(stage: Stage) -> None:
    cast = stage.cast
    hidden = publish(cast.lea, stage.hidden, kind="question", title="Secret finir", body="B", now=NOW)
    mark_duplicate(cast.lea, stage.question, hidden, now=NOW)
    stage.question.refresh_from_db()
    assert original_of(access.viewer(cast.ines), stage.question) is not None
    assert original_of(access.viewer(cast.marc), stage.question) is None
    other = publish(cast.karim, stage.open, kind="question", title="X", body="B", now=NOW)
    found = asked_before(access.viewer(cast.marc), other, "finir")
    assert [line.title for line in found] == []
    assert [line.title for line in asked_before(access.viewer(cast.lea), other, "secret")] == ["Secret finir"]
