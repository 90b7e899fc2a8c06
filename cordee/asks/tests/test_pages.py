"""What each sees of a question on its way, and what the pages cost."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from cordee.asks.actions.owning import take
from cordee.asks.actions.responding import name_somebody
from cordee.asks.actions.wishes import set_wishes
from cordee.asks.models import Ask, Ownership
from cordee.asks.queries.mine import open_asks, wishes_of
from cordee.asks.tests.conftest import SOON, asked, handles, looked, watch_of
from cordee.people.models import Person
from cordee.recommendations.candidates import Evidence, What
from cordee.spaces.models import Post
from cordee.testing.cast import NOW, Stage
from cordee.testing.costs import costs
from cordee.testing.markup import suspicious

pytestmark = pytest.mark.django_db
Enter = Callable[..., Client]


def page(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_each_sees_what_concerns_them(stage: Stage, question: Post, sign_in: Enter) -> None:
    looked()
    seen = {
        person.handle: page(sign_in(person), question.url) for person in Person.objects.exclude(email=None)
    }
    assert (
        "Demandé à 2 personnes qui connaissent «\N{NO-BREAK SPACE}Écoute active\N{NO-BREAK SPACE}»."
        in seen["lea"]
    )
    assert "Vous savez peut-être" in seen["ines"]
    assert 'href="/skills/ecoute/"' in seen["ines"]
    assert "asked" not in seen["marc"].split("<main")[1].split("</article>")[1].split("conversation")[0]
    assert "Inès" not in seen["lea"]


def test_who_declined_is_told_to_nobody(stage: Stage, question: Post, sign_in: Enter) -> None:
    looked()
    mine = Ask.objects.get(person=stage.cast.ines)
    client = sign_in(stage.cast.ines)
    client.post(f"/asks/{mine.id}/response/", {"act": "decline"})
    mine.refresh_from_db()
    assert mine.state == "declined"
    for person in (stage.cast.lea, stage.cast.karim, stage.cast.thomas):
        for address in (question.url, "/spaces/entretiens/waiting/"):
            assert "Pas cette fois" not in page(sign_in(person), address).replace(
                'value="decline">Pas cette fois', ""
            )


def test_one_passes_it_on_by_name_within_the_other_s_limits(
    stage: Stage, question: Post, come: Callable[..., Person], sign_in: Enter
) -> None:
    looked()
    paul = come("paul", helps=[])
    set_wishes(paul, quota=0, away_from=None, away_until=None, unasked=[], now=NOW)
    mine = Ask.objects.get(person=stage.cast.ines)
    address, client = f"/asks/{mine.id}/response/", sign_in(stage.cast.ines)
    for to, said in (
        ("@paul", "autant de questions"),
        ("@personne", "Personne ici"),
        ("@lea", "pose la question"),
        ("@karim", "déjà été posée"),
    ):
        assert said in page_after(client, address, {"act": "pass", "to": to})
    set_wishes(paul, quota=1, away_from=None, away_until=None, unasked=[], now=NOW)
    assert "posée à Paul" in page_after(client, address, {"act": "pass", "to": "@paul"})
    assert Ask.objects.get(person=paul).by == stage.cast.ines
    assert "Inès Ferreira pense que vous savez peut-être." in page(sign_in(paul), question.url)


def page_after(client: Client, address: str, sent: dict[str, str]) -> str:
    return client.post(address, sent, follow=True).content.decode()


def test_who_is_away_or_said_no_to_a_skill_is_not_asked(stage: Stage, question: Post) -> None:
    set_wishes(
        stage.cast.ines, quota=5, away_from=date(2026, 3, 1), away_until=date(2026, 3, 2), unasked=[], now=NOW
    )
    set_wishes(stage.cast.karim, quota=5, away_from=None, away_until=None, unasked=["ecoute"], now=NOW)
    looked()
    assert handles(question) == set()
    looked(SOON + timedelta(days=1))
    assert "karim" not in handles(question)


def test_what_one_sets_is_kept_and_bad_values_are_said_in_their_place(stage: Stage, sign_in: Enter) -> None:
    client = sign_in(stage.cast.lea)
    sent = {"quota": "0", "away_from": "2026-03-01", "away_until": "2026-03-09", "unasked": ["ecoute"]}
    assert client.post("/asks/settings/", sent).status_code == 302
    kept = wishes_of(stage.cast.lea)
    assert (kept.quota, kept.away_until, [one.slug for one in kept.unasked]) == (
        0,
        date(2026, 3, 9),
        ["ecoute"],
    )
    for wrong in ({"quota": "99"}, {"quota": "x"}, {"away_until": "2026-02-01"}, {"away_from": "hier"}):
        answer = client.post("/asks/settings/", sent | wrong)
        assert answer.status_code == 422
        assert f'id="{next(iter(wrong))}-error"' in answer.content.decode()


def test_the_most_valuable_comes_first_with_its_reason(stage: Stage, question: Post) -> None:
    looked()
    named = asked(stage, "Par son nom", now=NOW, skills=[])
    name_somebody(stage.cast.karim, named, stage.cast.ines, now=SOON)
    first, second = open_asks(stage.cast.ines.id)
    assert (second.title, second.reason) == ("Par son nom", "Karim Benali pense que vous savez peut-être")
    assert first.minutes == second.minutes == 4


def test_a_title_in_the_reasons_stays_words(stage: Stage, question: Post, sign_in: Enter) -> None:
    looked()
    attack = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    fact = Evidence(What.ANSWERED, NOW, attack, post_id=stage.question.id, url=stage.question.url)
    Ask.objects.filter(person=stage.cast.ines).update(reasons=[fact.as_data()])
    for address in ("/asks/", question.url):
        text = page(sign_in(stage.cast.ines), address)
        assert "&lt;script&gt;alert" in text
        assert not suspicious(text), address


def test_leaving_for_good_takes_it_along(stage: Stage, question: Post) -> None:
    from cordee.asks.actions.leaving import forget_asked

    looked()
    take(stage.cast.ines, question, until=date(2026, 3, 5), now=SOON)
    forget_asked(stage.cast.ines, now=SOON)
    Person.objects.filter(handle="ines").update(is_active=False)  # as leaving goes on to do
    looked()
    assert handles(question) == {"karim"}
    assert not Ownership.objects.exists()
    assert watch_of(question).state == "waiting"


def test_pages_cost_as_much_however_long_their_lists_are(stage: Stage, sign_in: Enter) -> None:
    now = timezone.now()
    for number in range(12):
        post = asked(stage, f"Question {number}", now=now)
        Ask.objects.create(post=post, person=stage.cast.ines, stage=1, at=now)
    ines, karim = sign_in(stage.cast.ines), sign_in(stage.cast.karim)
    costs(ines, ["/asks/"]), costs(karim, ["/asks/"])
    told = costs(ines, ["/asks/", "/asks/settings/", post.url]) | costs(
        karim, ["/spaces/entretiens/waiting/", "/spaces/entretiens/waiting/settings/"]
    )
    assert told == {
        "/asks/": 8,
        "/asks/settings/": 6,
        post.url: 8,
        "/spaces/entretiens/waiting/": 6,
        "/spaces/entretiens/waiting/settings/": 5,
    }
