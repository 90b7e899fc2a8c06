"""People as a table: what a file would do is said first, done whole, and what is taken away comes back the same."""

import csv
import io
from typing import Any

import pytest
from django.core import mail
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from cordee.core import tables
from cordee.core.errors import Conflict, Forbidden, Invalid
from cordee.journal.models import Event
from cordee.people.actions.arranging import add_unit, place
from cordee.people.models import DataLook, Group, Person, Unit
from cordee.people.register.bringing import bring_people
from cordee.people.register.plan import plan
from cordee.people.register.taking import take_people
from cordee.people.tasks import write_link
from cordee.testing.cast import NOW, Cast

FILE = """Nom;E-mail;Fonction;Unité;Manager;Groupes;Langue;Actif
Ada Petit;ada@example.org;Conductrice;Transval / Lyon;bo@example.org;Tuteurs|Promotion 7;fr;oui
Bo Grand;BO@example.org;Chef de quai;Transval;;;anglais;
Léa Martin;lea@example.org;;Transval / Lyon;bo@example.org;Tuteurs;;
"""


def _bring(cast: Cast, text: str) -> Any:
    return bring_people(cast.thomas, text, agreed=plan(text).print, now=NOW)


@pytest.mark.django_db
def test_a_file_is_looked_at_then_done_and_done_again_changes_nothing(cast: Cast) -> None:
    before = Event.objects.count()
    found = plan(FILE)
    assert [step.kind for step in found.steps] == ["new", "new", "changed"]
    assert found.units == [("Transval",), ("Transval", "Lyon")]
    assert found.groups == ["Promotion 7", "Tuteurs"]
    assert (Unit.objects.count(), Event.objects.count()) == (0, before)
    _plan, fresh = bring_people(cast.thomas, FILE, agreed=found.print, now=NOW)
    assert [person.email for person in fresh] == ["ada@example.org", "bo@example.org"]
    ada = Person.objects.select_related("unit__parent", "manager").get(email="ada@example.org")
    assert ada.unit and ada.unit.parent and ada.manager
    assert (ada.unit.name, ada.unit.parent.name, ada.manager.name) == ("Lyon", "Transval", "Bo Grand")
    assert sorted(ada.groups_of_people.values_list("name", flat=True)) == ["Promotion 7", "Tuteurs"]
    assert Person.objects.get(pk=cast.lea.pk).manager == ada.manager
    done = Event.objects.count()
    assert [step.kind for step in plan(FILE).steps] == ["same"] * 3
    _bring(cast, FILE)
    assert Event.objects.count() == done


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("Zoé;not an address;;;", "address"),
        (";zoe@example.org;;;", "name"),
        ("Zoé;;;;", "address"),
        ("Zoé;zoe@example.org;;nobody@example.org;", "neither here"),
        ("Zoé;zoe@example.org;;zoe@example.org;", "manager"),
        ("Zoé;zoe@example.org;;;klingon", "language"),
        ("Z" * 81 + ";zoe@example.org;;;", "80"),
        ("Léa;lea@example.org;;;\nLéa;lea@example.org;;;", "line 2"),
        ("Zoé;zoe@example.org;a/b/c/d/e/f/g/h/i/j/k/l/m;;", "12"),
    ],
)
def test_a_line_that_cannot_be_is_refused_alone(cast: Cast, line: str, why: str) -> None:
    text = f"name;email;unit;manager;language\n{line}\nAda;ada@example.org;;;\n"
    with translation.override("en"):
        found = plan(text)
    assert [step.kind for step in found.steps][-1] == "new"
    (refused,) = [step for step in found.steps if step.refused]
    assert why in refused.refused
    bring_people(cast.thomas, text, agreed=None, now=NOW)
    assert Person.objects.filter(email="ada@example.org").exists()
    assert not Person.objects.filter(email="zoe@example.org").exists()


@pytest.mark.django_db
def test_managers_never_make_a_circle_through_file_and_people_here(cast: Cast) -> None:
    place(cast.thomas, cast.karim, unit=None, manager=cast.lea, now=NOW)
    found = plan(
        "name;email;manager\nAda;ada@example.org;karim@example.org\nLéa;lea@example.org;ada@example.org\n"
    )
    assert [step.kind for step in found.steps] == ["refused", "refused"]
    with pytest.raises(Invalid):
        place(cast.thomas, cast.lea, unit=None, manager=cast.karim, now=NOW)


@pytest.mark.django_db
def test_what_changed_meanwhile_is_looked_at_again_and_nothing_is_done(cast: Cast) -> None:
    seen = plan(FILE)
    add_unit(cast.thomas, name="Transval", now=NOW)
    with pytest.raises(Conflict):
        bring_people(cast.thomas, FILE, agreed=seen.print, now=NOW)
    with pytest.raises(Forbidden):
        bring_people(cast.karim, FILE, agreed=None, now=NOW)
    with pytest.raises(Conflict, match=r"Line 2|Ligne 2"):  # the last administrator cannot be shut out
        _bring(cast, "email;active\nthomas@example.org;no\n")
    assert not Person.objects.filter(email="ada@example.org").exists()


@pytest.mark.django_db
def test_what_is_taken_away_comes_back_the_same_and_is_no_formula(cast: Cast) -> None:
    _bring(cast, FILE)
    Person.objects.filter(pk=cast.karim.pk).update(name='=HYPERLINK("x")', headline="+33 6, bureau 3")
    text = "".join(take_people(cast.thomas, now=NOW))
    assert text.startswith(tables.MARK)
    rows = list(csv.DictReader(io.StringIO(text.removeprefix(tables.MARK))))
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "-", "@"))]
    assert {step.kind for step in plan(text).steps} == {"same"}
    assert DataLook.objects.filter(subject=cast.karim, what="list", viewer=cast.thomas).exists()
    with pytest.raises(Forbidden):
        take_people(cast.karim, now=NOW)


@pytest.mark.django_db
def test_cells_empty_and_a_dash_empties(cast: Cast) -> None:
    _bring(cast, FILE)
    _bring(cast, "email;unit;groups;manager;headline\nada@example.org;-;-;-;-\nbo@example.org;;;;\n")
    ada, bo = Person.objects.get(email="ada@example.org"), Person.objects.get(email="bo@example.org")
    assert (ada.unit, ada.manager, ada.headline, ada.groups_of_people.count()) == (None, None, "", 0)
    assert bo.unit
    assert bo.headline == "Chef de quai"
    assert Group.objects.count() == 2


@pytest.mark.django_db
def test_plan_costs_the_same_for_many_lines(cast: Cast, django_assert_max_num_queries: Any) -> None:
    text = "name;email;unit;groups;manager\n" + "".join(
        f"N{n};n{n}@example.org;A / B{n % 7};G{n % 5};n{n - 1 if n % 5 else 'x'}@example.org\n"
        for n in range(400)
    )
    with django_assert_max_num_queries(8):
        plan(text)


@pytest.mark.django_db
@given(
    st.one_of(
        st.text(max_size=200), st.lists(st.text(max_size=20)).map(";".join).map("name;email\n{}".format)
    )
)
@settings(max_examples=60)
def test_any_file_is_read_or_kindly_refused(cast: Cast, text: str) -> None:
    try:
        found = plan(tables.text_of(text.encode()))
    except Invalid as refusal:
        assert refusal.message
    else:
        assert found.steps


def test_files_of_older_spreadsheets_are_read() -> None:
    assert tables.text_of("Léa".encode("cp1252")) == "Léa"
    with pytest.raises(Invalid):
        tables.text_of(b"PK\x03\x04\x00\x00")


@pytest.mark.django_db
def test_the_mail_brings_in_once(cast: Cast, client: Any) -> None:
    _bring(cast, FILE)
    ada = Person.objects.get(email="ada@example.org")
    write_link(person=str(ada.pk), address="https://cordee.example/let-in/")
    (sent,) = mail.outbox
    assert sent.to == ["ada@example.org"]
    link = next(word for word in sent.body.split() if word.startswith("https://")).removeprefix(
        "https://cordee.example"
    )
    assert "Ada Petit" in client.get(link).content.decode()
    assert client.post(link, {"password": "short"}).status_code == 422
    key = client.session.session_key
    assert client.post(link, {"password": "un cheval sur le toit"}).status_code == 302
    assert client.session.session_key != key
    assert client.get("/").status_code == 200
    client.logout()
    assert client.get(link).status_code == 404
    assert client.get("/let-in/forged/").status_code == 404
