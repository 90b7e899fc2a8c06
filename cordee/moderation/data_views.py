"""Which views of moderation are made of what people did (``people.views_of_data``)."""

from django.utils.translation import gettext_lazy as _

from cordee.people.views_of_data import DataView

HISTORY = DataView(
    "moderation.history",
    _("Reports and decisions"),
    _("Name; what the person reported, what was reported of them, and what was decided."),
    _("Those who moderate the spaces concerned, and administrators."),
    named=True,
)
VIEWS = (HISTORY,)
