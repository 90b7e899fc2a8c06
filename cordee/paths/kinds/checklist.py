"""Things to do, one by one."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from cordee.paths.contents import Content, Line, Words
from cordee.paths.kinds.contract import Kind, Outcome, Sent, Step


class ChecklistContent(Content):
    """What to do."""

    about: Words = ""
    items: list[Line] = Field(min_length=1, max_length=100)


class Checklist(Kind):
    """Done when every item is ticked; what is ticked stays so."""

    name, label, icon, mode = "checklist", _("Checklist"), "checklist", "practice"
    Content = ChecklistContent

    def render(self, step: Step) -> dict[str, Any]:
        """What is ticked."""
        return {"ticked": step.progress.state.get("ticked", []) if step.progress else []}

    def complete(self, step: Step, sent: Sent) -> Outcome:
        """Keep what is ticked."""
        count = len(step.activity.content["items"])
        ticked = sorted(
            {int(one) for one in sent.lists.get("items", []) if one.isdecimal() and int(one) < count}
        )
        return Outcome(done=len(ticked) == count, state={"ticked": ticked})
