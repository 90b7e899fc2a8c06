"""Which views of circulation are made of what people did (``people.views_of_data``)."""

from django.utils.translation import gettext_lazy as _

from cordee.people.views_of_data import DataView

_MADE_OF = _(
    "Who replied to whom, thanked, read, tried, adapted or taught what: counted in groups of five or more. Who carries "
    "or bridges practices is named with their word alone."
)
ORGANISATION = DataView(
    "circulation.organisation",
    _("How knowledge travels in the organisation"),
    _MADE_OF,
    _("Administrators, auditors and training managers."),
    mine="my-circulation",
)
SPACE = DataView(
    "circulation.space",
    _("How knowledge travels in a space"),
    _MADE_OF,
    _("Those who facilitate the space, administrators, auditors and training managers."),
    mine="my-circulation",
)
ALONE = DataView(
    "circulation.alone",
    _("Who has few to turn to in a space"),
    _(
        "Members who took part and had to do with one person at most in four weeks, by name, so that they are helped."
    ),
    _("Those who facilitate the space."),
    named=True,
)
VIEWS = (ORGANISATION, SPACE, ALONE)
