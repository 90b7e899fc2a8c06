"""With a real browser and a real provider: an administrator tries it, somebody comes in by it, somebody links it."""

from playwright.sync_api import expect

from cordee.people.models import IdentityProvider
from cordee.people.tests.elsewhere import Elsewhere
from cordee.testing.cast import PASSWORD, Stage
from cordee.web.tests.browser.conftest import PHONE, Opener
from cordee.web.tests.browser.test_every_page import faults

LINES = {"name": "Léa M.", "service": "Lyon", "realm": {"groups": ["Tuteurs"] * 50}}


def test_there_and_back(
    stage: Stage, provider: IdentityProvider, elsewhere: Elsewhere, browser_of: Opener
) -> None:
    elsewhere.holds(**LINES, sub="l" * 80, email="lea@example.org", email_verified=True)
    thomas = browser_of(stage.cast.thomas, watched=False, reduced_motion="reduce").new_page()
    thomas.goto(f"/administration/sign-in/{provider.id}/")
    thomas.get_by_role("link", name="Essayer").click()
    expect(thomas.locator("#trial")).to_contain_text("Léa Martin (@lea) entrerait")
    expect(thomas.get_by_role("row", name="email_verified true")).to_be_visible()
    assert not faults(thomas)

    visitor = browser_of(None, watched=False, viewport=PHONE).new_page()
    visitor.goto("/sign-in/?next=/spaces/")
    visitor.get_by_role("link", name="Continuer avec Refuge").click()
    visitor.wait_for_url("**/spaces/")

    # A form may lead nowhere else by the policy of our pages: linking goes by a page of its own.
    elsewhere.holds(sub="2", email="someone@example.net", email_verified=True)
    marc = browser_of(stage.cast.marc, watched=False).new_page()
    marc.goto("/me/security/")
    marc.get_by_role("button", name="Lier mon compte Refuge").click()
    marc.get_by_label("Mot de passe").fill(PASSWORD)
    marc.get_by_role("button", name="Continuer").click()
    expect(marc.get_by_text("someone@example.net")).to_be_visible()
