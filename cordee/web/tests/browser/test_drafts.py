"""Nothing typed is lost: a closed tab, a network that went away."""

from contextlib import suppress

from playwright.sync_api import BrowserContext, Error, Page, expect

from cordee.spaces.models import Draft
from cordee.testing.cast import Stage
from cordee.web.tests.browser.conftest import Opener

COMPOSE = "/spaces/entretiens/new/"


def opened(context: BrowserContext) -> Page:
    page = context.new_page()
    page.goto(COMPOSE)
    expect(page.get_by_role("toolbar", name="Mise en forme")).to_be_visible()
    return page


def killed(page: Page) -> None:
    """Ends a page without its last word, which the browser would send although the context is told to be offline."""
    with page.expect_event("crash"), suppress(Error):
        page.goto("chrome://crash")
    page.close()


def test_a_draft_outlives_a_closed_tab_and_a_lost_network(stage: Stage, browser_of: Opener) -> None:
    # Chromium reports each request that found no network as an error: this browser is not watched.
    context = browser_of(stage.cast.lea, watched=False)
    page = opened(context)
    page.get_by_role("textbox", name="Titre").fill("Ce que je tente")
    page.get_by_role("textbox", name="Votre texte").click()
    # The title alone may have been kept meanwhile: what counts is the draft with all of it.
    with page.expect_response(lambda one: "Première phrase." in (one.request.post_data or "")):
        page.keyboard.type("Première phrase.")
    state = page.locator("output.draft-state")
    expect(state).to_have_text("Brouillon enregistré")
    assert Draft.objects.get().fields["body"] == "Première phrase."
    page.close()

    page = opened(context)
    expect(page.locator("output.draft-state")).to_have_text("Votre brouillon est revenu.")
    expect(page.get_by_role("textbox", name="Titre")).to_have_value("Ce que je tente")
    words = page.get_by_role("textbox", name="Votre texte")
    expect(words).to_have_text("Première phrase.")

    context.set_offline(True)
    words.click()
    page.keyboard.press("Control+End")
    with page.expect_event("requestfailed", lambda one: "Deuxième phrase." in (one.post_data or "")):
        page.keyboard.type(" Deuxième phrase.")
    expect(page.locator("output.draft-state")).to_contain_text("Pas de réseau")
    assert Draft.objects.get().fields["body"] == "Première phrase."
    killed(page)
    assert Draft.objects.get().fields["body"] == "Première phrase."

    context.set_offline(False)
    page = opened(context)
    expect(page.get_by_role("textbox", name="Votre texte")).to_have_text("Première phrase. Deuxième phrase.")
    # It is the server's too, now that there is a network.
    expect(page.locator("output.draft-state")).to_have_text("Brouillon enregistré")
    assert Draft.objects.get().fields["body"] == "Première phrase. Deuxième phrase."
