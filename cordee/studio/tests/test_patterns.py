"""Regular expressions as the texts that they accept."""

import pytest

from cordee.studio.importers.patterns import texts_of


@pytest.mark.parametrize(
    ("pattern", "texts"),
    [
        ("^chat$", ["chat"]),
        ("chats?", ["chat", "chats"]),
        ("(un|une) chat", ["un chat", "une chat"]),
        ("[Cc]hat", ["chat"]),
        (r"chat\s*noir", ["chatnoir", "chat noir"]),
        ("chat.*", ["chat*"]),
        (r".*chat.*|a\*b", ["*chat*", "a\\*b"]),
        (r"\d{2} rue", ["*"]),
        (".*", None),
        ("(?=x)a", None),
        ("(a+)+b", ["*b"]),
        ("[", None),
        ("(a|b|c|d)" * 9, None),
        ("x" * 1000, None),
    ],
)
def test_texts_of(pattern: str, texts: list[str] | None) -> None:
    found = texts_of(pattern)
    if texts == ["*"]:
        assert found and "*" in found[0]
    else:
        assert found == texts
