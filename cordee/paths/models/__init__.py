"""Paths, their versions, and the people who take them."""

from cordee.paths.models.attempts import Attempt, Response
from cordee.paths.models.banks import Bank, BankQuestion
from cordee.paths.models.certificates import Certificate
from cordee.paths.models.cohorts import Circle, Cohort, Deadline, Enrolment, Staff
from cordee.paths.models.dossiers import CohortDossier, Dossier
from cordee.paths.models.packages import Package, Play
from cordee.paths.models.paths import Path, PathAuthor, Sheet
from cordee.paths.models.progress import Day, Goal, PlanSharing, Progress
from cordee.paths.models.versions import Activity, Credit, Module, PathFile, PathObjective, Version
from cordee.paths.models.works import StepPost, Verdict, Work

__all__ = [
    "Activity",
    "Attempt",
    "Bank",
    "BankQuestion",
    "Certificate",
    "Circle",
    "Cohort",
    "CohortDossier",
    "Credit",
    "Day",
    "Deadline",
    "Dossier",
    "Enrolment",
    "Goal",
    "Module",
    "Package",
    "Path",
    "PathAuthor",
    "PathFile",
    "PathObjective",
    "PlanSharing",
    "Play",
    "Progress",
    "Response",
    "Sheet",
    "Staff",
    "StepPost",
    "Verdict",
    "Version",
    "Work",
]
