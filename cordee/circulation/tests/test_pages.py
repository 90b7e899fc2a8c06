"""The pages: what they cost, whom they name, and that a table says what the map shows."""

from collections.abc import Callable

import pytest
from django.test import Client

from cordee.circulation.actions import agree_to_be_named, forget_carrier
from cordee.circulation.models import NamedCarrier, Place
from cordee.circulation.tests.pages import prepare
from cordee.circulation.words import at_least
from cordee.testing.cast import NOW, Stage
from cordee.testing.costs import costs

pytestmark = pytest.mark.django_db
ADDRESS = "/spaces/entretiens/circulation/"


@pytest.fixture
def travelled(stage: Stage) -> Stage:
    prepare(stage)
    cast = stage.cast
    for person, role in ((cast.ines, "carries"), (cast.lea, "bridges"), (cast.marc, "alone")):
        Place.objects.create(space_id=stage.open.id, person_id=person.id, role=role, people=6, practices=3)
    return stage


def test_the_map_the_table_and_the_files_say_the_same(
    travelled: Stage, sign_in: Callable[..., Client]
) -> None:
    client = sign_in(travelled.cast.karim)
    assert costs(client, [ADDRESS])[ADDRESS] <= 20
    page = client.get(ADDRESS).content.decode()
    assert page.count("flow-map__group") >= 2
    assert "10 ou plus" in page
    assert "Partagée par Inès Ferreira" in page
    assert "essayée par 7 personnes de 2" in page
    near = client.get(f"{ADDRESS}?group=1").content.decode()
    assert "flow-map__group--near" in near
    table = b"".join(client.get(f"{ADDRESS}?form=csv&sheet=flows").streaming_content).decode()
    assert "10 ou plus" in table
    assert "12" not in table


def test_nobody_is_named_without_their_word_and_who_is_alone_is_told_to_facilitators_alone(
    travelled: Stage, sign_in: Callable[..., Client]
) -> None:
    cast = travelled.cast
    page = sign_in(cast.karim).get(ADDRESS).content.decode()
    assert page.count("pas choisi d’être nommé") == 2
    assert cast.marc.name in page
    cast.nadia.is_auditor = True
    cast.nadia.save()
    assert cast.marc.name not in sign_in(cast.nadia).get(ADDRESS).content.decode()
    agree_to_be_named(cast.lea, agreed=True, now=NOW)
    page = sign_in(cast.thomas).get(ADDRESS).content.decode()
    assert cast.lea.name in page
    assert page.count("pas choisi d’être nommé") == 1
    for form in ("csv", "xlsx"):
        answer = sign_in(cast.karim).get(f"{ADDRESS}?form={form}")
        body = b"".join(answer.streaming_content)
        assert cast.marc.name.encode() not in body
    forget_carrier(cast.lea)
    assert not NamedCarrier.objects.exists()


def test_i_see_where_what_i_shared_went_and_choose_whether_i_am_named(
    travelled: Stage, sign_in: Callable[..., Client]
) -> None:
    client = sign_in(travelled.cast.ines)
    assert "essayée par 7 personnes" in client.get("/me/circulation/").content.decode()
    client.post("/me/circulation/", {"named": "1"})
    assert NamedCarrier.objects.get().person == travelled.cast.ines
    client.post("/me/circulation/", {"named": ""})
    assert not NamedCarrier.objects.exists()


def test_numbers_go_in_steps_of_five() -> None:
    from django.utils import translation

    with translation.override("en"):
        assert [at_least(count) for count in (0, 4, 5, 9, 23)] == [
            "fewer than five", "fewer than five", "5 or more", "5 or more", "20 or more",
        ]  # fmt: skip
