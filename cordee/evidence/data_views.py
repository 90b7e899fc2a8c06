"""The ledger and what is read from it, as views that are made of what people did (``people.views_of_data``)."""

from django.utils.translation import gettext_lazy as _

from cordee.evidence.bpf.data_views import BPF
from cordee.people.views_of_data import DataView

LEDGER = DataView(
    "evidence.ledger",
    _("Evidence of the paths"),
    _("Name; entries, steps, works, attendance, help and judgements, with their dates."),
    _("The facilitators and tutors of the cohort, administrators, auditors and training managers."),
    mine="my-evidence",
    named=True,
)
BY_LINK = DataView(
    "evidence.link",
    _("Evidence, by an auditor’s link"),
    _("The same, of the cohorts and the period for which an administrator gave the link."),
    _("Who holds the link, without an account, until the day on which it ends."),
    mine="my-evidence",
    named=True,
)
INDICATORS = DataView(
    "evidence.indicators",
    _("Qualiopi, by indicator"),
    _("How many pieces and people stand behind each indicator; each leads to its pieces."),
    _(
        "The facilitators and tutors of the cohort, authors of the path, administrators, auditors and training managers."
    ),
    mine="my-evidence",
    named=True,
)
VIEWS = (LEDGER, BY_LINK, INDICATORS, BPF)
