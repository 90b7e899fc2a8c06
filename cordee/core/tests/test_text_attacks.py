"""Hostile texts: no script gets through, nothing raises, nothing takes for ever."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cordee.core.text import clean, clean_line, excerpt, from_html, mentioned, render, tagged
from cordee.core.text.maths import ATTRIBUTES, TAGS

SAFE_TAGS = TAGS | set(
    "p br hr h3 h4 h5 h6 em strong s a img code pre ul ol li div blockquote table thead tbody tr th td".split()  # noqa: SIM905
)
SAFE_ATTRIBUTES = ATTRIBUTES | {"href", "rel", "src", "alt", "loading", "class", "tabindex", "start"}
SAFE_ADDRESS = re.compile(r"https?://|mailto:|/(?![/\\])", re.IGNORECASE)

VECTORS = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src=x onerror=alert(1)>",
    "<img src='x'onerror='alert(1)'>",
    "<img/src=`x`onerror=alert(1)>",
    '<img """><script>alert(1)</script>">',
    '<img src="java\tscript:alert(1)">',
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><a xlink:href=javascript:alert(1)><text>x</text></a></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<math><mi xlink:href=javascript:alert(1)>x</mi></math>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<math><annotation-xml encoding=text/html><script>alert(1)</script></annotation-xml></math>",
    "<math href=javascript:alert(1)>x</math>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data=javascript:alert(1)>",
    "<embed src=javascript:alert(1)>",
    "<base href=javascript:alert(1)//>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<style>@import'//evil.example/x.css';</style>",
    "<p style=background:url(javascript:alert(1))>x",
    "<body onload=alert(1)>",
    "<form action=javascript:alert(1)><input type=submit>",
    "<button formaction=javascript:alert(1)>x</button>",
    "<details open ontoggle=alert(1)>",
    "<video><source onerror=alert(1)>",
    "<audio src=x onerror=alert(1)>",
    "<input autofocus onfocus=alert(1)>",
    "<marquee onstart=alert(1)>",
    "<a href=javascript:alert(1)>x</a>",
    "<a href=' &#14; javascript:alert(1)'>x</a>",
    "<a href='jav&#x09;ascript:alert(1)'>x</a>",
    "<a href='&#106;avascript:alert(1)'>x</a>",
    "<a href=data:text/html;base64,PHNjcmlwdD4=>x</a>",
    "<a href=vbscript:msgbox(1)>x</a>",
    "<a href='//evil.example'>x</a>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<textarea></textarea><script>alert(1)</script>",
    "<title></title><script>alert(1)</script>",
    "<!--><script>alert(1)</script>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?xml version='1.0'?><script>alert(1)</script>",
    "<xss id=x onclick=alert(1)>x</xss>",
    "<span class=katex><annotation><script>alert(1)</script></annotation></span>",
    "<span class='emoji emoji-3c-73-63'>x</span>",
    "<pre class='language-x\" onload=alert(1)'>x</pre>",
    "<div data-code-language='x\" onload=\"alert(1)'><pre>x</pre></div>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java&#10;script:alert(1))",
    "[x](&#x6A;avascript:alert(1))",
    "[x](<javascript:alert(1)>)",
    "[x](data:text/html,<script>alert(1)</script>)",
    "[x](vbscript:alert(1))",
    "[x](/\\evil.example)",
    "[x](//evil.example)",
    "[x](https://a.example/\"onmouseover='alert(1)')",
    "[x](https://a.example 'title\" onmouseover=\"alert(1)')",
    "[x]: javascript:alert(1)\n\n[x]",
    "<javascript:alert(1)>",
    "![x](javascript:alert(1))",
    '![x" onerror="alert(1)](/media/x.png)',
    '![x](/media/x.png"onerror="alert(1))',
    "![x](data:image/svg+xml;base64,PHN2Zz4=)",
    '```"><script>alert(1)</script>\nx\n```',
    "`<script>alert(1)</script>`",
    "| <script>alert(1)</script> |\n|---|\n| <img src=x onerror=alert(1)> |",
    "$\\text{<script>alert(1)</script>}$",
    "$\\href{javascript:alert(1)}{x}$",
    "$\\style{position:fixed}{x}$ $\\class{mention}{x}$ $\\id{x}{y}$",
    "$$\\text{</math><img src=x onerror=alert(1)>}$$",
    "$\\begin{matrix}<script>alert(1)</script>$",
    '@nadia" onclick="alert(1)',
    "https://a.example/<script>alert(1)</script>",
    'https://a.example/"onmouseover=alert(1)',
]


class _Audit(HTMLParser):
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in SAFE_TAGS, tag
        for name, value in attrs:
            assert name in SAFE_ATTRIBUTES, (tag, name)
            if name in ("href", "src"):
                assert SAFE_ADDRESS.match(value or ""), (tag, value)
            if name == "src":
                assert (value or "").startswith("/media/")

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    handle_decl = handle_pi = unknown_decl = handle_comment


def audit(html: str) -> None:
    """Every tag, attribute and address of ``html`` is one that we mean."""
    parser = _Audit()
    parser.feed(html)
    parser.close()


@pytest.mark.parametrize("vector", VECTORS)
def test_no_vector_gets_through(vector: str) -> None:
    names = {"nadia": '<img src=x onerror="alert(1)">'}
    for text in (vector, from_html(vector), from_html(f"<p>{vector}</p><pre>{vector}</pre>")):
        audit(render(text, mentions=names, skills=names))
        audit(render(f"> - {text}\n\n@nadia #nadia {text}", mentions=names, skills=names))


MARKS = "<>/='\"`*_~[]()!#@$\\&;|\n aé1😀\t{}\x00\ufdd0\ud800\u202e"
TAGS_AND_BLOCKS = [
    "<p>",
    "</p>",
    "<b>",
    "</b>",
    "<a href=",
    "<!--",
    "<script>",
    "<img src=",
    "onerror=",
    "https://",
]
TAGS_AND_BLOCKS += [
    "<ul>",
    "<li>",
    "<td>",
    "<tr>",
    "<table>",
    "<pre>",
    "<code>",
    "<div class=",
    "katex",
    "<span ",
]
TAGS_AND_BLOCKS += ["<br>", "<h2>", "- ", "> ", "1. ", "```", "$$", "\\frac", "javascript:"]
MARKUP = st.sampled_from([*MARKS, *TAGS_AND_BLOCKS])
ANY = st.one_of(st.text(st.characters(codec=None)), st.lists(MARKUP, max_size=40).map("".join))


@given(ANY)
@example("<p <b '><script>alert(1)</script>")
def test_any_text_is_taken_and_shown_safely(text: str) -> None:
    audit(render(text, mentions={"a": "A"}, skills={"a": "A"}))
    markdown = from_html(text)
    assert clean(markdown) == markdown
    audit(render(markdown))
    for function in (clean, clean_line, excerpt, mentioned, tagged):
        function(text)
    excerpt(render(text))


# Each of these once took, or could take, time squared or worse in some parser.
NASTY = [
    "[",
    "![",
    "[![",
    "*",
    "**a ",
    "*a_ ",
    "_a",
    "> ",
    "`",
    "$",
    "$a",
    "$$a\n",
    "- ",
    "- a\n",
    "~~a ",
    "|a",
    "<",
    "<a ",
]
NASTY += [
    "&",
    "\\",
    "[a](",
    "[a]: b\n",
    "(",
    "http://a(",
    "@a ",
    "a\n",
    "\n",
    " ",
    "```\n",
    "\ud800",
    "e\u0301",
    "= \n",
]
NASTY += [
    "<div>",
    "<b>",
    "<b><p>",
    "<ul><li>",
    "<blockquote>",
    "<table><tr><td>",
    '<a "',
    "<p/",
    "<!--",
    "<span class=katex>",
]
NASTY += [
    "<code>`</code>",
    "<em>a</em>",
    "</p>",
    "<pre>",
    "<annotation ",
    "<br>",
    "<a href=x>",
    "<math><annotation tex",
]


@pytest.mark.parametrize("unit", NASTY)
def test_a_hundred_thousand_hostile_characters_come_to_an_end(unit: str) -> None:
    text = (unit * 100_000)[:100_000]
    audit(render(text[:30_000]))
    assert len(from_html(text)) <= 10 * len(text)
    mentioned(text[:30_000] + "@a")


@pytest.mark.parametrize(
    "unit", ["[", "**", "> ", "$", "`", "  - a\n", "<div>", "a ", "&", "<code>`</code>", "<li><ul>"]
)
def test_a_million_characters_are_shown_as_they_are(unit: str) -> None:
    text = (unit * 1_000_000)[:1_000_000]
    for html in (render(text), render(from_html(text))):
        audit(html[:10_000])
        assert "<ul>" not in html
    assert len(excerpt(text)) <= 240
    assert len(clean_line(text)) <= len(text)


def test_deep_nesting_does_not_grow() -> None:
    """The length of what is made stays in proportion, whatever the depth."""
    made = [len(from_html("<blockquote><ul><li>" * depth + "x")) for depth in (100, 1_000, 10_000)]
    assert made[0] == made[1] == made[2]
