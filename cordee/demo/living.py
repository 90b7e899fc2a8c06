"""Making the past of the demo organisation happen, act by act."""

from collections.abc import Iterable
from datetime import date

from cordee.demo import acts
from cordee.demo.keeping import Keeping
from cordee.demo.loaded import Loaded
from cordee.spaces.actions.charters import accept_charter, publish_charter
from cordee.spaces.actions.comments import edit_comment, reply
from cordee.spaces.actions.memberships import admit, join, leave
from cordee.spaces.actions.posts import edit_post, publish
from cordee.spaces.actions.reactions import Given, react_all
from cordee.spaces.actions.resolutions import accept_answer
from cordee.spaces.actions.spaces import Aim, open_space
from cordee.spaces.models import Membership


class Living:
    """Acts one after the other, on what stands so far."""

    def __init__(self, so_far: Loaded) -> None:
        self.so_far = so_far

    def live(self, past: Iterable[acts.Act]) -> None:
        """Make all of the past happen, in order. Reactions, two acts in three, are written a day at a time."""
        today: date | None = None
        for act in past:
            if act.at.date() != today or isinstance(act, acts.PublishCharter):
                self._give()
            today = act.at.date()
            self._do(act)
        self._give()

    def _give(self) -> None:
        react_all(self.so_far.given)
        self.so_far.given.clear()

    def _do(self, act: acts.Act) -> None:
        match act:
            case acts.Open():
                self._open(act)
            case acts.Join():
                self._join(act)
            case acts.PublishCharter(version=version):
                body = self.so_far.told.spaces[act.space].charters[version - 1].said(self.so_far.language)
                self.so_far.charters[act.space] = publish_charter(
                    self.so_far.people[act.by], self.so_far.spaces[act.space], body, now=act.at
                )
            case acts.AcceptCharter():
                accept_charter(self.so_far.people[act.by], self.so_far.charters[act.space], now=act.at)
            case acts.React():
                self.so_far.given.append(
                    Given(
                        self.so_far.people[act.by],
                        self.so_far.posts[act.post],
                        act.meaning,
                        act.at,
                        comment=self.so_far.replies[act.reply] if act.reply else None,
                        note=act.note,
                        seed=f"demo/{act.reply or act.post}/{act.by}/{act.meaning}",
                    )
                )
            case Keeping():
                act.do(self.so_far)
            case acts.Accept():
                accept_answer(self.so_far.people[act.by], self.so_far.replies[act.reply], now=act.at)
            case _:
                self._write(act)

    def _write(self, act: acts.Act) -> None:
        author = self.so_far.people[act.by]
        match act:
            case acts.Publish(post=post):
                self.so_far.posts[act.key] = publish(
                    author,
                    self.so_far.spaces[act.space],
                    kind=post.kind,
                    title=post.title.said(self.so_far.language),
                    body=(post.before or post.body).said(self.so_far.language),
                    skills=post.skills,
                    link=post.link,
                    now=act.at,
                    seed=f"demo/{act.key}",
                )
            case acts.EditPost(post=post):
                edit_post(
                    author,
                    self.so_far.posts[act.key],
                    title=post.title.said(self.so_far.language),
                    body=post.body.said(self.so_far.language),
                    now=act.at,
                )
            case acts.ReplyTo(reply=words):
                self.so_far.replies[act.key] = reply(
                    author,
                    self.so_far.posts[act.post],
                    to=self.so_far.replies[act.to] if act.to else None,
                    body=(words.before or words).said(self.so_far.language),
                    now=act.at,
                    seed=f"demo/{act.key}",
                )
            case acts.EditReply(reply=words):
                edit_comment(
                    author, self.so_far.replies[act.key], body=words.said(self.so_far.language), now=act.at
                )
            case _:
                raise TypeError(f"Nobody knows how to do {act!r}")

    def _open(self, act: acts.Open) -> None:
        """The administrator opens it, names the facilitators and goes: it is theirs."""
        entry, administrator = self.so_far.told.spaces[act.space], self.so_far.people[act.by]
        space = open_space(
            administrator,
            title=entry.name.said(self.so_far.language),
            slug=entry.slug,
            theme=entry.theme.said(self.so_far.language),
            welcome=entry.welcome.said(self.so_far.language),
            visibility=entry.visibility,
            cover_hue=entry.hue,
            aims=[Aim(one.said(self.so_far.language), one.skills) for one in entry.objectives],
            now=act.at,
            seed=f"demo/{act.space}",
        )
        self.so_far.spaces[act.space] = space
        for key in entry.facilitators:
            admit(administrator, space, self.so_far.people[key], role=Membership.Role.FACILITATOR, now=act.at)
        leave(administrator, space, now=act.at)

    def _join(self, act: acts.Join) -> None:
        entry, space, person = (
            self.so_far.told.spaces[act.space],
            self.so_far.spaces[act.space],
            self.so_far.people[act.by],
        )
        if act.by in entry.facilitators:
            return  # named when it was opened
        if entry.visibility == "open":
            join(person, space, now=act.at)
        else:
            admit(self.so_far.people[entry.facilitators[0]], space, person, now=act.at)
