"""The texts of the product and their French catalogue.

Texts are written in English in the code and the templates; ``locale/fr`` holds the French. The catalogue is
extracted and compiled with Babel, which needs no program that a user's machine may lack.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent.parent
FRENCH = ROOT / "locale" / "fr" / "LC_MESSAGES" / "django.po"
TEMPLATES = ("**/jinja2/**.html", "**/jinja2/**.txt")  # pages, and what is written by mail
METHODS = [("**/tests/**", "ignore"), ("**.py", "python"), *((place, "jinja2") for place in TEMPLATES)]
READING = {
    "trimmed": "true",
    "newstyle_gettext": "true",
    "silent": "false",
    "extensions": "jinja2.ext.do",  # as in cordee.web.templating
}
OPTIONS = dict.fromkeys(TEMPLATES, READING)
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}


def extracted() -> Catalog:
    """Every text of the code and the templates, in English."""
    catalog = Catalog(
        locale="fr",
        project="Cordée",
        charset="utf-8",
        header_comment="# The French texts of Cordée. Write with « vous », short sentences, no-break spaces.",
        # Fixed, so that the catalogue changes only when a text does.
        creation_date=datetime(2026, 1, 1, tzinfo=UTC),
        revision_date=datetime(2026, 1, 1, tzinfo=UTC),
        fuzzy=False,
    )
    found = extract_from_dir(
        ROOT / "cordee",
        method_map=METHODS,
        options_map=OPTIONS,
        keywords=KEYWORDS,
        comment_tags=("Translators:",),
    )
    for filename, line, message, comments, context in found:
        # Line numbers would make every change of a file a change of the catalogue.
        del line
        catalog.add(message, None, [(f"cordee/{filename}", 0)], auto_comments=comments, context=context)
    return catalog


def french() -> Catalog:
    """The French catalogue as it stands."""
    with FRENCH.open("rb") as file:
        return read_po(file, locale="fr", domain="django")


def untranslated(catalog: Catalog) -> Iterator[Message]:
    """Texts of ``catalog`` that French lacks, in whole, in part, or for sure (fuzzy)."""
    known = french()
    for message in catalog:
        if not message.id:
            continue
        there = known.get(message.id, message.context)
        forms = [] if there is None else there.string if isinstance(there.string, tuple) else [there.string]
        wanted = 2 if message.pluralizable else 1
        if there is None or there.fuzzy or len(forms) < wanted or not all(forms):
            yield message


def update() -> int:
    """Bring the French catalogue up to date with the texts; returns how many wait for a translation."""
    fresh = extracted()
    if FRENCH.exists():
        catalog = french()
        # Never guess: a near text is not a translation.
        catalog.update(fresh, no_fuzzy_matching=True)
        catalog.obsolete.clear()
    else:
        FRENCH.parent.mkdir(parents=True, exist_ok=True)
        catalog = fresh
    with FRENCH.open("wb") as file:
        write_po(file, catalog, width=100, sort_output=True, include_lineno=False, omit_header=False)
    return len(list(untranslated(fresh)))


def compile_french() -> Path:
    """Write the binary catalogue that Django reads; returns where."""
    target = FRENCH.with_suffix(".mo")
    fresh = target.with_suffix(".mo.new")
    with fresh.open("wb") as file:
        write_mo(file, french())
    return fresh.replace(target)
