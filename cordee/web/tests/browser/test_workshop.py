"""A sheet is signed: by a code on a learner's phone, by hand on the trainer's device, without network for a while."""

import json

from django.utils import timezone
from playwright.sync_api import Page, expect

from cordee.testing.cast import Stage
from cordee.web.tests.browser.conftest import PHONE, Complaints, Opener
from cordee.web.tests.browser.test_every_page import faults
from cordee.workshops import codes
from cordee.workshops.models import Signature
from cordee.workshops.tests.conftest import plan


def draw(page: Page) -> None:
    """A line in the frame, as a finger draws it."""
    box = page.locator("canvas").bounding_box()
    assert box
    page.mouse.move(box["x"] + 20, box["y"] + 20)
    page.mouse.down()
    for step in range(1, 12):
        page.mouse.move(box["x"] + 20 + step * 18, box["y"] + 20 + (step % 3) * 25)
    page.mouse.up()


def test_a_sheet_is_signed_with_and_without_network(
    stage: Stage, browser_of: Opener, complaints: Complaints
) -> None:
    planned = plan(stage)
    for person in (stage.cast.marc, stage.cast.nadia):
        planned.enrol(person)
    sheet = f"{planned.workshop.url}{planned.morning.key}/"
    karim = browser_of(stage.cast.karim, viewport=PHONE, reduced_motion="reduce")
    page = karim.new_page()
    page.goto(planned.workshop.url)
    page.get_by_role("link", name="matin").click()
    page.get_by_role("link", name="Afficher le code pour la salle").click()
    expect(page.get_by_role("img", name="Le code à scanner")).to_be_visible()
    expect(page.get_by_text("0 signature sur 3")).to_be_visible()

    # Léa's phone opens what the code says, and shows one button.
    phone = browser_of(stage.cast.lea, viewport=PHONE, reduced_motion="reduce").new_page()
    code = codes.code_at(planned.workshop.id, planned.morning.key, timezone.now())
    phone.goto(f"{sheet}sign/?code={code}")
    phone.get_by_role("button", name="Je signe").click()
    expect(phone.get_by_text("Signé", exact=True)).to_be_visible()
    assert not faults(phone)
    expect(page.get_by_text("1 signature sur 3")).to_be_visible()  # the code's page asks by itself
    assert not faults(page)

    page.goto(sheet)
    assert not faults(page)
    with complaints.without_network(karim):
        marc = page.locator("[data-enrolment]", has_text="Marc Delorme")
        marc.get_by_role("button", name="Signer ici").click()
        expect(page.get_by_role("heading", name="Signature de Marc Delorme")).to_be_visible()
        page.get_by_role("button", name="Je signe", exact=True).click()
        expect(page.get_by_role("alert")).to_be_visible()  # nothing drawn, nothing typed
        draw(page)
        page.get_by_role("button", name="Je signe", exact=True).click()
        expect(marc.get_by_text("gardé sur cet appareil")).to_be_visible()
        expect(page.get_by_text("Pas de réseau")).to_be_visible()
        # By keys alone: the name is typed.
        nadia = page.locator("[data-enrolment]", has_text="Nadia Rousseau")
        nadia.get_by_role("button", name="Signer ici").focus()
        page.keyboard.press("Enter")
        page.get_by_label("Ou tapez votre nom").fill("Nadia Rousseau")
        page.keyboard.press("Enter")
        expect(nadia.get_by_text("gardé sur cet appareil")).to_be_visible()
        assert Signature.objects.count() == 1
        kept = page.evaluate(
            "() => localStorage.getItem(Object.keys(localStorage).find((key) => key.startsWith('sheet:')))"
        )
        assert len(json.loads(kept)) == 2

    expect(page.get_by_text("Toutes les signatures sont enregistrées.")).to_be_visible()
    expect(marc.get_by_role("img", name="Signature de Marc Delorme")).to_be_visible()
    expect(nadia.locator("em")).to_have_text("Nadia Rousseau")
    expect(page.get_by_text("n’ont ni signé")).to_have_count(0)  # the trainers' line follows
    ways = dict(Signature.objects.values_list("name", "way"))
    assert ways == {"Léa Martin": "code", "Marc Delorme": "drawn", "Nadia Rousseau": "typed"}
    assert not Signature.objects.filter(way__in=["drawn", "typed"], device_at=None).exists()

    page.get_by_role("button", name="Je signe cette demi-journée").click()
    draw(page)
    page.get_by_role("button", name="Je signe", exact=True).click()
    expect(page.locator("#p-trainers").get_by_role("img", name="Signature de Karim Benali")).to_be_visible()
    page.goto(sheet)
    assert not faults(page)
    assert not complaints.said
