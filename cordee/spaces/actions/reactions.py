"""Giving a contribution its meaning, and taking it back."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from cordee.core.errors import Conflict, Forbidden, Invalid
from cordee.core.ids import uuid7
from cordee.core.text import clean_line
from cordee.journal.actions import record, record_all
from cordee.people.models import Person
from cordee.spaces import access, events
from cordee.spaces.actions import limits
from cordee.spaces.models import Comment, Membership, Post, Reaction
from cordee.spaces.queries.charters import version_in_force

LONGEST_NOTE = 300


@transaction.atomic
def react(
    actor: Person,
    post: Post,
    *,
    meaning: str,
    now: datetime,
    comment: Comment | None = None,
    note: str = "",
) -> Reaction:
    """Give ``meaning`` to a post or to a comment on it. Again: the note is replaced, nothing counts twice.

    ``note`` (one line on what happened) goes with "tried" and "adapted" only.
    """
    access.check_contributes(access.viewer(actor), post.space, version_in_force(post.space))
    post.refresh_from_db(fields=["removed_at", "locked_at"])
    access.check_open(post)
    limits.check(actor, post.space, limits.REACTIONS, now=now)
    if comment is not None and comment.removed_at is not None:
        raise Conflict(_("This reply has been removed."))
    note, receiver = _checked(actor, post, comment, meaning, note)
    reaction, made = Reaction.objects.get_or_create(
        post=post,
        comment=comment,
        person=actor,
        meaning=meaning,
        defaults={"note": note, "at": now},
    )
    if made:
        if meaning == Reaction.Meaning.TRIED and comment is None:
            Post.objects.filter(pk=post.pk).update(tried_count=F("tried_count") + 1)
        record(events.of_reaction(events.REACTION_GIVEN, reaction, post, receiver), at=now)
    elif note and note != reaction.note:
        reaction.note = note
        reaction.save(update_fields=["note"])
    return reaction


@dataclass(frozen=True)
class Given:
    """A meaning that somebody gave at some time of the past."""

    person: Person
    post: Post
    meaning: str
    at: datetime
    comment: Comment | None = None
    note: str = ""
    seed: str | None = None


@transaction.atomic
def react_all(given: Sequence[Given]) -> list[Reaction]:
    """Give many meanings at once (the demo, archives), none of which stands yet: the rules of ``react``, few queries."""
    version: dict[UUID, int] = {}
    standings: dict[UUID, dict[UUID, access.Standing]] = {}
    for space in {one.post.space_id: one.post.space for one in given}.values():
        version[space.id] = version_in_force(space)
        rows = Membership.objects.filter(space=space).values_list("person_id", "role", "charter_version")
        standings[space.id] = {person_id: access.Standing(role, held) for person_id, role, held in rows}
    reactions, facts, tried = [], [], Counter[UUID]()
    for one in given:
        space = one.post.space
        mine = standings[space.id].get(one.person.id)
        who = access.Viewer(one.person, {space.id: mine} if mine else {})
        access.check_contributes(who, space, version[space.id])
        note, receiver = _checked(one.person, one.post, one.comment, one.meaning, one.note)
        reaction = Reaction(
            id=uuid7(one.at, one.seed),
            post=one.post,
            comment=one.comment,
            person=one.person,
            meaning=one.meaning,
            note=note,
            at=one.at,
        )
        reactions.append(reaction)
        facts.append((events.of_reaction(events.REACTION_GIVEN, reaction, one.post, receiver), one.at))
        if one.meaning == Reaction.Meaning.TRIED and one.comment is None:
            tried[one.post.id] += 1
    Reaction.objects.bulk_create(reactions, batch_size=500)
    for post_id, times in tried.items():
        Post.objects.filter(pk=post_id).update(tried_count=F("tried_count") + times)
    if facts:
        record_all(facts)
    return reactions


@transaction.atomic
def withdraw(
    actor: Person, post: Post, *, meaning: str, now: datetime, comment: Comment | None = None
) -> None:
    """Take a meaning back; nothing happens when it was not given."""
    who = access.viewer(actor)
    access.check_reads(who, post.space)
    access.check_acts(who)
    reaction = (
        Reaction.objects.select_for_update()
        .filter(post=post, comment=comment, person=actor, meaning=meaning)
        .first()
    )
    if reaction is None:
        return
    if meaning == Reaction.Meaning.TRIED and comment is None:
        Post.objects.filter(pk=post.pk).update(tried_count=F("tried_count") - 1)
    record(events.of_reaction(events.REACTION_WITHDRAWN, reaction, post, _receiver(post, comment)), at=now)
    reaction.delete()


def _checked(
    actor: Person, post: Post, comment: Comment | None, meaning: str, note: str
) -> tuple[str, UUID | None]:
    """The note as it is kept, and who receives the meaning. Raises Invalid, Forbidden."""
    receiver = _receiver(post, comment)
    if meaning not in Reaction.Meaning.values:
        raise Invalid(_("Choose one of those offered."), fields={"meaning": _("Unknown reaction.")})
    if receiver == actor.id and meaning in (Reaction.Meaning.USEFUL, Reaction.Meaning.THANKS):
        raise Forbidden(_("Thanks come from others."))
    note = clean_line(note)
    if len(note) > LONGEST_NOTE:
        message = _("At most %(limit)s characters, please.") % {"limit": LONGEST_NOTE}
        raise Invalid(message, fields={"note": message})
    return note if meaning in Reaction.WITH_NOTE else "", receiver


def _receiver(post: Post, comment: Comment | None) -> UUID | None:
    if comment is None:
        return post.author_id
    if comment.post_id != post.id:
        raise Invalid(_("This reply belongs to another conversation."))
    return comment.author_id
