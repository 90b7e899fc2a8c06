"""What an export is made of, without a database."""

from collections.abc import Iterable, Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cordee.insights.export.columns import actor_key, seconds
from cordee.insights.export.differing import difference
from cordee.insights.export.store import Fingerprint

PLACES = st.sets(st.integers(0, 60))
BUCKET = 10


def fingerprints(places: Iterable[int]) -> dict[int, Fingerprint]:
    found: dict[int, Fingerprint] = {}
    for place in sorted(places):
        old = found.get(place // BUCKET, Fingerprint(0, 0, place, place))
        found[place // BUCKET] = Fingerprint(old.count + 1, old.mixed ^ place, old.first, place)
    return found


@settings(max_examples=40)
@given(stored=PLACES, kept=PLACES)
def test_the_difference_is_what_either_has_alone(stored: set[int], kept: set[int]) -> None:
    def between(places: set[int]):
        def walk(first: int, last: int) -> Iterator[int]:
            yield from sorted(one for one in places if first <= one <= last)

        return walk

    found = difference(fingerprints(stored), fingerprints(kept), between(stored), between(kept))
    assert set(found.gone) == kept - stored and len(found.gone) == len(kept - stored)
    missing = [one for run in found.missing for one in sorted(stored) if run.first <= one <= run.last]
    assert missing == sorted(stored - kept)
    assert found.count == len(missing)


@pytest.mark.parametrize(
    ("duration", "length"),
    [
        ("PT1H30M", 5400.0),
        ("P2W", 1_209_600.0),
        ("PT0.25S", 0.25),
        ("P1DT1,5S", 86_401.5),
        ("P1Y", 31_536_000.0),
        ("nothing", ""),
    ],
)
def test_durations_are_seconds(duration: str, length: object) -> None:
    assert seconds(duration) == length


def test_an_agent_has_one_key() -> None:
    assert actor_key({"account": {"homePage": "https://a.example", "name": "7"}}) == "https://a.example|7"
    assert actor_key({"mbox": "mailto:a@b.c"}) == "mailto:a@b.c"
    assert actor_key({"mbox_sha1sum": "ab"}) == "sha1:ab"
    assert actor_key({"openid": "https://me.example"}) == "https://me.example"
    assert actor_key({"objectType": "Group", "member": []}) == ""
