"""Bookmarks: one's own, with a note, and never told to anybody."""

import pytest

from cordee.core.errors import Invalid, Missing
from cordee.journal.models import Event
from cordee.spaces import access
from cordee.spaces.actions.bookmarks import drop, keep
from cordee.spaces.actions.memberships import remove
from cordee.spaces.actions.posts import publish
from cordee.spaces.models import Bookmark
from cordee.spaces.queries.bookmarks import bookmarks, note_of
from cordee.testing.cast import NOW, Stage


@pytest.mark.django_db
def test_keep_note_and_drop(stage: Stage) -> None:
    lea = stage.cast.lea
    before = Event.objects.count()
    keep(lea, stage.question, note="Pour lundi", now=NOW)
    keep(lea, stage.question, now=NOW)
    keep(lea, stage.question, comment=stage.answer, now=NOW)
    who = access.viewer(lea)
    assert note_of(who, stage.question) == "Pour lundi"
    keep(lea, stage.question, note="Pour mardi", now=NOW)
    lines = bookmarks(who).rows
    assert [(line.note, line.comment_id) for line in lines] == [("", stage.answer.id), ("Pour mardi", None)]
    assert lines[0].author.name == "Inès Ferreira"
    assert lines[0].excerpt.startswith("Je demande")
    assert [line.note for line in bookmarks(who, words="mardi finir").rows] == ["Pour mardi"]
    assert bookmarks(who, words="jeudi").rows == []
    first = bookmarks(who, size=1)
    assert [line.note for line in bookmarks(who, cursor=first.next).rows] == ["Pour mardi"]
    assert drop(lea, stage.question) == "Pour mardi"
    assert drop(lea, stage.question) is None
    assert Event.objects.count() == before


@pytest.mark.django_db
def test_others_see_nothing_of_it(stage: Stage) -> None:
    keep(stage.cast.lea, stage.question, note="À moi", now=NOW)
    for other in (stage.cast.karim, stage.cast.thomas):
        assert bookmarks(access.viewer(other)).rows == []
        assert note_of(access.viewer(other), stage.question) is None


@pytest.mark.django_db
def test_only_what_one_may_read(stage: Stage) -> None:
    secret = publish(stage.cast.lea, stage.hidden, kind="tip", title="T", body="B", now=NOW)
    with pytest.raises(Missing):
        keep(stage.cast.marc, secret, now=NOW)
    with pytest.raises(Missing):
        keep(stage.cast.lea, secret, comment=stage.answer, now=NOW)
    with pytest.raises(Invalid):
        keep(stage.cast.lea, secret, note="x" * 301, now=NOW)
    keep(stage.cast.ines, secret, now=NOW)
    remove(stage.cast.karim, stage.hidden, stage.cast.ines, now=NOW)
    assert bookmarks(access.viewer(stage.cast.ines)).rows == []
    assert Bookmark.objects.count() == 1
