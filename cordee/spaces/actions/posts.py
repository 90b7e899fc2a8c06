"""Contributing to a space, and editing what one contributed."""

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.utils.translation import gettext as _

from cordee.core.errors import Conflict, Forbidden, Invalid
from cordee.core.ids import uuid7
from cordee.core.text import clean_line
from cordee.journal.actions import record
from cordee.media.models import File
from cordee.people.actions.skills import skills_named
from cordee.people.models import Person
from cordee.spaces import access, events
from cordee.spaces.actions import limits
from cordee.spaces.actions.drafts import discard
from cordee.spaces.actions.polls import Ballot, checked, put_to_vote
from cordee.spaces.actions.writing import title_of, written
from cordee.spaces.models import Post, PostSkill, Revision, Space
from cordee.spaces.queries.charters import version_in_force


@transaction.atomic
def publish(
    actor: Person,
    space: Space,
    *,
    kind: str,
    title: str,
    body: str,
    now: datetime,
    skills: Iterable[str] = (),
    link: str = "",
    attachment: File | None = None,
    draft: str | None = None,
    seed: str | None = None,
    ballot: Ballot | None = None,
    is_prompt: bool = False,
) -> Post:
    """Contribute. ``skills`` are slugs; ``draft`` is the place whose draft has served; ``ballot`` goes with a poll.
    ``is_prompt`` is for the programme of the space.

    Raises Missing, Forbidden, CharterNeeded or Invalid; then nothing is stored and the draft stays.
    """
    access.check_contributes(access.viewer(actor), space, version_in_force(space))
    if not seed:
        limits.check(actor, space, limits.POSTS, now=now)
    if kind not in Post.Kind.values:
        message = _("Choose one of the kinds of contribution.")
        raise Invalid(message, fields={"kind": message})
    title = title_of(title)
    link = _link(link)
    _check_attachment(actor, space, attachment)
    if kind == Post.Kind.RESOURCE and not (link or attachment):
        message = _("Add the link or the file that you want to share.")
        raise Invalid(message, fields={"link": message})
    ballot = checked(ballot, now=now) if kind == Post.Kind.POLL else None
    text = written(body, required=ballot is None)
    post = Post(
        id=uuid7(now, seed) if seed else uuid7(),
        space=space,
        author=actor,
        kind=kind,
        title=title,
        body=text.body,
        body_html=text.html,
        excerpt=text.excerpt[:300],
        link=link,
        attachment=attachment,
        is_prompt=is_prompt,
        created_at=now,
        last_activity_at=now,
    )
    post.save(force_insert=True)
    _set_skills(post, skills)
    if ballot:
        put_to_vote(post, ballot)
    discard(actor, draft)
    record(events.post_published(post, text.mentioned), at=now)
    return post


@transaction.atomic
def edit_post(
    actor: Person,
    post: Post,
    *,
    now: datetime,
    title: str,
    body: str,
    skills: Iterable[str] | None = None,
    link: str | None = None,
    draft: str | None = None,
) -> Post:
    """Change one's own contribution; what stood before stays readable in its history."""
    who = access.viewer(actor)
    access.check_contributes(who, post.space, version_in_force(post.space))
    if not access.may_edit(who, post):
        raise Forbidden(_("Only its author can edit a contribution."))
    post = Post.objects.select_for_update(of=("self",)).select_related("space").get(pk=post.pk)
    if post.removed_at is not None:
        raise Conflict(_("This has been removed: put it back before you edit it."))
    title, text = title_of(title), written(body, required=post.kind != Post.Kind.POLL)
    new_link = post.link if link is None else _link(link)
    if (title, text.body, new_link) != (post.title, post.body, post.link):
        Revision.objects.create(post=post, title=post.title, body=post.body, by=actor, at=now)
        post.title, post.body, post.body_html = title, text.body, text.html
        post.excerpt, post.link, post.edited_at = text.excerpt[:300], new_link, now
        post.save()
        record(events.of_post(events.POST_EDITED, post, actor), at=now)
    if skills is not None:
        _set_skills(post, skills)
    discard(actor, draft)
    return post


def _set_skills(post: Post, slugs: Iterable[str]) -> None:
    wanted = {skill.id for skill in skills_named(slugs)}
    PostSkill.objects.filter(post=post).exclude(skill_id__in=wanted).delete()
    PostSkill.objects.bulk_create(
        (PostSkill(post=post, skill_id=skill_id) for skill_id in wanted), ignore_conflicts=True
    )


def _link(link: str) -> str:
    link = clean_line(link)
    if not link:
        return ""
    try:
        URLValidator(schemes=["http", "https"])(link)
    except ValidationError:
        message = _("This is not a whole web address. It starts with https://")
        raise Invalid(message, fields={"link": message}) from None
    return link


def _check_attachment(actor: Person, space: Space, attachment: File | None) -> None:
    if attachment and (attachment.owner_id != actor.id or attachment.space_id != space.id):
        message = _("This file is not one that you brought to this space.")
        raise Invalid(message, fields={"attachment": message})
