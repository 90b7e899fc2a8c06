"""Which views of paths are made of what people did (``people.views_of_data``)."""

from django.utils.translation import gettext_lazy as _

from cordee.people.views_of_data import DataView

_STAFF = _("The facilitators and tutors of the cohort, administrators, auditors and training managers.")
GRADEBOOK = DataView(
    "paths.gradebook",
    _("Progress of a cohort"),
    _("Name; steps begun and finished, with their scores; minutes; last visit."),
    _STAFF,
    mine="paths",
    named=True,
)
DAYS = DataView(
    "paths.days",
    _("Days of a cohort"),
    _("Name; for each day, the minutes on the path and in its workshops."),
    _STAFF,
    named=True,
)
LEARNER = DataView(
    "paths.learner",
    _("What one learner did"),
    _("Name; days, steps, works and certificates of one person in a cohort."),
    _(
        "The person themselves, the facilitators and tutors of the cohort, administrators, auditors and training "
        "managers."
    ),
    mine="paths",
    named=True,
)
DOSSIERS = DataView(
    "paths.dossiers",
    _("Administrative file of a cohort"),
    _("Name; category, who pays, objective, specialty, hours planned and proven elsewhere."),
    _("The facilitators of the cohort, administrators, auditors and training managers."),
    named=True,
)
WORKS = DataView(
    "paths.works",
    _("Works that wait to be looked at"),
    _("Name; what was handed in, with its files."),
    _STAFF,
    mine="paths",
    named=True,
)
VIEWS = (GRADEBOOK, DAYS, LEARNER, DOSSIERS, WORKS)
