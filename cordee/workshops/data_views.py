"""Which views of workshops are made of what people did (``people.views_of_data``)."""

from django.utils.translation import gettext_lazy as _

from cordee.people.views_of_data import DataView

ATTENDANCE = DataView(
    "workshops.attendance",
    _("Attendance sheets"),
    _("Name; presence by half-day; signature with its hour; corrections."),
    _("The facilitators and tutors of the cohort, administrators, auditors and training managers."),
    mine="my-calendar",
    named=True,
)
VIEWS = (ATTENDANCE,)
