"""What statements say of activities (their definition) and verbs (their display), put together: the canonical form."""

from collections import OrderedDict
from collections.abc import Iterable
from hashlib import sha256
from typing import Any

import orjson
from django.db import transaction

from cordee.records.formats import terms
from cordee.records.models import Term

_REMEMBERED = 50_000
_MAPS = ("name", "description")
_OF_INTERACTION = {
    "interactionType",
    "correctResponsesPattern",
    "choices",
    "scale",
    "source",
    "target",
    "steps",
}
# What this process has put together already: most statements describe their activity in the same words as the last.
_known: OrderedDict[bytes, None] = OrderedDict()


def digest_of(kind: str, iri: str) -> bytes:
    """The key of a term."""
    return sha256(f"{kind}\n{iri}".encode()).digest()


def describe(statements: Iterable[dict[str, Any]]) -> None:
    """Put together what is new. No query where all of it was said before, else two."""
    said: dict[tuple[str, str], list[dict[str, Any]]] = {}
    marks: list[bytes] = []
    for one in statements:
        for kind, term in terms(one):
            words = term.get("definition" if kind == "activity" else "display")
            if not words:
                continue
            mark = sha256(orjson.dumps([kind, term["id"], words])).digest()
            if mark in _known:
                _known.move_to_end(mark)
                continue
            marks.append(mark)
            said.setdefault((kind, term["id"]), []).append(words)
    if not said:
        return
    names = {digest_of(*name): name for name in said}
    Term.objects.bulk_create(
        [Term(digest=digest, iri=names[digest][1], held="{}") for digest in sorted(names)],
        ignore_conflicts=True,
    )
    rows = list(Term.objects.select_for_update().filter(digest__in=list(names)).order_by("digest"))
    for row in rows:
        kind, iri = names[bytes(row.digest)]
        held = orjson.loads(row.held)
        for words in said[kind, iri]:
            held = merged(held, words) if kind == "activity" else {**held, **words}
        row.held = orjson.dumps(held).decode()
    Term.objects.bulk_update(rows, ["held"])
    transaction.on_commit(lambda: _remember(marks))


def merged(held: dict[str, Any], words: dict[str, Any]) -> dict[str, Any]:
    """A definition with what a later one says: languages are added, everything else is replaced.

    Another kind of interaction takes nothing over from the one before.
    """
    maps = {key: {**held.get(key, {}), **words[key]} for key in _MAPS if key in words}
    if words.get("interactionType", held.get("interactionType")) != held.get("interactionType"):
        held = {key: value for key, value in held.items() if key not in _OF_INTERACTION}
    return {**held, **words, **maps}


def _remember(marks: list[bytes]) -> None:
    for mark in marks:
        _known[mark] = None
    while len(_known) > _REMEMBERED:
        _known.popitem(last=False)
