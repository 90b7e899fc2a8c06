"""The first hour of a newcomer, as a browser sees it: with scripts on a phone, and without any."""

from playwright.sync_api import Page, expect

from cordee.spaces.models import Post, Reaction, Resolution
from cordee.testing.cast import PASSWORD, Stage
from cordee.web.tests.browser.conftest import PHONE, Complaints, Opener


def come_in(page: Page, handle: str) -> None:
    page.goto("/")
    page.get_by_label("E-mail").fill(f"{handle}@example.org")
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.get_by_role("button", name="Se connecter").click()


def join_and_accept_the_charter(page: Page) -> None:
    page.get_by_role("link", name="Entretiens").click()
    page.get_by_role("button", name="Rejoindre l’espace").first.click()
    page.wait_for_url("**/entretiens/welcome/")
    page.goto("/spaces/entretiens/")
    page.get_by_role("link", name="Lisez et acceptez la charte").click()
    page.get_by_role("button", name="J’accepte cette charte").click()
    page.wait_for_url("**/spaces/entretiens/")
    page.get_by_role("link", name="Se taire dix secondes").first.click()


def test_a_newcomer_reads_tries_asks_and_is_answered(
    stage: Stage, browser_of: Opener, complaints: Complaints
) -> None:
    marc = browser_of(None, viewport=PHONE, has_touch=True, is_mobile=True).new_page()
    come_in(marc, "marc")
    expect(marc.get_by_role("heading", level=1)).to_contain_text("Marc")
    join_and_accept_the_charter(marc)

    marc.locator("article.post").get_by_role("button", name="Je l’ai essayé").click()
    marc.get_by_label("Ce qui s’est passé, en une ligne").fill("Il a repris la parole")
    marc.get_by_role("button", name="Raconter").click()
    expect(marc.locator("q", has_text="Il a repris la parole")).to_be_visible()
    assert Reaction.objects.get(person=stage.cast.marc).note == "Il a repris la parole"

    # From within a space one contributes there.
    marc.get_by_role("link", name="Contribuer").click()
    marc.get_by_text("Je demande").click()
    marc.get_by_role("textbox", name="Titre").fill("Et après le silence ?")
    words = marc.get_by_role("textbox", name="Votre texte")
    expect(marc.get_by_role("toolbar", name="Mise en forme")).to_be_visible()
    words.click()
    marc.keyboard.type("Que dire ")
    marc.get_by_role("button", name="Gras").click()
    marc.keyboard.type("ensuite")
    marc.get_by_role("button", name="Publier").click()
    expect(marc.get_by_role("heading", level=1)).to_contain_text("Et après le silence")
    expect(marc.locator("article.post strong")).to_have_text("ensuite")
    asked = Post.objects.get(author=stage.cast.marc)
    assert asked.body == "Que dire **ensuite**"

    ines = browser_of(stage.cast.ines).new_page()
    ines.goto(asked.url)
    answer = ines.get_by_role("textbox", name="Votre réponse")
    answer.click()
    expect(ines.get_by_role("toolbar", name="Mise en forme")).to_be_visible()
    expect(answer).to_be_focused()  # the editor takes the focus over a frame after it came
    ines.keyboard.type("Demandez-lui un mot.")
    ines.get_by_role("button", name="Répondre", exact=True).click()
    expect(ines.locator(".comment .prose")).to_contain_text("Demandez-lui un mot")

    marc.reload()
    marc.get_by_role("button", name="Cette réponse est la bonne").click()
    expect(marc.get_by_role("heading", name="Réponse acceptée")).to_be_visible()
    assert Resolution.objects.get(post=asked).answer.author == stage.cast.ines
    assert not complaints.said


def test_the_same_without_scripts(stage: Stage, browser_of: Opener) -> None:
    marc = browser_of(None, java_script_enabled=False).new_page()
    come_in(marc, "marc")
    join_and_accept_the_charter(marc)
    marc.locator("article.post").get_by_role("button", name="Je l’ai essayé").click()
    expect(marc.locator("article.post").get_by_role("button", name="Je l’ai essayé")).to_have_attribute(
        "aria-pressed", "true"
    )

    marc.goto("/spaces/entretiens/new/")
    marc.get_by_label("Je demande").check()
    marc.get_by_role("textbox", name="Titre").fill("Sans script")
    marc.get_by_label("Votre texte").fill("Est-ce que **tout** marche ?")
    marc.get_by_role("button", name="Publier").click()
    expect(marc.locator("article.post strong")).to_have_text("tout")
    asked = Post.objects.get(author=stage.cast.marc)

    ines = browser_of(stage.cast.ines, java_script_enabled=False).new_page()
    ines.goto(asked.url)
    ines.get_by_label("Votre réponse").fill("Tout.")
    ines.get_by_role("button", name="Répondre", exact=True).click()
    marc.reload()
    marc.get_by_role("button", name="Cette réponse est la bonne").click()
    expect(marc.get_by_role("heading", name="Réponse acceptée")).to_be_visible()
