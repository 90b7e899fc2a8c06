"""The yearly report, as a view that is made of what people did (``people.views_of_data``)."""

from django.utils.translation import gettext_lazy as _

from cordee.people.views_of_data import DataView

BPF = DataView(
    "evidence.bpf",
    _("Yearly report (BPF)"),
    _("Hours of enrolments in numbers; the names of those whose file is not complete."),
    _("Administrators, auditors and training managers."),
    named=True,
)
