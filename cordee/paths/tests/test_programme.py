"""The programme: shown to anybody when the organisation and the authors agree, and to nobody otherwise."""

from collections.abc import Callable

import pytest
from django.test import Client

from cordee.administration.actions.settings import edit_organisation
from cordee.core.queries import forget_organisation
from cordee.paths.actions.paths import archive, edit_path, edit_sheet
from cordee.paths.tests.conftest import Taken
from cordee.testing.cast import NOW, Stage
from cordee.testing.costs import costs

pytestmark = pytest.mark.django_db

SHEET = "/programme/mener-un-entretien/"


@pytest.fixture
def shown(taken: Taken, stage: Stage) -> Taken:
    """Both agree."""
    edit_organisation(stage.cast.thomas, public_sheets=True, siret="123 456 782 00010", now=NOW)
    where = taken.seen_by(stage.cast.karim)
    edit_path(where, audience="public", now=NOW)
    edit_sheet(
        where, price="Selon la **prise en charge**", contact="formation@example.org", minutes=180, now=NOW
    )
    return taken


def test_the_public_sees_a_sheet_only_when_both_agree(
    shown: Taken, stage: Stage, sign_in: Callable[..., Client]
) -> None:
    where, visitor = shown.seen_by(stage.cast.karim), sign_in(None)
    assert visitor.get(SHEET).status_code == 200
    assert "Mener un entretien" in visitor.get("/programme/").content.decode()
    edit_organisation(stage.cast.thomas, public_sheets=False, now=NOW)
    assert (visitor.get(SHEET).status_code, visitor.get("/programme/").status_code) == (404, 404)
    edit_organisation(stage.cast.thomas, public_sheets=True, now=NOW)
    for audience in ("open", "enrolled"):
        edit_path(where, audience=audience, now=NOW)
        assert visitor.get(SHEET).status_code == 404
        assert "Mener un entretien" not in visitor.get("/programme/").content.decode()
    edit_path(where, audience="public", now=NOW)
    archive(where, archived=True, now=NOW)
    assert visitor.get(SHEET).status_code == 404
    assert visitor.get("/programme/nowhere/").status_code == 404


def test_it_tells_the_sheet_and_names_nobody(shown: Taken, sign_in: Callable[..., Client]) -> None:
    page = sign_in(None).get(SHEET).content.decode().replace("\xa0", " ")
    for words in (
        "Reformuler ce que l’autre a dit", "Écouter", "3 h", "formation@example.org", "SIRET 123 456 782 00010",
        '<meta name="description" content="De l&#39;accueil au suivi.">',
        '<link rel="canonical" href="http://testserver/programme/mener-un-entretien/">',
    ):  # fmt: skip
        assert words in page
    for words in ("Karim", "Léa", "Inès", "Étape page", 'method="post"', "csrf"):
        assert words not in page
    english = sign_in(None).get(SHEET, headers={"Accept-Language": "en"})
    assert "What you will be able to do" in english.content.decode()
    assert "Accept-Language" in english["Vary"]


def test_visitors_get_no_cookie_and_may_keep_the_page(
    shown: Taken, stage: Stage, sign_in: Callable[..., Client]
) -> None:
    for address in ("/programme/", SHEET):
        answer = sign_in(None).get(address)
        assert not answer.cookies
        assert answer["Cache-Control"] == "public, max-age=300"
        again = sign_in(None).get(address, headers={"If-None-Match": answer["ETag"]})
        assert again.status_code == 304
    mine = sign_in(stage.cast.marc).get(SHEET)
    assert mine["Cache-Control"] == "private, no-cache"
    assert 'href="/paths/mener-un-entretien/"' in mine.content.decode()


def test_it_costs_little(shown: Taken, sign_in: Callable[..., Client]) -> None:
    forget_organisation()
    visitor = sign_in(None)
    visitor.get("/programme/")
    assert costs(visitor, ["/programme/", SHEET]) == {"/programme/": 1, SHEET: 3}


def test_authors_are_offered_it_where_the_organisation_allows(
    taken: Taken, stage: Stage, sign_in: Callable[..., Client]
) -> None:
    client = sign_in(stage.cast.karim)
    assert 'value="public"' not in client.get("/studio/mener-un-entretien/sheet/").content.decode()
    edit_organisation(stage.cast.thomas, public_sheets=True, now=NOW)
    assert 'value="public"' in client.get("/studio/mener-un-entretien/sheet/").content.decode()
    sent = {"title": "Mener un entretien", "audience_of": "public", "modality": "mixed"}
    assert client.post("/studio/mener-un-entretien/sheet/", sent).status_code == 302
    assert SHEET in client.get("/studio/mener-un-entretien/sheet/").content.decode()
    assert sign_in(None).get(SHEET).status_code == 200
    assert 'href="/programme/"' in sign_in(None).get("/sign-in/").content.decode()
