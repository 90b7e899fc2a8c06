"""A passkey from its making to its use, with the authenticator that Chromium plays itself."""

from playwright.sync_api import Page, expect

from cordee.testing.cast import PASSWORD, Stage
from cordee.web.tests.browser.conftest import PHONE, Complaints, Opener
from cordee.web.tests.browser.test_every_page import faults
from cordee.web.tests.browser.test_journeys import come_in

OPTIONS = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": False,
}


class Finger:
    """What the owner of the device does when it asks."""

    def __init__(self, page: Page) -> None:
        self.device = page.context.new_cdp_session(page)
        self.device.send("WebAuthn.enable")
        made = self.device.send("WebAuthn.addVirtualAuthenticator", {"options": OPTIONS})
        self.which = {"authenticatorId": made["authenticatorId"]}

    def given(self, *, right: bool = True) -> None:
        self.device.send("WebAuthn.setUserVerified", {**self.which, "isUserVerified": right})
        self.device.send("WebAuthn.setAutomaticPresenceSimulation", {**self.which, "enabled": True})

    def away(self) -> None:
        self.device.send("WebAuthn.setAutomaticPresenceSimulation", {**self.which, "enabled": False})

    def kept(self) -> int:
        return len(self.device.send("WebAuthn.getCredentials", self.which)["credentials"])


def sign_out(page: Page) -> None:
    page.goto("/sign-out/")
    page.get_by_role("main").get_by_role("button", name="Se déconnecter").click()


def test_a_passkey_is_made_lets_in_and_answers_after_the_password(
    stage: Stage, browser_of: Opener, complaints: Complaints
) -> None:
    page = browser_of(None, viewport=PHONE, reduced_motion="reduce").new_page()
    finger = Finger(page)
    come_in(page, "lea")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Léa")
    page.goto("/me/security/")
    page.get_by_role("link", name="Ajouter une clé d’accès").click()
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.get_by_role("button", name="Continuer").click()
    name = page.get_by_label("Nom de la clé d’accès")
    expect(name).to_have_value("Chrome · Linux")
    wrong = faults(page)
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]

    finger.given(right=False)
    page.get_by_role("button", name="Créer la clé d’accès").click()
    expect(page.get_by_role("alert")).to_contain_text("Rien n’a été fait")
    name.fill("Mon téléphone")
    finger.given()
    page.get_by_role("button", name="Créer la clé d’accès").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Codes de secours")
    page.goto("/me/security/")
    expect(page.locator("strong", has_text="Mon téléphone")).to_be_visible()
    wrong += faults(page)
    assert finger.kept() == 1

    sign_out(page)  # the browser offers the passkey by itself, in the field of the address
    expect(page.get_by_role("heading", level=1)).to_contain_text("Léa")

    # Where the browser offers nothing by itself, the button asks for it.
    page.add_init_script("PublicKeyCredential.isConditionalMediationAvailable = async () => false")
    sign_out(page)
    page.get_by_role("button", name="Utiliser une clé d’accès").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Léa")

    finger.away()
    sign_out(page)
    page.wait_for_url("**/sign-in/")
    come_in(page, "lea")
    page.wait_for_url("**/sign-in/second-step/")
    wrong += faults(page)
    finger.given()
    page.get_by_role("button", name="Utiliser ma clé d’accès").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Léa")

    page.goto("/me/security/")
    page.get_by_role("link", name="Supprimer Mon téléphone").click()
    page.get_by_role("link", name="Utiliser ma clé d’accès").click()
    wrong += faults(page)
    page.get_by_role("button", name="Utiliser ma clé d’accès").click()
    page.get_by_role("button", name="Supprimer la clé d’accès").click()
    expect(page.get_by_role("link", name="Ajouter une clé d’accès")).to_be_visible()
    assert not wrong
    assert not complaints.said
