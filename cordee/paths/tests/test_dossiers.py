"""What the yearly report asks: said once for a cohort, otherwise for some, or by a table."""

from collections.abc import Callable

import pytest
from django.test import Client

from cordee.core.errors import Forbidden, Invalid
from cordee.core.models import Organisation
from cordee.core.queries import forget_organisation
from cordee.paths.actions.dossiers import minutes_of, set_cohort_dossier, set_dossiers, take_table
from cordee.paths.actions.enrolling import enrol
from cordee.paths.models import Dossier
from cordee.paths.nsf import checked_nsf, specialties, specialty
from cordee.paths.queries.dossiers import dossiers_of
from cordee.paths.tests.conftest import Taken
from cordee.testing.cast import NOW, Stage


def test_the_official_list_is_whole() -> None:
    assert len(specialties()) == 93  # "niveau 93", D311-4
    assert specialty("326t").startswith("Informatique")
    assert min(specialties()) == "100"
    assert max(specialties()) == "423"


@pytest.mark.django_db
def test_a_code_is_one_of_the_list_unless_others_are_allowed(stage: Stage) -> None:
    assert [checked_nsf(one) for one in ("", " 413 ", "326T")] == ["", "413", "326t"]
    for wrong in ("41", "4135", "999", "299"):
        with pytest.raises(Invalid):
            checked_nsf(wrong)
    Organisation.objects.update(other_nsf=True)
    forget_organisation()
    assert checked_nsf("299") == "299"


def test_hours_as_people_write_them() -> None:
    assert [minutes_of(one, "x") for one in ("", "7", "7,5", "7.5")] == [None, 420, 450, 450]
    for wrong in ("sept", "-1", "nan", "1e9"):
        with pytest.raises(Invalid):
            minutes_of(wrong, "x")


@pytest.mark.django_db
def test_what_a_learner_says_holds_over_the_cohort(stage: Stage, taken: Taken) -> None:
    lead, cohort = taken.seen_by(stage.cast.karim), taken.cohort
    enrol(lead, cohort, stage.cast.marc, now=NOW)
    set_cohort_dossier(lead, cohort, category="employee", nsf="413", minutes_planned=840, now=NOW)
    set_dossiers(lead, cohort, [taken.place], category="seeker", minutes_done=60, now=NOW)
    set_dossiers(lead, cohort, [taken.place], funder="cpf", now=NOW)
    first, second = dossiers_of(cohort).rows
    assert (first.facts.category, first.facts.nsf, first.facts.minutes_done) == ("seeker", "413", 60)
    assert (first.own, first.missing) == ({"category", "funder"}, ("objective", "modality"))
    assert (second.facts.category, second.missing) == ("employee", ("funder", "objective", "modality"))
    set_dossiers(lead, cohort, [taken.place], category="", now=NOW)
    assert dossiers_of(cohort).rows[0].facts.category == "employee"
    with pytest.raises(Forbidden):
        set_cohort_dossier(taken.seen_by(stage.cast.ines), cohort, category="other", now=NOW)
    with pytest.raises(Invalid):
        set_cohort_dossier(lead, cohort, category="king", now=NOW)


@pytest.mark.django_db
def test_a_table_is_taken_whole_or_not_at_all(stage: Stage, taken: Taken) -> None:
    lead, cohort = taken.seen_by(stage.cast.karim), taken.cohort
    head = "e-mail;catégorie;objectif;NSF;heures prévues\r\n"
    with pytest.raises(Invalid, match="3"):
        take_table(
            lead, cohort, f"{head}lea@example.org;apprentice;rs;413;7,5\r\nnova@example.org;other;;;", now=NOW
        )
    with pytest.raises(Invalid):
        take_table(lead, cohort, f"{head}lea@example.org;king;;;", now=NOW)
    assert not Dossier.objects.exists()
    assert take_table(lead, cohort, f"{head}lea@example.org;apprentice;rs;413;7,5", now=NOW) == 1
    made = Dossier.objects.get()
    assert (made.category, made.objective, made.nsf, made.minutes_planned) == ("apprentice", "rs", "413", 450)


@pytest.mark.django_db
def test_a_list_of_people_may_bring_their_file(
    stage: Stage, taken: Taken, sign_in: Callable[..., Client]
) -> None:
    karim = sign_in(stage.cast.karim)
    text = "e-mail;category\nmarc@example.org;seeker"
    assert karim.post(f"{taken.cohort.url}people/", {"people": text, "sure": "1"}).status_code == 302
    assert Dossier.objects.get().category == "seeker"
    page = karim.post(
        f"{taken.cohort.url}dossiers/", {"act": "all", "nsf": "999", "funder_name": "Opco du lac"}
    )
    assert page.status_code == 422
    assert "Opco du lac" in page.content.decode()
    assert karim.post(f"{taken.cohort.url}dossiers/", {"act": "some", "category": "other"}).status_code == 422
