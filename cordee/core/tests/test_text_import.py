"""Messages of another community keep their content on the way to Markdown and back to HTML."""

import gzip
import json
import re
from html import escape, unescape
from itertools import islice
from pathlib import Path
from urllib.parse import unquote

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cordee.core.text import from_html, render

ARCHIVE = Path(__file__).parents[4] / "shared" / "data" / "community.jsonl.gz"

KATEX = (
    '<span class="{css}"><span class="katex-mathml"><math><semantics><mrow><mi>x</mi></mrow>'
    '<annotation encoding="application/x-tex">{tex}</annotation></semantics></math></span>'
    '<span class="katex-html" aria-hidden="true"><span class="base"><span class="mord">drawn</span></span></span></span>'
)


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p>Bonjour @m0001, ça va ?</p>\n<p>Oui</p>", "Bonjour @m0001, ça va ?\n\nOui"),
        ("<p>a<br>\nb</p>", "a\\\nb"),
        ("<p>1<em> a </em>2 <strong>b</strong><del>c</del></p>", "1 *a* 2 **b**~~c~~"),
        ("<p><code>a`b</code> <code>`</code></p>", "``a`b`` `` ` ``"),
        ('<p><a href="https://x.org/a b(c)">t</a></p>', "[t](https://x.org/a%20b%28c%29)"),
        ('<p><a href="https://x.org">https://x.org</a></p>', "<https://x.org>"),
        ('<p><a href="/#narrow/stream/1">#a &gt; b</a></p>', "#a > b"),
        ('<p><a href="javascript:alert(1)">t</a></p>', "t"),
        ('<img src="https://x.org/i.png" alt="i">', "![i](https://x.org/i.png)"),
        ('<p><span aria-label="bulb" class="emoji emoji-1f4a1" role="img">:bulb:</span> ok</p>', "💡 ok"),
        ('<p><span class="emoji emoji-1f468-200d-1f680">:x:</span></p>', "👨\u200d🚀"),
        ('<p><img class="emoji" alt=":lean:" src="/e.png"></p>', ":lean:"),
        ("<ul>\n<li>a</li>\n<li>b<ul><li>c</li></ul></li>\n</ul>", "- a\n- b\n  - c"),
        ('<ol start="4"><li>a</li><li><p>b</p><p>c</p></li></ol>', "4. a\n\n5. b\n\n   c"),
        ("<ul><li>a</ul><ul><li>b</ul>", "- a\n\n+ b"),
        ("<blockquote>\n<p>a</p>\n<p>b</p>\n</blockquote>\n<p>c</p>", "> a\n>\n> b\n\nc"),
        ("<h2>a # b #</h2><hr>", "## a # b \\#\n\n***"),
        (
            "<table><tr><th>a|b</th></tr><tr><td><code>x|y</code></td></tr></table>",
            "| a\\|b |\n| --- |\n| `x\\|y` |",
        ),
        ("<table><tr><td>1</td><td>2</td></tr></table>", "|  |  |\n| --- | --- |\n| 1 | 2 |"),
        (f"<p>si {KATEX.format(css='katex', tex='x_1 &lt; 2')}.</p>", "si $x_1 < 2$."),
        (f"<p>{KATEX.format(css='katex-display', tex='x')}</p>", "$x$"),
        (f"<p>2{KATEX.format(css='katex', tex='x')}3</p>", "&#50;$x$&#51;"),
        (f"<p>{KATEX.format(css='katex', tex='a$b')}</p>", "`a$b`"),
        (
            "<p>$5 *a* _b_ c_d `e` [f](g) &lt;h@i.j&gt; 1 \\ ~~k~~</p>",
            r"\$5 \*a\* \_b\_ c_d \`e\` [f\](g) \<h@i.j> 1 \\ \~\~k\~\~",
        ),
        ("<p># a<br>- b<br>1. c<br>&gt; d<br>---</p>", "\\# a\\\n\\- b\\\n1\\. c\\\n\\> d\\\n\\---"),
        ("<script>alert(1)</script><style>p{}</style><p onclick='x()'>a<!-- b --></p>", "a"),
        ("<p>a <b", "a <b"),
        ("a < b & c > d", "a < b & c > d"),
        ("", ""),
    ],
)
def test_from_html(html: str, markdown: str) -> None:
    if "katex-display" in html:
        markdown = "$$x$$"
    assert from_html(html) == markdown


def test_code_keeps_its_language_and_every_character() -> None:
    html = (
        '<div class="codehilite" data-code-language="Lean4"><pre><span></span><code><span class="k">def</span> x :=\n'
        "\n  ```\n  y &lt;|&gt; *z*\n</code></pre></div>"
    )
    code = "def x :=\n\n  ```\n  y <|> *z*"
    assert from_html(html) == f"````lean4\n{code}\n````"
    assert (
        render(from_html(html))
        == f'<pre><code class="language-lean4">{escape(code, quote=False)}\n</code></pre>'
    )
    assert from_html(f"<ul><li>{html}</li></ul>").startswith("- ````lean4\n  def x")


def test_a_spoiler_is_a_quotation() -> None:
    html = (
        '<div class="spoiler-block"><div class="spoiler-header">\n<p>Fin</p>\n</div>'
        '<div class="spoiler-content" aria-hidden="true">\n<p>Il part.</p>\n</div></div><p>Ah</p>'
    )
    assert from_html(html) == "> Fin\n>\n> Il part.\n\nAh"


def test_the_preview_of_a_link_is_not_repeated() -> None:
    html = (
        '<p><a href="/user_uploads/a.png">a.png</a></p><div class="message_inline_image">'
        '<a href="/user_uploads/a.png" title="a.png"><img src="/user_uploads/thumbnail/a.png"></a></div>'
    )
    assert from_html(html) == "a.png"
    assert from_html(html, base="https://chat.x.org/") == "[a.png](https://chat.x.org/user_uploads/a.png)"


def words(html: str) -> str:
    """What a reader sees of clean HTML, but for white space."""
    html = re.sub(r'<math[^>]*alttext="([^"]*)".*?</math>', r"\1", html, flags=re.DOTALL)
    return "".join(unescape(re.sub(r"<[^>]*>", "", html)).split())


def bare(text: str) -> str:
    """Letters only: addresses shown in full are decoded, to be read."""
    return re.sub(r"\W", "", unquote(text))


TEXT = st.text(alphabet="ab1é *_`~[]()<>&#$\\!|-+=.:@;\"'/\n", max_size=12).map(lambda text: escape(text))
INLINE = st.recursive(
    TEXT,
    lambda inner: (
        st.builds(
            lambda tag, parts: f"<{tag}>{''.join(parts)}</{tag}>",
            st.sampled_from(("em", "strong", "del", "u")),
            st.lists(inner, max_size=3),
        )
        | st.builds(lambda text: f"<code>x{text}</code>", TEXT)
        | st.builds(lambda text: f'<a href="https://x.org/">y{text}</a>', TEXT)
        | st.just("<br>")
    ),
    max_leaves=6,
)
BLOCK = st.recursive(
    st.builds(
        lambda tag, parts: f"<{tag}>{''.join(parts)}</{tag}>",
        st.sampled_from(("p", "h2")),
        st.lists(INLINE, max_size=4),
    )
    | st.builds(lambda text: f"<pre>x{text}</pre>", TEXT),
    lambda inner: st.builds(
        lambda frame, parts: frame.format("".join(parts)),
        st.sampled_from(
            ("<blockquote>{}</blockquote>", "<ul><li>{}</li></ul>", "<ol><li>a</li><li>{}</li></ol>")
        ),
        st.lists(inner, max_size=3),
    ),
    max_leaves=5,
)


@settings(derandomize=True)
@given(st.lists(BLOCK, max_size=3).map("".join))
@example("<p><em>1</em><em></em><em>1</em><strong>:</strong></p>")
@example("<p><em><code>x</code><strong><code>x</code></strong><code>x</code></em>\\1<em>:</em></p>")
@example("<ul><li><ul><li><ul><li></li></ul><pre>x</pre></li></ul></li></ul><h2>#</h2>")
def test_the_words_come_back(html: str) -> None:
    assert words(render(from_html(html))) == words(html)


@pytest.mark.skipif(not ARCHIVE.exists(), reason="the archive is not here")
def test_the_words_of_real_messages_come_back() -> None:
    """One thread in twenty; formulas, emoji and previews have tests of their own."""
    different = []
    with gzip.open(ARCHIVE, "rt") as lines:
        for line in islice(lines, 0, None, 20):
            for post in json.loads(line)["posts"]:
                html = post["html"]
                if any(mark in html for mark in ("katex", "emoji", "<img")):
                    continue
                if bare(words(html)) != bare(words(render(from_html(html)))):
                    different.append(html)
    assert different == []
