"""The communities that are measured are what they claim to be."""

import asyncio
import gzip
import json
from itertools import islice
from pathlib import Path

import pytest

from cordee.bench.archive import REPLIES, SMALL, communities, synthetic
from cordee.bench.load import _answer

NOW = 1_800_000_000


def read(path: Path) -> list[dict]:
    with gzip.open(path) as file:
        return [json.loads(line) for line in file]


def test_without_an_archive_the_community_is_always_the_same() -> None:
    assert list(islice(synthetic(), 20)) == list(islice(synthetic(), 20))
    assert 65_000 < sum(len(thread["posts"]) for thread in synthetic()) < 80_000


def test_the_small_one_ends_now_and_holds_what_is_measured(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.write_text("\n".join(json.dumps(thread) for thread in islice(synthetic(), 600)))
    found = communities(source, tmp_path, NOW)
    large, small = read(found.large), read(found.small)
    assert max(post["at"] for thread in large for post in thread["posts"]) == NOW
    assert SMALL <= sum(len(thread["posts"]) for thread in small) < SMALL + 500
    (measured,) = [thread for thread in small if thread["title"] == found.measured.thread_title]
    assert abs(len(measured["posts"]) - 1 - REPLIES) < 10
    assert measured in large
    assert any(thread["posts"][0]["author"] == found.measured.author for thread in small)


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        (b"HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhello", (200, 5)),
        (
            b"HTTP/1.1 503 No\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n4\r\ndefg\r\n0\r\n\r\n",
            (503, 7),
        ),
    ],
)
def test_the_load_generator_reads_a_whole_answer(sent: bytes, expected: tuple[int, int]) -> None:
    async def read_one() -> tuple[int, int]:
        reader = asyncio.StreamReader()
        reader.feed_data(sent)
        return await _answer(reader)

    assert asyncio.run(read_one()) == expected
