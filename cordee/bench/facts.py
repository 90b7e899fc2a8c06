"""What the benchmark must know of a site from inside: a session, addresses, and the queries of each page.

Runs in a process of its own against one database (``python -m cordee.bench.facts MEASURED``), and says it in JSON.
"""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import django

SPACE = "Archive"


def main(measured: dict[str, Any]) -> dict[str, Any]:
    """Sign somebody in who belongs to the archive's space, and count the queries of the pages."""
    django.setup()
    from django.conf import settings
    from django.test import Client
    from django.utils import timezone

    from cordee.demo.accounts import offered
    from cordee.people.models import Person
    from cordee.spaces.actions.memberships import join
    from cordee.spaces.models import Comment, Post, Space

    viewer = next(account.person for account in offered() if not account.person.is_administrator)
    space = Space.objects.get(title=SPACE)
    join(viewer, space, now=timezone.now())
    began = datetime.fromtimestamp(measured["thread_at"], UTC)
    thread = Post.objects.get(space=space, title=measured["thread_title"], created_at=began)
    author = Person.objects.get(name=measured["author"], email=None)
    client = Client()
    client.force_login(viewer)
    pages = {
        "empty": "/bench/empty/",
        "today": "/",
        "space": space.url,
        "thread": thread.url,
        "profile": f"/people/@{author.handle}/",
    }
    return {
        "cookie": f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}",
        "pages": pages,
        "queries": {name: queries(client, path) for name, path in pages.items()},
        "messages": Post.objects.filter(space=space).count()
        + Comment.objects.filter(post__space=space).count(),
        "replies": thread.comment_count,
    }


def queries(client: Any, path: str) -> int:
    """The statements of one page, once what a process keeps is there."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    for _time in range(2):
        with CaptureQueriesContext(connection) as caught:
            answer = client.get(path)
        if answer.status_code != 200:
            raise SystemExit(f"{path} answers {answer.status_code}")
    return len(caught.captured_queries)


if __name__ == "__main__":
    print(json.dumps(main(json.loads(Path(sys.argv[1]).read_text()))))
