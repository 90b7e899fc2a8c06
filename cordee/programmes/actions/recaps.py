"""The recap that closes a prompt: drafted from replies by open rules, edited by a facilitator, then let out."""

import re
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from cordee.core.errors import Conflict
from cordee.core.text import clean, excerpt
from cordee.journal.actions import record
from cordee.people.models import Person
from cordee.programmes import events
from cordee.programmes.models import Prompt, Recap
from cordee.programmes.queries.recaps import Said, answers_to
from cordee.spaces import access
from cordee.spaces.actions.comments import reply
from cordee.spaces.models import Post

QUOTED = 8  # at most: a recap is read, a list is not
QUOTE = 220  # characters of each
_MARKS = re.compile(r"([\\`*_\[\]<>$~#@|])")


def draft(said: list[Said]) -> str:
    """A recap in Markdown of what people answered (in the order of ``Said.rank``), in the language in force.

    Extractive: each line is the beginning of a reply as it was written, with its author and the way to it; nothing is
    put in anybody's mouth. Of one person, their best reply alone.
    """
    best: dict[str, Said] = {}
    for one in said:
        best.setdefault(one.author.handle, one)
    chosen = list(best.values())[:QUOTED]
    lines = [
        ngettext(
            "**%(count)s person answered.** What stands out, with the way to each reply:",
            "**%(count)s people answered.** What stands out, with the way to each reply:",
            len(best),
        )
        % {"count": len(best)}
    ]
    groups = (
        (_("Accepted as the answer"), [one for one in chosen if one.accepted]),
        (_("Tried by others"), [one for one in chosen if not one.accepted and one.tried]),
        (_("Found useful"), [one for one in chosen if not one.accepted and not one.tried and one.valued]),
        (_("Also said"), [one for one in chosen if not one.accepted and not one.tried and not one.valued]),
    )
    for title, some in groups:
        if some:
            lines += ["", f"### {title}", "", *(_line(one) for one in some)]
    if len(best) > len(chosen):
        more = len(best) - len(chosen)
        lines += ["", ngettext(
            "And %(count)s other person, whose words stand above.",
            "And %(count)s other people, whose words stand above.",
            more,
        ) % {"count": more}]  # fmt: skip
    return "\n".join(lines)


@transaction.atomic
def save_recap(actor: Person, prompt: Prompt, *, body: str, now: datetime) -> Recap:
    """Keep a draft. Raises Missing, Forbidden, Conflict (it is out already, or the prompt is not)."""
    _check(actor, prompt)
    _held(prompt)
    recap, _made = Recap.objects.update_or_create(
        prompt=prompt, defaults={"body": clean(body)[:50_000], "by": actor, "saved_at": now}
    )
    return recap


@transaction.atomic
def publish_recap(
    actor: Person, prompt: Prompt, *, body: str, now: datetime, seed: str | None = None
) -> Recap:
    """Let it out: a reply in the thread, linked at its top; who is quoted in it is told.

    Raises what replying raises, Conflict.
    """
    _check(actor, prompt)
    _held(prompt)
    body = clean(body)[:50_000]
    post = _thread(prompt)
    quoted = _quoted(body, answers_to(prompt))
    comment = reply(actor, post, body=body, now=now, quoted=quoted, seed=seed)
    recap, _made = Recap.objects.update_or_create(
        prompt=prompt,
        defaults={"body": body, "by": actor, "saved_at": now, "published_at": now, "comment": comment},
    )
    recap.prompt = prompt
    record(events.recap_published(recap, actor, quoted), at=now)
    return recap


def _quoted(body: str, said: Iterable[Said]) -> list[str]:
    """Whose replies a recap still leads to, after it was edited."""
    return sorted({str(one.author.id) for one in said if str(one.id) in body})


def _check(actor: Person, prompt: Prompt) -> None:
    who = access.viewer(actor)
    access.check_facilitates(who, prompt.programme.space)
    access.check_may_write(who)
    if prompt.post_id is None:
        raise Conflict(_("This prompt has no thread to gather anything from."))


def _thread(prompt: Prompt) -> Post:
    return Post.objects.select_related("space").get(prompt=prompt)


def _held(prompt: Prompt) -> None:
    Prompt.objects.select_for_update(of=("self",)).get(pk=prompt.pk)
    if Recap.objects.filter(prompt=prompt, published_at__isnull=False).exists():
        raise Conflict(_("The recap is out already: edit it in its thread."))


def _within(quote: str) -> str:
    """Its own quotation marks, as they stand inside others: “…” in French, ‘…’ in English."""
    if (get_language() or "fr").startswith("fr"):
        return re.sub(r"\s*»", "”", re.sub(r"«\s*", "“", quote))
    return quote.replace("“", "‘").replace("”", "’")


def _line(one: Said) -> str:
    quote = _MARKS.sub(r"\\\1", _within(excerpt(one.body, QUOTE)))
    name = _MARKS.sub(r"\\\1", one.author.name)
    said = _("- “%(quote)s” [%(name)s](%(profile)s), [in the thread](%(reply)s)") % {
        "quote": quote,
        "name": name,
        "profile": one.author.url,
        "reply": one.url,
    }
    told = [
        ngettext("%(count)s person tried it", "%(count)s people tried it", one.tried) % {"count": one.tried}
        if one.tried
        else "",
        ngettext("useful to %(count)s person", "useful to %(count)s people", one.valued)
        % {"count": one.valued}
        if one.valued
        else "",
    ]
    return " · ".join([said, *(part for part in told if part)])
