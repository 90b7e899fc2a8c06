"""Ten thousand followers of a space who are told at once by mail, and a contribution that is told to them.

Runs in a process of its own against one database (``python -m cordee.bench.crowd``), and says in JSON how long the
request took that published it.
"""

import json
import time
from datetime import timedelta
from typing import Any

import django

SPACE, FOLLOWERS = "foule", 10_000


def main() -> dict[str, Any]:
    """Make who is not there yet, then publish as a browser does."""
    django.setup()
    from django.test import Client
    from django.utils import timezone

    from cordee.people.models import Person

    author = Person.objects.filter(is_administrator=True, is_active=True).order_by("id")[0]
    _crowd(author, timezone.now())
    client = Client()
    client.force_login(author)
    words = {"kind": "tip", "title": "Ce que j’ai essayé hier", "body": "Se taire dix secondes. " * 20}
    client.get(f"/spaces/{SPACE}/new/")  # a web process that runs has its templates and connections
    started = time.perf_counter()
    answer = client.post(f"/spaces/{SPACE}/new/", words)
    seconds = time.perf_counter() - started
    return {"seconds": seconds, "status": answer.status_code}


def waiting() -> dict[str, int]:
    """What there is of it so far: what bells tell, messages that were sent, and how many still wait."""
    django.setup()
    from cordee.notifications.models import Cause, Delivery, Message

    told = Delivery.objects.filter(kind="news", pace="once")
    return {
        "told": Cause.objects.filter(notice__kind="news").count(),
        "sent": told.filter(message__state=Message.State.SENT).count(),
        "waiting": told.filter(message=None).count()
        + told.filter(message__state=Message.State.WAITING).count(),
    }


def _crowd(author: Any, now: Any) -> None:
    from cordee.notifications.models import Attention, Pace, Preference
    from cordee.people.models import Person
    from cordee.spaces.actions.spaces import Aim, open_space
    from cordee.spaces.models import Follow, Space

    if Space.objects.filter(slug=SPACE).exists():
        return
    space = open_space(
        author,
        title="Foule",
        slug=SPACE,
        visibility="open",
        theme="Dix mille.",
        aims=[Aim("Lire", [])],
        now=now,
    )
    people = Person.objects.bulk_create(
        Person(
            handle=f"foule-{number}",
            name=f"Personne {number}",
            email=f"foule-{number}@example.org",
            joined_at=now,
        )
        for number in range(FOLLOWERS)
    )
    before = now - timedelta(days=1)
    Follow.objects.bulk_create(Follow(person=person, space=space, at=before) for person in people)
    Preference.objects.bulk_create(
        Preference(person=person, channel="email", group="spaces", pace=Pace.ONCE) for person in people
    )
    Attention.objects.bulk_create(
        Attention(person=person, quiet_from=None, quiet_until=None, budget=None) for person in people
    )


if __name__ == "__main__":
    import sys

    print(json.dumps(waiting() if "waiting" in sys.argv else main()))
