"""What was removed is read by nobody, counted nowhere, and comes back whole."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from cordee.activity.queries import lines_in, lines_of, person_figures, space_figures
from cordee.core.errors import Conflict, Forbidden, Missing, Suspended, TooFast
from cordee.journal.readers import catch_up
from cordee.media.actions import store_attachment
from cordee.people.models import Person
from cordee.spaces import access
from cordee.spaces.actions import limits, removals
from cordee.spaces.actions.comments import reply
from cordee.spaces.actions.locks import lock, unlock
from cordee.spaces.actions.moves import move
from cordee.spaces.actions.pins import pin
from cordee.spaces.actions.posts import publish
from cordee.spaces.actions.reactions import react
from cordee.spaces.actions.resolutions import accept_answer
from cordee.spaces.actions.spaces import edit_space
from cordee.spaces.models import Comment, Post
from cordee.spaces.queries.posts import posts_by, posts_in
from cordee.spaces.queries.threads import comment_read, post_read, thread
from cordee.testing.cast import NOW, Stage


@pytest.mark.django_db
def test_one_deletes_ones_own_and_takes_it_back(stage: Stage) -> None:
    cast, post = stage.cast, stage.question
    with pytest.raises(Forbidden):
        removals.delete(cast.karim, post, now=NOW)
    removals.delete(cast.lea, post, now=NOW)
    with pytest.raises(Conflict):
        removals.delete(cast.lea, post, now=NOW)
    for somebody in (cast.ines, cast.marc):
        who = access.viewer(somebody)
        with pytest.raises(Missing):
            thread(who, post.id)
        with pytest.raises(Missing):
            post_read(who, post.id)
        assert post.id not in [line.id for line in posts_in(who, stage.open).rows]
        assert post.id not in [line.id for line in posts_by(who, cast.lea).rows]
    assert thread(access.viewer(cast.lea), post.id).post.removed_at
    assert thread(access.viewer(cast.karim), post.id).post.removed_at
    with pytest.raises(Conflict):
        reply(cast.karim, post, body="Encore", now=NOW)
    catch_up()
    assert post.title not in [line.post_title for line in lines_in(stage.open).rows]
    assert post.title not in [line.post_title for line in lines_of(access.viewer(cast.ines), cast.lea).rows]
    assert space_figures(stage.open).posts == 1
    assert person_figures(cast.lea).posts == 0
    with pytest.raises(Missing):
        removals.restore(cast.marc, _hidden(stage), now=NOW)
    catch_up()
    removals.restore(cast.lea, post, now=NOW)
    catch_up()
    assert person_figures(cast.lea).posts == 2
    assert thread(access.viewer(cast.ines), post.id).post.removed_at is None


def _hidden(stage: Stage) -> Post:
    return publish(stage.cast.lea, stage.hidden, kind="tip", title="S", body="B", now=NOW)


@pytest.mark.django_db
def test_a_removed_reply_holds_those_below_it(stage: Stage) -> None:
    cast, post, answer = stage.cast, stage.question, stage.answer
    accept_answer(cast.lea, answer, now=NOW)
    below = reply(cast.lea, post, body="Merci", to=answer, now=NOW)
    alone = reply(cast.ines, post, body="Et aussi", now=NOW)
    removals.delete(cast.ines, answer, now=NOW)
    removals.delete(cast.ines, alone, now=NOW)
    found = thread(access.viewer(cast.lea), post.id)
    assert found.answer is None
    assert (found.post.comment_count, found.post.resolved_at) == (1, None)
    (gone,) = found.conversation.comments
    assert (gone.body_html, gone.author, bool(gone.removed_at)) == ("", None, True)
    assert [view.id for view in gone.replies] == [below.id]
    with pytest.raises(Missing):
        comment_read(access.viewer(cast.lea), answer.id)
    mine = thread(access.viewer(cast.ines), post.id).conversation.comments
    assert [view.id for view in mine] == [answer.id, alone.id]
    removals.restore(cast.ines, Comment.objects.get(pk=answer.pk), now=NOW)
    again = thread(access.viewer(cast.lea), post.id)
    assert again.answer
    assert again.post.comment_count == 2


@pytest.mark.django_db
def test_after_thirty_days_the_words_are_gone_and_the_conversation_is_whole(stage: Stage) -> None:
    cast = stage.cast
    reply(cast.lea, stage.question, body="Merci", to=stage.answer, now=NOW)
    removals.delete(cast.ines, stage.answer, now=NOW)
    removals.hide(cast.karim, stage.experience, reason="Hors sujet", now=NOW)
    assert removals.purge(NOW + timedelta(days=29)) == 0
    assert removals.purge(NOW + timedelta(days=31)) == 1
    stage.answer.refresh_from_db()
    stage.experience.refresh_from_db()
    assert (stage.answer.body, bool(stage.experience.body)) == ("", True)
    with pytest.raises(Conflict):
        removals.restore(cast.ines, stage.answer, now=NOW)
    assert thread(access.viewer(cast.lea), stage.question.id).conversation.comments[0].replies


@pytest.mark.django_db
def test_what_moderation_hid_its_author_does_not_show_again(stage: Stage) -> None:
    removals.delete(stage.cast.lea, stage.question, now=NOW)
    removals.hide(stage.cast.karim, stage.question, reason="Non", now=NOW)
    with pytest.raises(Forbidden):
        removals.restore(stage.cast.lea, stage.question, now=NOW)
    removals.restore(stage.cast.karim, stage.question, now=NOW)


@pytest.mark.django_db
def test_a_closed_conversation_takes_nothing_more(stage: Stage) -> None:
    cast, post = stage.cast, stage.question
    with pytest.raises(Forbidden):
        lock(cast.lea, post, now=NOW)
    assert lock(cast.karim, post, now=NOW)
    assert not lock(cast.karim, post, now=NOW)
    with pytest.raises(Conflict):
        reply(cast.ines, post, body="Encore", now=NOW)
    with pytest.raises(Conflict):
        react(cast.ines, post, meaning="useful", now=NOW)
    unlock(cast.karim, post, now=NOW)
    react(cast.ines, post, meaning="useful", now=NOW)


@pytest.mark.django_db
def test_three_are_pinned_and_stand_first(stage: Stage) -> None:
    cast = stage.cast
    made = [
        publish(cast.ines, stage.open, kind="tip", title=f"T{n}", body="B", now=NOW + timedelta(minutes=n))
        for n in range(25)
    ]
    for post in made[:3]:
        pin(cast.karim, post, now=NOW)
    with pytest.raises(Conflict):
        pin(cast.karim, made[3], now=NOW)
    page = posts_in(access.viewer(cast.lea), stage.open)
    assert {line.id for line in page.rows[:3]} == {post.id for post in made[:3]}
    rest = posts_in(access.viewer(cast.lea), stage.open, cursor=page.next)
    ids = [line.id for line in (*page.rows, *rest.rows)]
    assert len(ids) == len(set(ids)) == 27


@pytest.mark.django_db
def test_moved_it_is_read_where_it_stands(stage: Stage) -> None:
    cast, post = stage.cast, stage.question
    catch_up()
    with pytest.raises(Forbidden):
        move(cast.lea, post, stage.hidden, now=NOW)
    move(cast.karim, post, stage.hidden, now=NOW)
    with pytest.raises(Missing):
        thread(access.viewer(cast.marc), post.id)
    # Before the reader came by, and after.
    assert post.title not in [line.post_title for line in lines_in(stage.open).rows]
    catch_up()
    assert post.title not in [line.post_title for line in lines_in(stage.open).rows]
    assert post.title in [line.post_title for line in lines_in(stage.hidden).rows]


@pytest.mark.django_db
def test_suspended_people_read(stage: Stage) -> None:
    stage.cast.lea.suspended_until = timezone.now() + timedelta(days=1)
    stage.cast.lea.save()
    with pytest.raises(Suspended):
        reply(stage.cast.lea, stage.question, body="Encore", now=NOW)
    assert thread(access.viewer(stage.cast.lea), stage.question.id)
    stage.cast.lea.suspended_until = timezone.now() - timedelta(seconds=1)
    reply(stage.cast.lea, stage.question, body="Encore", now=NOW)


@pytest.mark.django_db
def test_auditors_read_everything_and_change_nothing(stage: Stage, sign_in: Callable) -> None:
    nadia = stage.cast.nadia
    secret = _hidden(stage)
    nadia.is_auditor = True
    nadia.save()
    who = access.viewer(nadia)
    assert thread(who, secret.id)
    assert not who.facilitates(stage.open)
    with pytest.raises(Forbidden):
        reply(nadia, secret, body="B", now=NOW)
    with pytest.raises(Forbidden):
        lock(nadia, secret, now=NOW)
    assert sign_in(nadia).get(f"/posts/{secret.id}/").status_code == 200


@pytest.mark.django_db
def test_nobody_floods_a_space(stage: Stage, sign_in: Callable) -> None:
    now, cast = timezone.now(), stage.cast
    for n in range(limits.REPLIES.usual[0]):
        reply(cast.ines, stage.question, body=f"R{n}", now=now)
    with pytest.raises(TooFast) as refused:
        reply(cast.ines, stage.question, body="Encore", now=now)
    assert refused.value.retry_after == 60
    answer = sign_in(cast.ines).post(f"/posts/{stage.question.id}/comments/", {"body": "Mes mots à garder"})
    assert (answer.status_code, answer["Retry-After"]) == (429, "60")
    assert "Mes mots à garder" in answer.content.decode()
    reply(cast.ines, stage.question, body="Encore", now=now + timedelta(seconds=61))
    reply(cast.lea, stage.question, body="Encore", now=now)
    for n in range(limits.REPLIES.usual[0] + 1):
        reply(cast.karim, stage.question, body=f"R{n}", now=now)
    cast.lea.joined_at = now
    made = 0
    with pytest.raises(TooFast):
        for n in range(99):
            publish(cast.lea, stage.open, kind="tip", title=f"T{n}", body="B", now=now)
            made += 1
    assert made == limits.POSTS.new[0]
    client = sign_in(cast.ines)
    given = {"kind": "tip", "title": "À garder", "body": "Mes mots à garder"}
    answers = [client.post("/spaces/entretiens/new/", given) for _post in range(limits.POSTS.usual[0] + 1)]
    assert answers[-1].status_code == 429
    assert "Mes mots à garder" in answers[-1].content.decode()


@pytest.mark.django_db
def test_what_a_text_shows_leaves_sight_with_it(stage: Stage, sign_in: Callable) -> None:
    cast, space = stage.cast, stage.open
    mine, hers = (
        store_attachment(who, SimpleUploadedFile(f"{who.handle}.txt", b"x"), space_id=space.id, now=NOW)
        for who in (cast.ines, cast.lea)
    )
    body = f"[A]({mine.url}) [B]({hers.url})"
    post = publish(cast.ines, space, kind="tip", title="T", body=body, now=NOW)

    def read(person: Person) -> list[int]:
        return [sign_in(person).get(file.url).status_code for file in (mine, hers)]

    assert read(cast.marc) == [200, 200]
    removals.hide(cast.karim, post, reason="", now=NOW)
    assert read(cast.marc) == [404, 200]
    assert read(cast.karim) == read(cast.ines) == [200, 200]
    removals.restore(cast.karim, post, now=NOW)
    assert read(cast.marc) == [200, 200]
    edit_space(cast.karim, space, visibility="hidden", now=NOW)
    assert read(cast.marc) == [404, 404]
