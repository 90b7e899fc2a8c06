"""What who writes paths needs to see."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count
from django.utils.translation import gettext as _

from cordee.core.errors import Missing
from cordee.paths.access import Standing
from cordee.paths.models import Activity, Bank, BankQuestion, Module, Path, Version
from cordee.people.models import Person

MOST_PATHS = 100


@dataclass(frozen=True)
class Written:
    """A draft (or what is published) as its authors see it: modules with their activities, banks with their questions."""

    version: Version
    modules: list[tuple[Module, list[Activity]]]
    banks: list[tuple[Bank, list[BankQuestion]]]


def paths_written_by(person: Person) -> list[Path]:
    """The paths that somebody writes (administrators: all), newest first, with how many cohorts took each. One query."""
    rows = Path.objects.all() if person.is_administrator else Path.objects.filter(authors=person)
    counted = rows.select_related("cover", "current").annotate(cohort_count=Count("cohorts", distinct=True))
    return list(counted.order_by("-id")[:MOST_PATHS])


def written(where: Standing) -> Written:
    """The newest version of a path: its draft where there is one. Five queries."""
    version = Version.objects.filter(path=where.path).order_by("-number").first()
    if version is None:
        raise Missing(_("There is no such path, or it is not open to you."))
    activities: dict[UUID, list[Activity]] = {}
    light = Activity.objects.filter(version=version).defer("content", "shown").order_by("position")
    for one in light:
        activities.setdefault(one.module_id, []).append(one)
    questions: dict[UUID, list[BankQuestion]] = {}
    for asked in BankQuestion.objects.filter(bank__version=version).order_by("position"):
        questions.setdefault(asked.bank_id, []).append(asked)
    return Written(
        version,
        [(module, activities.get(module.id, [])) for module in version.modules.all()],
        [(bank, questions.get(bank.id, [])) for bank in version.banks.all()],
    )


def activity_written(where: Standing, key: UUID) -> Activity:
    """An activity of the newest version, whole. One query. Raises Missing."""
    rows = Activity.objects.filter(version__path=where.path, key=key).select_related("version", "module")
    activity = rows.prefetch_related("objectives").order_by("-version__number").first()
    if activity is None:
        raise Missing(_("This activity is not in the path, or not any more."))
    return activity


def question_written(where: Standing, key: UUID) -> BankQuestion:
    """A question of the newest version. One query. Raises Missing."""
    rows = BankQuestion.objects.filter(bank__version__path=where.path, key=key).select_related(
        "bank__version"
    )
    found = rows.order_by("-bank__version__number").first()
    if found is None:
        raise Missing(_("This question is not in the path, or not any more."))
    return found
