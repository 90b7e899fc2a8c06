"""The rows of a draft, made of a course: written all at once."""

from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Q
from django.utils.text import slugify
from django.utils.translation import gettext as _

from cordee.core.text import plain, render
from cordee.media.models import File
from cordee.paths import models
from cordee.paths.contents import Content
from cordee.paths.kinds import KINDS
from cordee.paths.kinds.page import PageContent
from cordee.paths.kinds.quiz import QuizContent
from cordee.people.actions.skills import add_skill
from cordee.people.models import Group, Person, Skill
from cordee.studio.actions.files import in_place
from cordee.studio.course import Course, Step
from cordee.studio.keys import Keys
from cordee.studio.report import Report

C = TypeVar("C", bound=Content)
MINUTES = 5  # of a step that says nothing of it
READ_A_MINUTE = 1_000  # characters, of who reads to learn


class Rows:
    """What a course becomes in ``version``; ``files`` says what became of its files."""

    def __init__(
        self, course: Course, version: models.Version, files: dict[str, File], *, now: datetime
    ) -> None:
        self.course, self.version, self.files, self.now = course, version, files, now
        self.keys = Keys(course.key)
        self.steps = {
            step.key: f"{version.path.url}steps/{self.keys.of('step', step.key)}/"
            for module in course.modules
            for step in module.steps
        }

    def write(self, report: Report) -> None:
        """Write all of it."""
        self._banks()
        objectives = self._objectives()
        steps = [step for module in self.course.modules for step in module.steps]
        activities = self._activities(report)
        link = models.Activity.objectives.through
        link.objects.bulk_create(
            link(activity_id=activity.pk, pathobjective_id=objectives[key])
            for activity, step in zip(activities, steps, strict=True)
            for key in step.objectives
        )
        self._credits(activities, steps, report)

    def _here(self, content: C) -> C:
        """The content with its files and what it names as they are called here."""
        placed = content.with_files(lambda name: str(self.files[name].id) if name in self.files else "")
        return placed.with_words(self.placed)

    def placed(self, text: str) -> str:
        """A text with the addresses that hold here."""
        return in_place(text, self.files, self.steps)

    def _banks(self) -> None:
        banks, questions = [], []
        for bank in self.course.banks:
            row = models.Bank(version=self.version, key=self.keys.of("bank", bank.key), title=bank.title)
            banks.append(row)
            for position, asked in enumerate(bank.questions):
                content = self._here(asked.question)
                questions.append(
                    models.BankQuestion(
                        bank=row,
                        key=self.keys.of("question", asked.key),
                        position=position,
                        kind=asked.question.name,
                        content=content.kept(),
                        shown=content.shown(),
                    )
                )
        models.Bank.objects.bulk_create(banks)
        models.BankQuestion.objects.bulk_create(questions, batch_size=200)

    def _objectives(self) -> dict[str, UUID]:
        """The rows of the objectives, by their keys in the course."""
        made = {}
        for position, one in enumerate(self.course.objectives):
            row = models.PathObjective.objects.create(
                version=self.version,
                key=self.keys.of("objective", one.key),
                position=position,
                text=one.text,
            )
            row.skills.set(skill for name in one.skills if (skill := self._skill(name)))
            made[one.key] = row.pk
        return made

    def _skill(self, name: str) -> Skill | None:
        slug = slugify(name)[:60]
        found = Skill.objects.filter(Q(slug=slug) | Q(name__iexact=name)).first()
        return found or (add_skill(slug, name[:80], now=self.now) if slug else None)

    def _activities(self, report: Report) -> list[models.Activity]:
        modules, activities = [], []
        for position, module in enumerate(self.course.modules):
            about = self.placed(module.about)
            row = models.Module(
                version=self.version,
                key=self.keys.of("module", module.key),
                position=position,
                title=module.title,
                about=about,
                about_html=render(about),
            )
            modules.append(row)
            activities += [self._activity(row, at, step, report) for at, step in enumerate(module.steps)]
        models.Module.objects.bulk_create(modules)
        return models.Activity.objects.bulk_create(activities, batch_size=200)

    def _activity(self, module: models.Module, at: int, step: Step, report: Report) -> models.Activity:
        content = self._here(step.content)
        if isinstance(content, QuizContent):
            content = self._quiz(content)
        return models.Activity(
            version=self.version,
            module=module,
            key=self.keys.of("step", step.key),
            position=at,
            kind=step.kind,
            title=step.title,
            mode=step.mode or KINDS[step.kind].mode,
            minutes=step.minutes or _minutes(content),
            required=step.required,
            content=content.kept(),
            shown=content.shown(),
            release=self._release(step, report),
        )

    def _quiz(self, content: QuizContent) -> QuizContent:
        draws = [
            draw.model_copy(update={"bank": str(self.keys.of("bank", draw.bank))}) for draw in content.draws
        ]
        questions = [str(self.keys.of("question", key)) for key in content.questions]
        return content.model_copy(update={"questions": questions, "draws": draws})

    def _release(self, step: Step, report: Report) -> dict[str, Any]:
        """When it opens; what waits for a step that is not there waits for nothing."""
        release = dict(step.release)
        known = {one.key for module in self.course.modules for one in module.steps}
        after, score = release.pop("after", []), release.pop("score", None)
        wanted = [*after, score["key"]] if score else after
        group = release.get("group")
        if group and not Group.objects.filter(pk=group).exists():
            del release["group"]
            report.adapted(_("release"), step.title, _("It was for a group that is not here."))
        if any(key not in known for key in wanted):
            report.adapted(_("release"), step.title, _("It waited for a step that is not there."))
        if there := [str(self.keys.of("step", key)) for key in after if key in known]:
            release["after"] = there
        if score and score["key"] in known:
            release["score"] = score | {"key": str(self.keys.of("step", score["key"]))}
        return release

    def _credits(self, activities: list[models.Activity], steps: list[Step], report: Report) -> None:
        """Who contributed what a step is made of; of who is not known here, the report keeps the name."""
        rows = []
        for activity, step in zip(activities, steps, strict=True):
            for name in step.credits:
                person = Person.objects.filter(Q(handle=name.removeprefix("@")) | Q(name=name)).first()
                if person is None:
                    report.adapted(_("credit"), step.title, _("%(name)s is not known here.") % {"name": name})
                    continue
                rows.append(
                    models.Credit(
                        path_id=self.version.path_id, activity_key=activity.key, person=person, at=self.now
                    )
                )
        known = set(
            models.Credit.objects.filter(path_id=self.version.path_id).values_list(
                "activity_key", "person_id"
            )
        )
        models.Credit.objects.bulk_create(
            row for row in rows if (row.activity_key, row.person_id) not in known
        )


def _minutes(content: Content) -> int:
    """How long a step takes, where its source does not say: a page by its length."""
    if isinstance(content, PageContent):
        return max(2, round(len(plain(content.body)) / READ_A_MINUTE))
    if isinstance(content, QuizContent):
        return content.minutes or max(2, len(content.questions) + sum(draw.count for draw in content.draws))
    return MINUTES
