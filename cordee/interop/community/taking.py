"""Taking an archive in: two walks through the file, then batches that are whole or not there."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from cordee.interop.community.converting import Converted, Names, converted
from cordee.interop.community.reading import BadLine, RawThread, lines, parse
from cordee.people.actions.arriving import Author, bring_authors
from cordee.people.models import Person
from cordee.spaces.actions.imports import Message, Taken, Thread, enrol_authors, import_threads
from cordee.spaces.models import Space

BATCH = 1_500  # messages a transaction


@dataclass
class Report:
    """What an import did so far."""

    threads: int = 0
    messages: int = 0
    new: Taken = field(default_factory=Taken)
    people: int = 0
    refused: list[tuple[int, str]] = field(default_factory=list)


def take(
    path: Path,
    space: Space,
    source: str,
    *,
    now: datetime,
    refuse: Callable[[int, str], None],
    progress: Callable[[Report], None],
    processes: int | None = None,
) -> Report:
    """Import the archive at ``path`` into ``space``.

    The first walk finds who wrote (a mention may name somebody who writes later), the second takes the
    threads. ``source`` names the archive for ever: running again adds only what is new. Raises BadArchive.
    """
    report = Report()
    people = _people(path, space, source, now, report)
    names = Names(
        renamed={alias: person.handle for alias, person in people.items() if alias != person.handle},
        shown={person.handle: person.name for person in people.values()},
    )

    def threads() -> Iterator[RawThread]:
        for number, line in lines(path):
            try:
                yield parse(line, now)
            except BadLine as reason:
                report.refused.append((number, str(reason)))
                refuse(number, str(reason))

    batch: list[Thread] = []
    waiting = 0
    for raw, texts in converted(threads(), names, processes):
        batch.append(_thread(raw, texts, people, source))
        waiting += len(raw.messages)
        if waiting >= BATCH:
            _store(space, batch, report)
            progress(report)
            batch, waiting = [], 0
    if batch:
        _store(space, batch, report)
        progress(report)
    return report


def _people(path: Path, space: Space, source: str, now: datetime, report: Report) -> dict[str, Person]:
    first_at: dict[str, datetime] = {}
    for _number, line in lines(path):
        try:
            thread = parse(line, now)
        except BadLine:
            continue  # the second walk reports it
        for message in thread.messages:
            known = first_at.get(message.author)
            first_at[message.author] = min(known, message.at) if known else message.at
    people = bring_authors(source, (Author(alias, at) for alias, at in first_at.items()))
    enrol_authors(space, people.values())
    report.people = len(people)
    return people


def _thread(raw: RawThread, texts: list[Converted], people: dict[str, Person], source: str) -> Thread:
    messages = [
        Message(
            key=f"{source}:message:{message.id}",
            author=people[message.author],
            at=message.at,
            body=text.body,
            html=text.html,
            excerpt=text.excerpt,
            mentioned=text.mentioned,
        )
        for message, text in zip(raw.messages, texts, strict=True)
    ]
    return Thread(raw.title, raw.solved, messages)


def _store(space: Space, batch: list[Thread], report: Report) -> None:
    taken = import_threads(space, batch)
    report.threads += len(batch)
    report.messages += sum(len(thread.messages) for thread in batch)
    report.new.posts += taken.posts
    report.new.comments += taken.comments
