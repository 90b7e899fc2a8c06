"""Writes that can be sent twice and happen once, by the header ``Idempotency-Key`` (IETF draft of that name).

The key, the act and the answer are written in one transaction: after a crash all of them stand or none does, so that
sending again is always right. A second call with the same key waits for the first, and gets its answer.
"""

import hashlib
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.api.actions import use_token
from cordee.api.models import KeptAnswer
from cordee.api.problems import ROOT, problem
from cordee.core.forgetting import forget
from cordee.people.models import Person

HEADER = "idempotency-key"
REPLAYED = "Idempotency-Replayed"
LONGEST_KEY = 200  # characters
KEPT_FOR = timedelta(days=1)
UNSAFE = ("POST", "PUT", "PATCH", "DELETE")


class IdempotencyMiddleware:
    """Answers a write below /api/ that comes again with the same key as the first time."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        key = request.headers.get(HEADER)
        if not key or request.method not in UNSAFE or not request.path.startswith(ROOT):
            return self.get_response(request)
        caller = _caller(request)
        if caller is None:
            return self.get_response(request)  # refused there
        if len(key) > LONGEST_KEY or not key.isprintable():
            return problem(422, _("An Idempotency-Key has at most 200 printable characters."), "invalid")
        return self._once(request, caller, key)

    def _once(self, request: HttpRequest, caller: UUID, key: str) -> HttpResponse:
        fingerprint = _fingerprint(request)
        with transaction.atomic():
            if not _claim(caller, key, fingerprint):
                return _answer_again(caller, key, fingerprint)
            response = self.get_response(request)
            if response.status_code >= 400:
                # What was refused or failed may be sent again: the key is free.
                transaction.set_rollback(True)
            else:
                KeptAnswer.objects.filter(person_id=caller, key=key).update(
                    status=response.status_code,
                    media_type=response.headers.get("Content-Type", ""),
                    # A secret is shown once: it is not kept, not even for who lost the answer.
                    body=b"" if "no-store" in response.headers.get("Cache-Control", "") else response.content,
                )
        return response


def _caller(request: HttpRequest) -> UUID | None:
    scheme, _space, secret = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        token = use_token(secret.strip(), timezone.now())
        return token.person_id if token else None
    return request.user.id if isinstance(request.user, Person) else None


def _fingerprint(request: HttpRequest) -> str:
    """What the call asks. An upload is told by its length: it is too large to be read twice."""
    digest = hashlib.sha256(f"{request.method} {request.get_full_path()}\n".encode())
    if request.content_type == "multipart/form-data":
        digest.update(request.headers.get("content-length", "").encode())
    else:
        digest.update(request.body)
    return digest.hexdigest()


_CLAIM = """
INSERT INTO api_keptanswer (person_id, key, fingerprint, at, status, media_type, body)
VALUES (%s, %s, %s, %s, 0, '', '') ON CONFLICT (person_id, key) DO NOTHING
"""


def _claim(caller: UUID, key: str, fingerprint: str) -> bool:
    """Whether this call is the first with its key; waits while another one with it is under way."""
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, [caller, key, fingerprint, timezone.now()])
        return cursor.rowcount == 1


def _answer_again(caller: UUID, key: str, fingerprint: str) -> HttpResponse:
    kept = KeptAnswer.objects.get(person_id=caller, key=key)
    if kept.fingerprint != fingerprint:
        message = _("This Idempotency-Key was used for something else. Use a new one for each act.")
        return problem(422, message, "key-reused")
    response = HttpResponse(bytes(kept.body), status=kept.status, content_type=kept.media_type or None)
    response[REPLAYED] = "true"
    return response


def forget_answers() -> int:
    """Forget the answers that are older than a day; returns how many."""
    return forget(KeptAnswer.objects.filter(at__lt=timezone.now() - KEPT_FOR))
