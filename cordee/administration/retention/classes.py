"""The classes of data, in words: what each is, for how long it is kept unless somebody chooses, and why."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cordee.administration.retention import old
from cordee.api.idempotency import KEPT_FOR
from cordee.cmi5.actions.forgetting import forget_outside
from cordee.cockpit.actions.suggestions import forget_suggestions
from cordee.cockpit.actions.words import forget_words
from cordee.evidence.actions.forgetting import forget_links, forget_pieces
from cordee.improvement.actions.forgetting import forget_concerns
from cordee.insights.disclosure.guard import forget_taken
from cordee.mailbox.actions.forgetting import KEPT_DAYS, forget_mail
from cordee.media.unused import forget_unused
from cordee.notifications.actions.bell import forget_notices
from cordee.notifications.actions.reaching import forget_messages
from cordee.privacy.announcing import announce_departures
from cordee.spaces.actions.readings import forget_readings
from cordee.spaces.actions.removals import KEPT


@dataclass(frozen=True)
class Kept:
    """A class of data: its name in the settings, its words, its days until an administrator says otherwise (None: for
    ever). ``forget(before, now)`` lets go of what is older and says how many; None where another job does. ``fixed``:
    nobody chooses. ``least``: the fewest days that one may choose.
    """

    name: str
    label: str | Promise
    what: str | Promise
    why: str | Promise
    days: int | None
    forget: Callable[[datetime, datetime], int] | None
    fixed: bool = False
    least: int = 1


CLASSES = (
    Kept(
        "drafts",
        _("Drafts"),
        _("What somebody began to write and did not publish."),
        _("They may come back to it: it waits."),
        None,
        old.drafts,
    ),
    Kept(
        "sessions",
        _("Devices"),
        _("Where people are signed in: the browser, the address of the network, when it was last seen."),
        _("People recognise their devices. One that was not seen for so long is signed out."),
        60,
        old.sessions,
    ),
    Kept(
        "notifications",
        _("Notifications"),
        _("The lines of the bell, read or not."),
        _("After half a year they tell nothing that the conversation does not tell."),
        180,
        forget_notices,
    ),
    Kept(
        "messages",
        _("Messages"),
        _("What was sent by e-mail or to a device: to whom, when and about which event, never the text."),
        _("Long enough to see what somebody was sent. They are also how nobody is told of a thing twice."),
        90,
        forget_messages,
        least=30,
    ),
    Kept(
        "invitations",
        _("Invitations that ended"),
        _("Links that were used up, taken back or have expired, with the address they were for."),
        _("Long enough to see who came in by which link."),
        90,
        old.invitations,
    ),
    Kept(
        "tokens",
        _("API tokens that ended"),
        _("Their name and when they were last used; they open nothing any more."),
        _("Long enough to find what stopped working."),
        90,
        old.tokens,
    ),
    Kept(
        "deliveries",
        _("Log of webhooks"),
        _("What was sent to other software, and what it answered."),
        _("Long enough to see what went wrong, and to send it again."),
        30,
        old.deliveries,
    ),
    Kept(
        "words",
        _("Private words of facilitators"),
        _("What a facilitator wrote to somebody who had gone quiet, and the answer."),
        _("Long enough not to write again too soon."),
        180,
        forget_words,
        least=90,
    ),
    Kept(
        "suggestions",
        _("Suggestions of the cockpit"),
        _("What was suggested to facilitators, what they did, and whether it worked."),
        _("A year shows what works in a space."),
        365,
        forget_suggestions,
        least=180,
    ),
    Kept(
        "readings",
        _("Contributions read"),
        _("That somebody read a contribution, and when. Nobody is shown who read what; a person may switch it off."),
        _("Thirteen months compare a month with the same one of the year before."),
        396,
        forget_readings,
        least=30,
    ),
    Kept(
        "looks",
        _("Who looked at whose data"),
        _("Who opened an account, or a view made of many people’s acts. Each person reads this on their own page."),
        _("It is theirs to know; nobody gains by forgetting it."),
        None,
        old.looks,
    ),
    Kept(
        "concerns",
        _("Complaints and requests that are closed"),
        _("The words, and who wrote them. Kinds, dates and what was done about it stay, for the register."),
        _("An audit looks back three years."),
        1096,
        forget_concerns,
        least=365,
    ),
    Kept(
        "auditor-links",
        _("Auditors’ links that ended"),
        _("For whom they were, and when which page was opened by them. Who is concerned reads it."),
        _("An audit looks back three years."),
        1096,
        forget_links,
        least=365,
    ),
    Kept(
        "evidence",
        _("Pieces of evidence"),
        _(
            "Whom a piece is by and about, what happened to them, words and files that were brought by hand. The chain "
            "stays whole, and pieces that are about nobody."
        ),
        _("A control looks back three years, and some funders longer: nothing goes unless you choose to."),
        None,
        forget_pieces,
        least=1096,
    ),
    Kept(
        "figures",
        _("Figures that were taken away"),
        _("Who took which figure, of which group and weeks, with marks that name nobody."),
        _("Two tables laid over each other must not tell of one person: this is how the second is recognised."),
        400,
        forget_taken,
        least=90,
    ),
    Kept(
        "accounts",
        _("Accounts that nobody comes in with"),
        _(
            "After so long the person is written to; thirty days after that mail the account is deleted, unless they "
            "sign in. Administrators stay."
        ),
        _("Nobody is deleted unless you choose to. Two years (730 days) is a usual choice."),
        None,
        announce_departures,
        least=180,
    ),
    Kept(
        "removed",
        _("Deleted texts"),
        _("What its author deleted. Then its words, its history, its poll and its files are erased."),
        _("Everyone is told that they can put it back for thirty days."),
        KEPT.days,
        None,
        fixed=True,
    ),
    Kept(
        "files",
        _("Files that nothing shows"),
        _("Brought for a text that was never published, or shown by one that was erased; photos and logos of before."),
        _("As long as a deleted text can come back, so can its files."),
        KEPT.days,
        forget_unused,
        fixed=True,
    ),
    Kept(
        "answers",
        _("Answers of the API"),
        _("What a call with an Idempotency-Key was answered."),
        _("A call that is sent twice on the same day happens once."),
        KEPT_FOR.days,
        None,
        fixed=True,
    ),
    Kept(
        "mail",
        _("Mail that came in"),
        _("From whom, when, and what became of it. The message itself goes as soon as it was dealt with."),
        _("The same message is taken once, and addresses that take no mail are recognised."),
        KEPT_DAYS,
        forget_mail,
        fixed=True,
    ),
    Kept(
        "records",
        _("Learning records"),
        _("What people did, as statements: of this Cordée, and of other software that sends them."),
        _("Evidence is asked for years later. Choose what your proofs need."),
        None,
        old.records,
        least=365,
    ),
    Kept(
        "outside-learners",
        _("Learners of other software"),
        _(
            "Whom other software registered for a cmi5 course here, what they launched, how far they came. What a course "
            "said of them is among the learning records."
        ),
        _("The other software asks for it as long as the training lasts."),
        None,
        forget_outside,
        least=90,
    ),
    Kept(
        "journal",
        _("Audit log, log of moderation"),
        _("Who did what, and when; never what was written. Who left is a number in it."),
        _("Counts and notifications are made from it, and a log is trusted because nobody can change it."),
        None,
        None,
        fixed=True,
    ),
)  # fmt: skip
