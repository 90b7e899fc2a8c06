"""A facilitator plans twelve weeks, moves a prompt by keyboard and by hand, and reads it as it will look."""

from playwright.sync_api import Page, expect

from cordee.programmes.models import Prompt
from cordee.testing.cast import Stage
from cordee.web.tests.browser.conftest import Complaints, Opener
from cordee.web.tests.browser.test_every_page import faults


def day_of(page: Page, title: str) -> str:
    """The day of the calendar on which a prompt stands."""
    chip = page.locator(".chip", has_text=title)
    expect(chip).to_be_visible()
    return chip.get_attribute("data-on") or ""


def test_twelve_weeks_are_planned_in_four_clicks_and_one_is_moved(
    stage: Stage, browser_of: Opener, complaints: Complaints
) -> None:
    page = browser_of(stage.cast.karim, reduced_motion="reduce").new_page()
    # The first page of a process is made slowly: templates and queries are compiled.
    page.goto("/spaces/entretiens/", timeout=60_000)
    page.get_by_role("link", name="Fil rouge").click()
    page.get_by_role("link", name="Choisir Une question par semaine").click()
    expect(page.locator(".planned__line")).to_have_count(12)
    page.get_by_label("Éviter les jours fériés").uncheck()  # the next Thursday may be one
    page.get_by_label("Jour", exact=True).select_option("3")
    expect(page.locator(".planned__when").first).to_contain_text("jeu.")
    assert not faults(page)
    page.get_by_role("button", name="Planifier").click()
    expect(page.get_by_text("12 relances sont prévues.")).to_be_visible()
    assert Prompt.objects.filter(programme__space=stage.open, state="planned").count() == 12
    assert not faults(page)

    first = "Que faites-vous en tout premier"
    before = day_of(page, first)
    page.locator(".chip", has_text=first).focus()
    page.keyboard.press("Alt+ArrowRight")
    expect(page.get_by_text("Déplacée")).to_be_visible()
    assert day_of(page, first) > before
    expect(page.locator(".chip", has_text=first)).to_be_focused()

    line = page.locator(".prompt-line", has_text=first)
    line.get_by_text("Déplacer").first.click()
    line.get_by_label("Heure").fill("11:30")
    line.get_by_role("button", name="Déplacer").click()
    expect(page.locator(".prompt-line", has_text=first).get_by_text("11:30").first).to_be_visible()

    page.locator(".chip", has_text=first).click()
    assert not faults(page)
    page.get_by_role("link", name="Aperçu").click()
    expect(page.get_by_role("heading", name=first)).to_be_visible()
    expect(page.get_by_text("Un aperçu")).to_be_visible()
    assert not faults(page)
    assert not complaints.said
