"""Ranges of a stored file: what a film's player asks for when one seeks."""

import pytest
from django.core.files.base import ContentFile
from django.test import RequestFactory

from cordee.media.serving import played_as, sent

WHOLE = b"0123456789"


@pytest.mark.parametrize(
    ("headers", "status", "body", "said"),
    [
        ({}, 200, WHOLE, None),
        ({"Range": "bytes=0-"}, 200, WHOLE, None),
        ({"Range": "bytes=0-1"}, 206, b"01", "bytes 0-1/10"),
        ({"Range": "bytes=8-99"}, 206, b"89", "bytes 8-9/10"),
        ({"Range": "bytes=-3"}, 206, b"789", "bytes 7-9/10"),
        ({"Range": "bytes=5-"}, 206, b"56789", "bytes 5-9/10"),
        ({"Range": "bytes=10-"}, 416, b"", "bytes */10"),
        ({"Range": "bytes=-0"}, 416, b"", "bytes */10"),
        ({"Range": "bytes=5-2"}, 200, WHOLE, None),
        ({"Range": "bytes=0-1,4-5"}, 200, WHOLE, None),
        ({"Range": "lines=0-1"}, 200, WHOLE, None),
        ({"Range": "bytes=0-1", "If-Range": '"one"'}, 206, b"01", "bytes 0-1/10"),
        ({"Range": "bytes=0-1", "If-Range": '"other"'}, 200, WHOLE, None),
    ],
)
def test_a_range(headers: dict[str, str], status: int, body: bytes, said: str | None) -> None:
    request = RequestFactory().get("/x", headers=headers)
    response = sent(request, ContentFile(WHOLE), media_type="video/mp4", tag="one")
    assert (response.status_code, response.headers.get("Content-Range")) == (status, said)
    assert b"".join(response) == body
    if status != 416:
        assert response["Content-Length"] == str(len(body))
        assert (response["Accept-Ranges"], response["ETag"]) == ("bytes", '"one"')


def test_only_what_is_played_says_what_it_is() -> None:
    assert [played_as(name, "x/y") for name in ("Film.MP4", "page.html", "film", "a.svg")] == [
        "video/mp4",
        "x/y",
        "x/y",
        "x/y",
    ]
