"""Who comes in, and what they may say of themselves."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client

from cordee.core.errors import Conflict, Invalid
from cordee.people.actions.arriving import Author, bring_authors, handle_from, welcome
from cordee.people.actions.profiles import edit_profile, set_preferences
from cordee.people.models import Person
from cordee.people.queries import people_called, skills_of
from cordee.testing.cast import NOW, PASSWORD, Cast


@pytest.mark.parametrize(
    ("name", "handle"),
    [("Inès Ferreira", "ines.ferreira"), ("  O’Neil--Paul ", "oneil.paul"), ("李", "membre")],
)
def test_a_handle_is_made_of_the_name(name: str, handle: str) -> None:
    assert handle_from(name) == handle


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["", "  ", "\u200b\u200d", "\x00"])
def test_a_name_is_something_to_read(cast: Cast, name: str) -> None:
    with pytest.raises(Invalid):
        welcome(name=name, email="x@example.org", now=NOW)
    with pytest.raises(Invalid):
        edit_profile(cast.lea, name=name, now=NOW)


@pytest.mark.django_db
def test_an_address_comes_in_once(cast: Cast) -> None:
    with pytest.raises(Conflict):
        welcome(name="Léa", email="LEA@example.org", now=NOW)
    with pytest.raises(Invalid):
        welcome(name="Léa", email="not an address", now=NOW)


@pytest.mark.django_db
def test_skills_have_two_sides(cast: Cast) -> None:
    edit_profile(cast.lea, helps=["ecoute"], learns=["retour"], now=NOW)
    sides = skills_of(cast.lea)
    assert ([skill.slug for skill in sides.helps], [skill.slug for skill in sides.learns]) == (
        ["ecoute"],
        ["retour"],
    )
    edit_profile(cast.lea, helps=[], now=NOW)
    assert skills_of(cast.lea).helps == []
    with pytest.raises(Invalid):
        edit_profile(cast.lea, helps=["astrologie"], now=NOW)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "choice",
    [{"language": "de"}, {"time_zone": "Mars/Olympus"}, {"theme": "pink"}, {"is_administrator": "1"}],
)
def test_preferences_are_among_those_offered(cast: Cast, choice: dict[str, str]) -> None:
    with pytest.raises(Invalid):
        set_preferences(cast.lea, **choice)


@pytest.mark.django_db
def test_people_are_found_by_the_beginning_of_a_name(cast: Cast) -> None:
    assert [one.handle for one in people_called("fer")] == ["ines"]
    assert [one.handle for one in people_called("@LE")] == ["lea"]


@pytest.mark.django_db
def test_come_in_by_password(cast: Cast, client: Client) -> None:
    answer = client.post("/sign-in/", {"login": "lea@example.org", "password": PASSWORD})
    assert (answer.status_code, answer["Location"]) == (302, "/")
    wrong = Client().post("/sign-in/", {"login": "lea@example.org", "password": "nope"})
    assert wrong.status_code == 200
    assert "alert" in wrong.content.decode()


@pytest.mark.django_db
def test_come_in_by_a_code(cast: Cast, client: Client) -> None:
    client.post("/sign-in/code/", {"email": "lea@example.org"})
    (letter,) = mail.outbox
    (code,) = re.findall(r"^\s*([A-Z0-9]{3,4}-?[A-Z0-9]{3,4})\s*$", str(letter.body), re.MULTILINE)
    answer = client.post("/sign-in/code/confirm/", {"code": code})
    assert answer.status_code == 302
    assert client.get("/").status_code == 200


@pytest.mark.django_db
def test_imported_authors_cannot_come_in(cast: Cast, client: Client) -> None:
    bring_authors("archive", [Author("m0001", NOW)])
    author = Person.objects.get(handle="m0001")
    for login in ("m0001", "", "None"):
        client.post("/sign-in/", {"login": login, "password": author.password})
    client.post("/sign-in/code/", {"email": "m0001"})
    assert not mail.outbox
    assert client.get("/").status_code == 302


@pytest.mark.django_db
def test_guessing_a_password_is_slowed_down(cast: Cast, client: Client, settings: object) -> None:
    for _ in range(12):
        client.post("/sign-in/", {"login": "lea@example.org", "password": "nope"})
    answer = client.post("/sign-in/", {"login": "lea@example.org", "password": PASSWORD})
    assert answer.status_code != 302


@pytest.mark.django_db
def test_nobody_gives_themselves_an_address(cast: Cast, client: Client) -> None:
    """Else somebody could take the address of a person who has not come in yet."""
    client.force_login(cast.lea, backend="allauth.account.auth_backends.AuthenticationBackend")
    for sent in ({"action_add": "1", "email": "patron@example.org"}, {"action_primary": "1"}):
        assert client.post("/account/email/", sent)["Location"] == "/me/profile/"
    assert list(EmailAddress.objects.filter(user=cast.lea).values_list("email", flat=True)) == [
        "lea@example.org"
    ]
