"""What is kept is what stands in the threads now, however it came to stand there."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from cordee.bench.routing.memory import Memory
from cordee.core.text import plain
from cordee.journal.readers import catch_up, named, replay
from cordee.recommendations.models import Answered, Around, Asked, AskedStem, Habit, Pulse, StemCount
from cordee.recommendations.past import Kept
from cordee.recommendations.ranking import Particulars, rank
from cordee.spaces.actions.comments import reply
from cordee.spaces.actions.posts import edit_post, publish
from cordee.spaces.actions.removals import delete
from cordee.spaces.models import Comment, Post
from cordee.testing.cast import Stage

pytestmark = pytest.mark.django_db


def _kept() -> dict[str, Any]:
    counts = {
        f"{model.__name__} {row.pk}": [round(count, 6) for count in row.tally.at(1.8e9)]
        for model in (Habit, Pulse)
        for row in model.objects.all()
    }
    answers = set(Answered.objects.values_list("post_id", "person_id", "comment_id", "times"))
    asked = dict(Asked.objects.values_list("id", "post_id"))
    stems = {
        (stem, asked[thread], times)
        for stem, thread, times in AskedStem.objects.values_list("stem", "asked_id", "times")
    }
    rhythms = {row.person_id: [round(hour, 6) for hour in row.hours] for row in Around.objects.all()}
    return {
        "counts": counts,
        "answers": answers,
        "stems": stems,
        "known": dict(StemCount.objects.values_list("stem", "threads")),
        "rhythms": rhythms,
    }


def test_a_rebuild_finds_the_same(stage: Stage, now: datetime) -> None:
    catch_up()
    reply(stage.cast.karim, stage.question, body="Je résume.", now=now - timedelta(hours=3))
    catch_up()
    edit_post(stage.cast.lea, stage.question, title="Comment clore ?", body="Je ne sais pas.", now=now)
    delete(stage.cast.ines, stage.answer, now=now)
    catch_up()
    before = _kept()
    replay(named("recommendations"))
    assert _kept() == before
    assert {person for _post, person, _comment, _times in before["answers"]} == {stage.cast.karim.id}


def test_what_is_removed_leaves_no_word(stage: Stage, now: datetime) -> None:
    catch_up()
    assert StemCount.objects.filter(stem="fin").exists()
    delete(stage.cast.lea, stage.question, now=now)
    catch_up()
    assert not StemCount.objects.filter(stem="fin").exists()
    assert not Asked.objects.filter(post_id=stage.question.id).exists()
    assert not Answered.objects.filter(post_id=stage.question.id).exists()


def test_memory_and_database_rank_alike(stage: Stage, now: datetime) -> None:
    """The bench replays in memory what the product reads from its tables: both must say the same."""
    texts = [
        ("Ouvrir un entretien", "Comment ouvrir un entretien avec une personne timide ?"),
        ("Silence pendant l'entretien", "Que faire du silence pendant un entretien ?"),
        ("Prendre des notes", "Faut-il prendre des notes devant la personne ?"),
    ]
    people = [stage.cast.ines, stage.cast.karim, stage.cast.lea]
    for number, (title, body) in enumerate(texts):
        at = now - timedelta(hours=20 - number)
        post = publish(people[number], stage.open, kind="question", title=title, body=body, now=at)
        for later, person in enumerate(people):
            if (number + later) % 2:
                reply(person, post, body=f"{title} : voici.", now=at + timedelta(minutes=10 + later))
    catch_up()
    memory = Memory()
    posts = list(Post.objects.filter(space=stage.open).order_by("created_at"))
    for number, post in enumerate(posts):
        memory.ask(number, post.created_at.timestamp(), str(post.author_id), post.title, plain(post.body))
    for comment in Comment.objects.filter(post__in=posts).order_by("created_at"):
        place = next(number for number, post in enumerate(posts) if post.id == comment.post_id)
        memory.reply(place, comment.created_at.timestamp(), str(comment.author_id), plain(comment.body))
    asked: dict[str, Any] = {
        "title": "Silence d'une personne timide",
        "body": "Comment ouvrir ?",
        "asker": str(stage.cast.lea.id),
        "now": now.timestamp(),
        "particulars": Particulars(),
    }
    in_memory = rank(memory, **asked).people
    in_database = rank(Kept(stage.open, now), **asked).people
    assert len(in_memory) == 2
    assert [person for person, _score in in_database] == [person for person, _score in in_memory]
    for (_one, score), (_other, other) in zip(in_database, in_memory, strict=True):
        assert score == pytest.approx(other, abs=0.2)
