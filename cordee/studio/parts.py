"""What the parts of files from elsewhere are called to people: remarks keep the word of their source, for programs."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: dict[str, str | Promise] = {
    "about": _("page"),
    "activity": _("activity"),
    "annotatable": _("annotated text"),
    "assign": _("assignment"),
    "assignment": _("assignment"),
    "assessment": _("quiz"),
    "au": _("unit"),
    "block": _("part"),
    "book": _("book"),
    "chapter": _("chapter"),
    "choice": _("poll"),
    "discussion": _("discussion"),
    "done": _("checklist"),
    "draft": _("draft"),
    "file": _("file"),
    "folder": _("folder"),
    "forum": _("forum"),
    "glossary": _("glossary"),
    "heading": _("heading"),
    "html": _("page"),
    "item": _("question"),
    "label": _("text"),
    "lesson": _("lesson"),
    "library_content": _("quiz"),
    "link": _("link"),
    "lti": _("tool elsewhere"),
    "manifest": _("manifest"),
    "objective": _("objective"),
    "outcome": _("objective"),
    "page": _("page"),
    "policy": _("grading"),
    "problem": _("question"),
    "question": _("question"),
    "question bank": _("question bank"),
    "quiz": _("quiz"),
    "resource": _("file"),
    "sco": _("unit"),
    "section": _("section"),
    "settings": _("settings"),
    "syllabus": _("syllabus"),
    "test": _("quiz"),
    "transcript": _("transcript"),
    "url": _("link"),
    "video": _("video"),
    "webcontent": _("page"),
    "wiki": _("wiki"),
    "word_cloud": _("word cloud"),
}


def in_words(part: str) -> str:
    """What a kind of part is called; one that nobody named here keeps its own word."""
    return str(WORDS.get(part, part))
