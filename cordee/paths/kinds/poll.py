"""A question to the group, without a right answer."""

from collections import Counter
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from pydantic import Field

from cordee.core.errors import Invalid
from cordee.paths.actions.works import send_work
from cordee.paths.contents import Content, Line, Words
from cordee.paths.kinds.contract import Kind, Outcome, Sent, Step
from cordee.paths.models import Work


class PollContent(Content):
    """What to choose from."""

    question: Words
    options: list[Line] = Field(min_length=2, max_length=12)
    several: bool = False


class Poll(Kind):
    """Done by choosing; then one sees what the others chose, never who."""

    name, label, icon, mode = "poll", _("Poll"), "poll", "social"
    between_people = True
    Content = PollContent

    def render(self, step: Step) -> dict[str, Any]:
        """What one chose, and then how the group did."""
        if step.enrolment is None:
            return {"chosen": [], "results": None}
        cohort = Work.objects.filter(
            enrolment__cohort=step.enrolment.cohort_id, activity_key=step.activity.key
        )
        choices = dict(cohort.values_list("enrolment_id", "choices"))
        mine = choices.get(step.enrolment.id)
        if mine is None:
            return {"chosen": [], "results": None}
        counted = Counter(at for chosen in choices.values() for at in chosen)
        options = step.activity.content["options"]
        results = [
            (text, counted[at], round(100 * counted[at] / len(choices))) for at, text in enumerate(options)
        ]
        return {"chosen": mine, "results": results, "voters": len(choices)}

    def complete(self, step: Step, sent: Sent) -> Outcome:
        """Keep what is chosen; chosen again, it replaces what was."""
        assert step.enrolment is not None
        content = PollContent.given(step.activity.content)
        given = sent.lists.get("choices", [])
        places = {int(one) for one in given if one.isascii() and one.isdecimal()}
        chosen = sorted(places & set(range(len(content.options))))
        if not chosen or (len(chosen) > 1 and not content.several):
            message = gettext("Choose one of those offered.")
            raise Invalid(message, fields={"choices": message})
        send_work(step.enrolment, step.activity, choices=chosen, shared=False, now=step.now)
        return Outcome(done=True)
