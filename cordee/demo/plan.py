"""From the content to acts in the order of time, for a day of loading: always the same for the same day."""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from cordee.demo.acts import (
    CONTRIBUTIONS,
    Accept,
    AcceptCharter,
    Act,
    EditPost,
    EditReply,
    Join,
    Open,
    Publish,
    PublishCharter,
    React,
    ReplyTo,
)
from cordee.demo.content import Content, Language, PostEntry, ReplyEntry, SpaceEntry, When

MINUTE = timedelta(minutes=1)
SOON = 10 * MINUTE  # nobody reacts to what they have not had the time to read
LONG = timedelta(days=6)  # most reactions come within a week


class Plan:
    """The past of the demo organisation, seen from ``today``."""

    def __init__(self, content: Content, language: Language, today: date) -> None:
        self.content, self.language, self.today = content, language, today
        self.zone = ZoneInfo(content.organisation.time_zone)
        self.end = datetime.combine(today, time(0), self.zone)  # nothing happens on the day of loading
        self.founded = self.moment(content.organisation.founded)

    def moment(self, when: When) -> datetime:
        """When that was."""
        return when.on(self.today, self.zone)

    def acts(self) -> list[Act]:
        """Everything that happened, in order, each person's word to a charter included."""
        told = [act for key, space in self.content.spaces.items() for act in self._of_space(key, space)]
        told.sort(key=lambda act: act.at)
        return sorted(self._with_charters(told), key=lambda act: act.at)

    def arrivals(self) -> dict[str, datetime]:
        """When each person became a member of the organisation: a little before their first space."""
        first: dict[str, datetime] = {}
        for act in self.acts():
            first.setdefault(act.by, act.at)
        return {
            person: max(
                first.get(person, self.founded) - chance(person, "arrival") * timedelta(hours=20),
                self.founded,
            )
            for person in self.content.people
        }

    def joined(self, key: str, space: SpaceEntry) -> dict[str, datetime]:
        """When each member came into a space: early that morning, once it is open."""
        opened = self.moment(space.opened)
        when = {person: opened + (place + 1) * MINUTE for place, person in enumerate(space.facilitators)}
        for person, at in space.members.items():
            morning = self.moment(at) + timedelta(hours=7) + chance(key, person) * 50 * MINUTE
            when[person] = max(morning, opened + 12 * MINUTE)
        return when

    def _of_space(self, key: str, space: SpaceEntry) -> Iterator[Act]:
        administrator = next(one.person for one in self.content.organisation.cast if one.administrator)
        yield Open(at=self.moment(space.opened), by=administrator, space=key)
        joined = self.joined(key, space)
        for person, at in joined.items():
            yield Join(at=at, by=person, space=key)
        for version, charter in enumerate(space.charters, 1):
            yield PublishCharter(at=self.moment(charter.at), by=charter.by, space=key, version=version)
        for file, posts in space.posts.items():
            for place, post in enumerate(posts, 1):
                yield from self._of_post(key, f"{key}/{file}/{place}", post, joined)

    def _of_post(self, space: str, key: str, post: PostEntry, joined: dict[str, datetime]) -> Iterator[Act]:
        yield Publish(at=self.moment(post.at), by=post.by, space=space, key=key, post=post)
        if post.edited:
            yield EditPost(at=self.moment(post.edited), by=post.by, space=space, key=key, post=post)
        for meaning in ("useful", "thanks", "observed", "taught"):
            yield from self._given(space, key, None, meaning, post, joined)
        for meaning, tries in (("tried", post.tried), ("adapted", post.adapted)):
            for one in tries:
                note = one.said(self.language)
                at = self.moment(one.at)
                yield React(at=at, by=one.by, space=space, post=key, reply=None, meaning=meaning, note=note)
        yield from self._replies(space, key, None, key, post.replies, joined)

    def _replies(
        self,
        space: str,
        post: str,
        to: str | None,
        under: str,
        replies: Iterable[ReplyEntry],
        joined: dict[str, datetime],
    ) -> Iterator[Act]:
        for place, reply in enumerate(replies, 1):
            key = f"{under}/{place}"
            yield ReplyTo(
                at=self.moment(reply.at), by=reply.by, space=space, key=key, post=post, to=to, reply=reply
            )
            if reply.edited:
                yield EditReply(at=self.moment(reply.edited), by=reply.by, space=space, key=key, reply=reply)
            if reply.accepted:
                at = self.moment(reply.accepted.at)
                yield Accept(at=at, by=reply.accepted.by, space=space, reply=key)
            for meaning in ("useful", "thanks"):
                yield from self._given(space, post, key, meaning, reply, joined)
            yield from self._replies(space, post, key, key, reply.replies, joined)

    def _given(
        self,
        space: str,
        post: str,
        reply: str | None,
        meaning: str,
        to: PostEntry | ReplyEntry,
        joined: dict[str, datetime],
    ) -> Iterator[Act]:
        """Reactions for which the content names who, not when: soon after for most, days later for some."""
        for person in getattr(to, meaning):
            start = max(self.moment(to.at), joined[person])
            late = min(LONG, self.end - start) - SOON
            at = start + SOON + chance(reply or post, person, meaning) ** 2.5 * late
            at = min(self._awake(at), self.end - MINUTE)
            yield React(at=at, by=person, space=space, post=post, reply=reply, meaning=meaning)

    def _awake(self, at: datetime) -> datetime:
        """The morning after, for what would fall in the small hours."""
        return at + timedelta(hours=6) if at.hour < 5 else at

    def _with_charters(self, acts: Iterable[Act]) -> Iterator[Act]:
        """Before the first contribution under a version, one's word, a moment earlier."""
        in_force: dict[str, tuple[int, datetime]] = {}
        came: dict[tuple[str, str], datetime] = {}
        word: dict[tuple[str, str], int] = {}
        for act in acts:
            where = (act.space, act.by)
            if isinstance(act, PublishCharter):
                in_force[act.space] = (act.version, act.at)
            elif isinstance(act, Join):
                came[where] = act.at
            elif isinstance(act, CONTRIBUTIONS):
                version, published = in_force[act.space]
                if word.get(where, 0) < version:
                    word[where] = version
                    at = max(act.at - MINUTE, published, came[where])
                    yield AcceptCharter(at=at, by=act.by, space=act.space)
            yield act


def chance(*parts: str) -> float:
    """A number from 0 to 1 that looks drawn by lot and is always the same for the same parts."""
    return int.from_bytes(hashlib.sha256("/".join(parts).encode()).digest()[:6]) / 2**48
