"""What the demo's people follow, keep, vote on and stand by."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import partial
from typing import Any

from cordee.demo.acts import Act
from cordee.demo.content import Text, When
from cordee.demo.loaded import Loaded
from cordee.demo.plan import Plan
from cordee.people.models import Skill
from cordee.spaces.actions.bookmarks import keep
from cordee.spaces.actions.following import follow
from cordee.spaces.actions.library import agree, offer
from cordee.spaces.actions.polls import Ballot, vote
from cordee.spaces.actions.posts import publish
from cordee.spaces.models import PollOption


@dataclass(frozen=True)
class Asked:
    """A poll: who asks, how many days before loading, and who chooses which options (by number)."""

    by: str
    space: str
    days: int
    title: Text
    body: Text
    options: Sequence[Text]
    chosen: dict[str, tuple[int, ...]]
    several: bool = False
    open_days: int | None = None

    @property
    def key(self) -> str:
        """What names its post."""
        return f"{self.space}/poll"


POLLS = (
    Asked(
        "karim",
        "entretiens",
        2,
        Text(
            fr="Sur quoi travaillons-nous au prochain atelier ?",
            en="What shall we work on at the next workshop?",
        ),
        Text(
            fr="Une heure et demie à huit, avec de vraies situations. Je prépare ce qui vient en tête ; le reste "
            "attendra janvier.",
            en="An hour and a half, eight of us, with real situations. I prepare what comes first; the rest can wait "
            "until January.",
        ),
        (
            Text(fr="Annoncer une décision qui ne plaira pas", en="Announcing a decision nobody will like"),
            Text(fr="Écouter sans préparer sa réponse", en="Listening without preparing an answer"),
            Text(fr="Reprendre un ancien collègue", en="Correcting a former workmate"),
            Text(fr="Finir un entretien en temps voulu", en="Ending a conversation on time"),
        ),
        {
            "camille": (1, 2), "elodie": (2,), "nicolas": (0, 2), "corinne": (1,), "romain": (1, 3),
            "jordan": (2, 3), "pauline": (0,), "leila": (2, 1), "moussa": (2,),
        },
        several=True,
        open_days=9,
    ),
    Asked(
        "bruno",
        "outils",
        3,
        Text(fr="Où rangez-vous un fichier en cours ?", en="Where do you keep a file you are working on?"),
        Text(
            fr="Sans jugement : je veux savoir d'où nous partons avant d'écrire une règle commune.",
            en="No judgement: I want to know where we start from before writing a common rule.",
        ),
        (
            Text(fr="Sur le bureau de l'ordinateur", en="On the computer's desktop"),
            Text(fr="Dans le dossier partagé de l'équipe", en="In the team's shared folder"),
            Text(fr="Dans ma messagerie", en="In my mailbox"),
        ),
        {
            "hugo": (1,), "alice": (1,), "samira": (2,), "sandrine": (0,), "patricia": (0,), "emmanuel": (0,),
            "virginie": (1,),
        },
    ),
)  # fmt: skip

# A practice: its post, who offers it, and for how many days it was agreed how many days ago; None: still an offer.
PRACTICES: tuple[tuple[str, str, tuple[int, int] | None], ...] = (
    ("entretiens/1-debuts/2", "elodie", (45, 30)),
    ("entretiens/1-debuts/8", "camille", (30, 182)),
    ("entretiens/2-milieu/2", "corinne", (25, 120)),
    ("entretiens/2-milieu/4", "romain", None),
    ("outils/1-debuts/3", "ines", (33, 20)),
    ("outils/1-debuts/5", "karim", (31, 182)),
    ("outils/2-milieu/3", "emmanuel", None),
)
FOLLOWS = {
    "lea": {
        "space": ["entretiens"],
        "post": ["entretiens/3-maintenant/9"],
        "somebody": ["ines", "camille"],
        "skill": ["feedback"],
    },
    "karim": {"space": ["outils"], "somebody": ["helene"], "skill": ["entretien"]},
    "ines": {"space": ["outils"], "post": ["outils/3-maintenant/10"]},
}
KEPT = (
    (
        "lea",
        "entretiens/1-debuts/2",
        Text(fr="À poser à Marc vendredi.", en="To ask Marc on Friday."),
    ),
    ("lea", "entretiens/2-milieu/2", Text(fr="Essayer dans la réserve.", en="Try it in the stockroom.")),
    ("lea", "entretiens/4-questions-de-la-semaine/6", None),
    (
        "karim",
        "outils/1-debuts/4",
        Text(fr="Mon tableau de novembre a le même défaut.", en="My November sheet has the same flaw."),
    ),
)


@dataclass(frozen=True, kw_only=True)
class Keeping(Act):
    """One of these acts; ``do`` performs it on what stands so far."""

    do: Callable[[Loaded], object]


def kept_and_chosen(plan: Plan) -> Iterator[Keeping]:
    """All of it, each act at its time."""
    for post, by, term in PRACTICES:
        yield from _stood_by(plan, post, by, term)
    for asked in POLLS:
        yield from _asked(plan, asked)
    for by, followed in FOLLOWS.items():
        for what, keys in followed.items():
            for key in keys:
                at = plan.moment(When(days=1, clock=time(23, 30)))
                yield Keeping(at=at, by=by, space="", do=partial(_follow, by=by, what=what, key=key, at=at))
    for by, post, note in KEPT:
        at = plan.moment(When(days=1, clock=time(23, 40)))
        yield Keeping(at=at, by=by, space="", do=partial(_keep, by=by, post=post, note=note, at=at))


def _stood_by(plan: Plan, key: str, by: str, term: tuple[int, int] | None) -> Iterator[Keeping]:
    days, lasts = term or (2, 0)
    space = key.split("/")[0]
    at = plan.moment(When(days=days, clock=time(11, 5)))
    yield Keeping(
        at=at, by=by, space=space, do=lambda loaded: offer(loaded.people[by], loaded.posts[key], now=at)
    )
    if term is None:
        return
    facilitator = plan.content.spaces[space].facilitators[0]
    agreed = at + timedelta(hours=3)
    due = (agreed + timedelta(days=lasts)).date()
    yield Keeping(
        at=agreed,
        by=facilitator,
        space=space,
        do=lambda loaded: agree(loaded.people[facilitator], loaded.posts[key], check_on=due, now=agreed),
    )


def _asked(plan: Plan, asked: Asked) -> Iterator[Keeping]:
    at = plan.moment(When(days=asked.days, clock=time(8, 40)))
    yield Keeping(at=at, by=asked.by, space=asked.space, do=partial(_ask, asked=asked, at=at))
    for place, by in enumerate(asked.chosen, 1):
        then = at + timedelta(minutes=50 * place)
        yield Keeping(at=then, by=by, space=asked.space, do=partial(_vote, asked=asked, by=by, at=then))


def _ask(loaded: Loaded, *, asked: Asked, at: datetime) -> None:
    said = loaded.language
    closes_at = at + timedelta(days=asked.open_days) if asked.open_days else None
    loaded.posts[asked.key] = publish(
        loaded.people[asked.by],
        loaded.spaces[asked.space],
        kind="poll",
        title=asked.title.said(said),
        body=asked.body.said(said),
        ballot=Ballot([option.said(said) for option in asked.options], asked.several, closes_at),
        now=at,
        seed=f"demo/{asked.key}",
    )


def _vote(loaded: Loaded, *, asked: Asked, by: str, at: datetime) -> None:
    post = loaded.posts[asked.key]
    options = list(PollOption.objects.filter(poll_id=post.id).values_list("id", flat=True))
    vote(loaded.people[by], post, [options[number] for number in asked.chosen[by]], now=at)


def _follow(loaded: Loaded, *, by: str, what: str, key: str, at: datetime) -> None:
    person, kinds = (
        loaded.people[by],
        {"space": loaded.spaces, "post": loaded.posts, "somebody": loaded.people},
    )
    target: Any = Skill.objects.get(slug=key) if what == "skill" else kinds[what][key]  # type: ignore[index]
    follow(person, now=at, **{what: target})


def _keep(loaded: Loaded, *, by: str, post: str, note: Text | None, at: datetime) -> None:
    said = note.said(loaded.language) if note else ""
    keep(loaded.people[by], loaded.posts[post], note=said, now=at)
