"""A learner finishes a path on a page as wide as a phone, by keys alone; a quiz outlives a closed tab."""

from playwright.sync_api import expect

from cordee.paths.models import Attempt, Enrolment, Response
from cordee.paths.tests.conftest import take
from cordee.paths.tests.test_attempts import quiz_of
from cordee.testing.cast import Stage
from cordee.web.tests.browser.conftest import PHONE, Complaints, Opener
from cordee.web.tests.browser.test_keyboard import go_to


def test_a_path_is_finished_on_a_phone_by_keys_alone(
    stage: Stage, browser_of: Opener, complaints: Complaints
) -> None:
    taken = take(stage)
    quiz_of(taken, stage, ["truth", "text"], pass_at=1)
    lea = browser_of(stage.cast.lea, viewport=PHONE)
    page = lea.new_page()
    page.goto("/paths/")
    go_to(page, page.get_by_role("link", name="Prochaine étape"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Étape page")
    go_to(page, page.get_by_role("button", name="Fait, continuer"))
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("Étape checklist")
    for item in ("Préparer la salle", "Éteindre le téléphone"):
        go_to(page, page.get_by_role("checkbox", name=item))
        page.keyboard.press("Space")
    go_to(page, page.get_by_role("button", name="Garder"))
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("Le quiz")
    go_to(page, page.get_by_role("button", name="Commencer le quiz"))
    page.keyboard.press("Enter")
    go_to(page, page.get_by_role("radio", name="Vrai"))
    page.keyboard.press("Space")
    expect(page.get_by_text("Réponse enregistrée")).to_be_visible()
    # Without network an answer stays on the device, and a closed tab loses nothing.
    with complaints.without_network(lea):
        field = page.get_by_role("textbox", name="Votre réponse 2")
        field.fill("ecoute active")
        expect(page.get_by_text("Pas de réseau")).to_be_visible()
        page.close()
    page = lea.new_page()
    page.goto(f"/attempts/{Attempt.objects.get().id}/")
    expect(page.get_by_role("textbox", name="Votre réponse 2")).to_have_value("ecoute active")
    expect(page.get_by_text("Réponse enregistrée")).to_be_visible()
    assert Response.objects.filter(answer="ecoute active").exists()
    go_to(page, page.get_by_role("button", name="Remettre"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("100 %").first).to_be_visible()
    go_to(page, page.get_by_role("link", name="Revenir au parcours"))
    page.keyboard.press("Enter")
    go_to(page, page.get_by_role("link", name="Continuer"))
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("Étape discussion")
    go_to(page, page.get_by_role("link", name="Écrire la mienne"))
    page.keyboard.press("Enter")
    page.get_by_role("textbox", name="Titre").fill("Mon dernier entretien")
    expect(page.get_by_role("toolbar", name="Mise en forme")).to_be_visible()
    page.get_by_role("textbox", name="Votre texte").click()
    page.keyboard.type("J'ai laissé le silence faire.")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Mon dernier entretien")
    assert Enrolment.objects.get(person=stage.cast.lea).completed_at
    assert not complaints.said
