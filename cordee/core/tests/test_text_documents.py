"""Pages of courses keep what they hold on the way to Markdown: images, media, formulas, terms."""

import time

import pytest

from cordee.core.text import from_document, render


def address(url: str) -> str:
    return url if url.startswith("http") else f"asset:{url}" if url and not url.startswith("#") else ""


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p>H<sub>2</sub>O, x<sup>n+1</sup>, 1<sup>er</sup>, 5 m<sup>2</sup></p>", "H₂O, xⁿ⁺¹, 1er, 5 m²"),
        ("<p>a<sup>2k</sup><sup><a href='#n'>1</a></sup></p>", "a^(2k)1"),
        ("<dl><dt>Mot</dt><dd>Sens</dd></dl>", "**Mot**\n\nSens"),
        (r"<p>si \(x_1<y\) et \[\frac{1}{2}\] ou $$z$$</p>", r"si $x_1<y$ et $$\frac{1}{2}$$ ou $$z$$"),
        ("<p>[mathjaxinline]a_b[/mathjaxinline] 5 $ et 6 $</p>", r"$a_b$ 5 \$ et 6 \$"),
        (
            "<m:math><m:mi>x</m:mi><m:mo>&le;</m:mo><m:msup><m:mi>y</m:mi><m:mn>2</m:mn></m:msup></m:math>",
            r"$x \leq y^{2}$",
        ),
        ('<p><img class="equation_image" alt="LaTeX: \\pi" src="e.png"></p>', r"$\pi$"),
        ('<p><img src="a b.png"></p>', "![](asset:a%20b.png)"),
        (
            '<a href="https://x.org/"><img src="a.png" alt="Plan"></a>',
            "[![Plan](asset:a.png)](https://x.org/)",
        ),
        ('<a href="#bas">plus bas</a>', "plus bas"),
        ('<a href="javascript:alert(1)">non</a>', "[non](asset:javascript:alert%281%29)"),
        (
            '<p>a</p><iframe src="https://x.org/v" title="Le film"></iframe><p>b</p>',
            "a\n\n[Le film](https://x.org/v)\n\nb",
        ),
        (
            '<video><source src="v.mp4"><track src="v.vtt" label="Sous-titres">Rien</video>',
            "[v.mp4](asset:v.mp4)\n\n[Sous-titres](asset:v.vtt)",
        ),
        ("<details><summary>Voir</summary><p>ok</p></details>", "**Voir**\n\nok"),
        ("<p><span class='material-icons-outlined'>menu_book</span>Aide</p>", "Aide"),
        ("<p>a<script>alert('x')</script></p>", "a"),
    ],
)
def test_from_document(html: str, markdown: str) -> None:
    assert from_document(html, address) == markdown


def test_an_address_that_leads_nowhere_leaves_its_words() -> None:
    assert (
        from_document('<a href="javascript:alert(1)">non</a><img src="x" alt="Plan">', lambda url: "")
        == "nonPlan"
    )
    assert "javascript" not in render(from_document("<a href='x'>a</a>", lambda url: "javascript:alert(1)"))


def test_formulas_of_mathml_are_shown() -> None:
    html = "<math display='block'><mfrac><mi>a</mi><msqrt><mi>b</mi></msqrt></mfrac></math>"
    assert "<mfrac>" in render(from_document(html, address))
    assert from_document("<math><mi>x</math>", address) == "x"


@pytest.mark.parametrize(
    "part", ["<sup>", "<video>", "\\(", "$$", "<object data='a'>", "<math>", "\\(<", "<dt>"]
)
def test_hostile_pages_take_a_time_that_grows_with_their_length(part: str) -> None:
    def seconds(count: int) -> float:
        started = time.process_time()
        from_document(part * count, address)
        return time.process_time() - started

    seconds(500)
    assert seconds(40_000) < max(40 * seconds(4_000), 2)
