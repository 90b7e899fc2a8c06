"""Merging threads: what people did with one is with its text from then on, and comes back when they part."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cordee.core.errors import Conflict, Forbidden
from cordee.media.actions import store_attachment
from cordee.spaces import access
from cordee.spaces.actions import removals
from cordee.spaces.actions.bookmarks import keep
from cordee.spaces.actions.comments import edit_comment, reply
from cordee.spaces.actions.duplicates import mark_duplicate
from cordee.spaces.actions.following import follow, mute
from cordee.spaces.actions.library import agree, decline, offer
from cordee.spaces.actions.merges import merge, part
from cordee.spaces.actions.polls import Ballot, vote
from cordee.spaces.actions.posts import publish
from cordee.spaces.actions.reactions import react
from cordee.spaces.actions.resolutions import accept_answer, unaccept_answer
from cordee.spaces.models import Bookmark, Comment, Follow, Merging, Poll, Post, Practice, Reaction, Revision
from cordee.spaces.queries.bookmarks import bookmarks
from cordee.spaces.queries.library import original_of, shelf
from cordee.spaces.queries.merging import merged_into, parted
from cordee.spaces.queries.threads import thread
from cordee.testing.cast import NOW, Stage

pytestmark = pytest.mark.django_db


def test_merged_threads_are_parted_again(stage: Stage) -> None:
    cast, post, into = stage.cast, stage.question, stage.experience
    before = {row.id: (row.post_id, row.root_id) for row in Comment.objects.all()}
    with pytest.raises(Forbidden):
        merge(cast.lea, post, into, now=NOW)
    merge(cast.karim, post, into, now=NOW)
    found = thread(access.viewer(cast.lea), into.id)
    assert found.post.comment_count == 2
    assert len(found.conversation.comments) == 2
    with pytest.raises(Conflict):
        removals.restore(cast.lea, post, now=NOW)
    with pytest.raises(Conflict):
        part(cast.karim, Post.objects.get(pk=post.pk), now=NOW + timedelta(days=31))
    part(cast.karim, Post.objects.get(pk=post.pk), now=NOW)
    assert {row.id: (row.post_id, row.root_id) for row in Comment.objects.all()} == before
    assert Post.objects.get(pk=into.pk).comment_count == 0
    assert Post.objects.get(pk=post.pk).comment_count == 1


def _tip(stage: Stage, title: str = "Se taire", **details: object) -> Post:
    return publish(
        stage.cast.ines, stage.open, kind="tip", title=title, body="Dix secondes.", now=NOW, **details
    )


def _fresh(post: Post) -> Post:
    return Post.objects.select_related("space").get(pk=post.pk)


def test_what_one_keeps_is_found_where_the_text_stands(stage: Stage) -> None:
    cast, one, other = stage.cast, stage.question, stage.experience
    keep(cast.lea, one, note="Pour lundi", now=NOW)
    keep(cast.lea, one, comment=stage.answer, note="La phrase", now=NOW)
    keep(cast.marc, other, now=NOW)
    react(cast.ines, one, meaning="tried", note="Cela marche", now=NOW)
    before = (list(Bookmark.objects.order_by("id").values()), list(Reaction.objects.order_by("id").values()))
    merging = merge(cast.karim, one, other, now=NOW)
    kept = bookmarks(access.viewer(cast.lea)).rows
    assert {(line.note, line.post_id) for line in kept} == {("Pour lundi", other.id), ("La phrase", other.id)}
    assert {line.comment_id for line in kept} == {merging.opening_id, stage.answer.id}
    views = thread(access.viewer(cast.lea), other.id).conversation.comments
    assert [view.meanings.counts for view in views if view.id == merging.opening_id] == [{"tried": 1}]
    keep(cast.marc, other, comment=Comment.objects.get(pk=merging.opening_id), note="Plus tard", now=NOW)
    keep(cast.karim, one, now=NOW)  # it is out of sight, not for him
    keep(cast.karim, other, comment=Comment.objects.get(pk=merging.opening_id), now=NOW)
    part(cast.karim, _fresh(one), now=NOW)
    assert list(Reaction.objects.order_by("id").values()) == before[1]
    assert _fresh(one).tried_count == 1
    mine = Bookmark.objects.exclude(person=cast.karim).exclude(note="Plus tard")
    assert list(mine.order_by("id").values()) == before[0]
    assert Bookmark.objects.get(note="Plus tard").post_id == one.id
    assert Bookmark.objects.get(person=cast.karim).post_id == one.id


def test_who_follows_or_mutes_goes_on(stage: Stage) -> None:
    cast, one, other = stage.cast, stage.question, stage.experience
    follow(cast.marc, post=one, now=NOW)
    mute(cast.lea, post=one, now=NOW)
    follow(cast.nadia, post=one, now=NOW)
    mute(cast.nadia, post=other, now=NOW)
    merge(cast.karim, one, other, now=NOW)
    there = dict(Follow.objects.filter(post=other).values_list("person__handle", "muted"))
    assert there == {"marc": False, "lea": True, "nadia": True}
    part(cast.karim, _fresh(one), now=NOW)
    assert [row.person for row in Follow.objects.filter(post=other)] == [cast.nadia]
    assert Follow.objects.filter(post=one).count() == 3


def test_a_practice_stays_in_the_library(stage: Stage) -> None:
    cast, one, other = stage.cast, _tip(stage), stage.experience
    offer(cast.lea, one, now=NOW)
    agree(cast.karim, one, now=NOW)
    lea, today = access.viewer(cast.lea), NOW.date()
    merge(cast.karim, one, other, now=NOW)
    assert [line.post_id for line in shelf(lea, stage.open, today=today).rows] == [other.id]
    part(cast.karim, _fresh(one), now=NOW)
    assert [line.post_id for line in shelf(lea, stage.open, today=today).rows] == [one.id]
    with pytest.raises(Conflict):
        merge(cast.karim, _fresh(one), stage.question, now=NOW)  # no question stands in a library
    # Where both are in it, the other one stands for both.
    offer(cast.lea, other, now=NOW)
    agree(cast.karim, other, now=NOW)
    merge(cast.karim, _fresh(one), other, now=NOW)
    assert [line.post_id for line in shelf(lea, stage.open, today=today).rows] == [other.id]
    part(cast.karim, _fresh(one), now=NOW)
    assert Practice.objects.filter(state="agreed").count() == 2
    decline(cast.karim, other, now=NOW)
    with pytest.raises(Conflict):
        merge(cast.karim, _fresh(one), _fresh(other), now=NOW)


def test_an_open_poll_is_not_lost_and_a_closed_one_says_how_it_came_out(stage: Stage) -> None:
    cast, end = stage.cast, NOW + timedelta(days=1)
    ballot = Ballot(["Mardi <b>", "Jeudi"], closes_at=end)
    poll = publish(cast.lea, stage.open, kind="poll", title="Quand ?", body="", ballot=ballot, now=NOW)
    first = Poll.objects.get(post=poll).options.first()
    assert first
    vote(cast.ines, poll, [first.id], now=NOW)
    with pytest.raises(Conflict):
        merge(cast.karim, poll, stage.experience, now=NOW)
    assert merge(cast.karim, stage.experience, poll, now=NOW)
    part(cast.karim, _fresh(stage.experience), now=NOW)
    opening = merge(cast.karim, _fresh(poll), _fresh(stage.experience), now=end).opening
    assert opening
    assert "Mardi <b> : 1" in opening.body
    assert "<li>Mardi &lt;b&gt; : 1</li><li>Jeudi : 0</li>" in opening.body_html
    part(cast.karim, _fresh(poll), now=end)
    assert Poll.objects.get(post=poll).options.count() == 2


def test_an_answer_answers_the_question_it_was_merged_into(stage: Stage) -> None:
    cast, one = stage.cast, stage.question
    other = publish(cast.ines, stage.open, kind="question", title="Finir ?", body="B", now=NOW)
    accept_answer(cast.lea, stage.answer, now=NOW)
    merge(cast.karim, _fresh(one), other, now=NOW)
    answer = thread(access.viewer(cast.lea), other.id).answer
    assert answer
    assert answer.id == stage.answer.id
    assert _fresh(other).resolved_at
    part(cast.karim, _fresh(one), now=NOW)
    assert (_fresh(one).resolved_at, _fresh(other).resolved_at) == (NOW, None)
    # It does not answer a discussion; hidden there, it is hidden here too when they part.
    talk = publish(cast.ines, stage.open, kind="discussion", title="Parlons", body="B", now=NOW)
    accept_answer(cast.karim, reply(cast.lea, other, body="Oui", now=NOW), now=NOW)
    merge(cast.karim, _fresh(one), talk, now=NOW)
    assert _fresh(talk).resolved_at is None
    removals.delete(cast.ines, Comment.objects.select_related("post__space").get(pk=stage.answer.pk), now=NOW)
    part(cast.karim, _fresh(one), now=NOW)
    assert _fresh(one).resolved_at is None
    removals.restore(
        cast.ines, Comment.objects.select_related("post__space").get(pk=stage.answer.pk), now=NOW
    )
    assert _fresh(one).resolved_at == NOW
    # Given up meanwhile, it stays given up.
    talk2 = publish(cast.ines, stage.open, kind="question", title="Encore", body="B", now=NOW)
    merge(cast.karim, _fresh(one), talk2, now=NOW)
    unaccept_answer(cast.karim, _fresh(talk2), now=NOW)
    part(cast.karim, _fresh(one), now=NOW)
    assert _fresh(one).resolved_at is None


def test_the_opening_has_all_that_the_contribution_showed(stage: Stage, sign_in: Callable) -> None:
    cast = stage.cast
    file = store_attachment(
        cast.ines, SimpleUploadedFile("grille.ods", b"x"), space_id=stage.open.id, now=NOW
    )
    one = _tip(stage, link="https://example.org/a?b=1&c=2", attachment=file)
    opening = merge(cast.karim, one, stage.experience, now=NOW).opening
    assert opening
    assert 'href="https://example.org/a?b=1&amp;c=2"' in opening.body_html
    assert f'href="{file.url}"' in opening.body_html
    assert sign_in(cast.lea).get(file.url).status_code == 200
    edit_comment(cast.ines, opening, body="Vingt secondes.", now=NOW + timedelta(hours=1))
    part(cast.karim, _fresh(one), now=NOW)
    assert [row.body for row in Revision.objects.filter(post=one)] == ["Vingt secondes."]


def test_signs_and_addresses_lead_where_a_thread_went_through_all_its_moves(stage: Stage) -> None:
    cast, who = stage.cast, access.viewer(stage.cast.lea)
    first, second = _tip(stage, "Un"), _tip(stage, "Deux")
    asked = publish(cast.lea, stage.open, kind="question", title="Encore ?", body="B", now=NOW)
    mark_duplicate(cast.lea, asked, stage.question, now=NOW)
    merge(cast.karim, first, second, now=NOW)
    merge(cast.karim, _fresh(second), stage.experience, now=NOW)
    merge(cast.karim, stage.question, stage.experience, now=NOW)
    for gone in (first, second):
        into = merged_into(who, gone.id)
        assert into
        assert into.id == stage.experience.id
    original = original_of(who, _fresh(asked))
    assert original
    assert original.id == stage.experience.id
    part(cast.karim, _fresh(second), now=NOW)
    into = merged_into(who, first.id)
    assert into
    assert into.id == second.id
    part(cast.karim, _fresh(first), now=NOW)
    assert [_fresh(post).comment_count for post in (first, second, stage.experience)] == [0, 0, 2]


def test_after_thirty_days_the_copy_is_gone_and_its_address_still_leads_there(stage: Stage) -> None:
    cast, later = stage.cast, NOW + timedelta(days=31)
    merge(cast.karim, stage.question, stage.experience, now=NOW)
    assert [post.id for post in parted(stage.experience, NOW)] == [stage.question.id]
    assert removals.purge(NOW + timedelta(days=29)) == 0
    assert removals.purge(later) == 1
    assert removals.purge(later) == 0
    assert (_fresh(stage.question).title, _fresh(stage.question).body) == ("", "")
    assert merged_into(access.viewer(cast.lea), stage.question.id) == stage.experience
    assert parted(stage.experience, later) == []
    with pytest.raises(Conflict):
        part(cast.karim, _fresh(stage.question), now=later)
    opening = Merging.objects.get(post=stage.question).opening
    assert opening
    assert "finir" in opening.body


def test_what_is_reported_is_read_where_it_stands(stage: Stage) -> None:
    from cordee.moderation.actions import acts
    from cordee.moderation.actions.reports import report
    from cordee.moderation.models import Report

    cast = stage.cast
    about, below = (
        report(cast.ines, stage.question, reason="other", now=NOW),
        report(cast.lea, stage.answer, reason="other", now=NOW),
    )
    acts.merge(cast.karim, stage.question, stage.experience, now=NOW)
    opening = Merging.objects.get(post=stage.question).opening_id
    assert set(Report.objects.values_list("post_id", "comment_id")) == {
        (stage.experience.id, opening),
        (stage.experience.id, stage.answer.id),
    }
    acts.part(cast.karim, _fresh(stage.question), now=NOW)
    about.refresh_from_db()
    below.refresh_from_db()
    assert (about.post_id, about.comment_id) == (stage.question.id, None)
    assert (below.post_id, below.comment_id) == (stage.question.id, stage.answer.id)


def test_a_reply_that_was_being_written_lands_in_the_merged_thread(stage: Stage, sign_in: Callable) -> None:
    cast, address = stage.cast, f"/posts/{stage.question.id}/comments/"
    merge(cast.karim, stage.question, stage.experience, now=NOW)
    for person in (cast.ines, cast.karim):  # for one the old thread is out of sight, for the other it is not
        answer = sign_in(person).post(address, {"body": f"De {person.handle}"})
        assert answer["Location"].startswith(f"/posts/{stage.experience.id}/")
    said = Comment.objects.filter(post=stage.experience, body__startswith="De ")
    assert said.count() == 2
