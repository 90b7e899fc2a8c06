"""Everything that is kept of one person, found by the keys that point at them."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cordee.circulation.models import Place
from cordee.evidence.models import Attachment, Piece
from cordee.improvement.models import Adaptation, Step
from cordee.journal.models import Event
from cordee.media.models import File
from cordee.notifications.models import Message, Notice
from cordee.paths.models import Attempt, Certificate, Day, Deadline, Dossier, Play, Progress, Response, Work
from cordee.people.models import Person
from cordee.privacy.looking import all_opened
from cordee.recommendations.models import Answered, Around, Habit
from cordee.records.queries.people import documents_about, statements_about
from cordee.workshops.models import Seat, Signature

# What is told, by model and by the field that points at the person; in the order of the page.
TOLD: dict[str, str | Promise] = {
    "account.emailaddress.user": _("My addresses"),
    "socialaccount.socialaccount.user": _("Accounts of my organisation that let me in"),
    "people.personskill.person": _("My skills"),
    "recommendations.shown.person": _("Skills on which I am shown"),
    "people.groupmember.person": _("My groups"),
    "spaces.membership.person": _("My spaces"),
    "spaces.joinrequest.person": _("What I asked to join"),
    "spaces.charteracceptance.person": _("Charters that I accepted"),
    "spaces.post.author": _("My contributions"),
    "spaces.comment.author": _("My replies"),
    "spaces.revision.by": _("What I wrote before an edit"),
    "spaces.reaction.person": _("My reactions"),
    "spaces.reading.person": _("Contributions that I read"),
    "spaces.uncountedreader.person": _("Since when what I read is not counted"),
    "spaces.pollvote.person": _("My choices in polls"),
    "spaces.draft.person": _("My drafts"),
    "spaces.bookmark.person": _("What I keep for later"),
    "spaces.follow.person": _("What I follow"),
    "asks.ask.person": _("Questions that I was asked"),
    "asks.ownership.person": _("Questions that I took"),
    "asks.availability.person": _("How I want to be asked"),
    "asks.unasked.person": _("What I do not want to be asked about"),
    "cockpit.word.sender": _("Words that I wrote as a facilitator"),
    "cockpit.word.receiver": _("Words that facilitators wrote to me"),
    "cockpit.nowords.person": _("That I want no such words"),
    "spaces.standin.person": _("When I was away from what I facilitate"),
    "spaces.standin.deputy": _("When I stood in for a facilitator"),
    "moderation.report.reporter": _("What I reported"),
    "moderation.decision.person": _("Decisions about me"),
    "paths.pathauthor.person": _("Paths that I write"),
    "paths.staff.person": _("Cohorts that I lead or tutor"),
    "paths.enrolment.person": _("Paths that I take"),
    "cmi5.registration.person": _("Courses made elsewhere that I take"),
    "paths.goal.person": _("My learning plan"),
    "paths.plansharing.person": _("Since when I share my learning plan"),
    "paths.verdict.person": _("What I said of others’ work"),
    "paths.credit.person": _("Activities made of what I wrote"),
    "improvement.concern.person": _("What I told the organisation"),
    "people.datalook.subject": _("Who looked at my data"),
    "mailing.mailing.person": _("Dashboards that come to me by mail"),
    "disclosure.takenfigure.person": _("Figures that I took away"),
    "workshops.trainer.person": _("Workshops that I lead"),
    "notifications.preference.person": _("What I chose to be told"),
    "notifications.attention.person": _("My quiet hours, and my measure"),
    "programmes.programme.responsible": _("Programmes that I answer for"),
    "programmes.recap.by": _("Recaps that I wrote"),
    "mfa.authenticator.user": _("My passkeys and second steps (never their secrets)"),
    "web.aside.person": _("What I set aside until tomorrow"),
    "usersessions.usersession.user": _("Devices on which I am signed in"),
    "api.token.person": _("My tokens (never their secrets)"),
    "mailbox.received.person": _("Mail that I sent here, and mail that came back from my address"),
    "notifications.device.person": _("Devices on which I am told"),
    "circulation.namedcarrier.person": _("Since when I may be named as somebody who carries practices"),
    "privacy.departure.person": _("My departure"),
}
# What points at a person and is not theirs to be told here, and why.
LEFT_OUT = {
    "cockpit.suggestion.person": "a suggestion to somebody else, made of what is told above",
    "cockpit.suggestion.shown_to": "about others",
    "cockpit.suggestion.settled_by": "told by the journal below",
    "asks.ask.by": "told by the journal below",
    "people.person.manager": "somebody else's row: who my team is, is told by the chart",
    "people.invitation.made_by": "told by the journal below, without the addresses of others",
    "people.identityprovider.made_by": "the organisation's",
    "people.datalook.viewer": "rows about others",
    "people.viewlook.viewer": "rows about others",
    "spaces.charter.published_by": "told by the journal below",
    "spaces.resolution.by": "told by the journal below",
    "spaces.removal.by": "told by the journal below",
    "spaces.follow.somebody": "what others chose",
    "spaces.practice.offered_by": "told by the journal below",
    "spaces.practice.decided_by": "told by the journal below",
    "spaces.practice.verified_by": "told by the journal below",
    "moderation.decision.by": "about others",
    "moderation.appeal.by": "about others",
    "webhooks.hook.made_by": "the organisation's",
    "cmi5.course.made_by": "told by the journal below",
    "records.credential.made_by": "told by the journal below",
    "records.forwarding.made_by": "told by the journal below",
    "api.keptanswer.person": "kept for a day, and told by the journal below",
    "privacy.departure.by": "about others",
    "workshops.signature.by": "about others, or one's own attendance below",
    "workshops.calendarkey.person": "a secret address, shown on its own page",
    "evidence.attachment.by": "told by the journal below; what one brought about oneself, among one's places below",
    "improvement.concern.assigned": "about others; that it was given to one is told by the bell",
    "improvement.step.by": "about others, told by the journal below",
    "improvement.measure.owner": "about others, told by the journal below",
    "improvement.measure.made_by": "told by the journal below",
    "improvement.measure.done_by": "told by the journal below",
    "improvement.watch.by": "told by the journal below",
    "improvement.adaptation.by": "about others",
    "paths.dossier.changed_by": "about others, told by the journal below",
    "paths.cohortdossier.changed_by": "the cohort's",
    "evidence.auditlink.made_by": "told by the journal below",
    "evidence.verification.by": "about the whole ledger",
    "programmes.prompt.by": "what came out is one of their contributions",
    "paths.sheet.helper": "the path's",
    "paths.version.published_by": "told by the journal below",
    "paths.version.alone": "told by the journal below",
    "paths.enrolment.enrolled_by": "told by the journal below",
    "paths.deadline.by": "told by the journal below",
    "paths.response.graded_by": "told by the journal below",
    "paths.certificate.issued_by": "told by the journal below",
}
# What hangs on a place that the person holds in a cohort, in the order of the page.
IN_A_COHORT: dict[type[models.Model], tuple[str, str | Promise]] = {
    Progress: ("enrolment", _("How far I have come")),
    Day: ("enrolment", _("When I was at my paths")),
    Work: ("enrolment", _("What I made in activities")),
    Attempt: ("enrolment", _("My attempts at quizzes")),
    Response: ("attempt__enrolment", _("My answers")),
    Play: ("enrolment", _("What packages kept of me")),
    Deadline: ("enrolment", _("Dates that I was given")),
    Seat: ("enrolment", _("Workshops to which I said whether I come")),
    Signature: ("enrolment", _("My attendance")),
    Dossier: ("enrolment", _("My administrative file")),
    Certificate: ("enrolment", _("My certificates")),
    Attachment: ("enrolment", _("Evidence about me that somebody brought")),
    Adaptation: ("enrolment", _("What was arranged otherwise for me")),
}
# What a reader reckons of somebody, to find who may answer, who carries.
READ_FROM_THE_JOURNAL: dict[type[models.Model], str | Promise] = {
    Answered: _("Threads that I answered"),
    Habit: _("How often I answer, space by space"),
    Around: _("At which hours I act"),
    Place: _("What I am in how practices travel"),
}
WAYS_IN = (EmailAddress, Authenticator, SocialAccount, UserSession)  # which allauth keeps for us
OF_OTHERS = {"asker_id"}  # who asked what one answered
SECRET = {"password", "raw", "endpoint", "p256dh", "auth", "secret_hash", "key", "session_key", "data"}


@dataclass(frozen=True)
class Section:
    """A part of what is kept: its words, and its rows as fields and values."""

    name: str
    label: str
    rows: list[dict[str, Any]]


@cache
def links() -> dict[str, tuple[type[models.Model], models.Field]]:
    """Every key of our tables that points at a person."""
    found: dict[str, tuple[type[models.Model], models.Field]] = {}
    for model in [*apps.get_models(), *WAYS_IN]:
        ours = model.__module__.startswith("cordee.") or model in WAYS_IN
        for field in model._meta.concrete_fields if ours else ():
            if isinstance(field, models.ForeignKey) and field.related_model is Person:
                found[f"{model._meta.label_lower}.{field.name}"] = (model, field)
    return found


def everything(person: Person) -> Iterator[Section]:
    """What is kept of somebody, part by part. Other people are in it by no more than identifiers left out."""
    yield Section("profile", str(_("My profile")), [_told(person, None)])
    for name, label in TOLD.items():
        model, field = links()[name]
        rows = model._default_manager.filter(**{field.name: person}).order_by("pk")
        yield Section(name, str(label), [_told(row, field) for row in rows.iterator(chunk_size=500)])
    for model, (way, label) in IN_A_COHORT.items():
        rows = model._default_manager.filter(**{f"{way}__person": person}).order_by("pk")
        yield Section(
            model._meta.label_lower, str(label), [_told(row, None) for row in rows.iterator(chunk_size=500)]
        )
    answers = Step.objects.filter(concern__person=person, inner=False).order_by("id")
    yield Section(
        "concern_steps", str(_("What I was told of it")), [_told(row, None) for row in answers.iterator()]
    )
    files = File.objects.filter(owner_id=person.id).order_by("id")
    yield Section("files", str(_("Files that I brought")), [_told(row, None) for row in files.iterator()])
    notices = Notice.objects.filter(person_id=person.id).order_by("id")
    yield Section(
        "notifications", str(_("My notifications")), [_told(row, None) for row in notices.iterator()]
    )
    messages = Message.objects.filter(person_id=person.id).order_by("id")
    yield Section(
        "messages", str(_("Messages that I was sent")), [_told(row, None) for row in messages.iterator()]
    )
    records = [*statements_about(person), *documents_about(person)]
    yield Section(
        "records", str(_("My learning records, mine and those of other software about me")), records
    )
    for model, label in READ_FROM_THE_JOURNAL.items():
        rows = model._default_manager.filter(person_id=person.id).order_by("pk")
        yield Section(model._meta.label_lower, str(label), [_told(row, None) for row in rows.iterator()])
    pieces = Piece.objects.filter(subject_id=person.id).order_by("number")
    yield Section("evidence", str(_("Evidence about me")), [_piece(row) for row in pieces.iterator()])
    yield Section("views", str(_("Views that I may be in, and who opened them")), list(_opened(person)))
    events = Event.objects.filter(actor_id=person.id, position__isnull=False).order_by("position")
    yield Section(
        "journal",
        str(_("What I did, as the journal has it")),
        [_told(row, None) for row in events.iterator()],
    )


def _opened(person: Person) -> Iterator[dict[str, Any]]:
    for look in all_opened(person):
        viewer = look.viewer.name if look.viewer else None
        about = {"view": look.words, "scope": look.scope, "title": look.title}
        yield about | {"at": look.at, "viewer": viewer}


def _told(row: models.Model, mine: models.Field | None) -> dict[str, Any]:
    """The fields of a row that are about the person: no secret, and nobody else's identity."""
    told = {
        field.name: field.value_from_object(row)
        for field in row._meta.concrete_fields
        if field is not mine and not _hidden(row, field)
    }
    if isinstance(row, Authenticator):
        told["name"] = str(row)  # it stands among what opens the door, which is not told
    return told


def _piece(row: Piece) -> dict[str, Any]:
    """A piece without who wrote it down, and without the bytes of its seals."""
    told = {"number": row.number, "kind": row.kind, "at": row.at, "recorded_at": row.recorded_at}
    return told | {"matter": json.loads(row.matter), "subject": json.loads(row.subject_part or "{}")}


def _hidden(row: models.Model, field: models.Field) -> bool:
    if field.name in OF_OTHERS or (field.name in SECRET and not isinstance(row, Event)):
        return True
    return (
        isinstance(field, models.ForeignKey) and field.related_model is Person and not isinstance(row, Person)
    )
