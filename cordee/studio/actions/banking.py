"""Questions of a draft: banks, and what they hold."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from cordee.core.errors import Invalid, Missing
from cordee.core.text import clean_line
from cordee.paths import access
from cordee.paths.actions.drafts import draft_of
from cordee.paths.models import Bank, BankQuestion
from cordee.paths.questions import KINDS, question


@transaction.atomic
def add_bank(where: access.Standing, *, title: str, now: datetime) -> Bank:
    """A new bank. For authors. Raises Forbidden, Invalid."""
    draft = draft_of(where, now=now)
    line = clean_line(title)[:200]
    if not line:
        message = _("Give it a title, of 200 characters at most.")
        raise Invalid(message, fields={"title": message})
    return Bank.objects.create(version=draft, title=line)


@transaction.atomic
def put_question(
    where: access.Standing,
    bank_key: UUID,
    *,
    kind: str,
    values: dict[str, Any],
    now: datetime,
    key: UUID | None = None,
) -> BankQuestion:
    """A new question of a bank, or (``key``) another content for one. For authors. Raises Forbidden, Invalid, Missing."""
    draft = draft_of(where, now=now)
    bank = Bank.objects.filter(version=draft, key=bank_key).first()
    if bank is None:
        raise Missing(_("This bank is not in the draft any more."))
    if kind not in KINDS:
        message = _("Choose one of those offered.")
        raise Invalid(message, fields={"kind": message})
    content = question(kind, values)
    if key is None:
        last = bank.questions.aggregate(last=Max("position"))["last"]
        row = BankQuestion(bank=bank, kind=kind, position=0 if last is None else last + 1)
    else:
        found = BankQuestion.objects.filter(bank=bank, key=key, kind=kind).first()
        if found is None:
            raise Missing(_("This question is not in the draft any more."))
        row = found
    row.content, row.shown = content.kept(), content.shown()
    row.save()
    return row


@transaction.atomic
def remove_question(where: access.Standing, key: UUID, *, now: datetime) -> None:
    """Take a question out of the draft; quizzes that name it go on without it. For authors. Raises Forbidden."""
    draft = draft_of(where, now=now)
    BankQuestion.objects.filter(bank__version=draft, key=key).delete()
