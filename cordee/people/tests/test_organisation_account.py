"""Coming in with an account elsewhere, against a real provider: recognised, welcomed, refused."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.test import Client
from django.utils import timezone

from cordee.core.models import Organisation
from cordee.core.queries import forget_organisation
from cordee.journal.models import Event
from cordee.people.actions.administering import deactivate
from cordee.people.actions.arranging import add_group, add_unit
from cordee.people.actions.invitations import invite
from cordee.people.actions.providers import edit_provider, switch_provider
from cordee.people.actions.sign_up import join
from cordee.people.models import IdentityProvider, Person
from cordee.people.tests.elsewhere import SECRET, Elsewhere, Walk
from cordee.testing.cast import NOW, Cast

pytestmark = pytest.mark.django_db
LEA = {"sub": "lea-there", "email": "Lea@example.org", "email_verified": True, "name": "Léa M."}
NEW = {"sub": "zoe-there", "email": "zoe@example.org", "email_verified": True, "name": "Zoé Lang"}


def opens(mode: str, *domains: str) -> None:
    Organisation.objects.update(sign_up=mode, sign_up_domains=list(domains))
    forget_organisation()


def signed_in(client: Client) -> str:
    """Whose session it is; nobody's: empty."""
    key = client.session.get("_auth_user_id")
    return Person.objects.get(pk=key).handle if key else ""


def test_who_is_known_by_a_verified_address_comes_in_and_is_linked(
    cast: Cast, elsewhere: Elsewhere, walk: Walk
) -> None:
    page = Client().get("/sign-in/?next=/spaces/").content.decode()
    assert "/sign-in/with/refuge/?next=/spaces/" in page
    elsewhere.holds(**LEA)
    client = Client()
    answer = walk(client, "/sign-in/with/refuge/?next=/spaces/")
    assert answer["Location"] == "/spaces/"
    assert signed_in(client) == "lea"
    link = SocialAccount.objects.get()
    assert (link.user, link.provider, link.uid) == (cast.lea, "refuge", "lea-there")
    assert link.extra_data == {"email": "lea@example.org"}
    assert not SocialToken.objects.exists()
    assert Person.objects.get(pk=cast.lea.pk).name == "Léa Martin"
    assert Event.objects.filter(
        verb="person.linked", object_id=cast.lea.id, data={"provider": "refuge"}
    ).exists()

    # Another address there, another name: still the same person, by the link alone.
    elsewhere.holds(**LEA | {"email": "other@example.net", "email_verified": False})
    again = Client()
    assert walk(again).status_code == 302
    assert signed_in(again) == "lea"
    assert SocialAccount.objects.count() == 1


def test_what_is_asked_of_the_provider(provider: IdentityProvider, elsewhere: Elsewhere) -> None:
    client = Client()
    begun = client.get(
        "/sign-in/with/refuge/?next=https://evil.example/&scope=admin&process=test&auth_params=a%3Db"
    )
    asked = parse_qs(urlsplit(begun["Location"]).query)
    assert begun["Location"].startswith(f"{elsewhere.issuer}/auth?")
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["redirect_uri"] == ["http://testserver/sign-in/with/refuge/callback/"]
    assert set(asked["scope"][0].split()) == {"openid", "profile", "email"}
    assert {"state", "nonce"} <= asked.keys()
    assert "a" not in asked
    assert SECRET not in begun["Location"]
    elsewhere.holds(**LEA)
    back = elsewhere.visit(begun["Location"]).removeprefix("http://testserver")
    assert client.get(back)["Location"] == "/"  # the address of somebody else was not kept


def test_newcomers_come_as_sign_up_or_the_provider_says(
    cast: Cast, provider: IdentityProvider, elsewhere: Elsewhere, walk: Walk
) -> None:
    elsewhere.holds(**NEW)
    closed = walk(Client())
    assert closed.status_code == 403
    assert "zoe@example.org" in closed.content.decode()
    opens("domain", "example.com")
    assert "example.com" in walk(Client()).content.decode()
    assert not Person.objects.filter(email="zoe@example.org").exists()

    opens("domain", "example.org")
    client = Client()
    assert walk(client).status_code == 302
    zoe = Person.objects.get(email="zoe@example.org")
    assert (zoe.name, zoe.has_usable_password(), signed_in(client)) == ("Zoé Lang", False, zoe.handle)
    assert Event.objects.filter(verb="person.joined", object_id=zoe.id).count() == 1

    opens("closed")
    edit_provider(cast.thomas, provider, newcomers=True, now=NOW)
    elsewhere.holds(
        sub="ali-there", email="ali@example.net", email_verified=True, given_name="Ali", family_name="K"
    )
    assert walk(Client()).status_code == 302
    assert Person.objects.get(email="ali@example.net").name == "Ali K"


def test_an_unproven_address_lets_nobody_in(
    cast: Cast, provider: IdentityProvider, elsewhere: Elsewhere, walk: Walk
) -> None:
    opens("open")
    for person in (
        LEA | {"email_verified": False},
        {"sub": "x", "email": "lea@example.org"},
        NEW | {"email_verified": 1},
    ):
        elsewhere.holds(**person)
        client = Client()
        assert walk(client).status_code == 403
        assert not signed_in(client)
    elsewhere.holds(sub="y", name="Sans adresse")
    assert walk(Client()).status_code == 403
    assert not SocialAccount.objects.exists()
    assert not Person.objects.filter(email="zoe@example.org").exists()

    # The organisation gives these addresses out itself: the administrator answers for them, and for no others.
    edit_provider(cast.thomas, provider, proven_domains=["example.org"], now=NOW)
    elsewhere.holds(**LEA | {"email_verified": False})
    assert walk(Client()).status_code == 302
    elsewhere.holds(sub="z", email="z@example.net", email_verified=False)
    assert walk(Client()).status_code == 403


def test_an_address_that_passed_to_somebody_else_does_not_bring_the_account(
    cast: Cast, elsewhere: Elsewhere, walk: Walk
) -> None:
    elsewhere.holds(**LEA)
    walk(Client())
    elsewhere.holds(**LEA | {"sub": "another-there"})
    client = Client()
    assert walk(client).status_code == 403
    assert not signed_in(client)
    assert [one.uid for one in SocialAccount.objects.all()] == ["lea-there"]


def test_who_is_deactivated_is_told_so(cast: Cast, elsewhere: Elsewhere, walk: Walk) -> None:
    elsewhere.holds(**LEA)
    walk(Client())
    deactivate(cast.thomas, cast.lea, now=NOW)
    client = Client()
    answer = walk(client)
    assert answer.status_code == 403
    assert "désactivé" in answer.content.decode()
    assert not signed_in(client)


@pytest.mark.parametrize("wrong", ["nonce", "state", "twice", "other-browser", "iss", "no-code"])
def test_an_answer_that_does_not_fit_is_refused(
    cast: Cast, provider: IdentityProvider, elsewhere: Elsewhere, wrong: str
) -> None:
    elsewhere.holds(**LEA)
    client = Client()
    begun = client.get("/sign-in/with/refuge/")["Location"]
    changed = {"nonce": "another"} if wrong == "nonce" else {}
    back = elsewhere.visit(begun, **changed).removeprefix("http://testserver")
    match wrong:
        case "state":
            back = back.replace("state=", "state=x")
        case "twice":
            assert client.get(back).status_code == 302
            client.logout()
        case "other-browser":
            client = Client()
        case "iss":
            back = back.split("&iss=")[0] + "&iss=https://other.example"
        case "no-code":
            back = back.replace("code=", "kode=")
    answer = client.get(back)
    assert answer.status_code == 403
    assert not signed_in(client)


def test_giving_up_is_no_fault(cast: Cast, elsewhere: Elsewhere, walk: Walk) -> None:
    elsewhere.holds(cancels=True)
    answer = walk(Client())
    assert answer.status_code == 403
    assert "rien n’a changé" in answer.content.decode()


def test_a_provider_that_refuses_our_secret_says_so_and_the_secret_stays_ours(
    cast: Cast, provider: IdentityProvider, elsewhere: Elsewhere, walk: Walk, caplog: Any
) -> None:
    edit_provider(cast.thomas, provider, secret="not the one", now=NOW)
    elsewhere.holds(**LEA)
    with caplog.at_level("DEBUG"):
        answer = walk(Client())
    assert answer.status_code == 403
    assert "invalid_client" in answer.content.decode()
    assert "not the one" not in answer.content.decode() + caplog.text


def test_switched_off_it_lets_nobody_in_even_on_the_way(
    cast: Cast, provider: IdentityProvider, elsewhere: Elsewhere
) -> None:
    elsewhere.holds(**LEA)
    client = Client()
    back = elsewhere.visit(client.get("/sign-in/with/refuge/")["Location"]).removeprefix("http://testserver")
    switch_provider(cast.thomas, provider, on=False, now=NOW)
    assert client.get(back).status_code == 403
    assert not signed_in(client)
    assert client.get("/sign-in/with/refuge/").status_code == 404
    assert "with/refuge" not in client.get("/sign-in/").content.decode()


def test_unit_and_groups_follow_the_claims(
    cast: Cast, provider: IdentityProvider, elsewhere: Elsewhere, walk: Walk
) -> None:
    lyon = add_unit(cast.thomas, name="Lyon", now=NOW)
    tutors, others = (add_group(cast.thomas, name=name, now=NOW) for name in ("Tuteurs", "Autres"))
    edit_provider(
        cast.thomas, provider, claim_unit="service", claim_groups="realm.groups",
        scopes=["email", "profile", "organisation"], now=NOW,
    )  # fmt: skip
    there = {"service": "lyon", "realm": {"groups": ["/Tuteurs", "Inconnus"]}}
    elsewhere.holds(**LEA, **there)
    assert walk(Client()).status_code == 302
    assert Person.objects.get(pk=cast.lea.pk).unit == lyon
    assert set(cast.lea.groups_of_people.all()) == {tutors}
    elsewhere.holds(**LEA, realm={"groups": ["Autres"]})
    assert walk(Client()).status_code == 302
    assert set(cast.lea.groups_of_people.all()) == {tutors, others}
    assert Person.objects.get(pk=cast.lea.pk).unit == lyon


def test_an_invitation_is_used_with_the_account_elsewhere(
    cast: Cast, elsewhere: Elsewhere, walk: Walk
) -> None:
    bound, secret = invite(cast.thomas, email="zoe@example.org", now=timezone.now())
    page = Client().get(f"/join/{secret}/").content.decode()
    start = f"/sign-in/with/refuge/?invitation={secret}"
    assert start in page
    elsewhere.holds(**NEW | {"email": "ali@example.net"})
    assert walk(Client(), start).status_code == 403
    elsewhere.holds(**NEW)
    assert walk(Client(), start).status_code == 302
    bound.refresh_from_db()
    assert bound.uses == 1
    assert Person.objects.filter(email="zoe@example.org").exists()


def test_an_address_that_was_only_written_does_not_hand_over_the_account(
    cast: Cast, elsewhere: Elsewhere, walk: Walk
) -> None:
    open_one, _secret = invite(cast.thomas, email="", now=NOW, days=365)
    squatter = join(
        open_one,
        name="Autre",
        email="zoe@example.org",
        password="un-mot-de-passe-long",
        language="fr",
        now=NOW,
    )
    elsewhere.holds(**NEW)
    refused = walk(Client())
    assert refused.status_code == 403
    assert "personne n’a encore montré" in refused.content.decode()
    told = Event.objects.get(verb="provider.refused")
    assert told.data == {"provider": "refuge", "why": "unproven-here", "person": str(squatter.id)}
    assert not SocialAccount.objects.exists()
    EmailAddress.objects.filter(user=squatter).update(verified=True)  # what a code by e-mail does
    client = Client()
    assert walk(client).status_code == 302
    assert signed_in(client) == squatter.handle


def test_who_is_signed_in_already_goes_nowhere(cast: Cast, provider: IdentityProvider, sign_in: Any) -> None:
    client = sign_in(cast.marc)
    assert client.get("/sign-in/with/refuge/?next=/people/")["Location"] == "/people/"
    assert client.get("/sign-in/with/refuge/?next=//evil.example")["Location"] == "/"
