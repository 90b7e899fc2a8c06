"""JSON as it came in: every key once, nothing deeper than people nest."""

import json
import re
from typing import Any

import orjson

from cordee.records.refusals import Bad

_KEY = re.compile(rb'"\s*:')
_HIDDEN = (
    rb"\u0022",
    rb"\u003a",
    rb"\u003A",
    rb"\u0020",
)  # a quote, a colon and a blank that come out as such


def parsed(body: bytes) -> Any:
    """What ``body`` says. Raises Bad for what is no JSON in UTF-8, and for an object with a key twice (XAPI-00021).

    Numbers are kept as IEEE 754 doubles, whole ones of up to 64 bits exactly. orjson keeps the last of two equal keys; so
    the ends of keys are counted before and after. Where more went in than came out, or a text may look like one only when
    it comes out, a slower look tells whether a key was there twice.
    """
    try:
        found = orjson.loads(body)
    except ValueError:
        raise Bad("The body is no JSON in UTF-8.") from None
    try:
        again = orjson.dumps(found)
    except TypeError:
        raise Bad("The JSON is nested too deep.") from None
    if len(_KEY.findall(body)) > len(_KEY.findall(again)) or any(one in body for one in _HIDDEN):
        try:
            json.loads(body, object_pairs_hook=_once)
        except RecursionError:
            raise Bad("The JSON is nested too deep.") from None
    return found


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise Bad("A key stands twice in one object.")
    return found
