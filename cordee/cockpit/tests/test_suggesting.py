"""What is suggested, on what evidence; what one click does; what is learned from it."""

from datetime import datetime, timedelta

import pytest

from cordee.circulation.models import Place
from cordee.cockpit.actions.suggestions import dismiss, follow_suggestion, look_at_what_followed, note_shown
from cordee.cockpit.models import Suggestion, Word
from cordee.cockpit.queries.suggesting import suggestions
from cordee.cockpit.queries.worked import worked
from cordee.cockpit.suggestions import kinds
from cordee.cockpit.suggestions.contract import Found, Sent
from cordee.core.errors import Conflict, Forbidden, Missing
from cordee.insights.models import Arrival
from cordee.journal.models import Event
from cordee.journal.readers import catch_up
from cordee.people.models import Person
from cordee.spaces.access import viewer
from cordee.spaces.actions.charters import accept_charter
from cordee.spaces.actions.comments import reply
from cordee.spaces.actions.memberships import join
from cordee.spaces.actions.posts import publish
from cordee.spaces.actions.reactions import react
from cordee.spaces.models import Comment, Post
from cordee.testing.cast import NOW, Stage

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def shown(stage: Stage, now: datetime = NOW) -> list[Found]:
    catch_up()
    found = suggestions(viewer(stage.cast.karim), [stage.open], now)
    if found:
        note_shown(stage.cast.karim, found, now=now)
    return found


def told(found: list[Found]) -> list[str]:
    return [one.kind for one in found]


def arrive(stage: Stage, person: Person, days_ago: int) -> None:
    join(person, stage.open, now=NOW - days_ago * DAY)
    accept_charter(person, stage.charter, now=NOW - days_ago * DAY)


def ask(person: Person, stage: Stage, days_ago: int, title: str = "Par où commencer ?") -> Post:
    return publish(person, stage.open, kind="question", title=title, body="B", now=NOW - days_ago * DAY)


def test_nothing_to_do_is_a_fine_state(stage: Stage) -> None:
    assert shown(stage) == []


def test_newcomers_who_wrote_nothing_are_greeted_together(stage: Stage) -> None:
    for person in (stage.cast.marc, stage.cast.nadia):
        arrive(stage, person, 3)
    (one,) = shown(stage)
    kind = kinds()["welcome"]
    assert one.person and one.person.handle == "marc"
    assert [evidence.url for evidence in kind.evidence(one)] == ["/people/@marc/", "/people/@nadia/"]
    draft = kind.draft(one, stage.cast.karim)
    assert "@marc @nadia" in draft
    assert one.row_id
    follow_suggestion(stage.cast.karim, one.row_id, Sent(draft), now=NOW)
    assert shown(stage, NOW + DAY) == []
    assert Arrival.objects.filter(greeted_at__isnull=False, person_id=stage.cast.nadia.id).exists()


def test_a_newcomer_who_wrote_is_answered_in_their_thread(stage: Stage) -> None:
    arrive(stage, stage.cast.marc, 3)
    post = publish(
        stage.cast.marc, stage.open, kind="experience", title="Bonjour", body="B", now=NOW - 2 * DAY
    )
    (one,) = shown(stage)
    assert (one.kind, one.post_id) == ("welcome", post.id)
    assert one.row_id
    follow_suggestion(stage.cast.karim, one.row_id, Sent("Bienvenue."), now=NOW)
    assert Comment.objects.get(post=post).author == stage.cast.karim


def test_a_question_that_waits_is_put_to_who_may_know_or_taken(stage: Stage) -> None:
    post = ask(stage.cast.lea, stage, 3)
    ask(stage.cast.lea, stage, 1)  # has not waited long
    (one,) = shown(stage)
    assert (one.kind, one.post_id) == ("waiting", post.id)
    able = one.facts["able"]
    assert able == stage.cast.ines  # she answered here
    assert one.row_id
    follow_suggestion(stage.cast.karim, one.row_id, Sent(to=able.handle), now=NOW)
    assert post.asks.get().person == stage.cast.ines
    other = ask(stage.cast.lea, stage, 4, "Et ensuite ?")
    (one,) = shown(stage)
    assert one.row_id
    follow_suggestion(stage.cast.karim, one.row_id, Sent(), now=NOW)
    assert other.ownerships.get().person == stage.cast.karim
    assert shown(stage) == []


def test_who_went_quiet_gets_a_private_word_once(stage: Stage) -> None:
    for number in range(3):
        ask(stage.cast.ines, stage, 60 + number)
    Post.objects.filter(author=stage.cast.ines).update(resolved_at=NOW)
    Comment.objects.filter(author=stage.cast.ines).delete()
    later = NOW + 40 * DAY
    found = [one for one in shown(stage, later) if one.kind == "quiet"]
    assert [one.person.name for one in found if one.person] == ["Inès Ferreira"]
    (one,) = found
    assert "Inès" in kinds()["quiet"].draft(one, stage.cast.karim)
    assert one.row_id
    follow_suggestion(stage.cast.karim, one.row_id, Sent("Bonjour Inès"), now=later)
    assert Word.objects.get().receiver == stage.cast.ines
    assert "quiet" not in told(shown(stage, later + 60 * DAY))


def test_who_has_few_to_turn_to_is_told_to_who_facilitates_alone(stage: Stage) -> None:
    cast = stage.cast
    Place.objects.create(space_id=stage.open.id, person_id=cast.lea.id, role=Place.Role.ALONE, people=1)
    (one,) = [one for one in shown(stage) if one.kind == "alone"]
    assert one.person and one.person.name == cast.lea.name
    assert cast.lea.name in kinds()["alone"].sentence(one)
    Person.objects.filter(pk=cast.nadia.pk).update(is_administrator=True)
    somebody = viewer(Person.objects.get(pk=cast.nadia.pk))
    assert "alone" not in told(suggestions(somebody, [stage.open], NOW))
    assert one.row_id
    follow_suggestion(cast.karim, one.row_id, Sent("Bonjour Léa"), now=NOW)
    assert Word.objects.get().receiver == cast.lea
    assert "alone" not in told(shown(stage, NOW + 60 * DAY))


def test_what_helped_three_people_is_brought_to_light_and_pinned(stage: Stage) -> None:
    for person in (stage.cast.marc, stage.cast.nadia):
        join(person, stage.open, now=NOW - 30 * DAY)
        accept_charter(person, stage.charter, now=NOW - 30 * DAY)
    for person in (stage.cast.lea, stage.cast.marc, stage.cast.nadia):
        react(person, stage.experience, meaning="useful", now=NOW)
    one = next(one for one in shown(stage) if one.kind == "light")
    assert one.facts["helped"] == 3
    assert one.row_id
    follow_suggestion(stage.cast.karim, one.row_id, Sent("Merci @ines", "pin"), now=NOW)
    stage.experience.refresh_from_db()
    assert stage.experience.pinned_at == NOW
    assert stage.experience.comments.get().body == "Merci @ines"


def test_a_thread_without_an_end(stage: Stage) -> None:
    for number in range(2):
        reply(stage.cast.ines, stage.question, body="Encore", now=NOW + timedelta(hours=number))
    one = next(one for one in shown(stage, NOW + 7 * DAY) if one.kind == "endless")
    assert one.facts["replies"] == 3
    assert "@lea" in kinds()["endless"].draft(one, stage.cast.karim)


def test_never_more_than_three_and_one_of_each_kind_first(stage: Stage) -> None:
    for number in range(4):
        ask(stage.cast.lea, stage, 5 + number)
    arrive(stage, stage.cast.marc, 3)
    assert told(shown(stage)) == ["waiting", "welcome", "waiting"]


def test_what_is_put_away_does_not_come_again_and_its_kind_counts_for_less(stage: Stage) -> None:
    arrive(stage, stage.cast.marc, 3)
    for number in range(2):
        ask(stage.cast.lea, stage, 5 + number)
    first, second, third = shown(stage)
    assert told([first, second, third]) == ["waiting", "welcome", "waiting"]
    for one in (first, third):
        assert one.row_id
        dismiss(stage.cast.karim, one.row_id, reason="unfit", words="Hors sujet", now=NOW)
    assert Suggestion.objects.get(id=first.row_id).words == "Hors sujet"
    ask(stage.cast.lea, stage, 6, "Nouvelle")
    assert told(shown(stage, NOW + DAY)) == ["welcome", "waiting"]  # learned: 7 × 2/4 is less than 6


def test_not_now_comes_again_and_not_this_kind_does_not_for_long(stage: Stage) -> None:
    ask(stage.cast.lea, stage, 5)
    (one,) = shown(stage)
    assert one.row_id
    dismiss(stage.cast.karim, one.row_id, reason="later", now=NOW)
    assert shown(stage, NOW + DAY) == []
    (again,) = shown(stage, NOW + 8 * DAY)
    assert again.row_id
    assert again.row_id != one.row_id
    dismiss(stage.cast.karim, again.row_id, reason="kind", now=NOW + 8 * DAY)
    ask(stage.cast.lea, stage, 4, "Une autre")
    assert "waiting" not in told(shown(stage, NOW + 20 * DAY))


def test_only_who_facilitates_acts_and_only_once(stage: Stage) -> None:
    ask(stage.cast.lea, stage, 5)
    (one,) = shown(stage)
    assert one.row_id
    with pytest.raises(Forbidden):
        follow_suggestion(stage.cast.lea, one.row_id, Sent(), now=NOW)
    follow_suggestion(stage.cast.karim, one.row_id, Sent(), now=NOW)
    with pytest.raises(Conflict):
        follow_suggestion(stage.cast.karim, one.row_id, Sent(), now=NOW)
    with pytest.raises(Missing):
        dismiss(stage.cast.karim, stage.open.id, reason="later", now=NOW)
    assert Event.objects.filter(verb="suggestion.followed", actor_id=stage.cast.karim.id).count() == 1


def test_what_followed_is_told_beside_what_came_by_itself(stage: Stage) -> None:
    asked = [ask(stage.cast.lea, stage, 5 + number, f"Q{number}") for number in range(3)]
    found = shown(stage)
    by_post = {one.post_id: one for one in found}
    row = by_post[asked[0].id].row_id
    assert row
    follow_suggestion(stage.cast.karim, row, Sent(), now=NOW)
    for post in asked[:2]:
        reply(stage.cast.ines, post, body="Voici", now=NOW + 2 * DAY)
    catch_up()
    look_at_what_followed(NOW + 3 * DAY)
    look_at_what_followed(NOW + 15 * DAY)
    (one,) = worked([stage.open.id], NOW + 15 * DAY)
    assert (one.suggested, one.acted, one.acted_judged, one.acted_well) == (3, 1, 1, 1)
    assert (one.other_judged, one.other_well) == (2, 1)
