"""Acts by forms: what works without scripts, and what bad input gets."""

from collections.abc import Callable

import pytest
from django.test import Client

from cordee.spaces.models import CharterAcceptance, Comment, Draft, Membership, Post, Reaction, Resolution
from cordee.testing.cast import Stage

Enter = Callable[..., Client]


@pytest.mark.django_db
def test_from_the_door_to_an_accepted_answer(stage: Stage, sign_in: Enter) -> None:
    marc, ines = sign_in(stage.cast.marc), sign_in(stage.cast.ines)
    assert marc.post("/spaces/entretiens/membership/")["Location"] == "/spaces/entretiens/welcome/"
    assert marc.get("/spaces/entretiens/new/")["Location"].startswith("/spaces/entretiens/charter/")
    to_charter = {"version": "1", "next": "/spaces/entretiens/new/"}
    assert marc.post("/spaces/entretiens/charter/", to_charter)["Location"] == "/spaces/entretiens/new/"
    assert CharterAcceptance.objects.filter(person=stage.cast.marc).exists()
    tried = f"/posts/{stage.experience.id}/reactions/"
    marc.post(tried, {"meaning": "tried", "note": "Le silence a suffi"})
    assert "Le silence a suffi" in marc.get(stage.experience.url).content.decode()
    asked = {
        "kind": "question",
        "title": "Et après ?",
        "body": "Que faire **ensuite** ?",
        "skills": ["ecoute"],
    }
    post_url = marc.post("/spaces/entretiens/new/", asked)["Location"]
    post = Post.objects.get(title="Et après ?")
    assert post_url == post.url
    ines.post(f"{post_url}comments/", {"body": "Un rendez-vous, dans un mois."})
    answer = Comment.objects.get(post=post)
    marc.post(f"{post_url}resolution/", {"answer": str(answer.id)})
    assert Resolution.objects.get(post=post).answer == answer
    assert "Réponse acceptée" in ines.get(post_url).content.decode()
    marc.post(tried, {"meaning": "tried", "undo": "1"})
    assert not Reaction.objects.exists()
    marc.post("/spaces/entretiens/membership/", {"undo": "1"})
    assert not Membership.objects.filter(space=stage.open, person=stage.cast.marc).exists()


@pytest.mark.django_db
@pytest.mark.parametrize("body", ["x" * 1_000_000, " ", "\u200b"])
def test_a_refused_form_keeps_every_word(stage: Stage, sign_in: Enter, body: str) -> None:
    sent = {"kind": "tip", "title": "Mon titre à moi", "body": body, "skills": ["ecoute"]}
    answer = sign_in(stage.cast.lea).post("/spaces/entretiens/new/", sent)
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "Mon titre à moi" in text
    assert body.strip()[:5000] in text
    assert 'role="alert"' in text


@pytest.mark.django_db
def test_a_refused_reply_keeps_its_words(stage: Stage, sign_in: Enter) -> None:
    answer = sign_in(stage.cast.lea).post(f"{stage.question.url}comments/", {"body": "y" * 60_000})
    assert answer.status_code == 422
    assert "y" * 60_000 in answer.content.decode()


@pytest.mark.django_db
def test_an_old_form_is_refused_with_words(stage: Stage) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(stage.cast.lea, backend="allauth.account.auth_backends.AuthenticationBackend")
    answer = strict.post(f"{stage.question.url}comments/", {"body": "Bonjour"})
    assert answer.status_code == 403
    assert "gardé" in answer.content.decode()


@pytest.mark.django_db
def test_anothers_identifiers_open_nothing(stage: Stage, sign_in: Enter) -> None:
    marc = sign_in(stage.cast.marc)
    for address, sent in (
        (f"/posts/{stage.question.id}/comments/", {"body": "B"}),
        (f"/posts/{stage.question.id}/resolution/", {"answer": str(stage.answer.id)}),
        (f"/posts/{stage.question.id}/edit/", {"title": "T", "body": "B"}),
        (f"/comments/{stage.answer.id}/edit/", {"body": "B"}),
        (f"/posts/{stage.question.id}/reactions/", {"meaning": "useful"}),
        (f"/spaces/entretiens/members/{stage.cast.lea.id}/", {"act": "remove"}),
        ("/spaces/entretiens/settings/", {"title": "Pris"}),
    ):
        assert marc.post(address, sent).status_code == 403, address
    assert marc.post("/spaces/cercle/membership/").status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    ["/posts/{}/?after=%00", "/posts/{}/?after=zzzz", "/posts/{}/?at=nope", "/spaces/entretiens/?show=sermons",
     "/spaces/entretiens/?after=W10", "/people/?after=%FF", "/spaces/?after=e30"],
)  # fmt: skip
def test_a_made_up_address_gets_a_kind_no(stage: Stage, sign_in: Enter, address: str) -> None:
    answer = sign_in(stage.cast.lea).get(address.format(stage.question.id))
    assert answer.status_code in (404, 422)
    assert "<main" in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("going_to", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_nobody_is_sent_elsewhere(stage: Stage, sign_in: Enter, going_to: str) -> None:
    sent = {"version": "1", "next": going_to}
    assert (
        sign_in(stage.cast.lea).post("/spaces/entretiens/charter/", sent)["Location"] == "/spaces/entretiens/"
    )
    assert sign_in(None).post("/language/", {"language": "en", "next": going_to})["Location"] == "/"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "sent",
    ["", "{", "[]", '{"fields": 3}', '{"fields": {"a": 1}}', '{"fields": {}, "version": "x"}', "[" * 50_000],
)
def test_a_broken_draft_is_refused_as_a_problem(stage: Stage, sign_in: Enter, sent: str) -> None:
    answer = sign_in(stage.cast.lea).put("/api/v1/drafts/new:x", sent, content_type="application/json")
    assert answer.status_code in (400, 422)
    assert answer["Content-Type"] == "application/problem+json"
    assert not Draft.objects.exists()


@pytest.mark.django_db
def test_drafts_are_ones_own(stage: Stage, sign_in: Enter) -> None:
    lea, ines = sign_in(stage.cast.lea), sign_in(stage.cast.ines)
    address, sent = "/api/v1/drafts/new:x", {"fields": {"body": "À moi"}, "version": 3}
    assert lea.put(address, sent, content_type="application/json").json() == sent
    assert ines.get(address).status_code == 204
    ines.delete(address)
    assert lea.get(address).json() == sent


@pytest.mark.django_db
def test_htmx_is_told_and_the_page_stays(stage: Stage, sign_in: Enter) -> None:
    answer = sign_in(stage.cast.lea).post(
        f"{stage.question.url}comments/", {"body": ""}, headers={"HX-Request": "true"}
    )
    assert answer.status_code == 422
    assert answer["HX-Reswap"] == "none"
    assert "cordee:notice" in answer["HX-Trigger"]


@pytest.mark.django_db
def test_the_viewers_language_and_zone_are_used(stage: Stage, sign_in: Enter) -> None:
    lea = sign_in(stage.cast.lea)
    assert "Aujourd’hui" in lea.get("/").content.decode()
    lea.post("/me/preferences/", {"language": "en", "theme": "dark"})
    text = lea.get("/").content.decode()
    assert 'lang="en"' in text
    assert 'data-theme="dark"' in text
    assert "New in my spaces" in text
    visitor = sign_in(None)
    assert (
        'lang="en"'
        in visitor.get("/sign-in/", headers={"accept-language": "en-GB,en;q=0.8"}).content.decode()
    )
