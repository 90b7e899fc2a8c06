"""The form of the folder: what its writer and its reader must know alike (docs/importing.md describes it)."""

import re

from cordee.paths.contents import WORDS, Content

MARK, EDITION = "cordee", 1  # the first line of the front matter of the whole
INDEX = "README.md"
FILES, BANKS = "files", "banks"
# An address in a text, where a link or an image begins with it.
ADDRESS = re.compile(r"(?<=\])\(<?(?P<address>[^\s()<>]+)>?(?P<title>\s+\"[^\"\n]*\")?\)")


def main_text(content: type[Content]) -> str:
    """The field that is the text of the page; everything else of a content stands in its front matter.

    It is the first text of the kind, so that a new kind has its page without a word here.
    """
    return next(name for name, field in content.model_fields.items() if WORDS in field.metadata)
