"""Connecting accounts elsewhere: settings, the test that signs nobody in, the secret that nobody sees again."""

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from allauth.socialaccount.models import SocialAccount
from django.core import mail
from django.test import Client, override_settings

from cordee.administration.actions.settings import edit_organisation
from cordee.archives.exchange.writing import write_export
from cordee.core.errors import Conflict, Forbidden, Invalid
from cordee.core.queries import forget_organisation
from cordee.journal.models import Event
from cordee.people.actions.letting_in import link_secret, mail_link
from cordee.people.actions.providers import add_provider, edit_provider, remove_provider, switch_provider
from cordee.people.models import IdentityProvider, Person
from cordee.people.openid.providers import passwords_allowed, secret_of
from cordee.people.tests.elsewhere import SECRET, Elsewhere, Walk
from cordee.testing.cast import NOW, PASSWORD, Cast

pytestmark = pytest.mark.django_db
Enter = Callable[..., Client]
THOMAS = {"sub": "thomas-there", "email": "thomas@example.org", "email_verified": True, "name": "T. Nguyen"}


def tried(thomas: Client, provider: IdentityProvider, walk: Walk) -> str:
    """The page on which an administrator sees what came of their test."""
    answer = walk(thomas, f"/administration/sign-in/{provider.id}/test/")
    assert answer["Location"] == f"/administration/sign-in/{provider.id}/#test"
    return thomas.get(answer["Location"]).content.decode()


def test_connecting_step_by_step(cast: Cast, elsewhere: Elsewhere, sign_in: Enter) -> None:
    thomas = sign_in(cast.thomas)
    sent = {"name": "Compte Refuge", "issuer": f" {elsewhere.issuer}/.well-known/openid-configuration"}
    made = thomas.post("/administration/sign-in/new/", sent)
    provider = IdentityProvider.objects.get()
    assert made["Location"] == f"/administration/sign-in/{provider.id}/"
    assert (provider.slug, provider.issuer, provider.is_on) == ("compte-refuge", elsewhere.issuer, False)
    page = thomas.get(made["Location"]).content.decode()
    assert "http://testserver/sign-in/with/compte-refuge/callback/" in page
    assert 'value="on"' not in page
    assert thomas.post(f"{made['Location']}act/", {"act": "on"}).status_code == 409

    form = {
        "name": "Compte Refuge", "issuer": elsewhere.issuer, "client_id": "cordee", "secret": SECRET,
        "scopes": "profile email", "claim_email": "email", "claim_name": "name", "proven_domains": "",
    }  # fmt: skip
    assert thomas.post(made["Location"], form).status_code == 302
    provider.refresh_from_db()
    assert secret_of(provider) == SECRET
    assert SECRET not in provider.secret
    assert provider.scopes == ["openid", "profile", "email"]
    assert SECRET not in thomas.get(made["Location"]).content.decode()
    thomas.post(made["Location"], form | {"secret": "", "name": "Refuge"})
    provider.refresh_from_db()
    assert (provider.name, secret_of(provider)) == ("Refuge", SECRET)  # not given: as it was

    wrong = thomas.post(
        made["Location"], form | {"scopes": 'a"b', "proven_domains": "x y z", "client_id": "c" * 201}
    )
    assert wrong.status_code == 422
    text = wrong.content.decode()
    assert "c" * 201 in text
    assert text.count("field__error") == 3
    assert thomas.post(f"{made['Location']}act/", {"act": "on"}).status_code == 302
    assert "Compte Refuge" not in thomas.get("/administration/sign-in/").content.decode()
    told = {event.verb: event.data for event in Event.objects.filter(object_id=provider.id)}
    assert set(told) == {"provider.added", "provider.edited", "provider.switched"}
    assert SECRET not in json.dumps(told)


def test_a_test_shows_the_claims_and_signs_nobody_in(
    cast: Cast, provider: IdentityProvider, elsewhere: Elsewhere, sign_in: Enter, walk: Walk
) -> None:
    switch_provider(cast.thomas, provider, on=False, now=NOW)  # one tests before
    thomas = sign_in(cast.thomas)
    key = thomas.session.session_key
    elsewhere.holds(**THOMAS)
    page = tried(thomas, provider, walk)
    assert "Thomas Nguyen (@thomas) entrerait" in page
    assert "thomas-there" in page
    assert "T. Nguyen" in page
    assert not SocialAccount.objects.exists()
    assert thomas.session.session_key == key
    provider.refresh_from_db()
    assert provider.tested_at
    assert Event.objects.filter(verb="provider.tested", data__well=True).count() == 1
    assert (
        "thomas-there"
        not in sign_in(cast.thomas).get(f"/administration/sign-in/{provider.id}/").content.decode()
    )

    people = Person.objects.count()
    elsewhere.holds(sub="new", email="zoe@example.org", email_verified=True, name="Zoé")
    assert "l’inscription n’est pas ouverte" in tried(thomas, provider, walk)
    edit_provider(cast.thomas, provider, newcomers=True, now=NOW)
    assert (
        "Une nouvelle personne entrerait : Zoé"
        in thomas.get(f"/administration/sign-in/{provider.id}/").content.decode()
    )
    assert Person.objects.count() == people

    elsewhere.holds(sub="new", email="zoe@example.org", name="<script>alert(1)</script>")
    page = tried(thomas, provider, walk)
    assert "n’est pas vrai pour zoe@example.org" in page
    assert "<script>alert" not in page
    provider.refresh_from_db()
    assert provider.tested_at is None
    elsewhere.holds(sub="new")
    assert "manque, ou n’est pas une adresse de courriel" in tried(thomas, provider, walk)
    elsewhere.holds(cancels=True)
    assert "rien n’a changé" in tried(thomas, provider, walk)
    edit_provider(cast.thomas, provider, secret="wrong", now=NOW)
    elsewhere.holds(**THOMAS)
    assert "invalid_client" in tried(thomas, provider, walk)


def test_a_test_ends_only_where_it_began(
    cast: Cast, provider: IdentityProvider, elsewhere: Elsewhere, sign_in: Enter
) -> None:
    thomas = sign_in(cast.thomas)
    begun = thomas.get(f"/administration/sign-in/{provider.id}/test/")
    back = elsewhere.visit(begun["Location"]).removeprefix("http://testserver")
    thomas.logout()
    assert thomas.get(back).status_code == 403
    for person in (cast.karim, cast.lea):
        assert sign_in(person).get(f"/administration/sign-in/{provider.id}/test/").status_code == 403
    cast.nadia.is_auditor = True
    cast.nadia.save()
    auditor = sign_in(cast.nadia)
    assert auditor.get(f"/administration/sign-in/{provider.id}/").status_code == 200
    assert auditor.get(f"/administration/sign-in/{provider.id}/test/").status_code == 403
    assert auditor.post(f"/administration/sign-in/{provider.id}/", {}).status_code == 403


def test_the_only_way_keeps_a_door_for_administrators(
    cast: Cast, provider: IdentityProvider, elsewhere: Elsewhere, sign_in: Enter, walk: Walk
) -> None:
    thomas = sign_in(cast.thomas)
    refused = thomas.post("/administration/sign-in/", {})
    assert refused.status_code == 422
    assert passwords_allowed()
    elsewhere.holds(**THOMAS)
    tried(thomas, provider, walk)
    assert thomas.post("/administration/sign-in/", {}).status_code == 302
    forget_organisation()
    assert not passwords_allowed()

    page = Client().get("/sign-in/").content.decode()
    assert "<summary>Administration" in page
    assert "/sign-in/code/" not in page
    lea = Client()
    assert lea.post("/sign-in/", {"login": "lea@example.org", "password": PASSWORD}).status_code == 403
    assert lea.get("/")["Location"].startswith("/sign-in/")
    asked = lea.post("/sign-in/code/", {"email": "lea@example.org"})
    assert (asked.status_code, asked.templates) == (200, [])
    assert "Les autres façons d’entrer sont fermées" in asked.content.decode()
    link = f"/let-in/{link_secret(cast.lea)}/"
    mail_link(cast.lea, link)
    assert "avec le compte de votre organisation" in mail.outbox[-1].body
    assert "Continuer avec Refuge" in Client().get(link).content.decode()
    elsewhere.holds(sub="lea", email="lea@example.org", email_verified=True)
    assert walk(Client()).status_code == 302
    admin = Client()
    assert admin.post("/sign-in/", {"login": "thomas@example.org", "password": PASSWORD}).status_code == 302
    assert admin.get("/").status_code == 200

    # Nobody is locked out by switching the last provider off.
    switch_provider(cast.thomas, provider, on=False, now=NOW)
    assert Client().post("/sign-in/", {"login": "lea@example.org", "password": PASSWORD}).status_code == 302


def test_linking_and_unlinking_by_oneself(
    cast: Cast, provider: IdentityProvider, elsewhere: Elsewhere, walk: Walk
) -> None:
    lea = Client()
    lea.post("/sign-in/", {"login": "lea@example.org", "password": PASSWORD})
    assert "Lier mon compte Refuge" in lea.get("/me/security/").content.decode()
    again = lea.post("/me/security/accounts/refuge/")  # a way in more: is it really she?
    assert again["Location"].startswith("/account/reauthenticate/")
    onward = lea.post(again["Location"], {"password": PASSWORD})
    assert onward.status_code == 200, onward["Location"]
    elsewhere.holds(sub="private-lea", email="lea@elsewhere.example", email_verified=False)
    back = elsewhere.visit(onward["Refresh"].removeprefix("0; url=")).removeprefix("http://testserver")
    assert lea.get(back)["Location"] == "/me/security/"
    link = SocialAccount.objects.get()
    assert (link.user, link.uid) == (cast.lea, "private-lea")
    page = lea.get("/me/security/").content.decode()
    assert "lea@elsewhere.example" in page
    assert "Chez Refuge, votre session reste ouverte" in lea.get("/sign-out/").content.decode()

    marc = Client()
    marc.post("/sign-in/", {"login": "marc@example.org", "password": PASSWORD})
    assert marc.post(f"/me/security/unlink/{link.pk}/").status_code == 404
    assert lea.post(f"/me/security/unlink/{link.pk}/").status_code == 302
    assert not SocialAccount.objects.exists()
    assert Event.objects.filter(verb="person.unlinked", actor_id=cast.lea.id).exists()


def test_the_last_way_in_stays_and_an_administrator_helps(
    cast: Cast, provider: IdentityProvider, elsewhere: Elsewhere, sign_in: Enter, walk: Walk
) -> None:
    elsewhere.holds(**THOMAS)
    tried(sign_in(cast.thomas), provider, walk)
    edit_organisation(cast.thomas, passwords=False, now=NOW)
    elsewhere.holds(sub="lea", email="lea@example.org", email_verified=True)
    lea = Client()
    walk(lea)
    link = SocialAccount.objects.get()
    assert lea.post(f"/me/security/unlink/{link.pk}/").status_code == 409
    thomas = sign_in(cast.thomas)
    assert 'value="unlink"' in thomas.get("/administration/people/@lea/").content.decode()
    thomas.post("/administration/people/@lea/act/", {"act": "unlink", "link": link.pk})
    assert not SocialAccount.objects.exists()


def test_another_issuer_or_none_forgets_who_was_who(
    cast: Cast, provider: IdentityProvider, elsewhere: Elsewhere, walk: Walk, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere.holds(sub="1", email="lea@example.org", email_verified=True)
    walk(Client())
    monkeypatch.setattr("cordee.people.actions.providers.discover", lambda issuer: {"issuer": issuer})
    changed = edit_provider(cast.thomas, provider, issuer="https://idp.example.org", now=NOW)
    assert not SocialAccount.objects.exists()
    SocialAccount.objects.create(user=cast.lea, provider="refuge", uid="1")
    remove_provider(cast.thomas, changed, now=NOW)
    assert not SocialAccount.objects.exists()


def test_only_administrators_connect(cast: Cast, provider: IdentityProvider) -> None:
    with pytest.raises(Forbidden):
        add_provider(cast.karim, name="X", issuer=provider.issuer, now=NOW)
    with pytest.raises(Forbidden):
        edit_provider(cast.karim, provider, name="X", now=NOW)
    with pytest.raises(Forbidden):
        switch_provider(cast.karim, provider, on=False, now=NOW)
    with pytest.raises(Forbidden):
        remove_provider(cast.karim, provider, now=NOW)
    with pytest.raises(Invalid):
        edit_provider(cast.thomas, provider, made_by=cast.karim, now=NOW)
    bare = add_provider(cast.thomas, name="Refuge", issuer=provider.issuer, now=NOW)
    assert bare.slug == "refuge-2"
    with pytest.raises(Conflict):
        switch_provider(cast.thomas, bare, on=True, now=NOW)


def test_the_secret_is_asked_for_again_when_the_key_of_the_installation_changed(
    cast: Cast, provider: IdentityProvider, sign_in: Enter
) -> None:
    with override_settings(SECRET_KEY="another"):
        answer = Client().get("/sign-in/with/refuge/")
        assert answer.status_code == 403
        assert "gardé avec une autre clé" in answer.content.decode()
        page = sign_in(cast.thomas).get(f"/administration/sign-in/{provider.id}/").content.decode()
        assert "donnez-le de nouveau" in page


@pytest.mark.django_db(transaction=True)
def test_an_export_tells_nothing_of_it(cast: Cast, provider: IdentityProvider, tmp_path: Path) -> None:
    path = tmp_path / "out.zip"
    write_export(path, now=NOW)
    with zipfile.ZipFile(path) as archive:
        whole = b"".join(archive.read(name) for name in archive.namelist())
    assert SECRET.encode() not in whole
    assert provider.secret.encode() not in whole
    assert b"identityprovider" not in whole


def test_pages_cost_few_queries(
    cast: Cast, provider: IdentityProvider, sign_in: Enter, django_assert_max_num_queries: Any
) -> None:
    thomas = sign_in(cast.thomas)
    thomas.get("/")
    with django_assert_max_num_queries(7):
        thomas.get("/administration/sign-in/")
    with django_assert_max_num_queries(7):
        thomas.get(f"/administration/sign-in/{provider.id}/")
    visitor = Client()
    visitor.get("/sign-in/")
    with django_assert_max_num_queries(2):
        visitor.get("/sign-in/")
