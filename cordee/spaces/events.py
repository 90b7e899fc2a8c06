"""What the spaces room tells the journal. Identifiers and small facts only, never what somebody wrote."""

from uuid import UUID

from cordee.journal.actions import Fact
from cordee.people.models import Person
from cordee.spaces.models import Charter, Comment, Membership, Post, Reaction, Reading, Space, StandIn

SPACE_CREATED = "space.created"
SPACE_EDITED = "space.edited"
SPACE_JOINED = "space.joined"
SPACE_LEFT = "space.left"
SPACE_REQUESTED = "space.requested"
REQUEST_DECLINED = "space.request-declined"
ROLE_CHANGED = "space.role-changed"
CHARTER_PUBLISHED = "charter.published"
CHARTER_ACCEPTED = "charter.accepted"
POST_PUBLISHED = "post.published"
POST_EDITED = "post.edited"
COMMENT_PUBLISHED = "comment.published"
COMMENT_EDITED = "comment.edited"
ANSWER_ACCEPTED = "answer.accepted"
ANSWER_UNACCEPTED = "answer.unaccepted"
REACTION_GIVEN = "reaction.given"
REACTION_WITHDRAWN = "reaction.withdrawn"
POST_REMOVED = "post.removed"  # data: author, why (deleted, hidden, merged)
POST_RESTORED = "post.restored"
COMMENT_REMOVED = "comment.removed"  # data: post, author, why
COMMENT_RESTORED = "comment.restored"
POST_LOCKED = "post.locked"
POST_UNLOCKED = "post.unlocked"
POST_PINNED = "post.pinned"
POST_UNPINNED = "post.unpinned"
POST_MOVED = "post.moved"  # space_id is where it is now; data: from
POST_READ = "post.read"  # nameless: data: kind, author, reading (its row alone knows who)
POST_MERGED = "post.merged"  # data: into
DUPLICATE_MARKED = "duplicate.marked"  # data: of
DUPLICATE_UNMARKED = "duplicate.unmarked"
POLL_VOTED = "poll.voted"
FOLLOW_CHANGED = "follow.changed"  # object: what is followed; data: what, state (following, muted, none)
STAND_IN_NAMED = "space.stand-in"  # object: who is away; data: deputy, starts, ends
STAND_IN_ENDED = "space.stand-in-ended"  # as above
PRACTICE_OFFERED = "practice.offered"
PRACTICE_AGREED = "practice.agreed"
PRACTICE_DECLINED = "practice.declined"
PRACTICE_VERIFIED = "practice.verified"


def _id(person: Person | None) -> UUID | None:
    return person.id if person else None


def of_space(verb: str, space: Space, actor: Person | None, **data: object) -> Fact:
    """Something happened to a space itself."""
    return Fact(verb, space.id, actor_id=_id(actor), space_id=space.id, data=data)


def of_stand_in(verb: str, row: StandIn, actor: Person) -> Fact:
    """Somebody stands in for a facilitator, or no longer; the object is who is away."""
    data = {
        "deputy": str(row.deputy_id),
        "starts": row.starts_at.isoformat(),
        "ends": row.ends_at.isoformat(),
    }
    return Fact(verb, row.person_id, actor_id=actor.id, space_id=row.space_id, data=data)


def of_membership(verb: str, membership: Membership, actor: Person | None) -> Fact:
    """Somebody came, left or changed role; the object is that person."""
    return Fact(
        verb,
        membership.person_id,
        actor_id=_id(actor),
        space_id=membership.space_id,
        data={"role": membership.role},
    )


def of_charter(verb: str, charter: Charter, actor: Person | None) -> Fact:
    """A charter was published or accepted."""
    return Fact(
        verb, charter.id, actor_id=_id(actor), space_id=charter.space_id, data={"version": charter.version}
    )


def post_published(post: Post, mentioned: list[str] | None = None, seed: str | None = None) -> Fact:
    """A contribution is there to be read. ``mentioned`` are handles."""
    data: dict[str, object] = {"kind": post.kind}
    if post.is_prompt:
        data["prompt"] = True
    if mentioned:
        data["mentioned"] = mentioned
    return Fact(
        POST_PUBLISHED, post.id, actor_id=post.author_id, space_id=post.space_id, data=data, seed=seed
    )


def comment_published(
    comment: Comment,
    post: Post,
    mentioned: list[str] | None = None,
    seed: str | None = None,
    quoted: list[str] | None = None,
) -> Fact:
    """A reply is there to be read; ``quoted`` says whose words it gathers, where it is a recap."""
    data: dict[str, object] = {
        "post": str(post.id),
        "kind": post.kind,
        "post_author": str(post.author_id) if post.author_id else None,
    }
    if comment.parent_id:
        data["parent"] = str(comment.parent_id)
    if quoted is not None:
        data["quoted"] = quoted
    if mentioned:
        data["mentioned"] = mentioned
    return Fact(
        COMMENT_PUBLISHED,
        comment.id,
        actor_id=comment.author_id,
        space_id=post.space_id,
        data=data,
        seed=seed,
    )


def of_post(verb: str, post: Post, actor: Person | None, **data: object) -> Fact:
    """Something else happened to a contribution."""
    return Fact(verb, post.id, actor_id=_id(actor), space_id=post.space_id, data={"kind": post.kind, **data})


def of_removal(
    verb: str, text: Post | Comment, post: Post, actor: Person | None, why: str | None = None
) -> Fact:
    """A text went out of sight, or came back; with who wrote it, so that counts follow."""
    data: dict[str, object] = {"kind": post.kind, "author": str(text.author_id) if text.author_id else None}
    if isinstance(text, Comment):
        data["post"] = str(post.id)
    if why:
        data["why"] = why
    return Fact(verb, text.id, actor_id=_id(actor), space_id=post.space_id, data=data)


def comment_edited(comment: Comment, post: Post, actor: Person) -> Fact:
    """A reply says something else now; its revisions show what it said."""
    return Fact(
        COMMENT_EDITED, comment.id, actor_id=actor.id, space_id=post.space_id, data={"post": str(post.id)}
    )


def of_answer(
    verb: str, post: Post, answer: Comment | None, actor: Person | None, seed: str | None = None
) -> Fact:
    """A question's answer was accepted, or is no longer. Without ``answer``: known only to be resolved."""
    return Fact(
        verb,
        post.id,
        actor_id=_id(actor),
        space_id=post.space_id,
        data={
            "answer": str(answer.id) if answer else None,
            "answerer": str(answer.author_id) if answer and answer.author_id else None,
        },
        seed=seed,
    )


def of_reaction(verb: str, reaction: Reaction, post: Post, receiver: UUID | None) -> Fact:
    """A meaning was given or taken back. ``receiver`` wrote what it was given to."""
    return Fact(
        verb,
        reaction.comment_id or post.id,
        actor_id=reaction.person_id,
        space_id=post.space_id,
        data={
            "post": str(post.id),
            "kind": post.kind,
            "meaning": reaction.meaning,
            "receiver": str(receiver) if receiver else None,
        },
    )


def of_reading(reading: Reading, post: Post) -> Fact:
    """Somebody read a contribution. The journal never forgets, so it is not told who: the reading's row is."""
    data = {
        "kind": post.kind,
        "author": str(post.author_id) if post.author_id else None,
        "reading": str(reading.id),
    }
    return Fact(POST_READ, post.id, space_id=post.space_id, data=data)


def of_follow(what: str, object_id: UUID, actor: Person, state: str, space_id: UUID | None = None) -> Fact:
    """Somebody wants to hear of something (``what`` names its kind), or no longer does."""
    return Fact(
        FOLLOW_CHANGED,
        object_id,
        actor_id=actor.id,
        space_id=space_id,
        data={"what": what, "state": state},
    )
