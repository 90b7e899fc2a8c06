"""The demo's workshops: planned, who comes, and the sheets that were signed of those that lie in the past."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from math import cos, sin
from typing import TYPE_CHECKING

from cordee.demo.courses import WorkshopEntry
from cordee.demo.keeping import Keeping
from cordee.demo.loaded import Loaded
from cordee.demo.plan import MINUTE, chance
from cordee.workshops import codes
from cordee.workshops.access import Sight
from cordee.workshops.actions.planning import add_material, plan_workshop
from cordee.workshops.actions.seats import decline, take_seat
from cordee.workshops.actions.signing import Sent, correct, note, sign_by_code, sign_on_device, sign_sheet
from cordee.workshops.drawings import HEIGHT, WIDTH
from cordee.workshops.halves import Half, halves
from cordee.workshops.models import Signature, Workshop

if TYPE_CHECKING:
    from cordee.demo.learning import Taken


class Meeting:
    """One workshop of a path that is taken."""

    def __init__(self, taken: "Taken", entry: WorkshopEntry) -> None:
        self.taken, self.entry = taken, entry
        self.lead = entry.trainers[0]
        zone = taken.plan.zone
        on = taken.entry.cohort.day(taken.plan.today, entry.on)
        self.starts = datetime.combine(on, entry.starts, zone)
        self.ends = datetime.combine(on, entry.ends, zone)
        self.halves = halves(self.starts, self.ends, zone)
        self.workshop: Workshop

    def acts(self) -> Iterator[Keeping]:
        """Everything that happened, not yet in order."""
        planned = self.taken.plan.moment(self.entry.planned)
        yield self.taken.act(self.lead, planned, self._plan)
        for place, person in enumerate(self.entry.coming + self.entry.declined, 1):
            yield self.taken.act(person, planned + place * 90 * MINUTE, self._answer, person)
        if self.entry.on < 0:
            for half in self.halves:
                yield from self._signed(half)

    def _signed(self, half: Half) -> Iterator[Keeping]:
        for person, learner in self.taken.entry.cohort.learners.items():
            if learner.left and self.taken.plan.moment(learner.left) < self.starts:
                continue
            key = half.key
            at = half.starts + (2 + 9 * chance(key, person)) * MINUTE
            if person in self.entry.absent or (person == self.entry.late and half == self.halves[0]):
                yield self.taken.act(self.lead, half.starts + 20 * MINUTE, self._note, half, person)
            elif person in self.entry.drawn:
                yield self.taken.act(self.lead, at, self._draw, half, person)
            else:
                yield self.taken.act(person, at, self._scan, half, person)
        if self.entry.late and half == self.halves[0]:
            yield self.taken.act(self.lead, half.starts + 50 * MINUTE, self._correct, half, self.entry.late)
        yield self.taken.act(self.lead, half.ends + 3 * MINUTE, self._close, half)

    # What each act does.

    def _sight(self, loaded: Loaded, person: str) -> Sight:
        return Sight(self.taken.standing(loaded, person), self.taken.cohort)

    def _plan(self, loaded: Loaded, now: datetime) -> None:
        entry, sight = self.entry, self._sight(loaded, self.lead)
        self.workshop = plan_workshop(
            sight,
            title=entry.title,
            about=entry.about,
            starts_at=self.starts,
            ends_at=self.ends,
            place=entry.place,
            link=entry.link,
            capacity=entry.capacity,
            activity_key=self.taken.steps[entry.step].key if entry.step else None,
            trainers=[loaded.people[one].id for one in entry.trainers],
            now=now,
            seed=f"demo/{self.taken.key}/{entry.title}",
        )
        for title, address in entry.materials.items():
            add_material(sight, self.workshop, title=title, address=address, now=now)

    def _answer(self, loaded: Loaded, now: datetime, person: str) -> None:
        answer = decline if person in self.entry.declined else take_seat
        answer(self._sight(loaded, person), self.workshop, now=now)

    def _scan(self, loaded: Loaded, now: datetime, half: Half, person: str) -> None:
        code = codes.code_at(self.workshop.id, half.key, now)
        sign_by_code(self._sight(loaded, person), self.workshop, half, code=code, now=now)

    def _draw(self, loaded: Loaded, now: datetime, half: Half, person: str) -> None:
        sent = Sent(drawing=flourish(person), device_at=now - timedelta(seconds=4))
        place = self.taken.places[person]
        sign_on_device(self._sight(loaded, self.lead), self.workshop, half, place, sent, now=now)

    def _note(self, loaded: Loaded, now: datetime, half: Half, person: str) -> None:
        reason, sight = self.entry.absent.get(person, ""), self._sight(loaded, self.lead)
        place = self.taken.places[person]
        note(sight, self.workshop, half, place, present=False, reason=reason, now=now)

    def _correct(self, loaded: Loaded, now: datetime, half: Half, person: str) -> None:
        row = Signature.objects.get(
            workshop=self.workshop, on=half.on, part=half.part, enrolment=self.taken.places[person]
        )
        reason = "Train en retard : présence constatée à 9 h 45."
        correct(self._sight(loaded, self.lead), row, present=True, reason=reason, now=now)

    def _close(self, loaded: Loaded, now: datetime, half: Half) -> None:
        sent = Sent(drawing=flourish(self.lead))
        sign_sheet(self._sight(loaded, self.lead), self.workshop, half, sent, now=now)


def flourish(name: str) -> str:
    """A signature that looks drawn by hand, always the same for a name."""
    loops, tall = 3 + int(4 * chance(name, "loops")), 30 + 40 * chance(name, "tall")
    slope = 0.4 + chance(name, "slope")
    points = [
        [
            min(WIDTH, max(0, int(60 + step * 4.4 + tall * 0.6 * sin(step * loops / 14)))),
            min(HEIGHT, max(0, int(105 - slope * step / 4 + tall * cos(step * loops / 14 + slope)))),
        ]
        for step in range(100)
    ]
    return json.dumps([points, [[70, 160], [300, 150 - int(20 * slope)], [520, 156]]])
