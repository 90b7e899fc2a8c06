"""Which views of the cockpit are made of what people did (``people.views_of_data``)."""

from django.utils.translation import gettext_lazy as _

from cordee.people.views_of_data import DataView

COCKPIT = DataView(
    "cockpit.space",
    _("A facilitator’s week"),
    _(
        "Name of who waits for an answer, has just arrived, has gone quiet, has few to turn to or could help, with the "
        "fact that says so; counts of what members did."
    ),
    _("Those who facilitate the space; administrators and auditors see the counts."),
    named=True,
)
VIEWS = (COCKPIT,)
