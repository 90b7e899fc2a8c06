"""Which views of insights are made of what people did (``people.views_of_data``)."""

from django.utils.translation import gettext_lazy as _

from cordee.people.views_of_data import DataView

SPACE_HEALTH = DataView(
    "insights.space-health",
    _("Health of a space"),
    _(
        "Who asked, answered, wrote, joined or came back, and when: counted, never named, never what was written."
    ),
    _("Those who facilitate the space, administrators and auditors."),
)
VIEWS = (SPACE_HEALTH,)
