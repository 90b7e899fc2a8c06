"""Which views of this room are made of what people did or told (``people.views_of_data``)."""

from django.utils.translation import gettext_lazy as _

from cordee.people.views_of_data import DataView

REGISTER = DataView(
    "improvement.register",
    _("Complaints and ideas, by name"),
    _("What people told the organisation, with their name, and what was done about it."),
    _("Administrators, auditors, training managers and who looks after it."),
    mine="my-concerns",
    named=True,
)
ADAPTATIONS = DataView(
    "improvement.adaptations",
    _("Adaptations of a cohort"),
    _("Name; what is arranged otherwise, never why."),
    _("The facilitators and tutors of the cohort, administrators, auditors and training managers."),
    named=True,
)
VIEWS = (REGISTER, ADAPTATIONS)
