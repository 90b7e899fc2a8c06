"""Copying what a version holds into another: for the next draft, a duplicate, a template."""

from typing import TypeVar
from uuid import UUID

from cordee.core.ids import uuid7
from cordee.paths.models import Activity, Bank, BankQuestion, Module, PathObjective, Version

Copied = TypeVar("Copied", PathObjective, Module, Activity, Bank, BankQuestion)


def copy_content(source: Version, target: Version) -> None:
    """Everything of ``source`` into the empty ``target``; keys stay, so what learners did follows. Nine queries."""
    objectives: dict[UUID, PathObjective] = {}
    for one in source.objectives.prefetch_related("skills"):
        skills = list(one.skills.all())
        was = one.pk
        objectives[was] = copy = _as_new(one)
        copy.version = target
        copy.save(force_insert=True)
        copy.skills.set(skills)
    modules: dict[UUID, Module] = {}
    for module in source.modules.all():
        was = module.pk
        modules[was] = copied = _as_new(module)
        copied.version = target
    Module.objects.bulk_create(modules.values())
    activities: dict[UUID, Activity] = {}
    for activity in source.activities.all():
        stage = modules[activity.module_id]
        was = activity.pk
        activities[was] = step = _as_new(activity)
        step.version, step.module = target, stage
    Activity.objects.bulk_create(activities.values(), batch_size=200)
    through = Activity.objectives.through
    links = through.objects.filter(activity__version=source).values_list("activity_id", "pathobjective_id")
    through.objects.bulk_create(
        through(activity=activities[activity_id], pathobjective=objectives[objective_id])
        for activity_id, objective_id in links
    )
    banks: dict[UUID, Bank] = {}
    for bank in source.banks.all():
        was = bank.pk
        banks[was] = shelf = _as_new(bank)
        shelf.version = target
    Bank.objects.bulk_create(banks.values())
    questions = []
    for question in BankQuestion.objects.filter(bank__version=source):
        shelf = banks[question.bank_id]
        asked = _as_new(question)
        asked.bank = shelf
        questions.append(asked)
    BankQuestion.objects.bulk_create(questions, batch_size=200)


def _as_new(row: Copied) -> Copied:
    row.pk = uuid7()
    row._state.adding = True
    return row
