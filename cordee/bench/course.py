# ruff: noqa: E501 (a backup is made of long rows of XML)
"""Importing a large Moodle backup: seconds, and how much more memory it takes than a small one."""

import hashlib
import io
import random
import shutil
import tarfile
from collections.abc import Iterator
from pathlib import Path

from cordee.bench.backup import measured
from cordee.bench.site import Site

LARGE_FILE, MANY, EACH = 40_000_000, 600, 100_000  # bytes; files; bytes of each
QUESTIONS, POSTS = 2_000, 5_000
MOST_GROWTH = 150  # MB
HEAD = b'<?xml version="1.0" encoding="UTF-8"?>\n'


def run(site: Site, folder: Path) -> str:
    """Import a made backup of some 100 MB, beside a tiny one for what importing takes in any case."""
    site.prepare_demo()
    large, tiny = folder / "large.mbz", folder / "tiny.mbz"
    try:
        _backup(large, many=MANY, size=LARGE_FILE, questions=QUESTIONS, posts=POSTS)
        _backup(tiny, many=2, size=1_000, questions=5, posts=5)
        _seconds, base = measured(site, "import", str(tiny))
        seconds, peak = measured(site, "import", str(large))
        packed = large.stat().st_size / 1e6
    finally:
        shutil.rmtree(site.folder / "media", ignore_errors=True)
        large.unlink(missing_ok=True)
        tiny.unlink(missing_ok=True)
    growth = (peak - base) / 2**20
    return (
        f"Moodle backup of {packed:.0f} MB ({MANY + 1} files, {QUESTIONS:,} questions, {POSTS:,} posts of a forum): {seconds:.0f} s, "
        f"memory {base / 2**20:.0f} MB for a tiny one and {growth:.0f} MB more for it "
        f"(goal {MOST_GROWTH}: {'reached' if growth <= MOST_GROWTH else 'missed'})."
    )


def _backup(path: Path, *, many: int, size: int, questions: int, posts: int) -> None:
    """A backup as Moodle writes it since 2.6: a tar.gz. Contents are noise, which presses as badly as films do."""
    chance = random.Random(7)
    files: list[tuple[str, str, int]] = []  # name, digest, size
    with tarfile.open(path, "w:gz", compresslevel=1) as whole:
        for at in range(many + 1):
            content = chance.randbytes(size if at == many else EACH)
            digest = hashlib.sha1(content, usedforsecurity=False).hexdigest()
            files.append((f"document-{at}.pdf" if at < many else "film.mp4", digest, len(content)))
            _put(whole, f"files/{digest[:2]}/{digest}", content)
        for name, parts in _parts(files, questions, posts):
            _put(whole, name, HEAD + "".join(parts).encode())


def _put(whole: tarfile.TarFile, name: str, content: bytes) -> None:
    info = tarfile.TarInfo(name)
    info.size = len(content)
    whole.addfile(info, io.BytesIO(content))


def _parts(
    files: list[tuple[str, str, int]], questions: int, posts: int
) -> Iterator[tuple[str, Iterator[str]]]:
    kinds = [("folder", 10), ("forum", 11), ("quiz", 12)]
    listed = "".join(
        f"<activity><moduleid>{at}</moduleid><sectionid>1</sectionid><modulename>{kind}</modulename><title>{kind}</title>"
        f"<directory>activities/{kind}_{at}</directory></activity>"
        for kind, at in kinds
    )
    yield "moodle_backup.xml", iter([
        "<moodle_backup><information><original_site_identifier_hash>h</original_site_identifier_hash>",
        "<original_course_id>2</original_course_id><original_course_fullname>Sauvegarde</original_course_fullname>",
        f"<original_course_contextid>c1</original_course_contextid><contents><activities>{listed}</activities><sections>",
        "<section><sectionid>1</sectionid><title>1</title><directory>sections/section_1</directory></section>",
        "</sections></contents></information></moodle_backup>",
    ])  # fmt: skip
    yield "sections/section_1/section.xml", iter(
        ["<section id='1'><number>1</number><name>Sauvegarde</name><summary/><summaryformat>1</summaryformat>"
         f"<sequence>{','.join(str(at) for _kind, at in kinds)}</sequence></section>"]
    )  # fmt: skip
    yield "files.xml", _files(files)
    yield "questions.xml", _questions(questions)
    for kind, at in kinds:
        inside = {"forum": _forum(posts), "quiz": _quiz(questions)}.get(kind, iter(()))
        yield f"activities/{kind}_{at}/{kind}.xml", _activity(kind, at, inside)
        yield f"activities/{kind}_{at}/module.xml", iter([f"<module id='{at}'/>"])


def _activity(kind: str, at: int, inside: Iterator[str]) -> Iterator[str]:
    yield f"<activity id='1' moduleid='{at}' modulename='{kind}' contextid='c{at}'><{kind} id='1'><name>{kind}</name>"
    yield "<intro/><introformat>1</introformat>"
    yield from inside
    yield f"</{kind}></activity>"


def _files(files: list[tuple[str, str, int]]) -> Iterator[str]:
    yield "<files>"
    for at, (name, digest, size) in enumerate(files):
        yield (
            f"<file id='{at}'><contenthash>{digest}</contenthash><contextid>c10</contextid><component>mod_folder</component>"
            f"<filearea>content</filearea><itemid>0</itemid><filepath>/</filepath><filename>{name}</filename>"
            f"<filesize>{size}</filesize><sortorder>0</sortorder></file>"
        )
    yield "</files>"


def _questions(count: int) -> Iterator[str]:
    yield "<question_categories><question_category id='1'><name>Sauvegarde</name><contextid>c1</contextid><parent>0</parent><questions>"
    for at in range(count):
        yield (
            f"<question id='{at}'><parent>0</parent><name>Q{at}</name><questiontext>&lt;p&gt;Vrai ? {'mot ' * 100}{at}&lt;/p&gt;"
            "</questiontext><questiontextformat>1</questiontextformat><generalfeedback/><defaultmark>1</defaultmark>"
            "<qtype>truefalse</qtype><plugin_qtype_truefalse_question><answers>"
            f"<answer id='{at}1'><answertext>True</answertext><fraction>1</fraction><feedback/></answer>"
            f"<answer id='{at}2'><answertext>False</answertext><fraction>0</fraction><feedback/></answer></answers>"
            f"<truefalse id='{at}'><trueanswer>{at}1</trueanswer><falseanswer>{at}2</falseanswer></truefalse>"
            "</plugin_qtype_truefalse_question></question>"
        )
    yield "</questions></question_category></question_categories>"


def _quiz(count: int) -> Iterator[str]:
    yield "<question_instances>"
    for at in range(min(count, 40)):
        yield (
            f"<question_instance id='{at}'><slot>{at + 1}</slot><page>1</page><questionid>{at}</questionid>"
            "<maxmark>1</maxmark></question_instance>"
        )
    yield "</question_instances>"


def _forum(posts: int) -> Iterator[str]:
    yield "<type>general</type><discussions><discussion id='1'><name>Bonjour</name><firstpost>0</firstpost><posts>"
    for at in range(posts):
        yield (
            f"<post id='{at}'><parent>0</parent><userid>3</userid><created>1700000000</created><modified>1700000000</modified>"
            f"<subject>Bonjour {at}</subject><message>&lt;p&gt;{'Un mot. ' * 60}&lt;/p&gt;</message><messageformat>1</messageformat></post>"
        )
    yield "</posts></discussion></discussions>"
