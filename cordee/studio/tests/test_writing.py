"""Writing a path in the browser, from nothing to published, without scripts."""

import pytest
from django.test import Client

from cordee.paths.models import Activity, BankQuestion, Credit, Path, Version
from cordee.paths.tests.conftest import Taken, take
from cordee.testing.cast import Stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def taken(stage: Stage) -> Taken:
    return take(stage)


def test_a_path_is_written_from_nothing_and_published(stage: Stage, sign_in) -> None:
    client: Client = sign_in(stage.cast.karim)
    begun = client.post("/studio/new/", {"title": "Écouter", "summary": "Un peu mieux."})
    path = Path.objects.get(title="Écouter")
    assert begun.url == f"/studio/{path.slug}/"
    client.post(
        f"{begun.url}objectives/", {"aim": ["Reformuler", ""], "key": ["", ""], "skills-0": ["ecoute"]}
    )
    client.post(f"{begun.url}modules/", {"title": "Premiers pas"})
    module = path.versions.get().modules.get()
    add = f"{begun.url}modules/{module.key}/activities/new/"
    assert client.get(add).status_code == 200
    assert client.get(f"{add}?kind=page").status_code == 200
    page = {
        "kind": "page",
        "title": "Lire",
        "body": "**Un**",
        "minutes": "3",
        "mode": "formal",
        "required": "on",
    }
    assert client.post(add, page).status_code == 302
    refused = client.post(begun.url + "publication/", {})
    assert refused.status_code == 409
    assert "alone" in refused.content.decode()
    talk = {
        "kind": "discussion",
        "title": "En parler",
        "prompt": "Et vous ?",
        "minutes": "10",
        "mode": "social",
    }
    client.post(add, talk)
    quiz = {
        "kind": "quiz",
        "title": "Vérifier",
        "minutes": "5",
        "mode": "formal",
        "pass_at": "50",
        "answers": "each",
    }
    client.post(add, quiz)
    asked = {"kind": "truth", "prompt": "Vrai ?", "right": "on", "points": "1"}
    assert client.post(f"{begun.url}banks/new/questions/new/", asked).status_code == 302
    question = BankQuestion.objects.get()
    made = Activity.objects.get(kind="quiz")
    address = f"{begun.url}activities/{made.key}/"
    client.post(address, quiz | {"questions": [str(question.key)], "opens_on": "2026-05-01"})
    made.refresh_from_db()
    assert made.content["questions"] == [str(question.key)]
    assert made.content["pass_at"] == 0.5
    assert made.release == {"opens_on": "2026-05-01"}
    assert client.post(begun.url + "publication/", {"note": "Première"}).status_code == 302
    path.refresh_from_db()
    assert path.current is not None
    for one in ("", "sheet/", f"activities/{made.key}/preview/", f"questions/{question.key}/"):
        assert client.get(f"{begun.url}{one}").status_code == 200, one
    for one in Activity.objects.filter(version=path.current):
        assert client.get(f"{begun.url}activities/{one.key}/preview/").status_code == 200


def test_a_refused_form_keeps_what_was_written(taken: Taken, stage: Stage, sign_in) -> None:
    client = sign_in(stage.cast.karim)
    key = taken.steps["page"].key
    answer = client.post(
        f"/studio/{taken.path.slug}/activities/{key}/",
        {"title": "", "body": "Ce que j'ai écrit", "minutes": "abc", "mode": "formal"},
    )
    assert answer.status_code == 422
    assert "Ce que j&#39;ai écrit" in answer.content.decode()


def test_what_is_published_does_not_change_while_a_draft_does(taken: Taken, stage: Stage, sign_in) -> None:
    client = sign_in(stage.cast.karim)
    base = f"/studio/{taken.path.slug}/"
    key = taken.steps["page"].key
    client.post(f"{base}activities/{key}/place/", {"module": str(taken.steps["page"].module.key), "to": "1"})
    draft = Version.objects.get(path=taken.path, published_at__isnull=True)
    first = taken.path.versions.get(published_at__isnull=False)
    titles = [list(one.activities.values_list("title", flat=True)) for one in (first, draft)]
    assert titles[0][:2] == ["Étape page", "Étape checklist"]
    assert titles[1][:2] == ["Étape checklist", "Étape page"]


def test_a_contribution_becomes_an_activity_in_two_clicks(taken: Taken, stage: Stage, sign_in) -> None:
    client = sign_in(stage.cast.karim)
    address = f"/studio/from/{stage.experience.id}/"
    shown = client.get(address).content.decode()
    module = taken.steps["discussion"].module
    assert f"{taken.path.slug}/{module.key}" in shown
    client.post(address, {"where": f"{taken.path.slug}/{module.key}"})
    credit = Credit.objects.get()
    assert (credit.person, credit.post) == (stage.cast.ines, stage.experience)
    made = Activity.objects.get(key=credit.activity_key)
    assert "Inès Ferreira" in made.shown["body"]


def test_only_authors_write(taken: Taken, stage: Stage, sign_in) -> None:
    base = f"/studio/{taken.path.slug}/"
    for person in (stage.cast.lea, stage.cast.marc):
        assert sign_in(person).get(base).status_code == 403
        assert sign_in(person).post(f"{base}modules/", {"title": "x"}).status_code == 403
    assert sign_in(stage.cast.marc).get("/studio/").status_code == 403
    client = sign_in(stage.cast.karim)
    client.post(f"{base}authors/", {"person": "lea"})
    assert sign_in(stage.cast.lea).get(base).status_code == 200
    client.post(f"{base}authors/", {"person": "lea", "remove": "1"})
    refused = client.post(f"{base}authors/", {"person": "karim", "remove": "1"})
    assert refused.status_code == 409
