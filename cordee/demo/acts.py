"""The acts of which the demo's past is made: who does what, where and when. Plain data, nothing is written here."""

from dataclasses import dataclass
from datetime import datetime

from cordee.demo.content import PostEntry, ReplyEntry


@dataclass(frozen=True, kw_only=True)
class Act:
    """``by`` does something in ``space`` (keys of the content) ``at`` a moment."""

    at: datetime
    by: str
    space: str


@dataclass(frozen=True, kw_only=True)
class Open(Act):
    """An administrator opens the space for its facilitators."""


@dataclass(frozen=True, kw_only=True)
class Join(Act):
    """Comes in: by oneself where it is open, let in by a facilitator elsewhere."""


@dataclass(frozen=True, kw_only=True)
class PublishCharter(Act):
    """Puts version ``version`` of the charter in force."""

    version: int


@dataclass(frozen=True, kw_only=True)
class AcceptCharter(Act):
    """Gives one's word."""


@dataclass(frozen=True, kw_only=True)
class Publish(Act):
    """Contributes; ``key`` names the post from here on."""

    key: str
    post: PostEntry


@dataclass(frozen=True, kw_only=True)
class EditPost(Act):
    """Says it better."""

    key: str
    post: PostEntry


@dataclass(frozen=True, kw_only=True)
class ReplyTo(Act):
    """Replies to a post, or to the reply ``to``."""

    key: str
    post: str
    to: str | None
    reply: ReplyEntry


@dataclass(frozen=True, kw_only=True)
class EditReply(Act):
    """Says it better."""

    key: str
    reply: ReplyEntry


@dataclass(frozen=True, kw_only=True)
class React(Act):
    """Gives a meaning to a post, or to one of its replies."""

    post: str
    reply: str | None
    meaning: str
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Accept(Act):
    """Says which answer is the one."""

    reply: str


CONTRIBUTIONS = (Publish, EditPost, ReplyTo, EditReply, React)
