"""What a first visit weighs, cold: the page and all that a browser fetches for it, as it travels."""

import gzip
import http.client
import re
from collections.abc import Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

from cordee.bench.site import Site

PAGES = ("today", "space", "thread")
MOST, MOST_SCRIPT = 120_000, 40_000  # bytes
_CSS_ADDRESS = re.compile(r"url\(\s*[\"']?([^\"')]+)")
_FONT_FACE = re.compile(r"@font-face\s*{([^}]*)}")
_IMPORT = re.compile(r"""(?:\bfrom|^import|[;}]import)\s*["']([^"']+)["']""")


@dataclass(frozen=True)
class Part:
    """Something that travelled: what it is, where from, how many bytes (body, compressed)."""

    kind: str
    url: str
    size: int
    text: str = ""


class _Assets(HTMLParser):
    """Collects what a browser fetches of itself: styles, scripts, preloads, icons of the page, images."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        rel = given.get("rel", "").split()
        if tag == "script" and given.get("src"):
            self.found[given["src"]] = "script"
        elif tag == "link" and given.get("href"):
            if "stylesheet" in rel:
                self.found[given["href"]] = "style"
            elif "modulepreload" in rel:
                self.found[given["href"]] = "script"
            elif "preload" in rel:
                self.found[given["href"]] = given.get("as", "other")
            elif "icon" in rel:
                self.found[given["href"]] = "image"
        elif tag == "img" and given.get("src", "data:")[:5] != "data:" and given.get("loading") != "lazy":
            self.found[given["src"]] = "image"
        elif tag in ("use", "image") and given.get("href", "#")[0] != "#":
            self.found[urldefrag(given["href"]).url] = "image"


def parts(site: Site, path: str, cookie: str) -> list[Part]:
    """Everything that a browser with an empty cache gets for a page. Fonts: all faces of the styles that load.

    A browser fetches a face only when text on the page needs it; counting all of them errs on the heavy side.
    """
    page = _fetch(site, path, "page", cookie)
    reader = _Assets()
    reader.feed(page.text)
    waiting = [(urljoin(path, url), kind) for url, kind in reader.found.items()]
    got: dict[str, Part] = {path: page}
    while waiting:
        url, kind = waiting.pop()
        url = urldefrag(url).url
        if url in got or url.startswith("data:") or urlsplit(url).netloc:
            continue
        got[url] = part = _fetch(site, url, kind, cookie)
        if kind == "style":
            for face in _FONT_FACE.findall(part.text):
                waiting += [(urljoin(url, address), "font") for address in _CSS_ADDRESS.findall(face)[:1]]
        elif kind == "script":
            waiting += [(urljoin(url, address), "script") for address in _IMPORT.findall(part.text)]
    return list(got.values())


def table(site: Site, facts: Mapping[str, Any]) -> str:
    """The first visit of each page, by kind."""
    kinds = ("page", "style", "script", "font", "image")
    lines = [
        f"| first visit, cold | requests | {' | '.join(f'{kind} kB' for kind in kinds)} | in all kB | goals |",
        f"| --- | --- | {' | '.join('---' for _ in kinds)} | --- | --- |",
    ]
    for name in PAGES:
        found = parts(site, facts["pages"][name], facts["cookie"])
        sizes = {kind: sum(part.size for part in found if part.kind == kind) for kind in kinds}
        whole = sum(part.size for part in found)
        reached = whole <= MOST and sizes["script"] <= MOST_SCRIPT
        by_kind = " | ".join(f"{sizes[kind] / 1000:.1f}" for kind in kinds)
        lines.append(
            f"| {name} | {len(found)} | {by_kind} | {whole / 1000:.1f} | {'reached' if reached else 'missed'} |"
        )
    return "\n".join(
        [
            *lines,
            "",
            f"Goals: {MOST // 1000} kB in all, {MOST_SCRIPT // 1000} kB of it script; bodies, compressed.",
        ]
    )


def _fetch(site: Site, path: str, kind: str, cookie: str) -> Part:
    connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=30)
    try:
        headers = {"Accept-Encoding": "gzip", "Accept-Language": "fr", "Cookie": cookie}
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            raise SystemExit(f"{path} answers {answer.status}")
        packed = answer.headers.get("Content-Encoding") == "gzip"
        readable = kind in ("page", "style", "script")
        text = (gzip.decompress(body) if packed else body).decode() if readable else ""
        return Part(kind, path, len(body), text)
    finally:
        connection.close()
