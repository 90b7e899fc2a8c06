"""Workshops, who comes, and who was there."""

from cordee.workshops.models.attendance import Signature
from cordee.workshops.models.calendars import CalendarKey
from cordee.workshops.models.workshops import Material, Reminder, Seat, Trainer, Workshop

__all__ = ["CalendarKey", "Material", "Reminder", "Seat", "Signature", "Trainer", "Workshop"]
