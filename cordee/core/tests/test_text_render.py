"""Markdown becomes the HTML that a reader should see."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cordee.core.text import excerpt, mentioned, render, rendering, tagged, typography

REL = 'rel="nofollow ugc noopener"'
PEOPLE = {"nadia": "Nadia B.", "luc.m": "Luc <M>"}
SKILLS = {"ecoute-active": "Écoute active"}


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("# A", "<h3>A</h3>"),
        ("#### D", "<h6>D</h6>"),
        ("###### F", "<h6>F</h6>"),
        ("A\n=", "<h3>A</h3>"),
        ("~~no~~ **yes**", "<p><s>no</s> <strong>yes</strong></p>"),
        ("```Python\nx < 1\n```", '<pre><code class="language-python">x &lt; 1\n</code></pre>'),
        ('```"onload=x\ny\n```', "<pre><code>y\n</code></pre>"),
        ("    indented", "<pre><code>indented\n</code></pre>"),
        (f"```\n{'x' * 60}\n```", f'<pre tabindex="0"><code>{"x" * 60}\n</code></pre>'),
        ("3. c", '<ol start="3">\n<li>c</li>\n</ol>'),
        ("a\\\nb", "<p>a<br>\nb</p>"),
        ("<b>x</b>", "<p>&lt;b&gt;x&lt;/b&gt;</p>"),
        ("[a](https://x.org/?a=1&b=2)", f'<p><a href="https://x.org/?a=1&amp;b=2" {REL}>a</a></p>'),
        ("[a](/spaces/)", f'<p><a href="/spaces/" {REL}>a</a></p>'),
        ("<me@x.org>", f'<p><a href="mailto:me@x.org" {REL}>me@x.org</a></p>'),
        ("[a](//x.org)", "<p>[a](//x.org)</p>"),
        ("[a](x.html)", "<p>[a](x.html)</p>"),
        ("[a](ftp://x.org)", "<p>[a](ftp://x.org)</p>"),
        ("![alt](/media/a/b.png)", '<p><img src="/media/a/b.png" alt="alt" loading="lazy"></p>'),
        ("![alt](https://x.org/t.gif)", f'<p><a href="https://x.org/t.gif" {REL}>alt</a></p>'),
        ("![](https://x.org/t.gif)", f'<p><a href="https://x.org/t.gif" {REL}>https://x.org/t.gif</a></p>'),
        ("![alt](/media/../logout)", f'<p><a href="/media/../logout" {REL}>alt</a></p>'),
        ("![alt](/media/%2e%2e/logout)", f'<p><a href="/media/%2e%2e/logout" {REL}>alt</a></p>'),
        ("[![alt](https://x.org/t.gif)](https://y.org)", f'<p><a href="https://y.org" {REL}>alt</a></p>'),
    ],
)
def test_render(markdown: str, html: str) -> None:
    assert render(markdown) == html


def test_table_is_reachable_and_aligned_by_class() -> None:
    html = render("|a|b|\n|:-:|---|\n|1|2|")
    assert html.startswith('<div class="table" tabindex="0"><table>')
    assert '<th class="center">a</th>' in html
    assert "style" not in html


@pytest.mark.parametrize(
    ("text", "href", "rest"),
    [
        ("https://x.org/a_b_c, ok", "https://x.org/a_b_c", ", ok"),
        ("https://x.org/a_(b)) ok", "https://x.org/a_(b)", ") ok"),
        ("HTTPS://x.org. Fin", "HTTPS://x.org", ". Fin"),
        ("https://x.org/?q=a*b*c", "https://x.org/?q=a*b*c", ""),
    ],
)
def test_bare_addresses_are_links(text: str, href: str, rest: str) -> None:
    assert render(text) == f'<p><a href="{href}" {REL}>{href}</a>{rest}</p>'


@pytest.mark.parametrize("text", ["List.map", "www.x.org", "xhttps://a.b", "https://", "`https://x.org`"])
def test_other_words_are_not(text: str) -> None:
    assert "<a" not in render(text)


@pytest.mark.parametrize(
    ("markdown", "handles"),
    [
        ("@nadia et @luc.m.", ["nadia", "luc.m"]),
        ("(@Nadia) @nadia", ["nadia"]),
        ("**@nadia** > @luc.m", ["nadia", "luc.m"]),
        ("@a_b_c", ["a_b_c"]),
        ("a@b.org @b@c.org /@x @@y", []),
        ("`@nadia` [@nadia](https://x.org) <a@nadia.org>", []),
        ("```\n@nadia\n```\n\n    @nadia\n\n$@nadia$", []),
        (f"@{'a' * 39} @{'b' * 40}", ["a" * 39]),
        ("@nadiaé", []),
        ("- @x1\n> @y2", ["x1", "y2"]),
    ],
)
def test_mentioned(markdown: str, handles: list[str]) -> None:
    assert mentioned(markdown) == handles


def test_tagged() -> None:
    assert tagged("#ecoute-active et #Python, #12 a#b `#code` #ecoute-active") == ["ecoute-active", "python"]
    assert tagged("# Titre") == []


def test_known_names_are_linked_and_unknown_stay_words() -> None:
    html = render("@nadia, @luc.m. @inconnu #ecoute-active #autre", mentions=PEOPLE, skills=SKILLS)
    assert html == (
        '<p><a class="mention" href="/people/@nadia/">@Nadia B.</a>, '
        '<a class="mention" href="/people/@luc.m/">@Luc &lt;M&gt;</a>. @inconnu '
        '<a class="skill" href="/skills/ecoute-active/">#Écoute active</a> #autre</p>'
    )


def test_maths() -> None:
    html = render("Si $x_1<2$ alors\n\n$$\n\\frac{a}{b}\n$$\n\net 5 $ ou 6 $ ; $\\begin{z}$")
    assert '<math display="inline" alttext="x_1&lt;2"><mrow><msub><mi>x</mi><mn>1</mn></msub>' in html
    assert '<div class="math" tabindex="0"><math display="block" alttext="\\frac{a}{b}">' in html
    assert "et 5 $ ou 6 $" in html
    assert '<code class="math">\\begin{z}</code>' in html


def test_a_formula_cannot_hold_markup_or_cover_the_page() -> None:
    html = render(
        r"$\text{<img src=/media/x>}$ $\href{javascript:alert(1)}{x}$ $\hspace{999em}$ $\style{color:red}x$"
    )
    assert "<img" not in html
    assert "href" not in html.replace("alttext", "").split("<mrow>")[2]
    assert "999em" not in html.replace('alttext="\\hspace{999em}"', "")
    assert "style=" not in html


@pytest.mark.parametrize(
    ("plain", "spaced"),
    [
        ("Pourquoi ?", "Pourquoi\u202f?"),
        ("Oui ; non !", "Oui\u202f; non\u202f!"),
        ("Voici : deux", "Voici\u00a0: deux"),
        ("« oui »", "«\u00a0oui\u00a0»"),
        ("Quoi ?!", "Quoi\u202f?!"),
        ("(vraiment ?)", "(vraiment\u202f?)"),
        ("« oui » »", "«\u00a0oui\u00a0»\u00a0»"),
        ("J'ai l'heure, don't I?", "J’ai l’heure, don’t I?"),
        ("'simple' 5' x'1", "'simple' 5' x'1"),
        ("English: fine? Yes!", "English: fine? Yes!"),
        ("foo :bar :) ;) x : Nat a != b ?x", "foo :bar :) ;) x : Nat a != b ?x"),
    ],
)
def test_typography(plain: str, spaced: str) -> None:
    assert typography(plain) == spaced
    assert render(plain).replace("&nbsp;", "\u00a0") == f"<p>{spaced}</p>"


def test_typography_leaves_code_addresses_and_formulas() -> None:
    html = render("`a ? l'a` **Note** : <https://x.org/a;b> https://x.org/l'eau $a ;$\n\n```\nx ;\n```")
    assert ">https://x.org/l'eau</a>" in html
    assert "<code>a ? l'a</code> <strong>Note</strong>&nbsp;: " in html
    assert "\u202f" not in html


@given(st.text(alphabet="aé ;:!?«»,.\n\"'-1x", max_size=60))
def test_the_short_way_gives_what_the_parser_gives(text: str) -> None:
    quick = render(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rendering, "_WORDS_ONLY", rendering.re.compile("(?!)"))
        assert render(text) == quick


@pytest.mark.parametrize(
    "markdown",
    [
        "x" * (rendering.MAX_LENGTH + 1),
        "[a](/b) " * (rendering.MAX_BRACKETS + 1),
        "> " * 40 + "deep",
        "- " * 30 + "deep",
    ],
)
def test_beyond_the_bounds_nothing_is_lost(markdown: str) -> None:
    html = render(markdown + "\n\n<b>end</b>")
    assert "<p>&lt;b&gt;end&lt;/b&gt;</p>" in html
    assert "<a" not in html
    assert "deep" in html or "deep" not in markdown


def test_nesting_within_the_bounds_is_kept() -> None:
    assert render("> " * 15 + "deep").count("<blockquote>") == 15
    assert render("- " * 9 + "deep").count("<ul>") == 9


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("# Titre\n\nUn **mot** [ici](https://x.org), `a*b`, \\*tel quel\\* et snake_case.", None),
        ("- un\n- deux\n\n> trois @nadia", "un deux trois @nadia"),
        ("avant\n\n```\ncode\n```\n\naprès", "avant après"),
        ("```\nseul\n```", "seul"),
        ("$x_1$ &#50; &amp;", "x_1 2 &"),
        ("|a|b|\n|-|-|\n|1|2|", "a|b 1|2"),
        ("", ""),
    ],
)
def test_excerpt_of_markdown(source: str, words: str | None) -> None:
    assert excerpt(source) == (
        words if words is not None else "Titre Un mot ici, a*b, *tel quel* et snake_case."
    )


def test_excerpt_of_html_is_that_of_its_markdown() -> None:
    markdown = "# Titre\n\nUn **mot** & `x<y`, $a_1$ : fin\n\n- un\n- deux\n\n```\ncode\n```"
    assert excerpt(render(markdown)) == "Titre Un mot & x<y, a_1\u00a0: fin un deux".replace("\u00a0", " ")


def test_excerpt_is_cut_at_a_word() -> None:
    assert excerpt("un deux trois quatre", 12) == "un deux…"
    assert excerpt("un deux, trois", 9) == "un deux…"
    assert excerpt("x" * 50, 10) == "xxxxxxxxx…"
    assert excerpt("pas coupé", 9) == "pas coupé"


@given(st.text(max_size=400), st.integers(1, 60))
def test_excerpt_is_short_plain_text(text: str, length: int) -> None:
    assert len(excerpt(text, length)) <= max(length, 1)
    assert "\n" not in excerpt(text, length)


def test_french_quotes_around_marks_keep_their_spaces() -> None:
    assert render("« **oui ?** »") == "<p>«&nbsp;<strong>oui\u202f?</strong>&nbsp;»</p>"
