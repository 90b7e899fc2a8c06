"""A question finds somebody: Inès reads why it comes to her, and says that it is not her field; Karim takes it."""

from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import expect

from cordee.asks.actions.clock import look_at_all
from cordee.asks.actions.watching import look_after
from cordee.asks.models import Ask
from cordee.people.actions.profiles import edit_profile
from cordee.spaces.actions.posts import publish
from cordee.testing.cast import Stage
from cordee.web.tests.browser.conftest import DESK, PHONE, Complaints, Opener
from cordee.web.tests.browser.test_every_page import faults


def test_a_question_finds_somebody(stage: Stage, browser_of: Opener, complaints: Complaints) -> None:
    now = timezone.now()
    before = now - timedelta(minutes=20)
    edit_profile(stage.cast.ines, now=now - timedelta(days=1), helps=["ecoute"])
    title = "Comment se taire ?"
    question = publish(
        stage.cast.lea, stage.open, kind="question", title=title, body="B", skills=["ecoute"], now=before
    )
    look_after({question.id: before})
    look_at_all(now)

    ines = browser_of(stage.cast.ines, viewport=PHONE, reduced_motion="reduce").new_page()
    ines.goto("/asks/")
    assert not faults(ines)
    ines.get_by_role("link", name=title, exact=True).click()
    panel = ines.locator("#asked")
    expect(panel.get_by_text("Écoute active")).to_be_visible()
    assert not faults(ines)
    panel.get_by_role("button", name="Pas mon domaine").click()
    expect(ines.get_by_text("de telles questions vous viendront moins")).to_be_visible()
    expect(panel).to_have_count(0)
    assert Ask.objects.get(person=stage.cast.ines).state == "not-mine"

    karim = browser_of(stage.cast.karim, viewport=DESK, reduced_motion="reduce").new_page()
    karim.goto(stage.open.url)
    karim.get_by_role("link", name="Questions en attente").click()
    karim.locator("summary", has_text="Je m’en occupe").click()
    assert not faults(karim)
    karim.get_by_role("button", name="Je m’en occupe").click()
    expect(karim.get_by_text("Karim Benali s’en occupe jusqu’au")).to_be_visible()

    lea = browser_of(stage.cast.lea, viewport=PHONE, reduced_motion="reduce").new_page()
    lea.goto(question.url)
    expect(lea.locator("#asked")).to_contain_text("s’occupe de cette question")
    expect(lea.locator("#asked")).not_to_contain_text("Inès")
    assert not complaints.said
