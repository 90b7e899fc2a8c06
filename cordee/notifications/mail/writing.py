"""From what somebody is to be told to a mail: text and HTML that say the same, and the headers that let it be stopped."""

from dataclasses import dataclass
from datetime import datetime
from email.utils import formataddr
from functools import cache
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template import loader
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cordee.core.queries import organisation
from cordee.notifications import addresses
from cordee.notifications.channels.contract import Parcel
from cordee.notifications.groups import GROUPS
from cordee.notifications.kinds import kinds
from cordee.notifications.lines import Line
from cordee.notifications.mail.bodies import Body
from cordee.notifications.reasons import REASONS, STOP
from cordee.notifications.stopping import DIGEST, secret_of_groups, secret_of_mute

Bodies = dict[tuple[UUID | None, UUID | None], Body]
SUBJECT = 150  # characters
MOST = 10  # lines under a heading of a digest
_HEADINGS = {"talks": "others", "spaces": "others", "thanks": "thanks"}


@dataclass(frozen=True, slots=True)
class Told:
    """A line as a mail shows it."""

    words: str
    title: str
    url: str
    where: str
    at: datetime
    why: str
    stop: str
    stop_url: str
    body: Body | None
    excerpt: str
    heading: str


@dataclass(frozen=True, slots=True)
class Heard:
    """The lines of a digest under one heading; ``more`` of them are in the bell alone."""

    title: str
    lines: list[Told]
    more: int


def written(parcel: Parcel, bodies: Bodies, *, now: datetime) -> EmailMultiAlternatives:
    """The mail, in the language and zone of who gets it. No query."""
    person = parcel.person
    with translation.override(person.language), timezone.override(ZoneInfo(person.time_zone)):
        told = [_told(parcel, line, bodies) for line in parcel.lines]
        groups = _groups(parcel)
        stop_url = address(f"/notifications/stop/{secret_of_groups(person.id, 'email', groups)}/")
        context: dict[str, Any] = {
            "person": person,
            "organisation": organisation(),
            "language": person.language,
            "told": told,
            "digest": parcel.message.is_digest,
            "sections": _sections(parcel),
            "heard": _by_heading(told) if parcel.message.is_digest else [],
            "subject": _subject(parcel, told),
            "home": address("/"),
            "choices_url": address("/notifications/choices/"),
            "bell_url": address("/notifications/"),
            "stop_url": stop_url,
            "stop_words": _stop_words(groups),
            "answer_by_mail": False,
        }
        headers = _headers(parcel, groups, stop_url, now)
        context["answer_by_mail"] = "Reply-To" in headers
        mail = EmailMultiAlternatives(
            context["subject"],
            _template("text.txt").render(context),
            addresses.bounce_address(person.id, person.email or "", now=now) or settings.DEFAULT_FROM_EMAIL,
            [person.email or ""],
            headers=headers,
        )
        mail.attach_alternative(_template("page.html").render(context), "text/html")
    return mail


def address(path: str) -> str:
    """A path of this site, whole."""
    return settings.SITE_ADDRESS + path


@cache
def domain() -> str:
    """What the identifiers of our mails end with: the domain that they are sent from."""
    return settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("> ") or "localhost"


@cache
def _template(name: str) -> Any:
    return loader.get_template(f"notifications/mail/{name}")


def _told(parcel: Parcel, line: Line, bodies: Bodies) -> Told:
    body = bodies.get((line.post_id, line.comment_id))
    stop = STOP.get(line.stops, "") if line.subject else ""
    return Told(
        words=parcel.words(line),
        title=parcel.title(line),
        url=address(parcel.address(line)),
        where=line.space_title if line.space_title != line.title else "",
        at=line.at,
        why=str(REASONS[line.reason].words),
        stop=str(stop),
        stop_url=address(f"/notifications/stop/{secret_of_mute(parcel.person.id, line.stops, line.subject)}/")
        if stop and line.subject
        else "",
        body=body,
        excerpt=body.excerpt if body else "",
        heading=_HEADINGS.get(kinds()[line.kind].group, "mine"),
    )


def _by_heading(told: list[Told]) -> list[Heard]:
    """The lines of a digest, what concerns the person first, ten under each heading."""
    titles = {"mine": _("What concerns you"), "others": _("What others made"), "thanks": _("What you gave")}
    found = {name: [one for one in told if one.heading == name] for name in titles}
    return [
        Heard(titles[name], some[:MOST], max(0, len(some) - MOST)) for name, some in found.items() if some
    ]


def _sections(parcel: Parcel) -> list[dict[str, Any]]:
    return [
        {
            "title": section.title,
            "things": [
                {"words": item.words, "title": item.title, "url": address(item.path)}
                for item in section.items
            ],
        }
        for section in parcel.sections
    ]


def _groups(parcel: Parcel) -> list[str]:
    """What the mail is of, and what its link stops: its digest, or the groups of what it tells."""
    if parcel.message.is_digest:
        return [DIGEST]
    return sorted({kinds()[line.kind].group for line in parcel.lines})


def _stop_words(groups: list[str]) -> str:
    if groups == [DIGEST]:
        return _("Stop these summaries")
    if len(groups) == 1:
        return _("Stop mails of this kind (%(what)s)") % {"what": GROUPS[groups[0]].label}
    return _("Stop mails of these kinds")


def _subject(parcel: Parcel, told: list[Told]) -> str:
    here = organisation().name
    what = told[0].words.rstrip(".") if told else ""  # some words are a sentence of their own
    count = parcel.things if parcel.message.is_digest else len(told)
    if parcel.message.is_digest:
        said = ngettext("%(here)s: %(count)s thing for you", "%(here)s: %(count)s things for you", count) % {
            "here": here,
            "count": count,
        }
    elif count > 1:
        said = ngettext(
            "%(what)s, and %(count)s other thing", "%(what)s, and %(count)s other things", count - 1
        ) % {"what": what, "count": count - 1}
    elif told[0].title:
        said = _("%(what)s: %(title)s") % {"what": what, "title": told[0].title}
    else:
        said = told[0].words
    said = " ".join(said.split())
    return said if len(said) <= SUBJECT else said[: SUBJECT - 1].rstrip() + "…"


def _headers(parcel: Parcel, groups: list[str], stop_url: str, now: datetime) -> dict[str, str]:
    person, lines = parcel.person, parcel.lines
    here = organisation().name
    list_name = groups[0] if len(groups) == 1 else "notifications"
    headers = {
        "From": formataddr((_sender(parcel, here), _bare(settings.DEFAULT_FROM_EMAIL))),
        "Message-ID": f"<{parcel.message.id.hex}@{domain()}>",
        "Auto-Submitted": "auto-generated",
        "List-Id": f"<{list_name}.{domain()}>",
        "List-Unsubscribe": f"<{stop_url}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "X-Auto-Response-Suppress": "All",
    }
    posts = {line.post_id for line in lines}
    post = lines[0].post_id if lines else None
    if len(posts) == 1 and post and not parcel.message.is_digest:
        thread = f"<thread.{post.hex}@{domain()}>"
        headers["In-Reply-To"] = headers["References"] = thread
        answer = addresses.reply_address(person.id, post, lines[-1].comment_id, now=now)
        if answer:
            headers["Reply-To"] = formataddr((here, answer))
    return headers


def _sender(parcel: Parcel, here: str) -> str:
    """Who speaks: the one person whose act it is, or the organisation."""
    cards = {card.id: card.name for line in parcel.lines for card in line.people}
    alone = len(cards) == 1 and all(line.people_count == 1 for line in parcel.lines)
    if alone and not parcel.message.is_digest:
        return _("%(name)s, at %(organisation)s") % {"name": next(iter(cards.values())), "organisation": here}
    return here


def _bare(sender: str) -> str:
    return sender.rpartition("<")[2].strip("> ")
