"""The pages: what they cost, whom they name, and that a table says what the map shows."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from cordee.circulation.actions import agree_to_be_named, forget_carrier
from cordee.circulation.drawn import _names
from cordee.circulation.models import NamedCarrier, Place, Travel
from cordee.circulation.queries import Group, most_travelled
from cordee.circulation.rules.figures import travelled as travelled_so
from cordee.circulation.rules.passing import Stage as Stages
from cordee.circulation.rules.passing import Step
from cordee.circulation.tests.pages import prepare
from cordee.circulation.words import at_least
from cordee.spaces.access import viewer
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


def test_the_map_says_people_and_widths_in_the_steps_of_its_table(
    travelled: Stage, sign_in: Callable[..., Client]
) -> None:
    page = sign_in(travelled.cast.karim).get(ADDRESS).content.decode()
    labels = re.findall(r'class="flow-map__group[^>]*aria-label="([^"]*)"', page)
    assert len(labels) == 2
    assert all("5 personnes ou plus" in one for one in labels)


def test_a_bar_says_no_more_than_the_words_beside_it(
    travelled: Stage, sign_in: Callable[..., Client]
) -> None:
    client = sign_in(travelled.cast.lea)
    travel = Travel.objects.get()

    def told(seen: int, tried: int) -> str:
        Travel.objects.update(seen=seen, tried=tried, adapted=0)
        page = client.get(f"/posts/{travel.post_id}/circulation/").content.decode()
        return re.sub(r"\s+", " ", page[page.index('<ol class="stages"') : page.index("</ol>")])

    for step, tried in ((5, 1), (10, 1), (10, 7), (20, 3)):
        assert len({told(seen, tried) for seen in range(max(step, tried), step + 5)}) == 1
    assert re.findall(r'fill" width="(\d+)"', told(23, 3)) == ["100", "20"]
    assert "<rect" not in told(4, 4)


def test_the_list_and_where_it_stops_say_no_more_than_the_words(stage: Stage) -> None:
    posts = sorted((stage.question.id, stage.experience.id))
    for key in posts:
        Travel.objects.create(
            post_id=key, space_id=stage.open.id, shared_at=NOW, seen=10, tried=6, computed_at=NOW
        )
    who = viewer(stage.cast.karim)
    for seen in range(10, 15):
        Travel.objects.filter(post_id=posts[1]).update(seen=seen)
        assert [one.travel.post_id for one in most_travelled(who, stage.open)] == posts
    Travel.objects.update(seen=4, tried=0)
    assert most_travelled(who, stage.open) == []
    stops = set()
    for seen in range(10, 15):
        steps = [Step(n, Stages.SEEN, 1.0) for n in range(seen)] + [
            Step(n, Stages.TRIED, 2.0) for n in range(6)
        ]
        steps += [Step(n, Stages.ADAPTED, 3.0) for n in range(3)] + [Step(0, Stages.TAUGHT, 4.0)]
        stops.add(travelled_so(None, 0.0, steps, [], {}, {}).stops)
    assert len(stops) == 1


def test_numbers_go_in_steps_of_five() -> None:
    from django.utils import translation

    with translation.override("en"):
        assert [at_least(count) for count in (0, 4, 5, 9, 23)] == [
            "fewer than five", "fewer than five", "5 or more", "5 or more", "20 or more",
        ]  # fmt: skip


def test_no_name_is_written_over_another() -> None:
    """Two circles side by side at the top: one name over its circle, the other under its own."""
    groups = [
        Group(
            number=n,
            name="Communauté de communes",
            people=5,
            x=x,
            y=200.0,
            r=80.0,
            passings=0,
            dots=[],
            links=[],
        )
        for n, x in enumerate((400.0, 560.0))
    ]
    drawn = [str(one) for one in _names(groups)]
    assert ["--above" in one for one in drawn] == [True, False]
