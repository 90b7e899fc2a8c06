"""Explain it to a colleague: what one can explain, one has understood."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from pydantic import Field

from cordee.core.errors import Invalid
from cordee.paths.actions.works import send_work
from cordee.paths.contents import Content, Line, Words
from cordee.paths.kinds.contract import Kind, Outcome, Sent, Step
from cordee.paths.models import Work


class ExplanationContent(Content):
    """What to explain, and to whom; in how many words at least."""

    prompt: Words
    audience: Line = ""
    fewest_words: int = Field(20, ge=0, le=2000)


class Explanation(Kind):
    """Written in one's own words; a peer says whether it was useful."""

    name, label, icon, mode = "explanation", _("Explain it to a colleague"), "explanation", "social"
    between_people = True
    Content = ExplanationContent

    def render(self, step: Step) -> dict[str, Any]:
        """What one wrote."""
        mine = Work.objects.filter(enrolment=step.enrolment, activity_key=step.activity.key)
        return {"work": mine.first()}

    def complete(self, step: Step, sent: Sent) -> Outcome:
        """Keep the explanation, once it has words enough."""
        assert step.enrolment is not None
        body = sent.fields.get("body", "")
        fewest = step.activity.content.get(
            "fewest_words", ExplanationContent.model_fields["fewest_words"].default
        )
        if len(body.split()) < max(1, fewest):
            message = ngettext(
                "Write %(fewest)s word at least, as if your colleague stood before you.",
                "Write %(fewest)s words at least, as if your colleague stood before you.",
                max(1, fewest),
            ) % {"fewest": max(1, fewest)}
            raise Invalid(message, fields={"body": message})
        send_work(step.enrolment, step.activity, body=body, now=step.now)
        return Outcome(done=True)
