"""Queries that are compiled once say the same as the querysets that define them, whatever the values."""

from datetime import datetime
from uuid import UUID

import pytest
from django.db.models import QuerySet, Value
from django.db.models.functions import Concat

from cordee.core.compiled import columns_of, compiled, instance
from cordee.spaces.models import Post, Space
from cordee.testing.cast import Stage


@compiled("most")
def titled(*, space: UUID, kind: str | None, since: datetime, most: int) -> QuerySet:
    rows = Post.objects.filter(space_id=space, created_at__gte=since)
    if kind:
        rows = rows.filter(kind=kind)
    return rows.annotate(shown=Concat("title", Value("!"))).order_by("id").values_list("shown", "id")[:most]


@pytest.mark.django_db
def test_each_call_binds_its_own_values(stage: Stage) -> None:
    post = stage.question
    for space in Space.objects.all():
        for kind in (None, "question", "experience"):
            wanted = Post.objects.filter(space=space, **({"kind": kind} if kind else {})).order_by("id")
            given = titled(space=space.id, kind=kind, since=post.created_at.replace(year=2000), most=9)
            assert given == [(f"{one.title}!", one.id) for one in wanted]
    assert titled(space=post.space_id, kind=None, since=post.created_at.replace(year=3000), most=9) == []
    since = post.created_at.replace(year=2000)
    assert len(titled(space=post.space_id, kind=None, since=since, most=1)) == 1


@pytest.mark.django_db
def test_a_value_that_does_not_reach_the_sql_is_refused(stage: Stage) -> None:
    @compiled()
    def starting(*, start: str) -> QuerySet:
        return Post.objects.filter(title__startswith=start).values_list("id")

    with pytest.raises(TypeError, match="start does not reach"):
        starting(start="A")


@pytest.mark.django_db
def test_rows_become_models_again(stage: Stage) -> None:
    @compiled()
    def whole(*, post: UUID) -> QuerySet:
        return Post.objects.filter(id=post).values_list(*columns_of(Post))

    (row,) = whole(post=stage.question.id)
    found = instance(Post, row)
    assert found == stage.question
    assert found is not None
    assert (found.title, found.created_at) == (stage.question.title, stage.question.created_at)
    assert instance(Post, [None] * len(row)) is None
