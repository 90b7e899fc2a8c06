"""Loading the demo organisation: every act goes through the rooms' actions, with its actor and its time."""

from collections.abc import Iterable
from datetime import date, datetime

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.translation import gettext as _

from cordee.administration.actions.settings import edit_organisation
from cordee.core.actions import name_organisation
from cordee.core.errors import Conflict
from cordee.demo import acts
from cordee.demo.accounts import PASSWORD, address
from cordee.demo.animating import animated
from cordee.demo.arranging import arrange
from cordee.demo.content import Content, Language, content
from cordee.demo.improving import improve
from cordee.demo.keeping import Keeping, kept_and_chosen
from cordee.demo.kindness import keep_kind
from cordee.demo.learning import learned
from cordee.demo.plan import Plan
from cordee.people.actions.arriving import handle_from, welcome
from cordee.people.actions.profiles import edit_profile
from cordee.people.actions.skills import add_skill
from cordee.people.models import Person
from cordee.spaces.actions.charters import accept_charter, publish_charter
from cordee.spaces.actions.comments import edit_comment, reply
from cordee.spaces.actions.memberships import admit, join, leave
from cordee.spaces.actions.posts import edit_post, publish
from cordee.spaces.actions.reactions import Given, react_all
from cordee.spaces.actions.resolutions import accept_answer
from cordee.spaces.actions.spaces import Aim, open_space
from cordee.spaces.models import Charter, Comment, Membership, Post, Space


@transaction.atomic
def load(*, language: Language, today: date, now: datetime) -> "Loaded":
    """Fill an empty database with the demo organisation as it stands on ``today``: all of it, or nothing.

    Raises Conflict when somebody is already here: a demo is never mixed into a real organisation, nor loaded twice.
    """
    if Person.objects.exists():
        raise Conflict(
            _("The demo organisation goes into an empty database only, and people are already here.")
        )
    told = content()
    plan = Plan(told, language, today)
    name_organisation(told.organisation.name, language, demo_since=now)
    loaded = Loaded(told, language)
    loaded.welcome_everyone(plan)
    loaded.say_who_it_is(plan)
    arrange(loaded, plan.arrivals())
    past = [*plan.acts(), *kept_and_chosen(plan), *learned(plan), *animated(plan)]
    loaded.live(sorted(past, key=lambda act: act.at))
    keep_kind(loaded, now=now)
    improve(loaded, now=now)
    return loaded


class Loaded:
    """What stands so far, by the keys of the content."""

    def __init__(self, told: Content, language: Language) -> None:
        self.told, self.language = told, language
        self.people: dict[str, Person] = {}
        self.spaces: dict[str, Space] = {}
        self.charters: dict[str, Charter] = {}
        self.posts: dict[str, Post] = {}
        self.replies: dict[str, Comment] = {}
        self.given: list[Given] = []

    def welcome_everyone(self, plan: Plan) -> None:
        """Skills and people. Only the cast can sign in: the others have neither address nor password."""
        organisation = self.told.organisation
        for slug, name in self.told.skills.items():
            add_skill(slug, name.said(self.language), now=plan.founded, seed=f"demo/skill/{slug}")
        cast = {one.person: one for one in organisation.cast}
        password, nobody = make_password(PASSWORD), make_password(None)
        for key, at in sorted(plan.arrivals().items(), key=lambda arrival: arrival[1]):
            entry = self.told.people[key]
            handle = handle_from(entry.name)
            person = welcome(
                name=entry.name,
                handle=handle,
                email=address(handle) if key in cast else None,
                encoded_password=password if key in cast else nobody,
                is_administrator=key in cast and cast[key].administrator,
                language=self.language,
                time_zone=organisation.time_zone,
                now=at,
                seed=f"demo/person/{key}",
            )
            job = entry.job.said(self.language)
            self.people[key] = edit_profile(
                person,
                now=at,
                helps=entry.helps,
                learns=entry.learns,
                headline=f"{job} · {entry.unit}",
                about=entry.bio.said(self.language),
                availability=entry.available.said(self.language),
            )

    def say_who_it_is(self, plan: Plan) -> None:
        """The legal details that stand on papers, filled in by who administers."""
        entry = self.told.organisation
        administrator = next(one.person for one in entry.cast if one.administrator)
        at = plan.arrivals()[administrator]
        edit_organisation(self.people[administrator], now=at, **entry.legal.model_dump())

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
        react_all(self.given)
        self.given = []

    def _do(self, act: acts.Act) -> None:
        match act:
            case acts.Open():
                self._open(act)
            case acts.Join():
                self._join(act)
            case acts.PublishCharter(version=version):
                body = self.told.spaces[act.space].charters[version - 1].said(self.language)
                self.charters[act.space] = publish_charter(
                    self.people[act.by], self.spaces[act.space], body, now=act.at
                )
            case acts.AcceptCharter():
                accept_charter(self.people[act.by], self.charters[act.space], now=act.at)
            case acts.React():
                self.given.append(
                    Given(
                        self.people[act.by],
                        self.posts[act.post],
                        act.meaning,
                        act.at,
                        comment=self.replies[act.reply] if act.reply else None,
                        note=act.note,
                        seed=f"demo/{act.reply or act.post}/{act.by}/{act.meaning}",
                    )
                )
            case Keeping():
                act.do(self)
            case acts.Accept():
                accept_answer(self.people[act.by], self.replies[act.reply], now=act.at)
            case _:
                self._write(act)

    def _write(self, act: acts.Act) -> None:
        author = self.people[act.by]
        match act:
            case acts.Publish(post=post):
                self.posts[act.key] = publish(
                    author,
                    self.spaces[act.space],
                    kind=post.kind,
                    title=post.title.said(self.language),
                    body=(post.before or post.body).said(self.language),
                    skills=post.skills,
                    link=post.link,
                    now=act.at,
                    seed=f"demo/{act.key}",
                )
            case acts.EditPost(post=post):
                edit_post(
                    author,
                    self.posts[act.key],
                    title=post.title.said(self.language),
                    body=post.body.said(self.language),
                    now=act.at,
                )
            case acts.ReplyTo(reply=words):
                self.replies[act.key] = reply(
                    author,
                    self.posts[act.post],
                    to=self.replies[act.to] if act.to else None,
                    body=(words.before or words).said(self.language),
                    now=act.at,
                    seed=f"demo/{act.key}",
                )
            case acts.EditReply(reply=words):
                edit_comment(author, self.replies[act.key], body=words.said(self.language), now=act.at)
            case _:
                raise TypeError(f"Nobody knows how to do {act!r}")

    def _open(self, act: acts.Open) -> None:
        """The administrator opens it, names the facilitators and goes: it is theirs."""
        entry, administrator = self.told.spaces[act.space], self.people[act.by]
        space = open_space(
            administrator,
            title=entry.name.said(self.language),
            slug=entry.slug,
            theme=entry.theme.said(self.language),
            welcome=entry.welcome.said(self.language),
            visibility=entry.visibility,
            cover_hue=entry.hue,
            aims=[Aim(one.said(self.language), one.skills) for one in entry.objectives],
            now=act.at,
            seed=f"demo/{act.space}",
        )
        self.spaces[act.space] = space
        for key in entry.facilitators:
            admit(administrator, space, self.people[key], role=Membership.Role.FACILITATOR, now=act.at)
        leave(administrator, space, now=act.at)

    def _join(self, act: acts.Join) -> None:
        entry, space, person = self.told.spaces[act.space], self.spaces[act.space], self.people[act.by]
        if act.by in entry.facilitators:
            return  # named when it was opened
        if entry.visibility == "open":
            join(person, space, now=act.at)
        else:
            admit(self.people[entry.facilitators[0]], space, person, now=act.at)
