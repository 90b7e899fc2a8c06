"""An empty instance is set up with the browser alone: from the one-time address to the first contribution."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from cordee.administration.actions.setting_up import look_again, set_up_path
from cordee.core.models import Organisation
from cordee.core.queries import forget_organisation
from cordee.people.models import Person
from cordee.spaces.models import Post, Space
from cordee.web.tests.browser.conftest import PHONE, Complaints
from cordee.web.tests.browser.test_every_page import faults


@pytest.fixture(autouse=True)
def _empty() -> Iterator[None]:
    look_again()
    forget_organisation()
    yield
    look_again()
    forget_organisation()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("scripts", [True, False])
def test_from_an_empty_instance_to_the_first_contribution(
    scripts: bool, browser: Browser, live_server: LiveServer, complaints: Complaints
) -> None:
    context = browser.new_context(
        base_url=live_server.url,
        locale="fr-FR",
        viewport=PHONE,  # type: ignore[arg-type]
        java_script_enabled=scripts,
        reduced_motion="reduce",
    )
    page = context.new_page()
    complaints.watch(page)
    wrong: list[str] = []

    def look() -> None:
        if scripts:
            wrong.extend(f"{page.url}: {one}" for one in faults(page))
            page.set_viewport_size(PHONE)  # type: ignore[arg-type]

    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Cette Cordée est neuve")
    look()
    page.goto(set_up_path())
    look()
    page.get_by_label("Son nom").fill("Refuge des Alpes")
    page.get_by_label("Votre nom").fill("Anne Martin")
    page.get_by_label("Votre adresse e-mail").fill("anne@example.org")
    page.get_by_label("Un mot de passe").fill("corde et piolet")
    page.get_by_role("button", name="Mettre en place").click()
    page.wait_for_url("**/set-up/people/")
    page.get_by_label("sur lien d’invitation").check()
    page.get_by_role("button", name="Continuer").click()
    page.wait_for_url("**/set-up/space/")
    page.get_by_role("link", name="Accueillir les nouveaux").click()
    expect(page.get_by_label("Titre")).to_have_value("Bienvenue")
    page.get_by_role("button", name="Ouvrir cet espace").click()
    page.wait_for_url("**/set-up/done/")
    expect(page.get_by_text("L’espace « Bienvenue » est ouvert.")).to_be_visible()
    page.get_by_role("link", name="Écrire la première publication").click()
    page.get_by_text("Je demande").click()
    page.get_by_role("textbox", name="Titre").fill("Bonjour à tous")
    words = page.get_by_role("textbox", name="Votre texte")
    if scripts:
        expect(page.get_by_role("toolbar", name="Mise en forme")).to_be_visible()
        words.click()
        page.keyboard.type("Je commence.")
    else:
        words.fill("Je commence.")
    page.get_by_role("button", name="Publier").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Bonjour à tous")

    anne = Person.objects.get()
    assert anne.is_administrator
    assert Organisation.objects.get().sign_up == "invitation"
    assert Space.objects.get().slug
    assert Post.objects.get().author == anne
    answer = page.goto(set_up_path())
    assert answer is not None
    assert page.url == f"{live_server.url}/"  # closed behind her
    assert not wrong
    assert not complaints.said
    context.close()
