"""Videos of Open edX, with their captions as WebVTT and their transcripts."""

import json
import re
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from cordee.core.errors import Invalid, Refusal
from cordee.media.archive import read
from cordee.studio.course import Step
from cordee.studio.importers.olx.tree import Tree, as_json
from cordee.studio.making import step, words_of
from cordee.studio.markup import Element, decoded

_TIMES = re.compile(
    r"^\s*(\d{1,2}:\d{2}:\d{2})[,.](\d{1,3})\s*-->\s*(\d{1,2}:\d{2}:\d{2})[,.](\d{1,3}).*$", re.MULTILINE
)
_YOUTUBE = re.compile(r"[\w-]{6,20}\Z")


def video(tree: Tree, element: Element, title: str) -> tuple[Step | None, list[str]]:
    """The step of a video (None where nothing of it can be played), and notes."""
    values: dict[str, Any] = {}
    about: list[str] = []
    notes: list[str] = []
    sources = list(_sources(tree, element))
    if not sources:
        return None, [_("Where its video is was not said.")]
    first, *others = sources
    values["file" if first.startswith("asset:") else "address"] = first.removeprefix("asset:")
    about += [f"<{one}>" if "://" in one else f"[{one.rpartition('/')[2]}]({one})" for one in others]
    start, end = _seconds(element.get("start_time")), _seconds(element.get("end_time"))
    if start or end:
        about.append(
            _("To watch: from %(start)s to %(end)s.")
            % {"start": _clock(start), "end": _clock(end) if end else "…"}
        )
    for language, text in _transcripts(tree, element):
        if "captions" not in values:
            name = f"captions-{element.get('url_name') or 'video'}-{language or 'xx'}.vtt"
            values["captions"] = tree.shelf.make(name, webvtt(text).encode())
            values["transcript"] = words_of(spoken(text))[:90_000]
        else:
            name = f"captions-{element.get('url_name') or 'video'}-{language or 'xx'}.vtt"
            about.append(
                f"[{_('Captions')} ({language})](asset:{tree.shelf.make(name, webvtt(text).encode())})"
            )
    for one in (*element.iterfind("track"), *element.iterfind("handout")):
        if part := tree.static(one.get("src") or ""):
            about.append(f"[{part.rpartition('/')[2]}](asset:{tree.shelf.take(part)})")
    values["about"] = "\n\n".join(dict.fromkeys(about))
    try:
        return step("video", title, values), notes
    except Invalid:
        return None, [_("Where its video is cannot be opened.")]


def webvtt(subrip: str) -> str:
    """SubRip or WebVTT as WebVTT."""
    text = subrip.replace("\r\n", "\n").lstrip("\ufeff")
    if text.startswith("WEBVTT"):
        return text
    return "WEBVTT\n\n" + _TIMES.sub(
        lambda found: f"{_long(found[1])}.{found[2]:0<3} --> {_long(found[3])}.{found[4]:0<3}", text
    )


def spoken(captions: str) -> str:
    """What is said, without times."""
    lines = []
    for line in captions.replace("\r\n", "\n").split("\n"):
        line = re.sub(r"<[^>]*>", "", line).strip("\ufeff ")
        if (
            line
            and not line.isdigit()
            and "-->" not in line
            and not line.startswith(("WEBVTT", "NOTE", "STYLE"))
        ):
            lines.append(line)
    return " ".join(lines)


def _sources(tree: Tree, element: Element) -> Iterator[str]:
    youtube = element.get("youtube_id_1_0") or ""
    if not youtube:
        speeds = dict(part.split(":", 1) for part in (element.get("youtube") or "").split(",") if ":" in part)
        youtube = speeds.get("1.00") or next(iter(speeds.values()), "")
    if _YOUTUBE.match(youtube.strip()):
        yield f"https://www.youtube.com/watch?v={youtube.strip()}"
    listed = as_json(element.get("html5_sources"))
    found = [str(one) for one in listed] if isinstance(listed, list) else []
    found += [one.get("src") or "" for one in element.iterfind("source")]
    found += [one.get("url") or "" for one in element.iterfind("video_asset/encoded_video")]
    found.append(element.get("source") or "")
    for address in dict.fromkeys(one for one in found if one):
        ours = tree.shelf.address(tree.meaning(address), tree.folder)
        if ours:
            yield ours


def _transcripts(tree: Tree, element: Element) -> Iterator[tuple[str, str]]:
    named = as_json(element.get("transcripts"))
    languages = {str(key): str(value) for key, value in named.items()} if isinstance(named, dict) else {}
    for one in element.iterfind("transcript"):
        languages.setdefault(one.get("language") or "", one.get("src") or "")
    if element.get("sub"):
        languages.setdefault("en", f"subs_{element.get('sub')}.srt.sjson")
    order = sorted(languages, key=lambda language: (language != tree.course.language, language != "en"))
    for language in order:
        name = languages[language]
        part = tree.static(name) or tree.static(name.rpartition("/")[2])
        if part is None:
            tree.report.refused("transcript", name, _("It is not in the package."))
            continue
        tree.shelf.seen(part)
        try:
            text = decoded(read(tree.archive, part))
        except Refusal as refusal:
            tree.report.refused("transcript", name, refusal.message)
            continue
        yield language, _from_json(text) if name.endswith(".sjson") else text


def _from_json(text: str) -> str:
    """The form in which Open edX keeps captions: times in milliseconds beside texts."""
    try:
        held = json.loads(text)
        rows = list(zip(held["start"], held["end"], held["text"], strict=False))
        cues = [f"{_stamp(start)} --> {_stamp(end)}\n{line}\n" for start, end, line in rows if line]
    except (ValueError, KeyError, TypeError, RecursionError):
        return text
    return "WEBVTT\n\n" + "\n".join(cues)


def _stamp(milliseconds: float) -> str:
    whole, rest = divmod(int(milliseconds), 1000)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}.{rest:03}"


def _long(clock: str) -> str:
    return clock if len(clock) == 8 else f"0{clock}"


def _seconds(said: str | None) -> int:
    parts = [int(part) for part in re.findall(r"\d+", (said or "").partition(".")[0])]
    return sum(part * 60**at for at, part in enumerate(reversed(parts[-3:])))


def _clock(seconds: int) -> str:
    return f"{seconds // 60}:{seconds % 60:02}"
