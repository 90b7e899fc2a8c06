"""The bell, what is sent outside of it, and what each person chose of that."""

from cordee.notifications.models.bell import Cause, Notice, ReadMark
from cordee.notifications.models.choices import Attention, Pace, Preference
from cordee.notifications.models.devices import Device, PushKey
from cordee.notifications.models.sending import Delivery, Message, Rest, Unreachable

__all__ = [
    "Attention",
    "Cause",
    "Delivery",
    "Device",
    "Message",
    "Notice",
    "Pace",
    "Preference",
    "PushKey",
    "ReadMark",
    "Rest",
    "Unreachable",
]
