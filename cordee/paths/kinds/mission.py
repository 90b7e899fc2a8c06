"""Something to do at work, with evidence of it, and a note written apart from the work."""

from typing import Any, Literal

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cordee.core.errors import Invalid
from cordee.media.actions import store_attachment, store_image
from cordee.media.models import File
from cordee.paths.actions.works import reflect, send_work
from cordee.paths.contents import Content, Words
from cordee.paths.kinds.contract import Kind, Outcome, Sent, Step
from cordee.paths.models import Activity, Verdict, Work


class MissionContent(Content):
    """What to do, what evidence to bring, what to think about afterwards, and who says that it was done."""

    task: Words
    evidence: list[Literal["note", "photo", "video"]] = ["note"]
    reflection: Words = ""
    validated_by: Literal["tutor", "facilitator", "nobody"] = "tutor"


class Mission(Kind):
    """Done at work, told here, validated by a person."""

    name, label, icon, mode = "mission", _("Mission at work"), "mission", "practice"
    between_people = True
    Content = MissionContent

    def render(self, step: Step) -> dict[str, Any]:
        """What one told, and what was said of it."""
        mine = Work.objects.filter(enrolment=step.enrolment, activity_key=step.activity.key)
        work = mine.prefetch_related("files", "verdicts__person").first()
        verdicts = [one for one in work.verdicts.all() if one.kind != Verdict.Kind.USEFUL] if work else []
        return {"work": work, "verdict": verdicts[-1] if verdicts else None}

    def complete(self, step: Step, sent: Sent) -> Outcome:
        """Keep the evidence, or the reflection; done once both are there and a person validated it."""
        assert step.enrolment is not None
        if "reflection" in sent.fields:
            work = reflect(step.enrolment, step.activity, sent.fields["reflection"], now=step.now)
        else:
            work = self._told(step, sent)
        return Outcome(done=is_done(step.activity, work))

    def _told(self, step: Step, sent: Sent) -> Work:
        assert step.enrolment is not None
        wanted = step.activity.content.get("evidence", ["note"])
        body = sent.fields.get("body", "")
        before = Work.objects.filter(enrolment=step.enrolment, activity_key=step.activity.key).first()
        shown = before is not None and before.files.exists()
        if "note" in wanted and not body.strip():
            message = gettext("Tell in a few words what you did and what happened.")
            raise Invalid(message, fields={"body": message})
        files: list[File] = []
        space = step.enrolment.cohort.space_id
        if photo := sent.files.get("photo"):
            files.append(store_image(step.person, photo, space_id=space, now=step.now))
        if video := sent.files.get("video"):
            files.append(store_attachment(step.person, video, space_id=space, now=step.now))
        if not (files or shown or "note" in wanted):
            message = gettext("Add the photo or the video that shows what you did.")
            raise Invalid(message, fields={"photo": message})
        shared = sent.fields.get("shared") == "on"
        # What is not shared is for who brought it and for who validates it.
        known = [file.id for file in before.files.all()] if before else []
        File.objects.filter(id__in=[*known, *(file.id for file in files)]).update(withheld=not shared)
        return send_work(step.enrolment, step.activity, body=body, files=files, shared=shared, now=step.now)


def is_done(activity: Activity, work: Work) -> bool:
    """Told, thought about where that is asked, and validated by who was asked to."""
    content = activity.content
    if content.get("reflection") and work.reflected_at is None:
        return False
    if content.get("validated_by", "tutor") == "nobody":
        return True
    last = work.verdicts.exclude(kind=Verdict.Kind.USEFUL).order_by("-id").first()
    return last is not None and last.kind == Verdict.Kind.VALIDATED
