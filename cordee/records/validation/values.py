"""Values that have a form: IRIs, UUIDs, languages, times, durations, hashes. And what every object shares."""

import re
from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet
from datetime import UTC, date, datetime, timedelta
from typing import Any, NoReturn

from cordee.records.refusals import Bad

# RFC 3987: a scheme, then no space, quote, bracket nor control. Nothing is resolved, so best effort is what the
# standard asks for (1.0.3 Data 2.2.s4.b6).
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:[^\s<>\"{}|\\^`\x00-\x20]+")
_WEB = re.compile(r"https?://[^/?#]+.*", re.IGNORECASE)
_MAILTO = re.compile(r"mailto:[^@\s<>\"]+@[^@\s<>\"]+")
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", re.IGNORECASE)
_SHA1 = re.compile(r"[0-9a-fA-F]{40}")
_SHA2 = re.compile(r"(?:[0-9a-fA-F]{56}|[0-9a-fA-F]{64}|[0-9a-fA-F]{96}|[0-9a-fA-F]{128})")
# RFC 2045, 5.1: it becomes a header of its part when files are given out, so no line ends in it.
_MEDIA = re.compile(
    r"[\w!#$&^.+\-]+/[\w!#$&^.+\-]+([ \t]*;[ \t]*[\w!#$&^.+\-]+=(\"[ !#-~]*\"|[!#-:<-~]+))*[ \t]*", re.ASCII
)
# RFC 5646, section 2.1: language, script, region, variants, extensions, private use; or a registered old tag.
_LANGUAGE = re.compile(
    r"(?:(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4,8})(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?"
    r"(?:-(?:[a-z\d]{5,8}|\d[a-z\d]{3}))*(?:-[a-wy-z\d](?:-[a-z\d]{2,8})+)*(?:-x(?:-[a-z\d]{1,8})+)?"
    r"|x(?:-[a-z\d]{1,8})+|i-(?:ami|bnn|default|enochian|hak|klingon|lux|mingo|navajo|pwn|tao|tay|tsu)"
    r"|en-gb-oed|sgn-(?:be-fr|be-nl|ch-de)|art-lojban|cel-gaulish|no-bok|no-nyn|zh-(?:guoyu|hakka|min|xiang))",
    re.IGNORECASE | re.ASCII,
)
# ISO 8601, 4.4.3.2: each element once and in order, a fraction only in the last one.
_DURATION = re.compile(
    r"P(?!$)(?:\d+(?:[.,]\d+)?W|(?:\d+(?:[.,]\d+(?=Y$))?Y)?(?:\d+(?:[.,]\d+(?=M$))?M)?(?:\d+(?:[.,]\d+(?=D$))?D)?"
    r"(?:T(?=\d)(?:\d+(?:[.,]\d+(?=H$))?H)?(?:\d+(?:[.,]\d+(?=M$))?M)?(?:\d+(?:[.,]\d+)?S)?)?)",
    re.ASCII,
)
_RFC_3339 = re.compile(
    r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)[Tt ](?P<hour>\d\d):(?P<minute>\d\d):(?P<second>\d\d)"
    r"(?:[.](?P<fraction>\d+))?(?:[Zz]|(?P<sign>[+-])(?P<ahead>\d\d):(?P<beyond>[0-5]\d))",
    re.ASCII,
)
# Days of a month, of a week, of a year (ISO 8601, 4.1); what is smaller than an hour may be left out.
_ISO_8601 = re.compile(
    r"(?P<year>\d{4})-?(?:(?P<month>\d\d)-?(?P<day>\d\d)|W(?P<week>\d\d)-?(?P<weekday>\d)|(?P<ordinal>\d{3}))"
    r"[Tt ](?P<hour>\d\d)(?::?(?P<minute>\d\d)(?::?(?P<second>\d\d)(?:[.,](?P<fraction>\d+))?)?)?"
    r"(?:[Zz]|(?P<sign>[+-])(?P<ahead>\d\d)(?::?(?P<beyond>[0-5]\d))?)?",
    re.ASCII,
)


def refuse(where: str, why: str) -> NoReturn:
    """Say where a statement is wrong, and why."""
    raise Bad(f"{where}: {why}.")


def is_object(value: Any, where: str, known: AbstractSet[str], needed: Iterable[str] = ()) -> dict[str, Any]:
    """``value`` as an object that has only ``known`` keys, and those ``needed``. Null and {} are no objects here."""
    if type(value) is not dict or not value:
        refuse(where, "must be an object, and not an empty one")
    if not value.keys() <= known:
        refuse(where, f"{min(value.keys() - known)!r} is not known here")
    for key in needed:
        if key not in value:
            refuse(where, f"{key!r} is missing")
    return value


def is_list(value: Any, where: str) -> list[Any]:
    """``value`` as an array."""
    if type(value) is not list:
        refuse(where, "must be an array")
    return value


def text(value: Any, where: str) -> None:
    """Any string."""
    if type(value) is not str:
        refuse(where, "must be a string")


def boolean(value: Any, where: str) -> None:
    """``true`` or ``false``."""
    if type(value) is not bool:
        refuse(where, "must be true or false")


def number(value: Any, where: str) -> None:
    """A number, and no string that holds one."""
    if type(value) not in (int, float):
        refuse(where, "must be a number")


def iri(value: Any, where: str) -> None:
    """An IRI with its scheme."""
    if type(value) is not str or not _IRI.fullmatch(value):
        refuse(where, "must be an IRI with a scheme")
    if value.startswith(("http:", "https:")) and not _WEB.fullmatch(value):
        refuse(where, "names no host")


def mailto(value: Any, where: str) -> None:
    """``mailto:`` and one address."""
    if type(value) is not str or not _MAILTO.fullmatch(value):
        refuse(where, "must be mailto: and an e-mail address")


def _formed(form: re.Pattern[str], why: str) -> Callable[[Any, str], None]:
    def check(value: Any, where: str) -> None:
        if type(value) is not str or not form.fullmatch(value):
            refuse(where, why)

    return check


uuid = _formed(_UUID, "must be a UUID in its standard form (RFC 4122)")
sha1 = _formed(_SHA1, "must be a SHA-1 in hexadecimal")
sha2 = _formed(_SHA2, "must be a SHA-2 in hexadecimal")
media_type = _formed(_MEDIA, "must be a media type")
language = _formed(_LANGUAGE, "must be a language tag (RFC 5646)")
duration = _formed(_DURATION, "must be a duration (ISO 8601, 4.4.3.2)")


def language_map(value: Any, where: str) -> None:
    """Texts by language; an empty one tells nothing and is refused (XAPI-00001)."""
    if type(value) is not dict or not value:
        refuse(where, "must be texts by language, and not empty")
    for tag, words in value.items():
        language(tag, where)
        text(words, f"{where}.{tag}")


def extensions(value: Any, where: str) -> None:
    """Anything, by IRI: null too, and {}."""
    if type(value) is not dict:
        refuse(where, "must be an object")
    for key in value:
        iri(key, f"{where} (its key)")


def moment(value: Any, where: str, second: bool) -> datetime:
    """The point in time that a timestamp says: ISO 8601 for 1.0.3, RFC 3339 for 2.0 (``second``).

    Microseconds are what is kept of a fraction. Without a zone it is UTC. ``-00:00`` says that nobody knows the zone:
    refused.
    """
    found = (_RFC_3339 if second else _ISO_8601).fullmatch(value) if type(value) is str else None
    if found is None:
        refuse(where, "must be a timestamp (RFC 3339)" if second else "must be a timestamp (ISO 8601)")
    part = found.groupdict(default="")
    if part["sign"] == "-" and not int(part["ahead"]) and not int(part["beyond"] or 0):
        refuse(where, "the zone -00:00 is not known to any clock")
    away = timedelta(hours=int(part["ahead"] or 0), minutes=int(part["beyond"] or 0))
    if away >= timedelta(hours=24):
        refuse(where, "there is no such zone")
    try:
        read = _day(part) + _since_midnight(part, midnight_after=not second)
        return read + away if part["sign"] == "-" else read - away
    except (ValueError, OverflowError):
        refuse(where, "there is no such moment")


def _day(part: dict[str, str]) -> datetime:
    """The beginning of a day. Raises ValueError where there is none."""
    year = int(part["year"])
    if part.get("week"):
        day = date.fromisocalendar(year, int(part["week"]), int(part["weekday"]))
        return datetime(day.year, day.month, day.day, tzinfo=UTC)
    if part.get("ordinal"):
        read = datetime(year, 1, 1, tzinfo=UTC) + timedelta(days=int(part["ordinal"]) - 1)
        if read.year != year:
            raise ValueError("no such day")
        return read
    return datetime(year, int(part["month"]), int(part["day"]), tzinfo=UTC)


def _since_midnight(part: dict[str, str], *, midnight_after: bool) -> timedelta:
    """The time of a day; 24:00 is the midnight after it (ISO 8601, 4.2.3). Raises ValueError where there is none."""
    hour, minute, second = int(part["hour"]), int(part["minute"] or 0), int(part["second"] or 0)
    micro = int(part["fraction"][:6].ljust(6, "0"))
    whole = hour == 24 and midnight_after and not (minute or second or micro)
    if (hour > 23 and not whole) or minute > 59 or second > 60:  # a second of 60 is a leap second
        raise ValueError("no such time")
    return timedelta(hours=hour, minutes=minute, seconds=second, microseconds=micro)


def in_utc(value: str, where: str, second: bool) -> str:
    """The same timestamp in UTC, with every digit of its fraction. Raises Bad."""
    read = moment(value, where, second)
    if value[-1] in "Zz" and second:
        return value
    digits = re.search(r"[.,](\d+)", value)
    whole = read.replace(tzinfo=None).isoformat(timespec="seconds")
    return whole + (f".{digits[1]}" if digits else "") + "Z"
