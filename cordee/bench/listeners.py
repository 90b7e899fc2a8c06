"""Many pages that are open at once, and how soon all of them hear of an act.

Runs in a process of its own beside the site that it measures (``python -m cordee.bench.listeners PORT COUNT``).
"""

import asyncio
import json
import resource
import sys
import threading
import time
from typing import Any

import django

PEOPLE = 100
ACTS, BETWEEN = 20, 0.5  # replies, seconds
OPENED_AT_ONCE = 50
PATIENCE = 60.0  # seconds


def main(port: int, count: int) -> dict[str, Any]:
    """Open ``count`` streams on a thread, reply twenty times, and tell what was heard and how late (seconds)."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    django.setup()
    cookies, topic, act = prepare()
    return asyncio.run(listen(port, count, cookies, topic, act))


def prepare() -> tuple[list[str], str, Any]:
    """Sessions of a hundred people, a thread, and a way to reply there."""
    from django.conf import settings
    from django.test import Client
    from django.utils import timezone

    from cordee.bench.facts import SPACE
    from cordee.demo.accounts import offered
    from cordee.people.models import Person
    from cordee.spaces.actions.comments import reply
    from cordee.spaces.actions.memberships import join
    from cordee.spaces.models import Post, Space

    space = Space.objects.get(title=SPACE)
    post = Post.objects.filter(space=space).select_related("space").order_by("-id")[0]
    author = next(account.person for account in offered() if account.person.is_administrator)
    join(author, space, now=timezone.now())
    cookies = []
    for person in Person.objects.filter(is_active=True).order_by("id")[:PEOPLE]:
        client = Client()
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        name = settings.SESSION_COOKIE_NAME
        cookies.append(f"{name}={client.cookies[name].value}")

    def act() -> str:
        return str(reply(author, post, body="Une réponse de mesure", now=timezone.now()).id)

    return cookies, f"thread:{post.id}", act


async def listen(port: int, count: int, cookies: list[str], topic: str, act: Any) -> dict[str, Any]:
    """Every stream notes when it heard of each reply."""
    said: dict[str, float] = {}
    heard: list[tuple[str, float]] = []
    opened = asyncio.Semaphore(OPENED_AT_ONCE)
    ready = asyncio.Event()
    state = {"open": 0}

    async def one(number: int) -> None:
        async with opened:
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            asked = (
                f"GET /live/stream/?topics={topic} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
                f"Cookie: {cookies[number % len(cookies)]}\r\n\r\n"
            )
            writer.write(asked.encode())
            while b"event: bell" not in await reader.readline():
                pass
        state["open"] += 1
        if state["open"] == count:
            ready.set()
        while line := await reader.readline():
            if line.startswith(b"data: ") and b"comment.published" in line:
                heard.append((json.loads(line[6:])["object"], time.monotonic()))

    streams = [asyncio.create_task(one(number)) for number in range(count)]
    await asyncio.wait_for(ready.wait(), PATIENCE * 2)
    await asyncio.sleep(5)  # until everyone has been told who is here

    def replies() -> None:
        for _time in range(ACTS):
            started = time.monotonic()
            said[act()] = started
            time.sleep(BETWEEN)

    worker = threading.Thread(target=replies)
    worker.start()
    deadline = time.monotonic() + PATIENCE
    while len(heard) < count * ACTS and time.monotonic() < deadline:
        await asyncio.sleep(0.2)
    worker.join()
    for stream in streams:
        stream.cancel()
    delays = sorted(at - said[name] for name, at in heard if name in said)
    last = [
        max((at for name, at in heard if name == one), default=0.0) - started for one, started in said.items()
    ]
    return {
        "open": state["open"],
        "heard": len(heard),
        "wanted": count * ACTS,
        "p50": delays[len(delays) // 2],
        "p95": delays[int(len(delays) * 0.95)],
        "last": max(last),
    }


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]), int(sys.argv[2]))))
