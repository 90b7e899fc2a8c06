"""Every list comes in pages, each row once, at a cost that its length does not change."""

import io
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from cordee.moderation.actions.appeals import appeal
from cordee.moderation.actions.decisions import decide
from cordee.moderation.actions.reports import report
from cordee.people.models import DataLook, Person, Skill
from cordee.spaces.actions.library import offer
from cordee.spaces.actions.merges import merge
from cordee.spaces.actions.posts import edit_post, publish
from cordee.spaces.actions.removals import delete
from cordee.spaces.models import JoinRequest, Post
from cordee.testing.cast import NOW, Stage
from cordee.webhooks.models import Hook

pytestmark = pytest.mark.django_db
MANY = 45


def _offers(stage: Stage) -> None:
    for post in _posts(stage):
        offer(stage.cast.ines, post, now=post.created_at)


def _posts(stage: Stage) -> list[Post]:
    return [
        publish(
            stage.cast.karim,
            stage.open,
            kind="tip",
            title=f"T{n}",
            body="B",
            now=NOW + timedelta(seconds=n // 2),
        )
        for n in range(MANY)
    ]


def _requests(stage: Stage) -> None:
    for person in _people():
        JoinRequest.objects.create(space=stage.request, person=person, asked_at=NOW)


def _people() -> list[Person]:
    return [Person.objects.create(name=f"P{n}", handle=f"p{n}", joined_at=NOW) for n in range(MANY)]


def _history(stage: Stage) -> None:
    for n in range(MANY):
        edit_post(stage.cast.lea, stage.question, title="T", body=f"B{n}", now=NOW)


def _reports(stage: Stage) -> None:
    for person in _people():
        report(person, stage.question, reason="other", now=NOW)


def _decisions(stage: Stage) -> None:
    for post in _posts(stage):
        made = report(stage.cast.lea, post, reason="other", now=NOW)
        appeal(
            stage.cast.karim,
            decide(stage.cast.thomas, made, what="warned", reason="R", now=NOW),
            words="W",
            now=NOW,
        )


def _deleted(stage: Stage) -> None:
    for post in _posts(stage):
        delete(stage.cast.karim, post, now=NOW)


def _hooks(stage: Stage) -> None:
    Hook.objects.bulk_create(
        Hook(name=f"H{n}", address="https://example.org/", made_at=NOW) for n in range(MANY)
    )


def _skills(stage: Stage) -> None:
    Skill.objects.bulk_create(Skill(slug=f"s{n}", name=f"Savoir {n}") for n in range(150))


def _png() -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (64, 64), "teal").save(out, "PNG")
    return SimpleUploadedFile("logo.png", out.getvalue(), "image/png")


@pytest.mark.parametrize(
    ("make", "who", "path", "count", "most"),
    [
        (_offers, "karim", "/spaces/entretiens/library/offers", MANY, 3),
        (_requests, "karim", "/spaces/qualiopi/requests", MANY, 3),
        (_history, "lea", "/posts/{question}/history", MANY, 3),
        (_reports, "karim", "/reports", MANY, 2),
        (_decisions, "thomas", "/appeals", MANY, 2),
        (_decisions, "lea", "/me/reports", MANY, 1),
        (_decisions, "karim", "/me/decisions", MANY, 1),
        (_decisions, "thomas", "/moderation/people/karim/decisions", MANY, 4),
        (_deleted, "karim", "/me/deleted", MANY, 1),
        (_hooks, "thomas", "/administration/webhooks", MANY, 1),
        (_skills, "lea", "/skills", 152, 1),
    ],
)  # fmt: skip
def test_a_list_comes_in_pages(
    stage: Stage,
    calling: Callable,
    django_assert_max_num_queries: Callable,
    make: Callable[[Stage], None],
    who: str,
    path: str,
    count: int,
    most: int,
) -> None:
    make(stage)
    call, path = calling(getattr(stage.cast, who)), path.format(question=stage.question.id)
    call("get", "/me")
    seen: list[str] = []
    after = ""
    while True:
        with django_assert_max_num_queries(most + 1):  # and one for the token
            answer = call("get", f"{path}?after={after}" if after else path)
        page = answer.json()
        assert answer.status_code == 200, page
        seen += [str(row) for row in page["items"]]
        after = page["next"]
        if not after:
            break
        assert len(page["items"]) < count
        assert 'rel="next"' in answer["Link"]
    assert len(seen) == len(set(seen)) == count


def test_a_file_is_brought_and_joined(
    stage: Stage, sign_in: Callable[..., Client], calling: Callable
) -> None:
    lea = sign_in(stage.cast.lea)
    sent = {"file": SimpleUploadedFile("grille.ods", b"tableau")}
    file = lea.post("/api/v1/spaces/entretiens/files", sent).json()
    assert file["name"] == "grille.ods"
    body = {"kind": "resource", "title": "La grille", "body": "Voici", "attachment": file["id"]}
    assert calling(stage.cast.ines)("post", "/spaces/entretiens/posts", body).status_code == 404
    made = calling(stage.cast.lea)("post", "/spaces/entretiens/posts", body)
    assert made.status_code == 201, made.content
    assert made.json()["attachment_url"] == file["url"]
    assert sign_in(stage.cast.marc).post("/api/v1/spaces/entretiens/files", sent).status_code == 403


def test_how_one_stands_to_things(stage: Stage, calling: Callable) -> None:
    lea, marc = calling(stage.cast.lea), calling(stage.cast.marc)
    assert lea("get", "/spaces/entretiens/membership").json() == {"state": "member"}
    assert marc("get", "/spaces/qualiopi/membership").json() == {"state": "none"}
    marc("put", "/spaces/qualiopi/membership", {})
    assert marc("get", "/spaces/qualiopi/membership").json() == {"state": "requested"}
    for path in ("/people/karim/follow", "/skills/ecoute/follow"):
        assert lea("get", path).json() == {"state": "none"}
        lea("put", path, {})
        assert lea("get", path).json() == {"state": "following"}
    keep = f"/posts/{stage.question.id}/bookmark"
    assert lea("get", keep).json() == {"note": None}
    lea("put", keep, {"note": "Lundi"})
    assert lea("get", keep).json() == {"note": "Lundi"}
    assert lea("get", f"/posts/{stage.experience.id}/practice").status_code == 404
    assert lea("get", "/spaces/entretiens").json()["must_accept"] is False
    marc("put", "/spaces/entretiens/membership", {})
    assert marc("get", "/spaces/entretiens").json()["must_accept"] is True


def test_what_moderation_shows(stage: Stage, calling: Callable) -> None:
    cast, karim, lea = stage.cast, calling(stage.cast.karim), calling(stage.cast.lea)
    made = report(cast.ines, stage.question, reason="unkind", now=NOW)
    appeal(cast.lea, decide(cast.thomas, made, what="warned", reason="R", now=NOW), words="W", now=NOW)
    (mine,) = lea("get", "/me/decisions").json()["items"]
    assert (mine["what"], mine["appeal"]["words"], mine["appeal"]["upheld"]) == ("warned", "W", None)
    past = karim("get", "/moderation/people/lea").json()
    assert (past["reported"], past["warned"]) == (1, 1)
    assert DataLook.objects.filter(subject=cast.lea, viewer=cast.karim, what="reports").count() == 1
    assert karim("get", "/moderation/people/nadia").status_code == 403
    assert lea("get", "/moderation/people/karim").status_code == 403
    delete(cast.ines, stage.experience, now=NOW)
    (gone,) = calling(cast.ines)("get", "/me/deleted").json()["items"]
    assert gone["post_id"] == str(stage.experience.id)
    tip = publish(cast.lea, stage.open, kind="tip", title="T", body="B", now=NOW)
    merge(cast.karim, tip, stage.question, now=NOW)
    assert lea("get", f"/posts/{tip.id}/merge").json() == {"into": str(stage.question.id)}
    assert lea("get", f"/posts/{stage.question.id}/merge").status_code == 404


def test_the_organisations_logo_mail_and_log(
    stage: Stage, sign_in: Callable[..., Client], calling: Callable, mailoutbox: list
) -> None:
    thomas, call = sign_in(stage.cast.thomas), calling(stage.cast.thomas)
    assert thomas.post("/api/v1/administration/logo", {"image": _png()}).json()["logo"] is True
    assert sign_in(stage.cast.lea).post("/api/v1/administration/logo", {"image": _png()}).status_code == 403
    assert call("delete", "/administration/logo").status_code == 204
    assert call("post", "/administration/health/mail", {}).json() == {"left": True, "trouble": ""}
    assert mailoutbox[0].to == ["thomas@example.org"]
    table = call("get", "/administration/audit-table?verb=organisation.edited")
    assert table["Content-Type"].startswith("text/csv")
    assert len(table.getvalue().decode().strip().splitlines()) == 3
    assert calling(stage.cast.lea)("get", "/administration/audit-table").status_code == 403
