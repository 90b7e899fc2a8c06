"""The indicators of the national quality reference that learning here can speak to: what each asks, by criterion.

Source: decree no. 2019-565 of 6 June 2019 (the reference) and the ministry's reading guide. Short words of our own; the
guide decides. Indicators that are not here (3, 7, 13 to 16, 20, 27, 29) concern certifications, apprenticeship,
subcontracting and integration at work: Cordée holds nothing for them and says so.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise
CRITERIA: dict[int, Words] = {
    1: _("What the public is told"),
    2: _("Objectives, and fitting the training to who takes it"),
    3: _("Welcome, accompaniment, follow-up and evaluation"),
    4: _("Means"),
    5: _("Competence of those who train"),
    6: _("Standing in the professional environment"),
    7: _("Appreciations, complaints, improvement"),
}
ABSENT = (3, 7, 13, 14, 15, 16, 20, 27, 29)


@dataclass(frozen=True)
class Indicator:
    """An indicator: its number, its criterion, what it asks. ``beyond``: what Cordée does not hold, said honestly."""

    number: int
    criterion: int
    asks: Words
    beyond: Words = ""


INDICATORS = (
    Indicator(
        1, 1, _("Public information: objectives, duration, methods, delays, prices, contacts, accessibility.")
    ),
    Indicator(
        2,
        1,
        _("Result indicators, with their number of people and their period."),
        _("Satisfaction is not measured here yet: Cordée holds completion and departures."),
    ),
    Indicator(4, 2, _("The need of the learner, and of their company or funder, is analysed.")),
    Indicator(5, 2, _("Objectives are operational and can be evaluated.")),
    Indicator(6, 2, _("Contents and methods fit the objectives and who learns.")),
    Indicator(8, 2, _("What learners know is found at their entry.")),
    Indicator(9, 3, _("Learners are told the conditions of the course.")),
    Indicator(10, 3, _("The course is fitted to learners, who are accompanied and followed.")),
    Indicator(11, 3, _("It is evaluated whether objectives are attained.")),
    Indicator(12, 3, _("Engagement is kept up and drop-out prevented (courses of more than two days).")),
    Indicator(17, 4, _("Human and technical means fit the objectives.")),
    Indicator(18, 4, _("Those who act in the training are named and coordinated.")),
    Indicator(19, 4, _("Resources are at hand, and learners are enabled to take them up.")),
    Indicator(
        21,
        5,
        _("Competences that trainers need are defined and held."),
        _("Titles and experience are brought by hand: Cordée does not know the past of trainers."),
    ),
    Indicator(22, 5, _("Competences of trainers are kept up.")),
    Indicator(23, 6, _("Watch on law and rules, and how it was used.")),
    Indicator(24, 6, _("Watch on trades, skills and jobs, and how it was used.")),
    Indicator(25, 6, _("Watch on teaching and technology, and how it was used.")),
    Indicator(
        26, 6, _("People with a disability are welcomed, accompanied or directed; a contact is named.")
    ),
    Indicator(
        28,
        6,
        _("Training in a work situation is built with the company (AFEST)."),
        _(
            "Missions with their reflection are held; a complete AFEST record (analysis of work, tutor) is not yet."
        ),
    ),
    Indicator(
        30,
        7,
        _("Appreciations of learners, funders, teams and companies are gathered, with reminders."),
        _("Cordée does not hold hot and cold questionnaires yet: bring what you gathered elsewhere."),
    ),
    Indicator(31, 7, _("Difficulties, complaints and incidents are dealt with.")),
    Indicator(32, 7, _("Improvement follows from appreciations and complaints.")),
)
