"""Who has which page open, in all processes together; nothing of it is kept."""

import json
import time
from typing import Any
from uuid import UUID

TOLD_EVERY = 20.0  # seconds between two announcements of the same people
FORGOTTEN_AFTER = 60.0  # seconds without a word of another process
SHOWN = 8  # names
MOST = 40  # people of a topic that one process announces: their number is told as well


class Presence:
    """The people at each topic: those of this process, and what the others said of theirs."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._here: dict[str, dict[UUID, str]] = {}
        self._elsewhere: dict[str, dict[str, tuple[float, int, dict[str, str]]]] = {}
        self._announced: dict[str, float] = {}
        self._told: dict[str, tuple[Any, ...]] = {}
        self._touched: set[str] = set()

    def come(self, topic: str, person: UUID, name: str) -> None:
        """Somebody opened a page."""
        people = self._here.setdefault(topic, {})
        if person not in people:
            people[person] = name
            self._announced.pop(topic, None)
        # Who just came must be told who is here, even if that is no news to the others.
        self._told.pop(topic, None)
        self._touched.add(topic)

    def go(self, topic: str, person: UUID) -> None:
        """Somebody closed their last page of this topic."""
        people = self._here.get(topic, {})
        people.pop(person, None)
        self._announced.pop(topic, None)
        self._touched.add(topic)

    def hear(self, said: dict[str, Any]) -> None:
        """What another process says of its people."""
        if said.get("from") == self._name or not isinstance(said.get("people"), dict):
            return
        topic, sender = str(said["topic"]), str(said.get("from"))
        self._elsewhere.setdefault(topic, {})[sender] = (
            time.monotonic(),
            int(said.get("count", 0)),
            said["people"],
        )
        self._touched.add(topic)

    def to_announce(self) -> list[str]:
        """What the other processes should hear now."""
        now, payloads = time.monotonic(), []
        for topic, people in list(self._here.items()):
            if now - self._announced.get(topic, -TOLD_EVERY) < TOLD_EVERY:
                continue
            self._announced[topic] = now
            some = {str(person): name for person, name in list(people.items())[:MOST]}
            told = {"what": "here", "from": self._name, "topic": topic, "people": some, "count": len(people)}
            payloads.append(json.dumps(told, ensure_ascii=False))
            if not people:
                del self._here[topic]
                self._announced.pop(topic, None)
        return payloads

    def changed(self) -> dict[str, dict[str, Any]]:
        """Who is here, for the topics where that changed since it was last told."""
        self._forget()
        fresh = {}
        for topic in self._touched:
            people = {str(person): name for person, name in self._here.get(topic, {}).items()}
            count = len(people)
            for _at, number, others in self._elsewhere.get(topic, {}).values():
                count += max(0, number - len(people.keys() & others.keys()))
                people |= others
            shown = tuple(sorted(people.items(), key=lambda one: one[1])[:SHOWN])
            if self._told.get(topic) != (shown, count):
                self._told[topic] = (shown, count)
                fresh[topic] = {
                    "people": [{"id": person, "name": name} for person, name in shown],
                    "count": count,
                }
        self._touched.clear()
        return fresh

    def _forget(self) -> None:
        oldest = time.monotonic() - FORGOTTEN_AFTER
        for topic, processes in list(self._elsewhere.items()):
            for sender, (at, number, _people) in list(processes.items()):
                if at < oldest or not number:
                    del processes[sender]
                    self._touched.add(topic)
            if not processes:
                del self._elsewhere[topic]
