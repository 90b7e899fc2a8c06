"""The programmes of the demo's spaces: what was asked on the Tuesdays before, what people answered, what comes next."""

import tomllib
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import cache, partial

from django.utils import translation

from cordee.demo.content import FOLDER, Entry, Keys, Text
from cordee.demo.keeping import Keeping
from cordee.demo.loaded import Loaded
from cordee.demo.plan import MINUTE, Plan
from cordee.people.models import Person
from cordee.programmes.actions.planning import Asked, plan_programme
from cordee.programmes.actions.publishing import publish_due
from cordee.programmes.actions.recaps import draft, publish_recap
from cordee.programmes.models import Programme, Prompt
from cordee.programmes.queries.recaps import answers_to
from cordee.programmes.ready import templates
from cordee.spaces import access
from cordee.spaces.actions.charters import accept_charter
from cordee.spaces.actions.comments import reply
from cordee.spaces.actions.reactions import react
from cordee.spaces.models import Comment, Space

TUESDAY, NINE = 1, time(9)
CLOSED_AFTER = timedelta(days=6, hours=7)  # when a facilitator writes the recap


class Tried(Text):
    """Somebody tried what a reply says, and what happened."""

    by: str


class AnswerEntry(Text):
    """A reply to a prompt, so many hours after it came out."""

    by: str
    after: int
    useful: Keys = ()
    tried: Tried | None = None


class PromptEntry(Entry):
    """A prompt; without words, that of the template in its place. ``closing`` ends the recap, where one came out."""

    objective: int
    title: Text | None = None
    body: Text | None = None
    closing: Text | None = None
    replies: tuple[AnswerEntry, ...] = ()


class ProgrammeEntry(Entry):
    """A programme that began on the Tuesday so many weeks ago."""

    space: str
    by: str
    weeks_ago: int
    name: Text
    template: str = ""
    prompts: tuple[PromptEntry, ...]


@cache
def programmes() -> tuple[ProgrammeEntry, ...]:
    """The content, read once. Raises pydantic.ValidationError with the place of each mistake."""
    files = sorted((FOLDER / "programmes").glob("*.toml"))
    return tuple(
        ProgrammeEntry.model_validate(tomllib.loads(file.read_text(encoding="utf-8"))) for file in files
    )


def animated(plan: Plan) -> Iterator[Keeping]:
    """All of it, each act at its time: planning, what came out, replies, recaps."""
    for entry in programmes():
        first = _tuesday_before(plan.today) - timedelta(weeks=entry.weeks_ago - 1)
        begun = datetime.combine(first - timedelta(days=4), time(17, 20), plan.zone)
        yield Keeping(at=begun, by=entry.by, space="", do=partial(_plan, entry=entry, first=first, at=begun))
        every = templates()[entry.template].entry.every if entry.template else 1
        for place, prompt in enumerate(entry.prompts):
            out = datetime.combine(first + timedelta(weeks=every * place), NINE, plan.zone)
            if out < plan.end:
                yield Keeping(at=out, by=entry.by, space="", do=partial(_out, entry=entry, at=out))
                yield from _answers(plan, entry, place, prompt, out)


def _answers(
    plan: Plan, entry: ProgrammeEntry, place: int, prompt: PromptEntry, out: datetime
) -> Iterator[Keeping]:
    for answer in prompt.replies:
        at = out + timedelta(hours=answer.after, minutes=7 * answer.after % 50)
        if at < plan.end - 30 * MINUTE:
            do = partial(_answer, entry=entry, place=place, answer=answer, at=at)
            yield Keeping(at=at, by=answer.by, space="", do=do)
            late = min(at + timedelta(hours=20), plan.end - MINUTE)
            made = partial(_made_of_it, entry=entry, place=place, answer=answer, at=late)
            yield Keeping(at=late, by=answer.by, space="", do=made)
    closed = out + CLOSED_AFTER
    if prompt.closing and closed < plan.end:
        do = partial(_recap, entry=entry, place=place, closing=prompt.closing, at=closed)
        yield Keeping(at=closed, by=entry.by, space="", do=do)


def _tuesday_before(today: date) -> date:
    """The last one that is over: nothing happens on the day of loading."""
    return today - timedelta(days=(today.weekday() - TUESDAY) % 7 or 7)


def _plan(loaded: Loaded, *, entry: ProgrammeEntry, first: date, at: datetime) -> None:
    space, me = loaded.spaces[entry.space], _word(loaded, entry.by, entry.space, at)
    aims = list(space.objectives.order_by("position"))
    ready = templates()[entry.template].entry if entry.template else None
    asked = []
    count = max(len(entry.prompts), len(ready.prompts) if ready else 0)
    for place in range(count):
        own = entry.prompts[place] if place < len(entry.prompts) else None
        title = own.title if own and own.title else ready.prompts[place].title if ready else None
        body = own.body if own and own.body else ready.prompts[place].body if ready else None
        assert title and body, f"prompt {place} of {entry.space} has no words"
        aim = aims[own.objective] if own else aims[place % len(aims)]
        asked.append(Asked(title.said(loaded.language), body.said(loaded.language), "discussion", aim.id))
    plan_programme(
        me,
        space,
        title=entry.name.said(loaded.language),
        prompts=asked,
        first=first,
        weekday=TUESDAY,
        clock=NINE,
        every=ready.every if ready else 1,
        # The Tuesdays of the past are told as they are, whatever day they were.
        skips_holidays=False,
        template=entry.template,
        now=at,
        seed=f"demo/{entry.space}/programme",
    )


def _out(loaded: Loaded, *, entry: ProgrammeEntry, at: datetime) -> None:
    _word(loaded, entry.by, entry.space, at)
    publish_due(at)


def _answer(loaded: Loaded, *, entry: ProgrammeEntry, place: int, answer: AnswerEntry, at: datetime) -> None:
    prompt = _prompt(loaded, entry, place)
    assert prompt.post is not None
    loaded.replies[_key(entry, place, answer)] = reply(
        _word(loaded, answer.by, entry.space, at),
        prompt.post,
        body=answer.said(loaded.language),
        now=at,
        seed=f"demo/{_key(entry, place, answer)}",
    )


def _made_of_it(
    loaded: Loaded, *, entry: ProgrammeEntry, place: int, answer: AnswerEntry, at: datetime
) -> None:
    comment: Comment = loaded.replies[_key(entry, place, answer)]
    for by in answer.useful:
        react(_word(loaded, by, entry.space, at), comment.post, meaning="useful", comment=comment, now=at)
    if answer.tried:
        react(
            _word(loaded, answer.tried.by, entry.space, at),
            comment.post,
            meaning="tried",
            comment=comment,
            note=answer.tried.said(loaded.language),
            now=at,
        )


def _recap(loaded: Loaded, *, entry: ProgrammeEntry, place: int, closing: Text, at: datetime) -> None:
    prompt = _prompt(loaded, entry, place)
    with translation.override(loaded.language):
        body = f"{draft(answers_to(prompt))}\n\n{closing.said(loaded.language)}"
    me = _word(loaded, entry.by, entry.space, at)
    publish_recap(me, prompt, body=body, now=at, seed=f"demo/{entry.space}/recap/{place}")


def _key(entry: ProgrammeEntry, place: int, answer: AnswerEntry) -> str:
    return f"{entry.space}/programme/{place}/{answer.by}/{answer.after}"


def _prompt(loaded: Loaded, entry: ProgrammeEntry, place: int) -> Prompt:
    programme = Programme.objects.get(space=loaded.spaces[entry.space])
    rows = programme.prompts.select_related("programme__space", "post__space").order_by("due_at", "id")
    return rows[place]


def _word(loaded: Loaded, key: str, space_key: str, at: datetime) -> Person:
    """The person, who gave their word to the charter in force before."""
    person, space = loaded.people[key], loaded.spaces[space_key]
    charter = loaded.charters.get(space_key)
    if charter and _must_accept(person, space, charter.version):
        accept_charter(person, charter, now=at - MINUTE)
    return person


def _must_accept(person: Person, space: Space, version: int) -> bool:
    return access.viewer(person).must_accept(space, version)
