"""A page that stays open hears what others do, and comes back by itself."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from cordee.live.tests.conftest import PATIENCE, Web, cookies, serve
from cordee.people.models import Person
from cordee.spaces.actions.comments import reply
from cordee.testing.cast import NOW, Stage
from cordee.web.tests.browser.conftest import Opener

__all__ = ["serve"]  # a fixture: pytest finds it by its name here

pytestmark = pytest.mark.django_db(transaction=True)


def opened(browser_of: Opener, web: Web, person: Person, path: str) -> Page:
    """A page of somebody at this process."""
    context = browser_of(None, watched=False, base_url=web.url)
    context.add_cookies(
        [{"name": name, "value": value, "url": web.url} for name, value in cookies(person).items()]
    )
    page = context.new_page()
    page.goto(path)
    return page


def test_replies_and_presence_appear_and_a_lost_connection_heals(
    stage: Stage, browser_of: Opener, serve: Callable[..., Web]
) -> None:
    web = serve()
    lea = opened(browser_of, web, stage.cast.lea, stage.question.url)
    karim = opened(browser_of, web, stage.cast.karim, stage.question.url)
    expect(lea.locator("[data-live-here]")).to_contain_text("Karim", timeout=PATIENCE * 1000)

    answer = karim.get_by_role("textbox", name="Votre réponse")
    answer.click()
    expect(karim.get_by_role("toolbar", name="Mise en forme")).to_be_visible()
    expect(answer).to_be_focused()  # the editor takes the focus over a frame after it came
    karim.keyboard.type("Dites d’abord ce que vous avez vu.")
    expect(lea.locator("[data-live-typing]")).to_contain_text("Karim")
    karim.get_by_role("button", name="Répondre", exact=True).click()
    expect(lea.locator(".comment .prose", has_text="ce que vous avez vu")).to_be_visible()

    web.process.kill()
    expect(lea.locator(".live__lost")).to_be_visible(timeout=PATIENCE * 1000)
    missed = reply(stage.cast.ines, stage.question, body="Pendant votre absence", now=NOW)
    serve(web.port)
    expect(lea.locator(f"#c-{missed.id}")).to_be_visible(timeout=PATIENCE * 1000)
    expect(lea.locator(".live__lost")).to_be_hidden()
