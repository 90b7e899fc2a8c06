"""The legal details: numbers checked as people write them, lines that say only what is known."""

import pytest

from cordee.core.errors import Invalid
from cordee.core.legal import checked_activity_number, checked_siret, legal_lines, legal_record, missing
from cordee.core.models import Organisation


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("123 456 782 00010", "12345678200010"),
        ("123\N{NO-BREAK SPACE}456.782-00010", "12345678200010"),
        ("35600000000048", "35600000000048"),
        ("356 000 000 12349", None),
        ("35600000049837", "35600000049837"),
        ("  ", ""),
        ("12345678200011", None),
        ("1234567820001", None),
        ("1234567820001²", None),
        ("١٢٣٤٥٦٧٨٢٠٠٠١٠", None),
    ],
)
def test_a_siret_is_fourteen_digits_that_hold(written: str, kept: str | None) -> None:
    if kept is None:
        with pytest.raises(Invalid):
            checked_siret(written)
    else:
        assert checked_siret(written) == kept


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("84 69 12345 69", "84691234569"),
        ("94 2a 01234 2a", "942A012342A"),
        ("", ""),
        ("84 69 1234 69", None),
        ("84 AB CDE45 69", None),
    ],
)
def test_a_declaration_number_has_eleven_signs(written: str, kept: str | None) -> None:
    if kept is None:
        with pytest.raises(Invalid):
            checked_activity_number(written)
    else:
        assert checked_activity_number(written) == kept


def test_what_is_not_known_is_not_said() -> None:
    unknown = Organisation(name="Refuge")
    assert legal_record(unknown) == {}
    assert legal_lines({}) == []
    assert len(missing(unknown)) == 4
    known = Organisation(
        name="Refuge", legal_address="1 rue Haute", siret="12345678200010", activity_number="84691234569",
        signatory="Zoé",
    )  # fmt: skip
    assert missing(known) == []
    told = "\n".join(legal_lines(legal_record(known))).replace("\N{NO-BREAK SPACE}", " ")
    assert "123 456 782 00010" in told
    assert "84 69 12345 69" in told
    assert "Qualiopi" not in told
