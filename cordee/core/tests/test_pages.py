"""Cursors: ours are read back, all others refused with words."""

from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cordee.core import pages
from cordee.core.errors import Invalid


def test_a_cursor_is_read_back() -> None:
    moment, key = datetime(2026, 3, 2, 9, 0, 0, 123456, tzinfo=UTC), uuid4()
    assert pages.decode(pages.encode(moment, key), pages.moment, UUID) == (moment, key)


@given(st.text())
def test_any_other_text_is_refused(cursor: str) -> None:
    with pytest.raises(Invalid):
        pages.decode(cursor, pages.moment, UUID)


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(Invalid):
        pages.decode(pages.encode("2026-03-02T09:00:00", uuid4()), pages.moment, UUID)


@given(st.lists(st.integers(), max_size=30, unique=True), st.integers(1, 10))
def test_every_row_comes_once(rows: list[int], size: int) -> None:
    rows = sorted(rows)
    seen: list[int] = []
    cursor: str | None = None
    while True:
        after = pages.decode(cursor, int)[0] if cursor else None
        left = [row for row in rows if after is None or row > after]
        page = pages.cut(left[: size + 1], size, lambda row: (row,))
        seen += page.rows
        cursor = page.next
        if cursor is None:
            break
    assert seen == rows


def test_a_list_in_memory_is_paged_by_the_name_of_its_rows() -> None:
    first = pages.within("abcde", None, 2, str)
    second = pages.within("abcXde", first.next, 2, str)
    assert (first.rows, second.rows) == (["a", "b"], ["c", "X"])
    assert pages.within("de", second.next, 2, str).rows == ["d", "e"]
    with pytest.raises(Invalid):
        pages.within("abc", "no cursor", 2, str)
