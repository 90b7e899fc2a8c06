"""A facilitator's week, in twenty-five clicks at most: what waits, who is new, who went quiet, the weeks to come."""

from datetime import datetime, time, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from cordee.cockpit.models import Word
from cordee.journal.readers import catch_up
from cordee.people.models import Person
from cordee.programmes.actions.publishing import publish_due
from cordee.programmes.models import Prompt, Recap
from cordee.programmes.tests.conftest import plan
from cordee.spaces.actions.charters import accept_charter
from cordee.spaces.actions.comments import reply
from cordee.spaces.actions.memberships import join
from cordee.spaces.actions.posts import publish
from cordee.spaces.actions.reactions import react
from cordee.spaces.models import Comment, Post
from cordee.testing.cast import Stage
from cordee.web.tests.browser.conftest import Complaints, Opener

MOST = 25
COUNTED = "addEventListener('click', () => sessionStorage.setItem('clicks', 1 + clicks()), true)"
CLICKS = "Number(sessionStorage.getItem('clicks') || 0)"


@pytest.fixture
def monday(stage: Stage) -> datetime:
    """A week's worth of what happens to a space, as it stands now."""
    now, cast = timezone.now(), stage.cast
    day = timedelta(days=1)

    def arrive(person: Person, days: int) -> None:
        join(person, stage.open, now=now - days * day)
        accept_charter(person, stage.charter, now=now - days * day)

    arrive(cast.marc, 70)
    for rank in range(3):  # and nothing since
        publish(
            cast.marc, stage.open, kind="tip", title=f"Astuce {rank}", body="B", now=now - (50 + rank) * day
        )
    arrive(cast.nadia, 3)
    publish(cast.lea, stage.open, kind="question", title="Par où commencer ?", body="B", now=now - 4 * day)
    told = publish(
        cast.ines, stage.open, kind="experience", title="Dix secondes", body="B", now=now - 5 * day
    )
    for person in (cast.lea, cast.karim, cast.marc):
        react(person, told, meaning="useful", now=now - 4 * day)
    # Midnight of the space, and on a public holiday too: by the clock of UTC it may be past already.
    asked = timezone.localdate(now - 7 * day, stage.open.zone)
    plan(
        stage,
        2,
        first=asked,
        weekday=asked.weekday(),
        clock=time(0),
        skips_holidays=False,
        now=now - 9 * day,
    )
    publish_due(now - 6 * day)
    prompt = Prompt.objects.get(state=Prompt.State.PUBLISHED)
    reply(cast.lea, prompt.post, body="Je souris d'abord.", now=now - 5 * day)
    reply(cast.ines, prompt.post, body="Je compte jusqu'à dix.", now=now - 5 * day)
    catch_up()
    return now


def to_cockpit(page: Page) -> None:
    page.get_by_role("link", name="Aujourd’hui").first.click()
    page.get_by_role("link", name="Mes espaces, cette semaine").first.click()


def test_a_week_is_kept_in_twenty_five_clicks(
    stage: Stage, monday: datetime, browser_of: Opener, complaints: Complaints
) -> None:
    page = browser_of(stage.cast.karim, reduced_motion="reduce").new_page()
    page.add_init_script(f"const clicks = () => {CLICKS}; {COUNTED}")
    page.goto("/", timeout=60_000)  # the first page of a process is made slowly
    page.get_by_role("link", name="Mes espaces, cette semaine").first.click()

    # The question that waits longest is put to who may know.
    page.get_by_role("button", name="Demander à Inès Ferreira").click()
    expect(page.get_by_text("Par où commencer ?")).to_have_count(0)
    assert Post.objects.get(title="Par où commencer ?").asks.filter(person=stage.cast.ines).exists()

    # The recap of last week is read and goes out.
    page.get_by_role("link", name="Relire et publier le récapitulatif").click()
    page.get_by_role("button", name="Publier dans le fil").click()
    expect(page.get_by_text("Je compte jusqu").first).to_be_visible()
    assert Recap.objects.get().published_at

    # Who is new is greeted, who helped is thanked, who went quiet gets a word of their own.
    to_cockpit(page)
    for act in ("Accueillir", "Remercier", "Envoyer un mot"):
        one = page.locator(".suggestion", has=page.get_by_text(act, exact=True))
        one.get_by_text(act, exact=True).click()
        one.get_by_role("button", name="Envoyer").click()
        expect(one).to_have_count(0)
    assert Post.objects.filter(author=stage.cast.karim, body__contains="@nadia").exists()
    assert Comment.objects.filter(author=stage.cast.karim, post__title="Dix secondes").exists()
    assert Word.objects.get().receiver == stage.cast.marc

    # Twelve weeks are planned in another space.
    page.goto("/spaces/qualiopi/")
    page.get_by_role("link", name="Fil rouge").click()
    page.get_by_role("link", name="Choisir Une question par semaine").click()
    page.get_by_role("button", name="Planifier").click()
    expect(page.get_by_text("12 relances sont prévues.")).to_be_visible()

    spent = page.evaluate(CLICKS)
    assert 10 < spent <= MOST, f"{spent} clicks"
    assert not complaints.said
