"""The box of a demo: each sees their own mails, and answers them the way that mail comes in."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.core.mail import EmailMultiAlternatives, get_connection
from django.test import Client

from cordee.core.models import Organisation
from cordee.mailbox import catching
from cordee.mailbox.models import Caught
from cordee.mailbox.tests.conftest import replies
from cordee.people.models import Person
from cordee.testing.cast import Stage

Enter = Callable[[Person | None], Client]
BACKEND = "cordee.mailbox.catching.Catcher"


@pytest.fixture
def demo(stage: Stage, today: datetime, settings: object) -> None:
    settings.MAIL_LEAVES = False
    settings.EMAIL_BACKEND = BACKEND
    Organisation.objects.update(demo_since=today)


def mail(to: str, *, answer_to: str = "", html: str = "<p>Bonjour <script>alert(1)</script></p>") -> Caught:
    written = EmailMultiAlternatives(
        "Inès a répondu",
        "Je demande : que retenez-vous ?",
        "bounces@cordee.example",
        [to],
        headers={"From": "Cordée <cordee@localhost>", "Reply-To": answer_to},
        connection=get_connection(BACKEND),
    )
    written.attach_alternative(html, "text/html")
    written.send()
    return Caught.objects.order_by("-id")[0]


@pytest.mark.usefixtures("demo")
def test_each_sees_their_own(stage: Stage, sign_in: Enter) -> None:
    kept = mail("Léa <LEA@example.org>")
    lea, ines = sign_in(stage.cast.lea), sign_in(stage.cast.ines)
    box = lea.get("/me/mail/").content.decode()
    assert "Inès a répondu" in box
    assert "Cordée ·" in box, "by name, not as the header is written"
    assert "Inès a répondu" not in ines.get("/me/mail/").content.decode()
    for place in (f"/me/mail/{kept.id}/", f"/me/mail/{kept.id}/html/"):
        assert lea.get(place).status_code == 200
        assert ines.get(place).status_code == 404
        assert sign_in(None).get(place).status_code == 302
    assert "/me/mail/" in lea.get("/people/@lea/").content.decode()


@pytest.mark.usefixtures("demo")
def test_what_a_mail_holds_runs_and_loads_nothing(stage: Stage, sign_in: Enter) -> None:
    kept = mail("lea@example.org")
    client = sign_in(stage.cast.lea)
    page, inside = client.get(f"/me/mail/{kept.id}/"), client.get(f"/me/mail/{kept.id}/html/")
    assert "<script>alert" not in page.content.decode()
    policy = inside["Content-Security-Policy"]
    assert policy.startswith("sandbox ")
    assert "default-src 'none'" in policy
    assert not {"allow-scripts", "allow-same-origin", "allow-forms"} & set(policy.replace(";", " ").split())
    assert "script-src 'self'" in page["Content-Security-Policy"]


@pytest.mark.usefixtures("demo")
def test_an_answer_takes_the_way_of_all_mail(stage: Stage, to_lea: str, sign_in: Enter) -> None:
    kept = mail("lea@example.org", answer_to=f"Cordée <{to_lea}>")
    client = sign_in(stage.cast.lea)
    answer = client.post(f"/me/mail/{kept.id}/", {"words": "Par un silence.\n\n-- \nLéa"})
    (made,) = replies(stage.question, stage.cast.lea)
    assert made.body == "Par un silence."
    assert answer["Location"] == made.url
    assert client.post(f"/me/mail/{kept.id}/", {"words": " "}).status_code == 422


@pytest.mark.usefixtures("demo")
def test_an_answer_that_is_not_published_says_so(
    stage: Stage, to_lea: str, sign_in: Enter, today: datetime
) -> None:
    from cordee.spaces.actions.locks import lock

    lock(stage.cast.karim, stage.question, now=today)
    kept = mail("lea@example.org", answer_to=to_lea)
    answer = sign_in(stage.cast.lea).post(f"/me/mail/{kept.id}/", {"words": "Par un silence."}, follow=True)
    assert "n’a pas été publiée" in answer.content.decode()
    assert replies(stage.question, stage.cast.lea) == []


@pytest.mark.usefixtures("demo")
def test_boxes_have_a_bound(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catching, "A_BOX", 3)
    monkeypatch.setattr(catching, "ALL", 5)
    for count in range(5):
        mail("lea@example.org" if count else "ines@example.org")
    assert Caught.objects.filter(to="lea@example.org").count() == 3
    for count in range(9):
        mail(f"p{count}@example.org")
    assert Caught.objects.count() == 5


@pytest.mark.usefixtures("demo")
def test_the_box_costs_little(
    stage: Stage, sign_in: Enter, to_lea: str, django_assert_max_num_queries: Callable
) -> None:
    for _count in range(30):
        kept = mail("lea@example.org", answer_to=to_lea)
    client = sign_in(stage.cast.lea)
    client.get("/me/mail/")
    for place in ("/me/mail/", f"/me/mail/{kept.id}/"):
        with django_assert_max_num_queries(5):
            assert client.get(place).status_code == 200


def test_where_mail_leaves_nothing_is_kept(
    stage: Stage, sign_in: Enter, settings: object, capsys: object
) -> None:
    settings.MAIL_LEAVES = False
    get_connection(BACKEND).send_messages(
        [EmailMultiAlternatives("x", "y", "a@example.org", ["lea@example.org"])]
    )
    assert not Caught.objects.exists()
    assert "Subject: x" in capsys.readouterr().out
    assert sign_in(stage.cast.lea).get("/me/mail/").status_code == 404
    assert "/me/mail/" not in sign_in(stage.cast.lea).get("/people/@lea/").content.decode()
