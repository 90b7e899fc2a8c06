"""Packages: unpacked with bounds, served to tickets without a session, and what they say kept."""

import json
from collections.abc import Callable
from datetime import timedelta
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone

from cordee.core.errors import Conflict, Invalid, Missing
from cordee.paths.actions.playing import begin_play, save_play
from cordee.paths.actions.progress import complete_step
from cordee.paths.actions.unpacking import ROOT, forget_folders, unpack
from cordee.paths.kinds import Sent
from cordee.paths.models import Activity, Package, Progress
from cordee.paths.tests.conftest import Taken
from cordee.paths.tests.packages import bring, h5p, lesson, zipped
from cordee.paths.tickets import read_ticket, write_ticket
from cordee.testing.cast import NOW, Stage


@pytest.fixture(autouse=True)
def _own_storage(tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def at(taken: Taken, activity: Activity) -> str:
    return f"/paths/{taken.path.slug}/steps/{activity.key}/play/"


def sent(client: Client, address: str, **words: object) -> dict:
    response = client.post(address, words, content_type="application/json")
    return {**response.json(), "status": response.status_code}


def opened(
    taken: Taken, stage: Stage, sign_in: Callable, packed: bytes, **values: object
) -> tuple[dict, Activity]:
    activity, file = bring(taken, stage, "scorm", packed, entry="a/index.html", **values)
    unpack(file.id, now=NOW)
    return sent(sign_in(stage.cast.lea), at(taken, activity), begin=True), activity


def test_a_package_is_unpacked_once(taken: Taken, stage: Stage) -> None:
    _activity, file = bring(taken, stage, "scorm", lesson(), entry="a/index.html")
    first = unpack(file.id, now=NOW)
    assert first is not None
    assert (first.files, first.trouble) == (2, "")
    assert default_storage.exists(f"{ROOT}/{first.folder}/a/index.html")
    assert unpack(file.id, now=NOW) == first
    default_storage.save(f"{ROOT}/{'0' * 32}/left.html", default_storage.open(file.stored_as))
    assert forget_folders() == 1
    assert default_storage.exists(f"{ROOT}/{first.folder}/a/index.html")
    file.delete()
    assert forget_folders() == 1
    assert default_storage.listdir(ROOT) == ([], [])


@pytest.mark.parametrize(
    "packed",
    [
        b"PK\x03\x04 torn",
        zipped({"bomb": b"0" * (60 * 1024**2)}),
        lesson()[:-200],
        zipped({f"{'n' * 200}.html": "x"}),
    ],
)
def test_what_is_broken_says_so(taken: Taken, stage: Stage, sign_in: Callable, packed: bytes) -> None:
    begun, _activity = opened(taken, stage, sign_in, packed)
    assert begun["status"] == 422
    assert begun["title"]
    assert Package.objects.get().trouble
    assert not default_storage.exists(f"{ROOT}/{Package.objects.get().folder}")


def test_parts_that_climb_out_are_left_out(taken: Taken, stage: Stage) -> None:
    packed = lesson(**{"../../out.html": "x", "/etc/out.html": "x", "C:\\out.html": "x"})
    _activity, file = bring(taken, stage, "scorm", packed, entry="a/index.html")
    package = unpack(file.id, now=NOW)
    assert package is not None
    assert package.files == 2


def test_files_are_served_to_a_ticket_without_any_session(
    taken: Taken, stage: Stage, sign_in: Callable
) -> None:
    packed = lesson(**{"a/film.mp4": b"0123456789", "a/evil.txt": "<script>", "a/data.json": "{}"})
    begun, _activity = opened(taken, stage, sign_in, packed)
    assert begun["apart"] == ""  # testserver has no second name
    page = begun["within"].removeprefix("http://testserver")
    lea = sign_in(stage.cast.lea)
    response = lea.get(page)
    assert response.status_code == 200
    assert response["Content-Security-Policy"].startswith("sandbox ")
    assert "allow-same-origin" not in response["Content-Security-Policy"]
    assert "allow-top-navigation" not in response["Content-Security-Policy"]
    assert (response.cookies, response.headers.get("X-Frame-Options")) == (SimpleCookie(), None)
    assert response.content.index(b"players/scorm12.js") < response.content.index(b"function find")
    assert Client().get(page).content == response.content
    folder = page.removesuffix("index.html")
    film = Client().get(f"{folder}film.mp4", headers={"Range": "bytes=2-4"})
    assert (film.status_code, b"".join(film.streaming_content)) == (206, b"234")
    assert film["Content-Type"] == "video/mp4"
    text = Client().get(f"{folder}evil.txt")
    assert (text["Content-Type"].partition(";")[0], text["X-Content-Type-Options"]) == (
        "text/plain",
        "nosniff",
    )
    assert Client().get(f"{folder}data.json")["Access-Control-Allow-Origin"] == "*"
    for elsewhere in (
        "../index.html",
        "%2e%2e/%2e%2e/x",
        "..%2f..%2f..%2fsecret-key",
        "a%00b",
        "none.html",
        "",
        ".",
    ):
        assert Client().get(f"{folder}x/{elsewhere}").status_code == 404, elsewhere


def test_a_ticket_is_for_one_folder_and_ends(taken: Taken, stage: Stage, sign_in: Callable) -> None:
    holder, folder = uuid4(), "a" * 32
    ticket = write_ticket(folder, holder, "scorm12", now=NOW)
    assert ticket == write_ticket(folder, holder, "scorm12", now=NOW + timedelta(seconds=1))
    held = read_ticket(ticket, now=NOW)
    assert (held.folder, held.holder, held.player) == (folder, holder, "scorm12")
    assert NOW + timedelta(hours=6) <= held.ends_at <= NOW + timedelta(hours=12)
    for other in (
        ticket.replace("aaa", "aab"),
        ticket[:-1],
        "",
        "a:b",
        write_ticket("x", holder, "scorm12", now=NOW),
    ):
        with pytest.raises(Missing):
            read_ticket(other, now=NOW)
    with pytest.raises(Missing):
        read_ticket(ticket, now=held.ends_at)
    begun, _activity = opened(taken, stage, sign_in, lesson())
    page = begun["within"].removeprefix("http://testserver")
    real = page.split("/")[2]
    over = write_ticket(
        read_ticket(real, now=timezone.now()).folder, holder, "scorm12", now=NOW - timedelta(days=9)
    )
    assert Client().get(page.replace(real, over)).status_code == 404


def test_an_origin_of_its_own(taken: Taken, stage: Stage, sign_in: Callable, settings: Any) -> None:
    settings.PACKAGES_ORIGIN = "https://paquets.example.net"
    begun, _activity = opened(taken, stage, sign_in, lesson())
    shell = begun["apart"].removeprefix("https://paquets.example.net")
    there = Client(headers={"host": "paquets.example.net"})
    response = there.get(shell)
    assert b"players/scorm12.js" in response.content
    assert "allow-same-origin" in response["Content-Security-Policy"]
    assert b"players/" not in there.get(f"{shell}a/index.html").content
    # Nothing else is there, whoever asks.
    known = sign_in(stage.cast.lea)
    for address in ("/", "/paths/", "/api/v1/me", "/sign-in/"):
        assert known.get(address, headers={"host": "paquets.example.net"}).status_code == 404
    settings.PACKAGES_ORIGIN = ""
    local = sent(known, at(taken, _activity), begin=True)
    assert local["apart"] == ""
    response = known.post(
        at(taken, _activity),
        {"begin": True},
        content_type="application/json",
        headers={"host": "127.0.0.1:8123"},
    )
    assert response.json()["apart"].startswith("http://packages.localhost:8123/packages/")


def test_what_a_package_says_is_kept_and_counts(taken: Taken, stage: Stage, sign_in: Callable) -> None:
    begun, activity = opened(taken, stage, sign_in, lesson())
    lea, address = sign_in(stage.cast.lea), at(taken, activity)
    said = {"cmi": {"core": {"lesson_status": "incomplete"}, "suspend_data": "p3"}}
    first = sent(lea, address, said=said, revision=begun["revision"], page="telephone", turn=5)
    assert (first["revision"], first["done"]) == (1, False)
    # Late or twice: nothing changes.
    assert sent(lea, address, said={"cmi": {}}, revision=0, page="telephone", turn=4)["revision"] == 1
    again = sent(lea, address, begin=True)
    assert again["told"]["said"] == said
    assert again["told"]["learner"]["name"] == stage.cast.lea.name
    # Another device goes on; the first is told.
    passed = {"cmi": {"core": {"lesson_status": "passed", "score": {"raw": "80"}}}}
    second = sent(lea, address, said=passed, revision=1, page="ordinateur", turn=1)
    assert (second["done"], second["score"]) == (True, 80)
    assert sent(lea, address, said=said, revision=1, page="telephone", turn=9)["status"] == 409
    # Its last words come without the session.
    ticket = begun["within"].split("/")[4]
    words = {"said": passed, "revision": 2, "page": "ordinateur", "turn": 3}
    assert (
        Client().post(f"/packages/{ticket}/", json.dumps(words), content_type="text/plain").status_code == 204
    )
    assert (
        Client().post(f"/packages/{ticket}x/", json.dumps(words), content_type="text/plain").status_code
        == 404
    )
    progress = Progress.objects.get(enrolment=taken.place, activity_key=activity.key)
    assert progress.score == 0.8
    assert (
        sign_in(stage.cast.nadia).post(address, {"begin": True}, content_type="application/json").status_code
        == 403
    )


@pytest.mark.parametrize(
    "words",
    [{}, {"said": []}, {"said": {}, "page": "p" * 12, "turn": -1, "revision": 0}, {"said": {}, "page": 1}],
)
def test_what_is_no_word_of_a_package_is_refused(
    taken: Taken, stage: Stage, sign_in: Callable, words: dict
) -> None:
    _begun, activity = opened(taken, stage, sign_in, lesson())
    lea = sign_in(stage.cast.lea)
    assert sent(lea, at(taken, activity), **words)["status"] == 422
    assert lea.post(at(taken, activity), "[" * 9999, content_type="application/json").status_code == 422


def test_only_so_much_is_kept(taken: Taken, stage: Stage) -> None:
    activity, _file = bring(taken, stage, "scorm", lesson(), entry="a/index.html")
    begin_play(taken.place, activity, now=NOW)
    deep: dict = {}
    for _level in range(30):
        deep = {"a": deep}
    for said in ({"a": "x" * 1024**2}, deep, {"a": "\0"}):
        with pytest.raises(Invalid):
            save_play(taken.place, activity, said, revision=0, page="p", turn=1, now=NOW)
    save_play(taken.place, activity, {"a": "x" * 65_000}, revision=0, page="p", turn=1, now=NOW)
    with pytest.raises(Conflict):
        save_play(taken.place, activity, {}, revision=0, page="q", turn=1, now=NOW)


def test_who_says_nothing_is_taken_at_the_learners_word(taken: Taken, stage: Stage) -> None:
    activity, file = bring(taken, stage, "scorm", lesson(), entry="a/index.html")
    unpack(file.id, now=NOW)
    with pytest.raises(Invalid):
        complete_step(taken.place, activity, Sent(), now=NOW)
    begin_play(taken.place, activity, now=NOW)
    assert complete_step(taken.place, activity, Sent(), now=NOW).done_at == NOW


@pytest.mark.parametrize(
    ("content", "said", "done", "score"),
    [
        ({}, {"core": {"lesson_status": "completed"}}, True, None),
        ({}, {"core": {"lesson_status": "failed", "score": {"raw": "40"}}}, False, 0.4),
        ({}, {"core": {"lesson_status": "completed", "score": {"raw": 5, "min": 0, "max": "10"}}}, True, 0.5),
        ({"pass_at": 0.7}, {"core": {"lesson_status": "completed", "score": {"raw": "60"}}}, False, 0.6),
        ({"pass_at": 0.7}, {"core": {"lesson_status": "incomplete", "score": {"raw": "90"}}}, False, 0.9),
        ({"pass_at": 0.7}, {"core": {"lesson_status": "completed"}}, True, None),
        ({}, {"core": {"lesson_status": "passed", "score": {"raw": "nan"}}}, True, None),
        ({}, {"core": {"lesson_status": ["passed"], "score": {"raw": {}}}}, False, None),
        ({}, {"core": "passed"}, False, None),
        ({"edition": "2004"}, {"completion_status": "completed", "success_status": "unknown"}, True, None),
        ({"edition": "2004"}, {"completion_status": "completed", "success_status": "failed"}, False, None),
        ({"edition": "2004"}, {"success_status": "passed", "score": {"scaled": "0.9"}}, True, 0.9),
        ({"edition": "2004"}, {"score": {"scaled": "-1"}}, False, 0.0),
        ({"edition": "2004", "pass_at": 0.5}, {"completion_status": "completed", "score": {"scaled": "0.4"}}, False, 0.4),
    ],
)  # fmt: skip
def test_what_a_status_comes_to(
    taken: Taken, stage: Stage, content: dict, said: dict, done: bool, score: float | None
) -> None:
    activity, _file = bring(taken, stage, "scorm", lesson(), entry="a/index.html", **content)
    begin_play(taken.place, activity, now=NOW)
    _play, progress = save_play(taken.place, activity, {"cmi": said}, revision=0, page="p", turn=1, now=NOW)
    assert (progress.done_at is not None, progress.score) == (done, score)


def test_an_h5p_package_without_its_libraries_says_so(taken: Taken, stage: Stage, sign_in: Callable) -> None:
    for library, status in ((True, 200), (False, 422)):
        activity, file = bring(taken, stage, "h5p", h5p(library))
        unpack(file.id, now=NOW)
        begun = sent(sign_in(stage.cast.lea), at(taken, activity), begin=True)
        assert begun["status"] == status
    assert "bibliothèques" in begun["title"] or "libraries" in begun["title"]
