"""A database of one's own that cannot be used is refused in a sentence that keeps the password."""

from types import SimpleNamespace

import psycopg
import pytest

from cordee.launch.database import check
from cordee.launch.errors import Exit, LaunchError


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("mysql://root:secret@localhost/x", "must begin with postgresql://"),
        ("postgresql://me:secret@127.0.0.1:1/x", "Connection refused"),
        ("postgresql://me:secret@nowhere.invalid/x", "cannot be used"),
        ("postgresql://me:secret@localhost/x?colour=blue", "not a valid address"),
    ],
)
def test_an_address_that_leads_nowhere(url: str, words: str) -> None:
    with pytest.raises(LaunchError, match=words) as refused:
        check(url)
    assert refused.value.code == Exit.DATABASE
    assert "secret" not in refused.value.sentence
    assert "\n" not in refused.value.sentence


def test_a_server_too_old(monkeypatch: pytest.MonkeyPatch) -> None:
    class Old:
        info = SimpleNamespace(server_version=140011)

        def __enter__(self) -> "Old":
            return self

        def __exit__(self, *details: object) -> None:
            pass

    monkeypatch.setattr(psycopg, "connect", lambda url, **options: Old())
    with pytest.raises(LaunchError, match="is PostgreSQL 14: Cordée needs 15"):
        check("postgresql://localhost/x")
