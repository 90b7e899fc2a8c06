"""A word: read, answered, refused."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.cockpit.actions.words import answer_word, refuse_words
from cordee.cockpit.models import NoWords
from cordee.cockpit.queries.words import word_of
from cordee.core.errors import Conflict, Invalid
from cordee.spaces import access
from cordee.spaces.views.viewing import actor, viewing


@viewing
def word(request: HttpRequest, who: access.Viewer, word_id: UUID) -> HttpResponse:
    """A word that I wrote or got. POST answers it, or (``act``) refuses such words, or takes that back."""
    found = word_of(who.person, word_id)
    me, now = actor(request), timezone.now()
    if request.method == "POST":
        try:
            match request.POST.get("act", ""):
                case "refuse":
                    refuse_words(me, refused=True, now=now)
                    messages.success(request, _("Facilitators will write you no such words any more."))
                case "allow":
                    refuse_words(me, refused=False, now=now)
                    messages.success(request, _("Facilitators may write to you again."))
                case _:
                    answer_word(me, found, request.POST.get("text", ""), now=now)
                    messages.success(request, _("Your answer is sent."))
        except (Conflict, Invalid) as refusal:
            messages.error(request, refusal.message)
        return redirect("word", word_id=found.id)
    context = {
        "word": found,
        "mine": found.sender_id == me.id,
        "refused": NoWords.objects.filter(person=me).exists(),
        "nav_current": "me",
    }
    return render(request, "cockpit/word.html", context)
