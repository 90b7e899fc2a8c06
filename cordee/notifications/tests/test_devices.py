"""Devices on the page of choices, and what a browser needs of us to show pushes."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from cordee.notifications.models import Device, PushKey
from cordee.notifications.tests.test_push import Browser
from cordee.people.models import Person
from cordee.testing.cast import Stage
from cordee.web.views import installing

Enter = Callable[[Person | None], Client]
CHOICES = "/notifications/choices/"


def test_my_devices_are_listed_and_removed(stage: Stage, today: datetime, sign_in: Enter) -> None:
    device = Browser("https://push.example.org/secret-of-lea").asks(stage.cast.lea, today)
    lea, ines = sign_in(stage.cast.lea), sign_in(stage.cast.ines)
    page = lea.get(CHOICES).content.decode()
    assert "Firefox · Android" in page
    assert device.known_by in page
    assert "secret-of-lea" not in page
    assert PushKey.objects.get().public in page
    assert "Firefox · Android" not in ines.get(CHOICES).content.decode()

    removal = f"/notifications/devices/{device.id}/removal/"
    assert ines.post(removal).status_code == 302
    assert Device.objects.count() == 1
    assert lea.post(removal)["Location"] == CHOICES
    assert not Device.objects.exists()
    assert lea.get(removal).status_code == 405


def test_a_browser_asks_through_the_api(stage: Stage, today: datetime, sign_in: Enter) -> None:
    browser = Browser("https://push.example.org/1")
    client = sign_in(stage.cast.lea)
    agent = "Mozilla/5.0 (Android 14; Mobile) Gecko/140.0 Firefox/140.0"
    sent = {"endpoint": browser.endpoint, **browser.keys}
    made = client.post(
        "/api/v1/me/devices", sent, content_type="application/json", headers={"User-Agent": agent}
    )
    assert made.status_code == 201
    assert made.json()["name"] == "Firefox · Android"
    listed = client.get("/api/v1/me/devices").json()
    assert [one["id"] for one in listed["items"]] == [made.json()["id"]]
    assert "push.example.org" not in client.get("/api/v1/me/devices").content.decode()
    assert (
        client.post("/api/v1/me/devices", sent | {"auth": "x"}, content_type="application/json").status_code
        == 422
    )
    assert client.delete(f"/api/v1/me/devices/{made.json()['id']}").status_code == 204


def test_who_signs_out_is_told_there_no_more(stage: Stage, today: datetime, sign_in: Enter) -> None:
    elsewhere = Browser("https://push.example.org/2").asks(stage.cast.lea, today)
    client, browser = sign_in(stage.cast.lea), Browser("https://push.example.org/1")
    sent = {"endpoint": browser.endpoint, **browser.keys}
    made = client.post("/api/v1/me/devices", sent, content_type="application/json")
    cookie = made.cookies["cordee_device"]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/sign-out/", True, "Lax")
    client.post("/sign-out/")
    assert list(Device.objects.all()) == [elsewhere]


def test_signing_out_with_another_cookie_forgets_nothing(
    stage: Stage, today: datetime, sign_in: Enter
) -> None:
    theirs = Browser("https://push.example.org/2").asks(stage.cast.ines, today)
    for cookie in (str(theirs.id), "x", "0" * 5000):
        client = sign_in(stage.cast.lea)
        client.cookies["cordee_device"] = cookie
        client.post("/sign-out/")
    assert Device.objects.count() == 1


def test_the_service_worker_stands_at_the_root_and_is_never_kept(
    stage: Stage, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(installing, "_built", lambda: b"self;")
    answer = client.get("/service-worker.js")
    assert answer["Content-Type"].startswith("text/javascript")
    assert "no-cache" in answer["Cache-Control"]
    assert "Set-Cookie" not in answer


def test_the_site_can_stand_on_a_home_screen(stage: Stage, client: Client) -> None:
    told = client.get("/manifest.webmanifest").json()
    assert (told["name"], told["start_url"], told["display"]) == ("Refuge", "/", "standalone")
