"""By indicator: nothing is claimed without a piece, and what is missing leads to the act that would fill it."""

from collections.abc import Callable

import pytest
from django.test import Client

from cordee.core.models import Organisation
from cordee.core.queries import forget_organisation
from cordee.evidence.kinds import known
from cordee.evidence.qualiopi.indicators import ABSENT, INDICATORS
from cordee.evidence.qualiopi.looking import LOOKS, sections
from cordee.evidence.qualiopi.section import Place, Section
from cordee.improvement.actions.adapting import note_adaptation
from cordee.improvement.actions.watching import set_watch
from cordee.improvement.tests.conftest import complain
from cordee.journal.readers import catch_up
from cordee.paths.tests.conftest import Taken, take
from cordee.spaces.actions.posts import publish
from cordee.spaces.actions.reactions import react
from cordee.testing.cast import NOW, Stage
from cordee.testing.costs import costs


def test_every_indicator_is_looked_at_or_said_to_be_absent() -> None:
    numbers = [one.number for one in INDICATORS]
    assert sorted([*numbers, *ABSENT]) == list(range(1, 33))
    assert list(LOOKS) == numbers
    assert {number for kind in known() for number in kind.indicators} <= set(numbers)


@pytest.fixture
def taken(stage: Stage) -> Taken:
    made = take(stage)
    catch_up()
    return made


def _by_number(place: Place) -> dict[int, Section]:
    return {one.indicator.number: one for one in sections(place, NOW)}


@pytest.mark.django_db
def test_nothing_is_claimed_of_an_empty_organisation(stage: Stage) -> None:
    for number, one in _by_number(Place()).items():
        assert one.count == 0, number
        if number not in (9, 12, 18):  # no cohort: nothing of theirs is missing
            assert one.lacks, number
        assert all(lack.sentence for lack in one.lacks)


@pytest.mark.django_db
def test_what_is_done_is_there_and_no_longer_missing(stage: Stage, taken: Taken) -> None:
    cast = stage.cast
    before = _by_number(Place())
    assert any("Entretiens" in lack.sentence or lack.href for lack in before[23].lacks)
    set_watch(cast.karim, stage.open, "legal", now=NOW)
    shared = publish(cast.ines, stage.open, kind="tip", title="Décret", body="Lu.", now=NOW)
    assert len(_by_number(Place())[23].lacks) == 1  # shared, and not used yet
    react(cast.lea, shared, meaning="tried", note="Nous avons changé l'affiche", now=NOW)
    note_adaptation(taken.seen_by(cast.ines), taken.place, "Un tiers de temps en plus", now=NOW)
    complain(stage)
    Organisation.objects.update(referent="Léa Martin", outside_concerns=True)
    forget_organisation()
    after = _by_number(Place())
    assert (after[23].count, after[23].lacks) == (4, [])  # three were shared there, one was used
    assert after[31].count == 1
    assert [one.words for one in after[26].shown] == ["Léa Martin", ""]
    assert after[5].count == 2  # the path as it was published, and its objective


@pytest.mark.django_db
def test_a_cohort_shows_its_own(stage: Stage, taken: Taken) -> None:
    of_cohort = _by_number(Place(cohorts=(taken.cohort.id,)))
    of_path = _by_number(Place(paths=(taken.path.id,)))
    assert of_cohort[17].shown[-1].count == 1  # one tutor
    assert of_path[5].count == of_cohort[5].count == 2
    assert str(taken.cohort.id) in next(
        one.href for one in of_cohort[18].shown + of_cohort[17].shown if one.href
    )


@pytest.mark.django_db
def test_the_pages_say_what_is_missing_and_come_as_files(
    stage: Stage, taken: Taken, sign_in: Callable[..., Client]
) -> None:
    thomas, karim = sign_in(stage.cast.thomas), sign_in(stage.cast.karim)
    page = thomas.get("/evidence/qualiopi/").content.decode()
    assert 'id="indicator-31"' in page
    cohort = f"/evidence/qualiopi/cohorts/{taken.cohort.id}/"
    assert 'id="indicator-31"' not in karim.get(cohort).content.decode()  # complaints are not theirs to count
    assert thomas.get("/evidence/qualiopi/?form=xlsx").status_code == 200
    told = costs(thomas, ["/evidence/qualiopi/", cohort])
    assert max(told.values()) <= 75, told
