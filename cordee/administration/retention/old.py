"""Letting go of old rows, a class of data at a time. Each takes ``before`` and ``now``, and says how many went."""

from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db.models import Exists, F, OuterRef, Q

from cordee.api.models import Token
from cordee.core.forgetting import forget
from cordee.insights.forgetting import forget_outside
from cordee.people.models import DataLook, Invitation, ViewLook
from cordee.records.actions.forgetting import forget_records
from cordee.spaces.models import Draft
from cordee.webhooks.models import Delivery


def drafts(before: datetime, now: datetime) -> int:
    """Those that were last written to before."""
    return forget(Draft.objects.filter(saved_at__lt=before))


def deliveries(before: datetime, now: datetime) -> int:
    """Those that do not wait any more."""
    return forget(Delivery.objects.filter(at__lt=before).exclude(state=Delivery.State.WAITING))


def looks(before: datetime, now: datetime) -> int:
    """Who looked before: at whose data, and at which views of many people's."""
    return forget(DataLook.objects.filter(at__lt=before)) + forget(ViewLook.objects.filter(at__lt=before))


def sessions(before: datetime, now: datetime) -> int:
    """Devices that were not seen since, which are signed out, and those whose session has ended by itself."""
    unseen = UserSession.objects.filter(last_seen_at__lt=before)
    forget(Session.objects.filter(Q(expire_date__lt=now) | Q(session_key__in=unseen.values("session_key"))))
    alive = Session.objects.filter(session_key=OuterRef("session_key"))
    return forget(UserSession.objects.exclude(Exists(alive)))


def invitations(before: datetime, now: datetime) -> int:
    """Taken back or expired before, or made before and used up."""
    used_up = Q(made_at__lt=before, most_uses__isnull=False, uses__gte=F("most_uses"))
    return forget(Invitation.objects.filter(Q(revoked_at__lt=before) | Q(expires_at__lt=before) | used_up))


def tokens(before: datetime, now: datetime) -> int:
    """Taken back or expired before."""
    return forget(Token.objects.filter(Q(revoked_at__lt=before) | Q(expires_at__lt=before)))


def records(before: datetime, now: datetime) -> int:
    """Statements that were stored before, and the acts that other software told of by them."""
    forget_outside(before)
    return forget_records(before, now)
