"""Which views of the administration are made of what people did (``people.views_of_data``)."""

from django.utils.translation import gettext_lazy as _

from cordee.people.views_of_data import DataView

ACCOUNT = DataView(
    "administration.account",
    _("Accounts, in the administration"),
    _("Name and address; unit and groups; day of arrival; last visit."),
    _("Administrators and auditors."),
    mine="my-data",
    named=True,
)
AUDIT = DataView(
    "administration.audit",
    _("Audit log"),
    _("Name; kind and hour of each act; never what was written."),
    _("Administrators and auditors."),
    named=True,
)
VIEWS = (ACCOUNT, AUDIT)
