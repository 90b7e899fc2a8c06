"""The bell, what is sent outside of it, and what each person chose of that."""

from cordee.notifications.models.bell import Cause, Notice, ReadMark
from cordee.notifications.models.choices import Attention, Pace, Preference
from cordee.notifications.models.sending import Delivery, Message, Rest, Unreachable

__all__ = [
    "Attention",
    "Cause",
    "Delivery",
    "Message",
    "Notice",
    "Pace",
    "Preference",
    "ReadMark",
    "Rest",
    "Unreachable",
]
