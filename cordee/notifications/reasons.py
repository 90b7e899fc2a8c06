"""Why somebody is told, in words, and what they mute to be told no more."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Reason:
    """``words`` for the line; ``stops`` is what can be muted: post, space, somebody, skill, or nothing."""

    words: Promise
    stops: str = ""


REASONS = {
    "mentioned": Reason(_("Somebody wrote your name there."), "post"),
    "wrote": Reason(_("You wrote this contribution."), "post"),
    "wrote-reply": Reason(_("You wrote a reply there."), "post"),
    "takes-part": Reason(_("You took part in this conversation."), "post"),
    "follows-thread": Reason(_("You follow this conversation."), "post"),
    "follows-person": Reason(_("You follow this person."), "somebody"),
    "follows-skill": Reason(_("You follow this skill."), "skill"),
    "follows-space": Reason(_("You follow this space."), "space"),
    "leads": Reason(_("You lead this cohort, or are a tutor in it.")),
    "facilitates": Reason(_("You facilitate this space.")),
    "moderates": Reason(_("You moderate here.")),
    "belongs": Reason(_("It is about your own membership.")),
    "quoted": Reason(_("Your words stand in it."), "post"),
    "administers": Reason(_("You administer the whole.")),
    "expected": Reason(_("You are expected there.")),
    "may-know": Reason(_("You may know: the reason stands beside the question."), "post"),
    "given": Reason(_("It was given to you.")),
    "concerned": Reason(_("It concerns you.")),
}

STOP = {
    "post": _("Hear no more of this conversation"),
    "space": _("Hear no more of this space"),
    "somebody": _("Hear no more of this person"),
    "skill": _("Hear no more of this skill"),
}
STOPPED = {
    "post": _("You will hear no more of this conversation."),
    "space": _("You will hear no more of this space."),
    "somebody": _("You will hear no more of this person."),
    "skill": _("You will hear no more of this skill."),
}
