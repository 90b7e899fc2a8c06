"""Which views of insights are made of what people did (``people.views_of_data``)."""

from django.utils.translation import gettext_lazy as _

from cordee.people.views_of_data import DataView

SPACE_HEALTH = DataView(
    "insights.space-health",
    _("Health of a space"),
    _(
        "Who asked, answered, wrote, joined or came back, and when: counted, never named, never what was written."
    ),
    _("Those who facilitate the space, administrators, auditors and training managers."),
)
FIGURES = DataView(
    "insights.figures",
    _("Figures of the organisation, of spaces, paths, cohorts and units"),
    _(
        "Who took part, read, wrote, helped, came back, tried something or finished an activity: counted in groups of "
        "five or more, never named, never what was written."
    ),
    _(
        "Administrators, auditors and training managers; those who facilitate the space or the cohort; line managers, "
        "for the unit of their team."
    ),
)
ACTS = DataView(
    "insights.acts",
    _("What the figures are made of"),
    _(
        "Who contributed, replied, reacted, joined, finished an activity or attended, and when; never what was written "
        "or read."
    ),
    _(
        "Administrators, auditors and training managers; those who facilitate the space or the cohort. Line managers "
        "see how many, nobody by name."
    ),
    named=True,
)
VIEWS = (SPACE_HEALTH, FIGURES, ACTS)
