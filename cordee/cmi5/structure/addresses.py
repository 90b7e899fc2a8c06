"""Identifiers and addresses in a course structure: fully qualified, and such that a launch can be made of them."""

import re
from urllib.parse import parse_qsl

LAUNCH = ("endpoint", "fetch", "actor", "registration", "activityId")  # cmi5 8.1: what a launch adds

# RFC 3987: a scheme, then no space, quote, bracket nor control.
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:[^\s<>\"{}|\\^`\x00-\x20]+")
_HOSTLESS = re.compile(r"https?:(?!//[^/?#])", re.IGNORECASE)
# RFC 1738: a host of letters, digits and dashes; in the rest what is not unsafe, else as %XX. (~ and # are taken.)
_HOST = r"(?:[A-Za-z0-9](?:[A-Za-z0-9\-]*[A-Za-z0-9])?\.?)+|\[[0-9A-Fa-f:.]+\]"
_REST = r"(?:[A-Za-z0-9\-._~:/?#@!$&'()*+,;=]|%[0-9A-Fa-f]{2})*"
_WEB = re.compile(rf"https?://(?:[^/?#@\s]*@)?(?:{_HOST})(?::\d{{1,5}})?(?:[/?#]{_REST})?", re.IGNORECASE)
_OTHER = re.compile(rf"[A-Za-z][A-Za-z0-9+.\-]*://(?=[A-Za-z0-9\[%]){_REST}")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:")


def is_iri(text: str) -> bool:
    """Whether it is a fully qualified IRI (3.0), no reference to one; of the web, with a host."""
    return bool(_IRI.fullmatch(text)) and not _HOSTLESS.match(text)


def is_qualified(url: str) -> bool:
    """Whether it says its scheme, so that it means the same wherever it stands."""
    return bool(_SCHEME.match(url))


def is_url(url: str) -> bool:
    """Whether a fully qualified address is one (13.1.4: RFC 1738); ``javascript:`` and its like, without //, are none."""
    known = _WEB if re.match(r"https?:", url, re.IGNORECASE) else _OTHER
    return bool(known.fullmatch(url))


def collisions(url: str) -> list[str]:
    """The names in its query that a launch needs for itself (8.1)."""
    query = url.partition("#")[0].partition("?")[2]
    given = {name for name, _value in parse_qsl(query, keep_blank_values=True)}
    return [name for name in LAUNCH if name in given]
