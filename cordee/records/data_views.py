"""Which views of the learning records are made of what people did (``people.views_of_data``)."""

from django.utils.translation import gettext_lazy as _

from cordee.people.views_of_data import DataView

STORE = DataView(
    "records.store",
    _("Learning records (xAPI)"),
    _("Name; each act as a record: what was done, on what, when; results of learning software."),
    _("Administrators, and other software to which an administrator gave a key."),
    mine="my-data",
    named=True,
    noted=False,
)
VIEWS = (STORE,)
