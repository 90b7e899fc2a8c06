"""The first page of the administration, and that of who is responsible for training."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cordee.administration.access import check_answers_for_training
from cordee.administration.queries.attention import waiting_for_administrators
from cordee.administration.sections import TRAINING
from cordee.administration.views.administering import administering, page
from cordee.improvement.queries.register import count_of_late
from cordee.people.models import Person
from cordee.spaces.models import Space
from cordee.spaces.views.viewing import actor


@administering
def home(request: HttpRequest, me: Person) -> HttpResponse:
    """What waits, then what one can do here."""
    context = {
        "attention": waiting_for_administrators(),
        "people": Person.objects.filter(is_active=True).count(),
        "spaces": Space.objects.count(),
    }
    return page(request, me, "home.html", context, section="administration")


@require_safe
@login_required
def training(request: HttpRequest) -> HttpResponse:
    """Where figures and evidence are, after what is late. For administrators, auditors, training managers."""
    check_answers_for_training(actor(request))
    context = {
        "sections": TRAINING,
        "late": count_of_late(timezone.localdate()),
        "nav_current": "training",
    }
    return render(request, "administration/training.html", context)
