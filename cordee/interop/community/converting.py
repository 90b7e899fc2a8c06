"""Making messages of an archive ready to be stored, on all cores.

HTML becomes Markdown, and Markdown safe HTML: pure work on text, done in other processes while this one
writes to the database.
"""

import multiprocessing
import os
import re
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import islice
from multiprocessing import connection

from cordee.core.text import excerpt, from_html, mentioned, render
from cordee.interop.community.reading import RawThread

_MENTION = re.compile(r"(?<![\w@/.])@([A-Za-z0-9][\w.-]*)")


@dataclass(frozen=True, slots=True)
class Converted:
    """A message's text: as Markdown, as safe HTML, in short, and whom it mentions (handles)."""

    body: str
    html: str
    excerpt: str
    mentioned: list[str]


@dataclass(frozen=True)
class Names:
    """How the archive's people are called here: handles whose spelling differs, and the names behind handles."""

    renamed: Mapping[str, str]
    shown: Mapping[str, str]


def convert(names: Names, thread: RawThread) -> tuple[RawThread, list[Converted]]:
    """The texts of a thread. An empty message (a picture that is gone, say) says so with an ellipsis."""
    return thread, [
        _converted(names, message.html, first=rank == 0) for rank, message in enumerate(thread.messages)
    ]


def _converted(names: Names, html: str, *, first: bool) -> Converted:
    body = from_html(html) or "…"
    if names.renamed:
        body = _MENTION.sub(lambda found: "@" + names.renamed.get(found[1], found[1]), body)
    called = [handle for handle in mentioned(body) if handle in names.shown] if "@" in body else []
    shown = {handle: names.shown[handle] for handle in called}
    return Converted(body, render(body, mentions=shown), excerpt(body) if first else "", called)


def converted(
    threads: Iterable[RawThread], names: Names, processes: int | None = None
) -> Iterator[tuple[RawThread, list[Converted]]]:
    """``convert`` each thread, in order, with a bounded number under way (memory stays small)."""
    work = partial(convert, names)
    processes = processes or os.cpu_count() or 1
    if processes == 1:
        yield from map(work, threads)
        return
    # Spawned, not forked: a copy of this process would share its database connection.
    spawned = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, mp_context=spawned, initializer=_obey_parent) as pool:
        yield from _in_order(pool, work, iter(threads), ahead=processes * 4)


def _obey_parent() -> None:
    """In another process: Ctrl-C is for the parent, which stops its own; and a killed parent leaves nobody behind."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    parent = multiprocessing.parent_process()
    assert parent is not None
    threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    connection.wait([sentinel])
    os._exit(1)


def _in_order(pool: ProcessPoolExecutor, work: partial, threads: Iterator[RawThread], ahead: int) -> Iterator:
    """Chunks of threads go out, results come back in the same order, ``ahead`` chunks at most in between."""
    running: deque[Future] = deque()
    try:
        while chunk := list(islice(threads, 40)):
            running.append(pool.submit(_all, work, chunk))
            if len(running) >= ahead:
                yield from running.popleft().result()
        while running:
            yield from running.popleft().result()
    finally:
        for future in running:
            future.cancel()


def _all(work: partial, chunk: list[RawThread]) -> list:
    return [work(thread) for thread in chunk]
