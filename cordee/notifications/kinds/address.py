"""Mail to me comes back: said where it can still be read."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cordee.journal.models import Event
from cordee.notifications import events
from cordee.notifications.around import Around
from cordee.notifications.kinds.contract import Kind, Telling
from cordee.notifications.lines import Line


class AddressLost(Kind):
    """My address takes no mail: nothing more is sent there until I say so."""

    name = "address"
    group = "keeping"
    verbs = frozenset({events.ADDRESS_LOST})
    strength = 15
    icon = "send"
    about = gettext_lazy("What reaches me")

    def tell(self, event: Event, around: Around) -> Iterator[Telling]:
        """Whose address it is."""
        yield Telling(event.object_id, event, self.name, "address", "concerned")

    def words(self, line: Line) -> str:
        """What to do is said on the page where it leads."""
        return _("Mail to you comes back: nothing more is sent to your address")

    def address(self, line: Line) -> str:
        """Where one tries again."""
        return "/notifications/choices/"


KINDS = [AddressLost()]
