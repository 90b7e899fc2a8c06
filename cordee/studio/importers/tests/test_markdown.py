# ruff: noqa: E501 (a case is a row: what somebody writes beside what it becomes)
"""Folders of Markdown as people write them: order, boxes, links, HTML and components, questions in many forms."""

import contextlib
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

from cordee.media.archive import Broken
from cordee.studio.course import Course, Step
from cordee.studio.importers.markdown import MarkdownFolder
from cordee.studio.report import Fate, Report
from cordee.studio.tests.made import picture
from cordee.studio.tests.places import sample, taken

Parts = dict[str, str | bytes]


def read(tmp_path: Path, parts: Parts) -> tuple[Course, Report]:
    return taken(MarkdownFolder(), tmp_path, parts)


def steps(course: Course) -> list[Step]:
    return [step for module in course.modules for step in module.steps]


def outline(course: Course) -> list[tuple[str, list[str]]]:
    return [(module.title, [step.title for step in module.steps]) for module in course.modules]


def body(tmp_path: Path, text: str, name: str = "page.mdx", more: Parts | None = None) -> str:
    course, _ = read(tmp_path, {name: f"# Titre\n\n{text}"} | (more or {}))
    return str(steps(course)[0].content.kept().get("body", ""))


PAGES: Parts = {
    "README.md": "---\ntitle: Le cours\ndescription: En bref\nlang: fr\nobjectives: [Écouter]\n---\nBonjour.",
    "01-debut/index.md": "# Le début\n\nOn commence.",
    "01-debut/10-dix.md": "# Dix",
    "01-debut/2-deux.md": "---\ntitle: Deux\nduration: 15 min\nobjectives: Reformuler\n---\nTexte",
    "01-debut/2-deux.txt": "rien",
    "02_suite/b.md": "---\nweight: 1\n---\n# Bé\n\nb",
    "02_suite/a.md": "---\nweight: 2\n---\n# A\n\na",
    "02_suite/sous/c.md": "# Cé\n\nc",
    "LICENSE.md": "droits",
}


def test_folders_are_modules_in_their_natural_order(tmp_path: Path) -> None:
    course, report = read(tmp_path, PAGES)
    assert (course.title, course.summary) == ("Le cours", "En bref")
    assert outline(course) == [
        ("Le cours", ["Le cours"]),
        ("Le début", ["Deux"]),
        ("Suite", ["Bé", "A", "Sous · Cé"]),
    ]
    assert course.modules[1].about == "On commence."
    two = course.modules[1].steps[0]
    assert (two.minutes, two.objectives) == (15, ["Reformuler"])
    assert [one.text for one in course.objectives] == ["Écouter", "Reformuler"]
    assert {one.name for one in report.remarks if one.fate is Fate.REFUSED} == {
        "Dix",
        "01-debut/2-deux.txt",
        "LICENSE.md",
    }


TABLES: dict[str, tuple[str, str, list[tuple[str, list[str]]]]] = {
    "_toctree.yml": (
        "_toctree.yml",
        "- title: Un\n  sections:\n  - local: b\n    title: Bé\n  - local: d/c\n- title: Deux\n  sections:\n  - local: a\n    title: Quiz\n    quiz: 1\n",
        [("Un", ["Bé", "Cé"]), ("Deux", ["Quiz"])],
    ),
    "_toc.yml": (
        "_toc.yml",
        "root: a\nparts:\n- caption: Un\n  chapters:\n  - file: b\n    sections:\n    - file: d/c\n- caption: Ailleurs\n  chapters:\n  - url: https://exemple.org\n    title: Là\n",
        [("c", ["A"]), ("Un", ["B", "B · Cé"]), ("Ailleurs", ["Là"])],
    ),
    "mkdocs.yml": (
        "mkdocs.yml",
        "site_name: Le site\ndocs_dir: .\nplugins:\n- x: !!python/name:os.system ''\nnav:\n- a.md\n- Un:\n  - Bé: b.md\n  - Sous:\n    - d/c.md\n",
        [("Le site", ["A"]), ("Un", ["Bé", "Sous · Cé"])],
    ),
    "SUMMARY.md": (
        "SUMMARY.md",
        "# Summary\n\n- [A](a.md)\n\n# Un\n\n- [Bé](./b.md)\n  - [Cé](d/c.md)\n- [Perdu](perdu.md)\n",
        [("c", ["A"]), ("Un", ["Bé", "Bé · Cé"])],
    ),
}  # fmt: skip


@pytest.mark.parametrize("table", TABLES)
def test_tables_of_contents(tmp_path: Path, table: str) -> None:
    name, text, expected = TABLES[table]
    parts: Parts = {
        name: text,
        "a.md": "# A\n\n[vers](d/c.md)",
        "b.md": "# B\n\nb",
        "d/c.md": "# Cé\n\n[vers](../b.md#x)",
    }
    course, _ = read(tmp_path, parts)
    course.title = course.title or "c"
    assert [(title or "c", inside) for title, inside in outline(course)] == [
        (title if title != "c" else course.modules[0].title, inside) for title, inside in expected
    ]
    third = next(step for step in steps(course) if step.title.endswith("Cé"))
    assert third.content.kept()["body"] == "[vers](step:b.md)"


def test_a_table_that_cannot_be_read_is_no_table(tmp_path: Path) -> None:
    course, _ = read(tmp_path, {"_toc.yml": "a: &x [1]\nb: *x", "mkdocs.yml": "nav: 3", "a.md": "# A\n\na"})
    assert [step.title for step in steps(course)] == ["A"]


def test_pages_that_the_table_forgets_come_last(tmp_path: Path) -> None:
    course, _ = read(
        tmp_path,
        {
            "_toc.yml": "- file: a\n- file: b\n  sections:\n  - file: a2\n",
            "a.md": "a",
            "b.md": "b",
            "a2.md": "c",
            "z.md": "z",
            "CONTRIBUTING.md": "x",
        },
    )
    assert outline(course)[-1][1] == ["Z"] and len(steps(course)) == 3


BODIES: dict[str, tuple[str, str]] = {
    "alert": ("> [!TIP]\n> Essayez.", "> **Astuce**\n>\n> Essayez."),
    "colons": (":::warning[Attention à ça]\n\nLisez.\n\n:::", "> **Attention à ça**\n>\n> Lisez."),
    "bangs": ('!!! note "À noter"\n\n    Un\n\n    deux\n\nSuite', "> **À noter**\n>\n> Un\n>\n> deux\n\nSuite"),
    "directive": ("```{admonition} Titre\n:class: tip\nDedans `x`\n```", "> **Titre**\n>\n> Dedans `x`"),
    "code cell": ("```{code-cell} python\n:tags: [a]\nprint(1)\n```", "```python\nprint(1)\n```"),
    "component box": ("<Tip warning={true}>\n\nLisez *bien* :\n\n```py\na < b\n```\n\n</Tip>", "> **Astuce**\n>\n> Lisez *bien* :\n>\n> ```py\n> a < b\n> ```"),
    "film": ('Vu\n\n<Youtube id="abc123"/>', "Vu\n\n<https://www.youtube.com/watch?v=abc123>"),
    "hugo": ("{{< youtube abc123 >}}\n\n{{% notice %}}x{{% /notice %}}", "<https://www.youtube.com/watch?v=abc123>\n\nx"),
    "imports": ("import X from 'y'\nexport const a = 1\n\nTexte\n\n<X {...a} b={{c: 1}}/>", "Texte"),
    "tabs": ('<Tabs><TabItem label="Un">\n\nun\n\n</TabItem></Tabs>', "**Un**\n\nun"),
    "inline html": ("Un <i>mot</i> et <b>un autre</b><br/>H<sub>2</sub>O, <code>a &lt; b</code> <kbd>X</kbd>, <span class='x'>dit</span>.", "Un *mot* et **un autre**\\\nH₂O, `a < b` `X`, dit."),
    "words in brackets": ("Le jeton <unk> et <votre nom>, a <b c>.", "Le jeton <unk> et <votre nom>, a ."),
    "html block": ('<div align="center">\n<img src="https://x.org/a.png" alt="A">\n<img class="hidden dark:block" src="https://x.org/b.png">\n</div>\n\nTexte', "![A](https://x.org/a.png)\n\nTexte"),
    "details": ("<details>\n<summary>Voir</summary>\n\n*dedans*\n\n</details>", "**Voir**\n\n*dedans*"),
    "html table": ("<table><tr><th>A</th></tr><tr><td>1</td></tr></table>", "| A |\n| --- |\n| 1 |"),
    "script": ("<script>alert(1)</script>Texte<!-- caché -->", "Texte"),
    "code stays": ("`<i>x</i> [a](b)` et\n\n```html\n<script>x</script> [a](b.png) {#if}\n<!-- y -->\n```", "`<i>x</i> [a](b)` et\n\n```html\n<script>x</script> [a](b.png) {#if}\n<!-- y -->\n```"),
    "code in a list": ("- un\n  ```\n  a\n    b\n  ```\n- deux", "- un\n  ```\n  a\n    b\n  ```\n- deux"),
    "anchors": ("## Partie [[partie]]\n\n### Autre {#autre}\n\n[là](#partie)", "## Partie\n\n### Autre\n\nlà"),
    "template": ("{#if fw === 'pt'}\nA\n{:else}\nB\n{/if}", "A\n\nB"),
    "math": ("$a_b < c$ et\n\n$$\nx^2\n$$", "$a_b < c$ et\n\n$$\nx^2\n$$"),
    "tabs of mkdocs": ('=== "Un"\n\n    un\n\n=== "Deux"\n\n    deux', "**Un**\n\nun\n\n**Deux**\n\ndeux"),
    "attributes": ("# :material-star: Vu {: .x }\nTexte\n{: .note }", "# Vu\nTexte"),
    "figure": ('{{< figure src="https://x.org/a.png" alt="Plan" >}}', "![Plan](https://x.org/a.png)"),
    "jekyll": ("{% include toc.html %}{% highlight js %}a{% endhighlight %} [b]({{ '/c' | relative_url }})", "```js\na\n``` b"),
    "included": ("{{#include a.rs}}Texte", "Texte"),
    "links": ("[a](https://x.org 'T') [b](perdu.md) ![c](perdu.png) <https://y.org>", "[a](https://x.org 'T') b c <https://y.org>"),
}  # fmt: skip


@pytest.mark.parametrize("case", BODIES)
def test_texts(tmp_path: Path, case: str) -> None:
    source, expected = BODIES[case]
    assert body(tmp_path, source) == expected


def test_files_come_along(tmp_path: Path) -> None:
    more: Parts = {"img/mon plan.png": picture(), "doc.pdf": b"pdf", "seul.csv": "x"}
    text = "![Plan](img/mon%20plan.png 'T') [doc][d] ![[mon plan.png]] <img src='/img/mon plan.png'>\n\n[d]: ./doc.pdf\n"
    course, report = read(tmp_path, {"page.md": f"# Titre\n\n{text}"} | more)
    assert steps(course)[0].content.kept()["body"] == (
        "![Plan](asset:img/mon-plan.png 'T') [doc](asset:doc.pdf) ![mon plan.png](asset:img/mon-plan.png) ![](asset:img/mon-plan.png)"
    )
    assert set(course.files) == {"img/mon-plan.png", "doc.pdf"}
    assert "seul.csv" in {one.name for one in report.remarks}


CHOICE = {"choices": [{"text": "oui", "credit": 1.0, "feedback": "bien"}, {"text": "non"}]}
QUESTIONS: dict[str, tuple[str, dict[str, Any]]] = {
    "component": (
        "### 1. Vrai ?\n\n<Question\n\tchoices={[\n\t\t{ text: \"oui\", explain: 'bien', correct: true, },\n\t\t{ text: `non` }, // faux\n\t]}\n/>",
        {"prompt": "Vrai ?", **CHOICE},
    ),
    "component with words": ('<Quiz question="Vrai ?" answers={["oui", "non"]} correct={0} />', {"prompt": "Vrai ?", "choices": [{"text": "oui", "credit": 1.0}, {"text": "non"}]}),
    "yaml": ("```quiz\nquestion: Vrai ?\nanswers:\n- text: oui\n  correct: true\n  feedback: bien\n- non\n```", {"prompt": "Vrai ?", **CHOICE}),
    "json": ('```quiz\n[{"question": "Vrai ?", "options": ["a", "b", "c"], "answer": ["a", "c"]}]\n```', {"several": True, "choices": [{"text": "a", "credit": 0.5}, {"text": "b", "credit": -0.5}, {"text": "c", "credit": 0.5}]}),
    "ours": ("```quiz\nkind: numeric\nprompt: Pi ?\naccepted:\n- value: 3.14\n  tolerance: 0.01\n```", {"prompt": "Pi ?", "accepted": [{"value": 3.14, "tolerance": 0.01}]}),
    "gift": ("```gift\n::Nom::Vrai ?{=oui#bien ~non}\n```", {"prompt": "Vrai ?", **CHOICE}),
    "ticks": ("```quiz\nVrai ?\n\n- [x] oui\n  > bien\n- [ ] non\n```", {"prompt": "Vrai ?", **CHOICE}),
    "truth": ("```quiz\nquestion: Bleu ?\nanswer: true\n```", {"prompt": "Bleu ?", "right": True}),
    "text": ("```quiz\nquestion: Qui ?\nanswer: moi\n```", {"prompt": "Qui ?", "accepted": [{"text": "moi"}]}),
    "open": ("```quiz\nquestion: Racontez\n```", {"prompt": "Racontez"}),
}  # fmt: skip


@pytest.mark.parametrize("case", QUESTIONS)
def test_questions(tmp_path: Path, case: str) -> None:
    source, expected = QUESTIONS[case]
    course, report = read(tmp_path, {"page.mdx": f"# Quiz\n\nAvant.\n\n{source}\n\nAprès."})
    (one,) = course.banks[0].questions
    kept = one.question.kept()
    assert {key: kept.get(key) for key in expected} == expected
    (quiz,) = steps(course)
    assert quiz.content.kept() == {"about": "Avant.\n\nAprès.", "questions": [one.key]}
    assert report.count(Fate.REFUSED) == 0


def test_a_page_that_is_said_to_be_a_quiz_has_its_ticked_lists_asked(tmp_path: Path) -> None:
    text = "---\nlayout: quiz\n---\n# Fin\n\n## 1. Un ?\n\n- [ ] a\n- [x] b\n\n## Deux ?\n\n1. [x] c\n2. [x] d\n3. [ ] e\n"
    course, _ = read(tmp_path, {"page.md": text})
    first, second = (one.question.kept() for one in course.banks[0].questions)
    assert (first["prompt"], first["choices"][1]["credit"]) == ("Un ?", 1.0)
    assert (second["prompt"], second["several"]) == ("Deux ?", True)


def test_what_is_no_question_is_said_and_shown(tmp_path: Path) -> None:
    text = "# Titre\n\nTexte\n\n```quiz\n- question: Sans bonne ?\n  answers: [a, b]\n- question: Bonne ?\n  answers: [{text: a, correct: true}]\n```"
    course, report = read(tmp_path, {"page.md": text})
    assert len(course.banks[0].questions) == 1
    assert "Sans bonne ?" in steps(course)[-1].content.kept()["body"]
    assert report.count(Fate.REFUSED) == 1


def test_a_long_page_keeps_its_text_beside_its_quiz(tmp_path: Path) -> None:
    course, _ = read(
        tmp_path, {"page.md": "# Titre\n\n" + "mot " * 600 + "\n\n```gift\nVrai ?{=oui ~non}\n```"}
    )
    assert [(step.kind, step.title) for step in steps(course)] == [
        ("page", "Titre"),
        ("quiz", "Titre · Quiz"),
    ]


@pytest.mark.parametrize(
    "text",
    ["<A {" * 20_000, "<A b='" * 20_000, "<A>" * 20_000, "[" * 50_000, "`" * 50_001 + "a", "<i>" * 20_000, "![" * 30_000, ":::tip\n" * 5_000, "!!! a\n    " * 3_000, "> " * 20_000, "[[a" * 20_000, "[a]: b\n" * 3_000 + "[a][a]" * 3_000, "<a href=" * 20_000, "{{<" * 20_000, "{/*" * 20_000, "<!--" * 20_000, "$" * 50_000],
)  # fmt: skip
def test_hostile_texts_take_no_time(tmp_path: Path, text: str) -> None:
    with contextlib.suppress(Broken):
        read(tmp_path, {"page.mdx": f"# Titre\n\n{text}\n\nfin"})


def test_a_real_course() -> None:
    course, report = sample(MarkdownFolder(), "markdown_FR_huggingface_course.tar.gz")
    assert sum(len(bank.questions) for bank in course.banks) == 95
    assert len(course.modules) == 12 and report.count(Fate.REFUSED) == 0


DOCUSAURUS: Parts = {
    "docusaurus.config.js": "module.exports = {\n  title: 'Mon cours',\n};",
    "README.md": "# Construire\n\nnpm start",
    "node_modules/x/README.md": "# X\n\nx",
    ".github/PULL_REQUEST_TEMPLATE.md": "Décrivez",
    "docs/intro.md": "---\nsidebar_position: 1\n---\nimport Tabs from '@theme/Tabs';\n\n# Bienvenue\n\nLisez.",
    "docs/b/_category_.json": '{"label": "Premier", "position": 2}',
    "docs/b/page.md": "# Bé\n\nb",
    "docs/a/_category_.yml": "label: Second\nposition: 3\n",
    "docs/a/page.md": "# A\n\na",
}
MDBOOK: Parts = {
    "book.toml": '[book]\ntitle = "Mon cours"\n',
    "src/SUMMARY.md": "# Summary\n\n[Avant](avant.md)\n\n# Partie\n\n- [Un](un.md)\n\n---\n\n[Fin](fin.md)\n",
    "src/avant.md": "av",
    "src/un.md": "un",
    "src/fin.md": "fin",
}
HUGO: Parts = {
    "hugo.toml": "title = 'Mon cours'\n",
    "content/_index.md": "---\ntitle: Accueil\n---\nBonjour",
    "content/b/_index.md": "---\ntitle: Bé\nweight: 1\n---\n",
    "content/b/p.md": '---\ntitle: P\n---\n[là]({{< ref "../a/q.md" >}})',
    "content/a/_index.md": "---\ntitle: A\nweight: 2\n---\n",
    "content/a/q/index.md": "---\ntitle: Q\n---\nq",
}


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (DOCUSAURUS, [("Mon cours", ["Bienvenue"]), ("Premier", ["Bé"]), ("Second", ["A"])]),
        (MDBOOK, [("Mon cours", ["Avant"]), ("Partie", ["Un"]), ("Et ensuite", ["Fin"])]),
        (HUGO, [("Mon cours", ["Accueil"]), ("Bé", ["P"]), ("A", ["Q"])]),
    ],
)
def test_the_sources_of_sites_stand_as_the_site_shows_them(
    tmp_path: Path, parts: Parts, expected: list[tuple[str, list[str]]]
) -> None:
    with translation.override("fr"):
        course, report = read(tmp_path, parts)
    assert (course.title, outline(course)) == ("Mon cours", expected)
    assert not any("import" in str(step.content.kept()) for step in steps(course))
    assert ("README.md" in parts) == ("README.md" in {one.name for one in report.remarks if one.why})
    if parts is HUGO:
        assert course.modules[1].steps[0].content.kept()["body"] == "[là](step:content%2Fa%2Fq%2Findex.md)"


def test_notes_that_show_notes_link_to_them(tmp_path: Path) -> None:
    text = "![[Autre]] ![[plan.png|300]]"
    more: Parts = {"Autre.md": "# Autre\n\nx", "plan.png": picture(), "._page.md": b"\0"}
    assert body(tmp_path, text, "a.md", more) == "[Autre](step:Autre.md) ![plan](asset:plan.png)"


LIA = """<!--
author: Moi
language: fr
-->

# Le cours

--{{0}}--
Bonjour.

## Essayer

Quelle capitale ?

[[Paris]]
[[?]] Une tour

Lequel ?

[( )] Non
[(X)] Oui
***
Parce que.
***

Lesquels ?

[[X]] Un
[[ ]] Deux
[[X]] Trois

Le ciel est [[gris|(bleu)]] et l'herbe [[verte]].

## Finir

Et vous ?

[[___]]

``` c
[[code]]
```
"""


def test_a_course_of_liascript(tmp_path: Path) -> None:
    course, _ = read(tmp_path, {"cours.md": LIA})
    assert course.title == "Le cours"
    assert [(step.kind, step.title) for step in steps(course)] == [
        ("page", "Le cours"),
        ("quiz", "Essayer"),
        ("quiz", "Finir"),
    ]
    assert steps(course)[2].content.kept()["about"] == "```c\n[[code]]\n```"
    asked = [one.question.kept() for bank in course.banks for one in bank.questions]
    assert [one["prompt"] for one in asked] == [
        "Quelle capitale ?",
        "Lequel ?",
        "Lesquels ?",
        "Le ciel est [[1]] et l'herbe [[2]].",
        "Et vous ?",
    ]
    assert (asked[0]["accepted"], asked[0]["hints"]) == ([{"text": "Paris"}], ["Une tour"])
    assert asked[1]["choices"] == [{"text": "Non"}, {"text": "Oui", "credit": 1.0}]
    assert asked[1]["feedback"] == "Parce que."
    assert [one.get("credit") for one in asked[2]["choices"]] == [0.5, -0.5, 0.5]
    assert asked[3]["gaps"][0] == {
        "type": "choice",
        "options": [{"text": "gris"}, {"text": "bleu", "credit": 1.0}],
    }
