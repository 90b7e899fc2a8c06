"""What happened, as acts: pure functions, from an event of the journal and from a statement of other software."""

from cordee.insights.acts.around import Around
from cordee.insights.acts.events import act_of_event
from cordee.insights.acts.statements import act_of_statement
from cordee.insights.acts.undoing import Undoing, undoing

__all__ = ["Around", "Undoing", "act_of_event", "act_of_statement", "undoing"]
