"""Who learned what in the demo's past: each path written, its cohort opened, its steps done, told, talked about."""

from collections.abc import Callable, Iterator
from datetime import datetime, time, timedelta

from cordee.demo.answering import answers
from cordee.demo.courses import LearningEntry, StepPostEntry, WorkEntry, course_of, identifiers, learning
from cordee.demo.keeping import Keeping
from cordee.demo.loaded import Loaded
from cordee.demo.meeting import Meeting
from cordee.demo.pacing import Stop, stops
from cordee.demo.plan import MINUTE, Plan, chance
from cordee.paths.access import Standing
from cordee.paths.actions import attempts, cohorts, deadlines, enrolling, judging
from cordee.paths.actions.certificates import issue_certificate
from cordee.paths.actions.circles import form_circles
from cordee.paths.actions.conversations import contribute
from cordee.paths.actions.paths import add_author, create_path, edit_sheet
from cordee.paths.actions.progress import complete_step, open_step
from cordee.paths.actions.publishing import publish_version
from cordee.paths.actions.times import Spent, count_times
from cordee.paths.kinds import Sent
from cordee.paths.models import Activity, Certificate, Cohort, Enrolment, Path, Progress, Work
from cordee.paths.queries.paths import path_seen
from cordee.spaces.actions.comments import reply
from cordee.spaces.actions.reactions import Given
from cordee.studio.actions.taking import take_in
from cordee.studio.report import Report

HOUR = timedelta(hours=1)


def learned(plan: Plan) -> Iterator[Keeping]:
    """All of it, each act at its time."""
    for key, entry in learning().items():
        yield from Taken(plan, key, entry).acts()


class Taken:
    """One path with the cohort that takes it, and what stands of it so far."""

    def __init__(self, plan: Plan, key: str, entry: LearningEntry) -> None:
        self.plan, self.key, self.entry = plan, key, entry
        self.path: Path
        self.cohort: Cohort
        self.steps: dict[str, Activity] = {}
        self.places: dict[str, Enrolment] = {}
        self.works: dict[tuple[str, str], Work] = {}
        self.spent: list[Spent] = []

    def acts(self) -> Iterator[Keeping]:
        """Everything that happened, not yet in order."""
        plan, told = self.plan, self.entry.cohort
        yield self.act(self.entry.path.authors[0], plan.moment(self.entry.path.written), self._write)
        yield self.act(told.leads[0], plan.moment(told.opened), self._open)
        for person, learner in told.learners.items():
            place = list(told.learners).index(person)
            by = person if told.entry == "self" else told.leads[0]
            yield self.act(by, plan.moment(learner.at) + place * MINUTE / 4, self._enrol, person)
            yield from self._walk(person)
            if learner.left:
                yield self.act(person, plan.moment(learner.left), self._leave, person)
        first = datetime.combine(told.day(plan.today, told.starts), time(7), plan.zone)
        if first < plan.end:
            yield self.act(told.leads[0], first, self._circles)
        for limit in told.deadlines:
            at = plan.moment(limit.at) if limit.at else plan.moment(told.opened) + 5 * MINUTE
            yield self.act(told.leads[0], at, self._limit, limit.step, limit.on, limit.whose, limit.why)
        for post in told.posts:
            yield from self._talk(post)
        for workshop in told.workshops:
            yield from Meeting(self, workshop).acts()
        ended = plan.moment(told.closed) if told.closed else plan.end
        # Certificates tell of the time at it: it is counted before they are given.
        yield self.act(told.leads[0], ended - MINUTE, self._count)
        if told.closed:
            yield self.act(told.leads[0], ended, self._close)

    def act(self, by: str, at: datetime, do: Callable[..., object], *about: object) -> Keeping:
        return Keeping(at=at, by=by, space="", do=lambda loaded: do(loaded, at, *about))

    def _walk(self, person: str) -> Iterator[Keeping]:
        works = {one.step: one for one in self.entry.cohort.works if one.by == person}
        for stop in stops(self.plan, self.entry, self.key, person):
            yield self.act(person, stop.at, self._come, person, stop)
            if not stop.done or stop.step.kind == "discussion":
                continue  # a discussion is done by its post
            work = works.get(stop.step.key)
            yield self.act(person, stop.until, self._do, person, stop, work)
            if work:
                yield from self._followed(work, stop.until)

    def _followed(self, work: WorkEntry, told_at: datetime) -> Iterator[Keeping]:
        """What came after a work: thinking about it the day after, a tutor's word, peers to whom it was useful."""
        at = told_at
        if work.reflection:
            at = self._later(at, timedelta(hours=20 + 6 * chance(self.key, work.by, "reflection")))
            yield self.act(work.by, at, self._reflect, work)
        for verdict in work.verdicts:
            at = self._later(at, timedelta(hours=10 + 14 * chance(self.key, work.by, verdict.kind)))
            yield self.act(verdict.by, at, self._judge, work, verdict.by, verdict.kind, verdict.note)
        for peer in work.useful:
            later = timedelta(hours=1 + 70 * chance(self.key, work.by, work.step, peer) ** 2)
            yield self.act(peer, self._later(told_at, later), self._find_useful, work, peer)

    def _talk(self, post: StepPostEntry) -> Iterator[Keeping]:
        there = stops(self.plan, self.entry, self.key, post.by)
        stop = next(one for one in there if one.step.key == post.step)
        yield self.act(post.by, stop.until, self._publish, post)
        at = stop.until
        for number, said in enumerate(post.replies, 1):
            at = self._later(at, HOUR * (1 + 14 * chance(self.key, post.title, str(number))))
            yield self.act(said.by, at, self._reply, post, number)
        for peer in post.useful:
            later = HOUR * (1 + 60 * chance(self.key, post.title, peer) ** 2)
            yield self.act(peer, self._later(stop.until, later), self._react, post, peer)

    def _later(self, at: datetime, by: timedelta) -> datetime:
        """So much later and awake, or sooner where the past ends before."""
        then = at + by
        if then.astimezone(self.plan.zone).hour < 6:
            then += 7 * HOUR
        left = self.plan.end - 2 * MINUTE - at
        return then if by and then - at < left else at + left / 3

    # What each act does.

    def standing(self, loaded: Loaded, person: str) -> Standing:
        return path_seen(loaded.people[person], self.entry.path.slug)

    def _write(self, loaded: Loaded, now: datetime) -> None:
        told = self.entry.path
        author = loaded.people[told.authors[0]]
        self.path = create_path(
            author,
            title=told.title,
            summary=told.summary,
            slug=told.slug,
            now=now,
            seed=f"demo/path/{self.key}",
        )
        take_in(author, course_of(self.key, told), Report(), now=now, into=self.path)
        where = self.standing(loaded, told.authors[0])
        edit_sheet(where, helper=loaded.people[self.entry.cohort.leads[0]], now=now)
        for other in told.authors[1:]:
            add_author(where, loaded.people[other], now=now)
        version = publish_version(where, now=now)
        named = identifiers(self.key)
        found = {one.key: one for one in version.activities.all()}
        self.steps = {step.key: found[named.of("step", step.key)] for step in told.steps}

    def _open(self, loaded: Loaded, now: datetime) -> None:
        told, today = self.entry.cohort, self.plan.today
        where = self.standing(loaded, told.leads[0])
        self.cohort = cohorts.open_cohort(
            where,
            title=told.title,
            starts_on=told.day(today, told.starts),
            ends_on=told.day(today, told.ends),
            capacity=told.capacity,
            entry=told.entry,
            welcome=told.welcome,
            time_zone=str(self.plan.zone),
            now=now,
            seed=f"demo/cohort/{self.key}",
        )
        where = self.standing(loaded, told.leads[0])
        for role, people in (("facilitator", told.leads[1:]), ("tutor", told.tutors)):
            for person in people:
                cohorts.set_staff(where, self.cohort, loaded.people[person], [role], now=now)

    def _enrol(self, loaded: Loaded, now: datetime, person: str) -> None:
        if self.entry.cohort.entry == "self":
            place = enrolling.enrol_myself(self.standing(loaded, person), self.cohort, now=now)
        else:
            where = self.standing(loaded, self.entry.cohort.leads[0])
            place = enrolling.enrol(where, self.cohort, loaded.people[person], now=now)
        self.places[person] = place

    def _leave(self, loaded: Loaded, now: datetime, person: str) -> None:
        why = self.entry.cohort.learners[person].why
        enrolling.withdraw(self.standing(loaded, person), self.places[person], now=now, why=why)

    def _circles(self, loaded: Loaded, now: datetime) -> None:
        form_circles(self.standing(loaded, self.entry.cohort.leads[0]), self.cohort, now=now, aim=5)

    def _limit(self, loaded: Loaded, now: datetime, step: str, on: int, whose: str, why: str) -> None:
        told = self.entry.cohort
        deadlines.set_deadline(
            self.standing(loaded, told.leads[0]),
            self.cohort,
            self.steps[step].key,
            told.day(self.plan.today, on),
            enrolment=self.places[whose] if whose else None,
            why=why,
            now=now,
        )

    def _close(self, loaded: Loaded, now: datetime) -> None:
        """Who finished is given both certificates; then nobody enters any more."""
        where = self.standing(loaded, self.entry.cohort.leads[0])
        finished = Enrolment.objects.filter(cohort=self.cohort, completed_at__isnull=False)
        for place in finished.select_related("cohort", "version", "person").order_by("id"):
            for kind in Certificate.Kind:
                issue_certificate(where, place, kind, now=now)
        cohorts.close_cohort(where, self.cohort, now=now)

    def _count(self, loaded: Loaded, now: datetime) -> None:
        count_times(self.spent)

    def _come(self, loaded: Loaded, now: datetime, person: str, stop: Stop) -> None:
        place, activity = self.places[person], self.steps[stop.step.key]
        open_step(place, activity, now=now)
        self.spent.append(Spent(place.id, activity.key, now.date(), stop.seconds))

    def _do(self, loaded: Loaded, now: datetime, person: str, stop: Stop, work: WorkEntry | None) -> None:
        place, activity = self.places[person], self.steps[stop.step.key]
        if activity.kind == "quiz":
            self._answer(person, stop)
            return
        fields, lists = {}, {}
        if work:
            fields = {"body": work.text, "shared": "on"}
        elif activity.kind == "checklist":
            lists = {"items": [str(at) for at in range(len(activity.content["items"]))]}
        elif activity.kind == "poll":
            at = int(chance(self.key, person, stop.step.key) * len(activity.content["options"]))
            lists = {"choices": [str(at)]}
        complete_step(place, activity, Sent(fields, lists), now=now)
        if work:
            self.works[person, stop.step.key] = Work.objects.select_related(
                "enrolment__cohort", "enrolment__person"
            ).get(enrolment=place, activity_key=activity.key)

    def _answer(self, person: str, stop: Stop) -> None:
        """Once, and again when it was not passed."""
        place, activity = self.places[person], self.steps[stop.step.key]
        for number, at in enumerate((stop.at + (stop.until - stop.at) / 2, stop.until), 1):
            seed = f"demo/{self.key}/{person}/{stop.step.key}/{number}"
            attempt = attempts.begin(place, activity, now=at, seed=seed)
            sure = 0.3 + 0.3 * number + 0.15 * chance(self.key, person)
            attempts.end_attempt(attempt, answers=answers(attempt, person, sure=sure), now=at)
            if Progress.objects.filter(enrolment=place, activity_key=activity.key, done_at__isnull=False):
                break

    def _reflect(self, loaded: Loaded, now: datetime, work: WorkEntry) -> None:
        place, activity = self.places[work.by], self.steps[work.step]
        complete_step(place, activity, Sent({"reflection": work.reflection}), now=now)

    def _judge(self, loaded: Loaded, now: datetime, work: WorkEntry, by: str, kind: str, note: str) -> None:
        told = self.works[work.by, work.step]
        told.refresh_from_db(fields=["reflected_at"])
        judging.judge(self.standing(loaded, by), told, kind, note=note, now=now)

    def _find_useful(self, loaded: Loaded, now: datetime, work: WorkEntry, peer: str) -> None:
        told = self.works[work.by, work.step]
        judging.find_useful(loaded.people[peer], self.standing(loaded, peer), told, now=now)

    def _publish(self, loaded: Loaded, now: datetime, post: StepPostEntry) -> None:
        name = self._name(post)
        loaded.posts[name] = contribute(
            loaded.people[post.by],
            self.cohort,
            self.steps[post.step],
            kind=post.kind,
            title=post.title,
            body=post.text,
            enrolment=self.places.get(post.by),
            now=now,
            seed=f"demo/{name}",
        )

    def _reply(self, loaded: Loaded, now: datetime, post: StepPostEntry, number: int) -> None:
        name, said = self._name(post), post.replies[number - 1]
        loaded.replies[f"{name}/{number}"] = reply(
            loaded.people[said.by],
            loaded.posts[name],
            body=said.text,
            now=now,
            seed=f"demo/{name}/{number}",
        )

    def _react(self, loaded: Loaded, now: datetime, post: StepPostEntry, peer: str) -> None:
        name = self._name(post)
        seed = f"demo/{name}/{peer}/useful"
        loaded.given.append(Given(loaded.people[peer], loaded.posts[name], "useful", now, seed=seed))

    def _name(self, post: StepPostEntry) -> str:
        place = self.entry.cohort.posts.index(post) + 1
        return f"paths/{self.key}/{place}"
