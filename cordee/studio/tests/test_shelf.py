"""Files are found by what pages call them, taken once, and nothing outside the archive is."""

from pathlib import Path

import pytest

from cordee.studio.course import Course
from cordee.studio.making import MOST_BRACKETS, aside, pages, title_of
from cordee.studio.shelf import Shelf
from cordee.studio.tests.places import zipped

PARTS: dict[str, str | bytes] = {
    "web/page 1.html": "<p>",
    "web/images/Plan.png": b"\x89PNG",
    "web/été.pdf": "pdf",
    "top.png": "top",
    "a/x.png": "1",
    "b/x.png": "2",
}


@pytest.mark.parametrize(
    ("reference", "name"),
    [
        ("images/plan.PNG?x=1#y", "web/images/Plan.png"),
        ("page%201.html", "web/page 1.html"),
        ("%C3%A9t%C3%A9.pdf", "web/été.pdf"),
        ("..\\top.png", "top.png"),
        ("/top.png", "top.png"),
        ("top.png", "top.png"),
        ("../../top.png", None),
        ("../../../etc/passwd", None),
        ("file:///etc/passwd", None),
        ("", None),
    ],
)
def test_parts_are_found_by_their_addresses(tmp_path: Path, reference: str, name: str | None) -> None:
    with zipped(tmp_path, PARTS) as archive:
        assert Shelf(archive, Course("C")).part(reference, "web") == name


def test_a_page_takes_its_files_along(tmp_path: Path) -> None:
    course = Course("C")
    with zipped(tmp_path, PARTS) as archive:
        shelf = Shelf(archive, course)
        words = shelf.words(
            '<p><img src="images/Plan.png" alt="Plan"><a href="gone.pdf">perdu</a><a href="été.pdf">a</a>'
            '<img src="data:image/gif;base64,R0lGOA=="></p><iframe src="//www.youtube.com/embed/abcdef123"></iframe>',
            "web",
        )
        assert words == (
            "![Plan](asset:web/images/Plan.png)perdu[a](asset:web/ete.pdf)![](asset:image.gif)\n\n"
            "<https://www.youtube.com/watch?v=abcdef123>"
        )
        assert list(course.files) == ["web/images/Plan.png", "web/ete.pdf", "image.gif"]
        assert course.files["image.gif"].size == 4
        assert shelf.take("a/x.png") != shelf.take("b/x.png")
        shelf.seen("top.png")
        assert shelf.left() == ["web/page 1.html"]


def test_long_texts_become_several_pages_without_loss() -> None:
    body = "\n\n".join(f"## Titre {at}\n\n" + "mot " * 2000 + "\n\n```\na\n\nb\n```" for at in range(30))
    steps = pages("Long", body, "k")
    assert len(steps) > 2
    assert "\n\n".join(step.content.kept()["body"] for step in steps) == body
    assert all(step.content.kept()["body"].count("```") % 2 == 0 for step in steps)
    assert len({step.key for step in steps}) == len(steps)
    assert len(pages("Liens", "[a](https://x.org)\n\n" * 2 * MOST_BRACKETS)) == 2
    assert [step.kind for step in pages("V", "[Film](https://vimeo.com/12)")] == ["video"]


def test_what_has_no_counterpart_keeps_its_source(tmp_path: Path) -> None:
    course = Course("C")
    with zipped(tmp_path, PARTS) as archive:
        step = aside(
            "Jeu", "Rien ici n'y ressemble.", Shelf(archive, course), {"jeu.xml": b"<jeu/>", "top.png": None}
        )
        assert step.content.kept()["body"] == (
            "> Rien ici n'y ressemble.\n\n- [jeu.xml](asset:jeu.xml)\n- [top.png](asset:top.png)"
        )
        with course.files["jeu.xml"].open() as stream:
            assert stream.read() == b"<jeu/>"


def test_titles_are_lines() -> None:
    assert title_of("", None, " a\nb ") == "a b"
    assert len(title_of("x" * 500)) == 200
    assert title_of("")
