"""What the yearly report to the administration (bilan pédagogique et financier) asks of an enrolment."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cordee.paths.models.cohorts import Cohort, Enrolment
from cordee.people.models import Person


class Facts(models.Model):
    """Who the learner is to the report, who pays, what for. Empty: not said here.

    ``category`` is a line of frame F-1 of Cerfa 10443, ``objective`` of F-3, ``nsf`` a code of ``paths.nsf`` for F-4.
    ``entrusted_to``: the training organisation that gives the training for us (F-2); ``entrusted_by``: the one for which
    we give it (G; then it is counted there alone). Durations are in minutes.
    """

    class Category(models.TextChoices):
        EMPLOYEE = "employee", _("employee of a private employer")
        APPRENTICE = "apprentice", _("apprentice")
        SEEKER = "seeker", _("looking for work")
        PRIVATE = "private", _("private person, at their own cost")
        OTHER = "other", _("other (public service, self-employed, volunteer…)")

    class Funder(models.TextChoices):
        EMPLOYER = "employer", _("the employer")
        OPCO = "opco", _("a skills operator (OPCO)")
        CPF = "cpf", _("the personal training account (CPF)")
        EMPLOYMENT = "employment", _("France Travail")
        REGION = "region", _("a region")
        STATE = "state", _("the State or another public body")
        PERSON = "person", _("the learner")
        TRAINER = "trainer", _("another training organisation")
        OTHER = "other", _("another funder")

    class Objective(models.TextChoices):
        RNCP_6 = "rncp-6", _("RNCP, levels 6 to 8")
        RNCP_5 = "rncp-5", _("RNCP, level 5")
        RNCP_4 = "rncp-4", _("RNCP, level 4")
        RNCP_3 = "rncp-3", _("RNCP, level 3")
        RNCP_2 = "rncp-2", _("RNCP, level 2")
        RNCP_CQP = "rncp-cqp", _("RNCP, CQP without a level")
        RS = "rs", _("certification or authorisation of the specific register (RS)")
        CQP = "cqp", _("CQP outside RNCP and RS")
        TRAINING = "training", _("other professional training")
        ASSESSMENT = "assessment", _("skills assessment (bilan de compétences)")
        VAE = "vae", _("support for validation of experience (VAE)")

    class Modality(models.TextChoices):
        ON_SITE = "on-site", _("on site")
        REMOTE = "remote", _("at a distance")
        MIXED = "mixed", _("both")

    category = models.CharField(max_length=10, choices=Category.choices, blank=True)
    funder = models.CharField(max_length=10, choices=Funder.choices, blank=True)
    funder_name = models.CharField(max_length=150, blank=True)
    objective = models.CharField(max_length=10, choices=Objective.choices, blank=True)
    nsf = models.CharField(max_length=4, blank=True)
    modality = models.CharField(max_length=8, choices=Modality.choices, blank=True)
    minutes_planned = models.PositiveIntegerField(null=True, blank=True)
    entrusted_to = models.CharField(max_length=150, blank=True)
    entrusted_by = models.CharField(max_length=150, blank=True)

    class Meta:
        abstract = True


class Dossier(Facts):
    """The facts of one enrolment, where they are its own; what it leaves empty is as its cohort says.

    ``minutes_done``: hours that were followed and are proven elsewhere (a sheet on paper, a subcontractor): they count
    instead of what was signed and done here.
    """

    enrolment = models.OneToOneField(
        Enrolment, primary_key=True, on_delete=models.CASCADE, related_name="dossier"
    )
    minutes_done = models.PositiveIntegerField(null=True, blank=True)
    changed_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"dossier of {self.enrolment_id}"


class CohortDossier(Facts):
    """What holds for all learners of a cohort, unless their own dossier says otherwise."""

    cohort = models.OneToOneField(Cohort, primary_key=True, on_delete=models.CASCADE, related_name="dossier")
    changed_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"dossier of {self.cohort_id}"
