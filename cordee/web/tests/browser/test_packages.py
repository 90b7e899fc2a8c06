"""Packages play where they cannot see the session: at an origin of their own, and at ours without any."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from cordee.paths.actions.unpacking import unpack
from cordee.paths.models import Activity, Play, Progress
from cordee.paths.tests.conftest import Taken, take
from cordee.paths.tests.packages import bring, h5p, lesson
from cordee.testing.cast import NOW, Stage
from cordee.web.tests.browser.conftest import PHONE, Opener

APART, WITHIN = "apart", "within"


@pytest.fixture(autouse=True)
def _own_storage(tmp_path: Path, settings: Any) -> Iterator[None]:
    settings.MEDIA_ROOT = tmp_path
    yield


@pytest.fixture(params=[APART, WITHIN])
def place(request: pytest.FixtureRequest) -> str:
    """Both places where packages are played. An origin that nobody finds leaves ours."""
    return str(request.param)


def brought(stage: Stage, kind: str, packed: bytes, **values: Any) -> tuple[Taken, Activity]:
    taken = take(stage)
    activity, file = bring(taken, stage, kind, packed, **values)
    unpack(file.id, now=NOW)
    return taken, activity


def package_frame(page: Page, place: str) -> Any:
    outer = page.frame_locator("cordee-player iframe")
    return outer.frame_locator("body > iframe") if place == APART else outer


def open_step(context: Any, taken: Taken, activity: Activity, place: str) -> Page:
    page = context.new_page()
    if place == WITHIN:
        # As where no second name leads here: what is told of one is not there.
        page.route("**/play/", lambda route: _without_second_name(route))
    page.goto(f"/paths/{taken.path.slug}/steps/{activity.key}/", wait_until="commit")
    return page


def _without_second_name(route: Any) -> None:
    response = route.fetch()
    body = response.json()
    if "apart" in body:
        body["apart"] = ""
    route.fulfill(response=response, json=body)


def test_a_scorm_package_is_resumed_and_ends_with_a_score(
    stage: Stage, browser_of: Opener, place: str
) -> None:
    taken, activity = brought(stage, "scorm", lesson(), entry="a/index.html")
    lea = browser_of(stage.cast.lea, viewport=PHONE, watched=False)
    page = open_step(lea, taken, activity, place)
    package = package_frame(page, place)
    expect(package.get_by_text(f"Place aucune de {stage.cast.lea.name}")).to_be_visible()
    expect(page.get_by_role("button", name="Fait, continuer")).to_be_hidden()
    with page.expect_response(lambda one: "page-3" in (one.request.post_data or "")):
        package.get_by_role("button", name="Avancer").click()
    expect(page.get_by_text("Gardé", exact=True)).to_be_visible()
    assert Play.objects.get().said["cmi"]["suspend_data"] == "page-3"
    page.close()

    page = open_step(lea, taken, activity, place)
    package = package_frame(page, place)
    expect(package.get_by_text("Place page-3")).to_be_visible()
    package.get_by_role("button", name="Finir").click()
    expect(page.get_by_text("Fait et gardé · 80 %")).to_be_visible()
    expect(page.get_by_role("link", name="Continuer")).to_be_visible()
    progress = Progress.objects.get(activity_key=activity.key)
    assert (progress.score, progress.done_at is not None) == (0.8, True)


def test_last_words_arrive_though_the_page_is_left(stage: Stage, browser_of: Opener, place: str) -> None:
    taken, activity = brought(
        stage,
        "scorm",
        lesson(**{"a/index.html": """<script>
let w = window; while (!w.API && w.parent !== w) w = w.parent;
const API = w.API; API.LMSInitialize("");
addEventListener("pagehide", () => { API.LMSSetValue("cmi.core.lesson_location", "fin"); API.LMSFinish(""); });
</script><h1>Une page</h1>"""}),
        entry="a/index.html",
    )  # fmt: skip
    lea = browser_of(stage.cast.lea, watched=False)
    page = open_step(lea, taken, activity, place)
    expect(package_frame(page, place).get_by_role("heading", name="Une page")).to_be_visible()
    expect(page.get_by_text("Gardé", exact=True)).to_be_visible()
    # What is sent as a page is left belongs to no page that could be waited for: the server is asked by other pages.
    for _again in range(20):
        page.goto("/paths/")
        if Play.objects.get().said["cmi"]["core"]["lesson_location"]:
            break
    assert Play.objects.get().said["cmi"]["core"]["lesson_location"] == "fin"


def test_an_h5p_package_plays_and_ends_with_a_score(stage: Stage, browser_of: Opener, place: str) -> None:
    taken, activity = brought(stage, "h5p", h5p())
    page = open_step(browser_of(stage.cast.lea, viewport=PHONE, watched=False), taken, activity, place)
    page.frame_locator("cordee-player iframe").get_by_role("button", name="Fini").click()
    expect(page.get_by_text("Fait et gardé · 75 %")).to_be_visible()
    assert Progress.objects.get(activity_key=activity.key).score == 0.75


HOSTILE = """<!doctype html><title>Hostile</title><ul></ul><script>
const told = (name, text) => {
  const line = document.createElement("li");
  line.textContent = name + ": " + text;
  document.querySelector("ul").append(line);
};
const attempt = (name, act) => { try { told(name, "got " + act()); } catch (error) { told(name, "refused"); } };
attempt("document around", () => window.top.document.title);
attempt("its storage", () => window.top.localStorage.length);
attempt("cookies", () => document.cookie || (() => { throw 0; })());
attempt("top", () => { window.top.location.href = "/paths/"; return "moved"; });
for (const [name, address, options] of [
  ["api", SITE + "/api/v1/me", { credentials: "include" }],
  ["page", SITE + "/paths/", { credentials: "include" }],
  ["write", SITE + "/language/", { method: "POST", credentials: "include", body: new URLSearchParams("language=en") }],
]) fetch(address, options).then((answer) => answer.text())
  .then((text) => told(name, "got " + text.length), () => told(name, "refused"));
</script>"""


def test_a_hostile_package_is_contained(
    stage: Stage, browser_of: Opener, place: str, live_server: LiveServer
) -> None:
    script = HOSTILE.replace("SITE", f'"{live_server.url}"')
    taken, activity = brought(stage, "scorm", lesson(**{"a/index.html": script}), entry="a/index.html")
    lea = browser_of(stage.cast.lea, watched=False)
    page = open_step(lea, taken, activity, place)
    package = package_frame(page, place)
    for name in ("document around", "its storage", "api", "page", "write"):
        expect(package.get_by_text(f"{name}: refused")).to_be_visible()
    expect(package.get_by_text("cookies: refused")).to_be_visible()
    expect(package.get_by_text("top: ")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text("Étape scorm")
    stage.cast.lea.refresh_from_db()
    assert stage.cast.lea.language == "fr"
