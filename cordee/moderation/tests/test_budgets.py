"""What each page of moderation costs, and that a longer list costs the same."""

from collections.abc import Callable

import pytest
from django.test import Client

from cordee.moderation.actions.acts import lock
from cordee.moderation.actions.appeals import appeal
from cordee.moderation.actions.decisions import decide
from cordee.moderation.actions.reports import report
from cordee.moderation.tests.pages import prepare
from cordee.people.models import Person
from cordee.spaces.actions.comments import reply
from cordee.spaces.actions.merges import merge
from cordee.spaces.actions.posts import publish
from cordee.spaces.actions.removals import delete
from cordee.spaces.actions.spaces import open_space
from cordee.spaces.models import Post
from cordee.testing.cast import NOW, Stage
from cordee.testing.costs import costs

pytestmark = pytest.mark.django_db

KARIM = {
    "/moderation/": 10,
    "/moderation/log/": 7,
    "/moderation/mine/": 5,
    "/moderation/people/@lea/": 10,
    "/me/deleted/": 4,
    "/posts/{question}/menu/": 7,
    "/posts/{question}/comments/{answer}/menu/": 5,
}
THOMAS = {"/moderation/": 10, "/moderation/log/": 7, "/posts/{question}/menu/": 7}


def _more(stage: Stage) -> None:
    """Twenty more of everything: texts of others, reports by others, decisions, appeals, entries, merged threads."""
    cast = stage.cast
    for n in range(20):
        author = Person.objects.create(name=f"A{n}", handle=f"a{n}", joined_at=NOW)
        reporter = Person.objects.create(name=f"R{n}", handle=f"r{n}", joined_at=NOW)
        post = publish(cast.karim, stage.open, kind="tip", title=f"T{n}", body="B", now=NOW)
        Post.objects.filter(pk=post.pk).update(author=author)
        report(reporter, Post.objects.get(pk=post.pk), reason="other", now=NOW)
        said = reply(cast.lea, stage.question, body=f"C{n}", now=NOW)
        made = report(cast.karim, said, reason="unkind", now=NOW)
        appeal(cast.lea, decide(cast.thomas, made, what="warned", reason="R", now=NOW), words="W", now=NOW)
        report(cast.ines, said, reason="unkind", now=NOW)
        lock(cast.karim, post, now=NOW)
        gone = publish(cast.karim, stage.open, kind="tip", title=f"G{n}", body="B", now=NOW)
        if n % 2:
            delete(cast.karim, gone, now=NOW)
        else:
            merge(cast.karim, gone, stage.question, now=NOW)
        open_space(cast.thomas, title=f"Espace {n}", visibility="open", now=NOW)


def test_pages_cost_the_same_when_their_lists_grow(stage: Stage, sign_in: Callable[..., Client]) -> None:
    prepare(stage)
    places = {"question": stage.question.id, "answer": stage.answer.id}
    asked = [
        (sign_in(person), [path.format(**places) for path in pages], list(pages.values()))
        for person, pages in ((stage.cast.karim, KARIM), (stage.cast.thomas, THOMAS))
    ]
    for client, paths, _most in asked:
        costs(client, paths)
    few = [costs(client, paths) for client, paths, _most in asked]
    _more(stage)
    assert [costs(client, paths) for client, paths, _most in asked] == few
    for told, (_client, paths, most) in zip(few, asked, strict=True):
        assert {path: told[path] for path, limit in zip(paths, most, strict=True) if told[path] > limit} == {}
