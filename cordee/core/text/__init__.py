"""Text that people write: cleaned when it comes in, kept as Markdown, shown as safe HTML."""

from cordee.core.text.cleaning import clean, clean_line
from cordee.core.text.documents import from_document
from cordee.core.text.excerpts import excerpt, plain
from cordee.core.text.importing import from_html
from cordee.core.text.marks import typography
from cordee.core.text.rendering import MAX_LENGTH, mentioned, render, tagged

__all__ = [
    "MAX_LENGTH",
    "clean",
    "clean_line",
    "excerpt",
    "from_document",
    "from_html",
    "mentioned",
    "plain",
    "render",
    "tagged",
    "typography",
]
