"""Settings in the product: who changes them, what is refused, what follows."""

import io
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from cordee.administration.actions.settings import edit_organisation, set_logo
from cordee.administration.retention import forget_what_is_old
from cordee.core import colours
from cordee.core.errors import Forbidden, Invalid
from cordee.core.models import Organisation
from cordee.core.queries import forget_organisation, organisation
from cordee.journal.models import Event
from cordee.media.actions import store_image
from cordee.people.models import DataLook
from cordee.spaces.actions.drafts import keep
from cordee.spaces.models import Draft
from cordee.testing.cast import NOW, Cast, Stage

pytestmark = pytest.mark.django_db


def png(side: int = 64) -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (side, side), "#136f63").save(out, "PNG")
    return SimpleUploadedFile("logo.png", out.getvalue(), "image/png")


@pytest.mark.parametrize(
    "accent", ["#ffe000", "#ffffff", "#ff8800", "#7fdfd0", "#b04a1c", "#123456", "#000000"]
)
def test_a_colour_that_is_offered_can_be_read(accent: str) -> None:
    day, night = colours.by_day(accent), colours.by_night(accent)
    assert colours.holds_by_day(day)
    assert colours.holds_by_night(night)
    assert colours.by_day(day) == day
    for shade, deeper in ((day, colours.shifted(day, -0.06)), (night, colours.shifted(night, 0.06))):
        text = colours.ON_LIGHT if shade == day else colours.ON_DARK
        assert colours.contrast(deeper, text) >= min(colours.contrast(shade, text), 20.9)


def test_contrast_is_that_of_the_norm() -> None:
    assert colours.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert colours.contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


def test_settings_are_changed_told_and_shown(cast: Cast, sign_in: Callable[..., Client]) -> None:
    client = sign_in(cast.thomas)
    text = client.get("/administration/settings/").content.decode()
    assert 'value="Refuge"' in text
    sent = {
        "name": "Refuge des Alpes", "welcome": "Bienvenue !", "accent": "#136F63", "language": "en",
        "on_leaving": "removed", "largest_image": "2", "largest_file": "10", "kept-drafts": "90",
        "kept-deliveries": "30", "kept-looks": "", "logo": png(), "legal_name": "Refuge SCOP",
        "siret": "123 456 782 00010", "qualiopi": "1",
    }  # fmt: skip
    assert client.post("/administration/settings/", sent).status_code == 302
    stored = Organisation.objects.get()
    assert (stored.name, stored.accent, stored.largest_image) == ("Refuge des Alpes", "#136f63", 2)
    assert (stored.legal_name, stored.siret, stored.qualiopi) == ("Refuge SCOP", "12345678200010", True)
    assert stored.retention == {"drafts": 90, "deliveries": 30, "looks": None}
    told = [event.data["fields"] for event in Event.objects.filter(verb="organisation.edited").order_by("id")]
    assert ["logo"] in told
    assert {"name", "accent", "retention"} <= {field for fields in told for field in fields}
    assert "Bienvenue" not in str(told)
    page = sign_in(None).get("/sign-in/").content.decode()
    assert "Bienvenue" in page
    assert "/theme.css?v=136f63" in page
    assert "/organisation/logo/" in page
    sheet = sign_in(None).get("/theme.css?v=136f63")
    assert "--rope: light-dark(#136f63, #" in sheet.content.decode()
    assert "immutable" in sheet["Cache-Control"]
    assert sign_in(None).get("/theme.css", headers={"If-None-Match": sheet["ETag"]}).status_code == 304
    picture = sign_in(None).get("/organisation/logo/")
    assert (picture.status_code, picture["Content-Type"]) == (200, "image/webp")
    client.post("/administration/settings/", {**sent, "logo": "", "no-logo": "1"})
    assert sign_in(None).get("/organisation/logo/").status_code == 404


def test_a_colour_that_cannot_be_read_is_refused_with_the_nearest(
    cast: Cast, sign_in: Callable[..., Client]
) -> None:
    client = sign_in(cast.thomas)
    nearest = colours.by_day("#ffe000")
    sent = {"name": "R", "language": "fr", "on_leaving": "nameless", "largest_image": 5, "largest_file": 5}
    answer = client.post("/administration/settings/", {**sent, "accent": "#ffe000"})
    assert answer.status_code == 422
    assert nearest in answer.content.decode()
    client.post("/administration/settings/", {**sent, "accent": "#ffe000", "nearest": nearest})
    assert Organisation.objects.get().accent == nearest
    with pytest.raises(Invalid):
        edit_organisation(cast.thomas, accent="url(x)", now=NOW)
    with pytest.raises(Invalid):
        edit_organisation(cast.thomas, accent="#fff}body{", now=NOW)


@pytest.mark.parametrize(
    ("field", "value"),
    [("name", ""), ("name", "x" * 121), ("welcome", "x" * 301), ("language", "de"), ("largest_image", "0"),
     ("largest_file", "99999"), ("largest_file", "²"), ("retention", {"drafts": "-1"}), ("retention", {"posts": 3}),
     ("sign_up", "x"), ("sign_up_domains", ["a b"]), ("is_demo", True), ("set_up_at", None),
     ("siret", "123 456 782 00011"), ("activity_number", "84"), ("legal_name", "x" * 201)],
)  # fmt: skip
def test_what_cannot_be_is_refused(cast: Cast, field: str, value: object) -> None:
    with pytest.raises(Invalid) as refused:
        edit_organisation(cast.thomas, now=NOW, **{field: value})
    assert field in refused.value.fields
    assert not Event.objects.filter(verb="organisation.edited").exists()


def test_only_administrators_change_and_auditors_read(cast: Cast, sign_in: Callable[..., Client]) -> None:
    with pytest.raises(Forbidden):
        edit_organisation(cast.karim, name="X", now=NOW)
    cast.nadia.is_auditor = True
    cast.nadia.save()
    client = sign_in(cast.nadia)
    assert client.get("/administration/settings/").status_code == 200
    assert client.post("/administration/settings/", {"name": "X"}).status_code == 403
    with pytest.raises(Forbidden):
        set_logo(cast.nadia, None, now=NOW)


def test_limits_of_uploads_are_the_organisations(stage: Stage) -> None:
    edit_organisation(stage.cast.thomas, largest_image=1, now=NOW)
    forget_organisation()
    assert organisation().largest_image == 1
    large = SimpleUploadedFile("a.png", b"\0" * (1024 * 1024 + 1), "image/png")
    with pytest.raises(Invalid, match="1"):
        store_image(stage.cast.lea, large, now=NOW)


def test_what_is_old_goes_as_chosen(stage: Stage) -> None:
    keep(stage.cast.lea, "new:1", {"title": "x"}, 1, now=NOW - timedelta(days=40))
    keep(stage.cast.lea, "new:2", {"title": "y"}, 1, now=NOW - timedelta(days=2))
    DataLook.objects.create(
        subject=stage.cast.lea, viewer=stage.cast.thomas, what="audit", at=NOW - timedelta(days=999)
    )
    assert "drafts" not in forget_what_is_old(NOW)
    edit_organisation(stage.cast.thomas, retention={"drafts": 30}, now=NOW)
    forget_organisation()
    assert forget_what_is_old(NOW)["drafts"] == 1
    assert Draft.objects.get().place == "new:2"
    assert DataLook.objects.exists()
