"""The smallest pieces of a page say what Jinja's own would, and escape what people wrote."""

import pytest
from django.utils import translation
from markupsafe import Markup

from cordee.web import pieces
from cordee.web.templating import environment

REPLIES = "{% trans count=NUMBER %}{{ count }} reply{% pluralize %}{{ count }} replies{% endtrans %}"


@pytest.mark.parametrize(
    ("source", "english", "french"),
    [
        ("{% trans %}Reply{% endtrans %}", "Reply", "Répondre"),
        ("{% trans text='<b>' %}{{ text }}{% endtrans %}", "&lt;b&gt;", "&lt;b&gt;"),
        ("{% autoescape false %}{% trans text='<b>' %}{{ text }}{% endtrans %}{% endautoescape %}", "<b>", "<b>"),
        (REPLIES.replace("NUMBER", "1"), "1 reply", "1 réponse"),
        (REPLIES.replace("NUMBER", "2"), "2 replies", "2 réponses"),
        (
            "{% trans many=2, who='<b>' %}{{ many }} by {{ who }}{% pluralize %}{{ many }} of {{ who }}{% endtrans %}",
            "2 of &lt;b&gt;",
            "2 of &lt;b&gt;",
        ),
    ],
)  # fmt: skip
def test_texts_are_in_the_readers_language(source: str, english: str, french: str) -> None:
    template = environment(autoescape=True).from_string(source)
    for language, said in (("en", english), ("fr", french), ("en", english)):
        with translation.override(language):
            assert template.render() == said


def test_what_somebody_wrote_fills_a_piece_as_text() -> None:
    piece = Markup('<a href="/{id}/" aria-label="{name}">{id}</a>')
    assert pieces.filled(piece, "7", '{id}"<b>') == '<a href="/7/" aria-label="{id}&#34;&lt;b&gt;">7</a>'
