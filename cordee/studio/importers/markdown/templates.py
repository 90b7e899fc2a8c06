"""What generators of sites put between braces: links and films become what they are, the rest is left out and named."""

import re
from collections.abc import Callable

from cordee.studio.importers.markdown import boxes

FILMS = {"youtube": "https://www.youtube.com/watch?v={}", "vimeo": "https://vimeo.com/{}"}
Drop = Callable[[str], None]

_SHORTCODE = re.compile(r"\{\{[<%]\s*(?P<name>/?[\w/-]+)(?P<given>[^}]*?)/?[>%]\}\}")
_GIVEN = re.compile(r"(\w+)=\"([^\"]*)\"")
_LINK = re.compile(r"\{%-?\s*(?:link|post_url)\s+([^%\s]+)\s*-?%\}")
_FILTERED = re.compile(r"\{\{-?\s*['\"]([^'\"{}]+)['\"]\s*\|\s*(?:relative|absolute)_url\s*-?\}\}")
_BASE = re.compile(r"\{\{-?\s*site\.(?:baseurl|url)\s*-?\}\}")
_LIGHT = re.compile(
    r"\{%-?\s*highlight\s+(?P<language>[\w+-]+)[^%]*%\}(?P<code>.*?)\{%-?\s*endhighlight\s*-?%\}", re.DOTALL
)
_TAG = re.compile(r"\{%-?\s*(?P<name>\w+)[^{}]*%\}|\{\{(?P<included>#\w+)[^{}]*\}\}|\{[#/:@][a-z][^{}\n]*\}")


def without(text: str, drop: Drop, fence: Callable[[str, str], str]) -> str:
    """The text as it reads without its generator; ``drop`` is told what was left out, ``fence`` holds code."""
    text = _LIGHT.sub(lambda found: fence(found["language"], found["code"].strip("\n")), text)
    text = _BASE.sub("", _FILTERED.sub(r"\1", _LINK.sub(r"/\1", text)))
    text = _SHORTCODE.sub(lambda found: _shortcode(found, drop), text)

    def tag(found: re.Match[str]) -> str:
        name = found["name"] or ""
        if not name.startswith(("end", "raw")):
            drop(
                f"{{% {name} %}}"
                if name
                else f"{{{{{found['included']}}}}}"
                if found["included"]
                else "{#if}"
            )
        return ""

    return _TAG.sub(tag, text)


def _shortcode(found: re.Match[str], drop: Drop) -> str:
    """What Hugo puts between doubled braces."""
    name, given = found["name"].lower(), found["given"].strip()
    first = given.split(" ")[0].strip("\"'")
    said = dict(_GIVEN.findall(given))
    if name in FILMS and first:
        return f"<{FILMS[name].format(said.get('id') or first.removeprefix('id='))}>"
    if name in ("ref", "relref"):
        return said.get("path") or first
    if name in ("figure", "img", "image") and said.get("src"):
        words = said.get("alt") or said.get("caption") or said.get("title") or ""
        return f"![{words}]({said['src']})"
    if name.lstrip("/") not in boxes.KINDS:
        drop(f"{{{{{name.lstrip('/')}}}}}")
    return ""
