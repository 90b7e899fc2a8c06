"""The paths of the demo: their content is whole, and what people did there stands as it was told."""

import pytest

from cordee.demo.content import content
from cordee.demo.courses import LearningEntry, course_of, learning
from cordee.demo.learning import Taken
from cordee.demo.pacing import TOLD, stops
from cordee.demo.plan import Plan
from cordee.demo.tests.test_plan import DAYS
from cordee.paths.kinds import KINDS
from cordee.paths.questions import KINDS as QUESTIONS
from cordee.studio.fitting import fit
from cordee.studio.report import Report

PLAYED = {"page", "link", "checklist", "discussion", "explanation", "mission", "poll", "quiz", "workshop"}
ENTRIES = pytest.mark.parametrize("entry", learning().values(), ids=learning())


def test_every_kind_of_activity_and_most_kinds_of_questions_are_there() -> None:
    steps = [step for entry in learning().values() for step in entry.path.steps]
    assert len(learning()) == 4
    assert {step.kind for step in steps} == PLAYED
    assert set(KINDS) >= PLAYED
    asked = {one.kind for entry in learning().values() for bank in entry.path.banks for one in bank.questions}
    assert len(asked & set(QUESTIONS)) >= 7


@pytest.mark.parametrize("key", learning())
def test_a_path_fits_and_names_nothing_that_is_not_there(key: str) -> None:
    path, report = learning()[key].path, Report()
    fit(course_of(key, path), report)
    assert not report.remarks
    assert len(path.modules) == 3
    assert 8 <= len(path.steps) <= 11
    objectives = {one.key for one in path.objectives}
    assert {key for step in path.steps for key in step.objectives} == objectives
    assert {skill for one in path.objectives for skill in one.skills} <= set(content().skills)
    assert {step.key for step in path.steps} >= {key for step in path.steps for key in step.after}


@ENTRIES
def test_who_is_named_belongs_there(entry: LearningEntry) -> None:
    cohort, steps = entry.cohort, {step.key: step for step in entry.path.steps}
    assert set(cohort.leads[:1]) <= set(entry.path.authors)
    inside = {*cohort.learners, *cohort.leads, *cohort.tutors}
    assert inside | set(entry.path.authors) <= set(content().people)
    assert not set(cohort.learners) & {*cohort.leads, *cohort.tutors}
    assert 8 <= len(cohort.learners) <= 16
    for post in cohort.posts:
        assert {post.by, *post.useful, *(said.by for said in post.replies)} <= inside, post.title
        assert post.by not in post.useful
    for work in cohort.works:
        assert work.by in cohort.learners
        assert steps[work.step].kind in TOLD
        assert {*work.useful, *(one.by for one in work.verdicts)} <= inside - {work.by}
    reached = {person: entry.path.steps[: one.done] for person, one in cohort.learners.items()}
    assert all(steps[work.step] in reached[work.by] for work in cohort.works)


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_it_lies_in_the_past_and_in_order(day: object) -> None:
    plan = Plan(content(), "fr", day)  # type: ignore[arg-type]
    arrived = plan.arrivals()
    for key, entry in learning().items():
        for act in Taken(plan, key, entry).acts():
            assert arrived[act.by] <= act.at < plan.end, (key, act.by)
        for person in entry.cohort.learners:
            moments = [moment for stop in stops(plan, entry, key, person) for moment in (stop.at, stop.until)]
            assert moments == sorted(moments), (key, person)
