"""GIFT: questions in a plain text, as Moodle reads and writes them. The simplest importer: read it first."""

import hashlib
import re

from django.utils.translation import gettext as _

from cordee.core.text import excerpt
from cordee.media.archive import Archive, Broken, read
from cordee.studio.course import Course
from cordee.studio.importers.banking import Banks, Unread
from cordee.studio.importers.gift.answers import Unclear, question_of
from cordee.studio.importers.gift.splitting import Block, blocks, plain
from cordee.studio.importers.moodle.texts import Texts
from cordee.studio.making import title_of
from cordee.studio.markup import beginning, decoded
from cordee.studio.report import Report
from cordee.studio.shelf import Shelf

_LOOKS = re.compile(r"^[^<{]*(?:::|\{)[^{}]*[=~#}]", re.MULTILINE)
_TEXT = (".gift", ".gift.txt")


class Gift:
    """One file, or several with the images that they show."""

    name = "GIFT"

    def recognises(self, archive: Archive) -> bool:
        """By its name; a ``.txt`` alone, by what is in it."""
        if _files(archive):
            return True
        alone = archive.names[0] if len(archive.names) == 1 else ""
        return alone.lower().endswith(".txt") and bool(_LOOKS.search(beginning(archive, alone)))

    def course(self, archive: Archive, report: Report) -> Course:
        """A bank for each category, and a quiz on it."""
        names = _files(archive) or archive.names[:1]
        course = Course(title_of(names[0].rpartition("/")[2].partition(".")[0]))
        shelf, banks, unread = Shelf(archive, course), Banks(), Unread()
        for name in names:
            texts = Texts(shelf, name.rpartition("/")[0], lambda url: url.replace("@@PLUGINFILE@@/", ""))
            for block in blocks(decoded(read(archive, name))):
                with report.trying(_("question"), block.title or block.raw[:60]):
                    _take(block, texts, banks, unread, report, course.title)
        if not banks.by_name and not unread.found:
            raise Broken(_("No question can be read in this file."))
        banks.fill(course, unread, report)
        return course


def _files(archive: Archive) -> list[str]:
    return [name for name in archive.names if name.lower().endswith(_TEXT)]


def _take(block: Block, texts: Texts, banks: Banks, unread: Unread, report: Report, title: str) -> None:
    bank = category(block.category) or title
    name = block.title or excerpt(plain(block.before), 60) or _("question")
    named = _("%(name)s (line %(line)s)") % {"name": name, "line": block.line}
    if block.answers is None and not block.unclosed:
        banks.say(bank, texts.words(plain(block.before), block.format))
        report.adapted(_("text without a question"), named, _("It stands above the quiz."))
        return
    try:
        if block.unclosed:
            raise Unclear(_("its answers begin with { and never end"))
        banks.put(bank, _key(block), question_of(block, texts.words))
        report.kept(_("question"), named)
    except Unclear as unclear:
        unread.found.append((named, str(unclear), block.raw))


def category(path: str) -> str:
    """The name of a category without what only Moodle means by its beginning (``$course$/top/``)."""
    parts = [part.replace("\0", "/").strip() for part in path.replace("//", "\0").split("/")]
    return "/".join(part for part in parts if part and part != "top" and not re.fullmatch(r"\$\w+\$", part))


def _key(block: Block) -> str:
    """The same for the same question, also when its answers were put right."""
    said = block.title or block.before + block.after
    return hashlib.sha256("\0".join([block.category, said]).encode()).hexdigest()[:24]
