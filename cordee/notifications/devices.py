"""What is read of devices."""

from uuid import UUID

from cordee.notifications.models import Device

# In a browser's name for itself, in the order in which they are looked for: each names those after it too.
_PROGRAMS = (
    ("Edg", "Edge"), ("OPR", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"), ("CriOS", "Chrome"), ("Chrome", "Chrome"), ("Safari", "Safari"),
)  # fmt: skip
_SYSTEMS = (
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Mac OS", "Mac"),
    ("CrOS", "Chromebook"), ("Linux", "Linux"),
)  # fmt: skip


def devices_of(person_id: UUID) -> list[Device]:
    """On which devices somebody is told, the newest first. One query."""
    return list(Device.objects.filter(person_id=person_id).order_by("-id"))


def name_of(agent: str) -> str:
    """A device in two words, of what its browser says of itself; empty where that says nothing."""
    found = [next((word for part, word in table if part in agent), "") for table in (_PROGRAMS, _SYSTEMS)]
    return " · ".join(word for word in found if word)
