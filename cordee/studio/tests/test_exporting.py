"""What goes out as a folder comes in as the same path."""

import io
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.utils.translation import gettext
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from cordee.core.text import clean, clean_line
from cordee.paths.kinds import KINDS, content
from cordee.paths.questions import KINDS as QUESTIONS
from cordee.paths.questions import question
from cordee.studio.course import (
    Asked,
    Asset,
    Bank,
    Course,
    Module,
    Named,
    Objective,
    Step,
    asset_link,
    step_link,
)
from cordee.studio.exporting.targets import target
from cordee.studio.exporting.writing import write
from cordee.studio.fitting import fit
from cordee.studio.importing import brought
from cordee.studio.report import Fate, Report

FILES = ["files/a.pdf", "files/img/vue.webp", "files/module.zip"]
KEYS = [f"01990000-0000-7000-8000-{at:012d}" for at in range(12)]
ODD = ["---", "```quiz", "> ````", "'", '"', "#", ": ", "é", "👩‍🚒", " ", "\n", "\n\n", "{{", "- [x]", "[[1]]",
       "\t", "~", "null", "12", "2026-01-01"]  # fmt: skip

pieces = st.one_of(st.sampled_from(ODD), st.text(max_size=12))
links = st.sampled_from(
    [
        f"![vue]({asset_link(FILES[1])})",
        f'[pdf]({asset_link(FILES[0])} "le plan")',
        f"[là]({step_link(KEYS[0])})",
    ]
)
words = st.lists(st.one_of(pieces, links), max_size=6).map("".join).map(clean)
lines = st.lists(pieces, max_size=4).map("".join).map(lambda text: clean_line(text)[:80])
named = lines.filter(bool)
shares = st.sampled_from([0.0, 0.25, 1.0])


def accepted() -> st.SearchStrategy[list[dict[str, Any]]]:
    return st.lists(st.fixed_dictionaries({"text": named}), min_size=1, max_size=3)


QUESTION: dict[str, st.SearchStrategy[dict[str, Any]]] = {
    "choice": st.fixed_dictionaries(
        {
            "choices": st.lists(
                st.fixed_dictionaries({"text": words, "credit": shares, "feedback": words}), max_size=3
            ).map(lambda made: [{"text": "oui", "credit": 1.0}, *made]),
            "several": st.booleans(),
        }
    ),
    "truth": st.fixed_dictionaries({"right": st.booleans()}),
    "text": st.fixed_dictionaries({"accepted": accepted()}),
    "numeric": st.fixed_dictionaries(
        {"accepted": st.lists(st.fixed_dictionaries({"value": st.floats(-1e6, 1e6)}), min_size=1, max_size=2)}
    ),
    "ordering": st.fixed_dictionaries({"items": st.lists(words, min_size=2, max_size=4)}),
    "matching": st.fixed_dictionaries(
        {"pairs": st.lists(st.fixed_dictionaries({"left": named, "right": named}), min_size=2, max_size=3)}
    ),
    "cloze": st.fixed_dictionaries({"gaps": accepted().map(lambda one: [{"accepted": one}])}),
    "hotspot": st.fixed_dictionaries(
        {
            "image": st.just(FILES[1]),
            "alternative": lines,
            "areas": st.just([{"points": [[0.1, 0.25], [0.5, 1 / 3]], "label": "ici", "credit": 1.0}]),
        }
    ),
    "open": st.just({}),
}
CONTENT: dict[str, st.SearchStrategy[dict[str, Any]]] = {
    "page": st.fixed_dictionaries(
        {
            "body": words,
            "terms": st.lists(st.fixed_dictionaries({"term": named, "meaning": words}), max_size=2),
        }
    ),
    "video": st.fixed_dictionaries(
        {"about": words, "address": st.just("https://vimeo.com/1"), "transcript": words}
    ),
    "file": st.fixed_dictionaries({"about": words, "files": st.just([FILES[0]])}),
    "link": st.fixed_dictionaries({"about": words, "address": st.just("https://example.org/?a=1#b")}),
    "quiz": st.fixed_dictionaries({"about": words, "pass_at": shares, "shuffle": st.booleans()}),
    "explanation": st.fixed_dictionaries({"prompt": words, "audience": lines}),
    "discussion": st.fixed_dictionaries({"prompt": words}),
    "mission": st.fixed_dictionaries({"task": words, "evidence": st.just(["photo"]), "reflection": words}),
    "workshop": st.fixed_dictionaries({"about": words, "materials": st.just([FILES[0]])}),
    "poll": st.fixed_dictionaries({"question": words, "options": st.lists(named, min_size=2, max_size=3)}),
    "checklist": st.fixed_dictionaries({"about": words, "items": st.lists(named, min_size=1, max_size=3)}),
    "scorm": st.fixed_dictionaries({"package": st.just(FILES[2]), "entry": named, "launch_data": words}),
    "h5p": st.fixed_dictionaries({"about": words, "package": st.just(FILES[2])}),
    "cmi5": st.fixed_dictionaries({"entry": named, "mastery": shares}),
}


def asset(name: str, data: bytes, **more: Any) -> Asset:
    @contextmanager
    def stream():
        yield io.BytesIO(data)

    return Asset(name, len(data), stream, **more)


@st.composite
def courses(draw: st.DrawFn) -> Course:
    """Every kind of activity and of question, each with whatever its author may have written."""
    asked = []
    for at, kind in enumerate(QUESTIONS):
        values = draw(QUESTION[kind])
        prompt = draw(words) + ("[[1]]" if kind == "cloze" else "")
        common = {"prompt": prompt, "feedback": draw(words), "hints": draw(st.lists(words, max_size=2))}
        asked.append(Asked(question(kind, values | common), f"q{at} {draw(pieces)}".strip()))
    keys = [one.key for one in asked]
    banks = [Bank(draw(named), "b1", asked[:4]), Bank(draw(named), KEYS[9], asked[4:])]
    steps = []
    for at, kind in enumerate(KINDS):
        values = draw(CONTENT[kind])
        if kind == "quiz":
            listed = draw(st.one_of(st.permutations(keys), st.just(keys[2:7]), st.just(keys)))
            values |= {"questions": listed, "draws": [{"bank": "b1", "count": 2}]}
        key = KEYS[0] if not at else f"s{at}"
        release = {"after": [KEYS[0]], "score": {"key": KEYS[0], "at_least": 0.5}} if at == 3 else {}
        steps.append(
            Step(
                kind,
                draw(named),
                content(kind, values),
                key=key,
                mode=KINDS[kind].mode if at % 2 else "social",
                minutes=at + 1,
                required=bool(at % 3),
                objectives=["o1", "o2"][: at % 3],
                release=release | ({"opens_on": "2026-03-01"} if at % 2 else {}),
                credits=["lea"] if at == 1 else [],
            )
        )
    return Course(
        draw(named),
        summary=clean_line(draw(lines)),
        objectives=[Objective(draw(named), [draw(named)], "o1"), Objective("Écouter", [], "o2")],
        modules=[Module(draw(named), draw(words), steps[:6], "m1"),
                 Module(draw(named), "", steps[6:], "m2"),
                 Module("Vide", "", [], "m3")],
        banks=banks,
        files={
            FILES[0]: asset("Le plan (v2).pdf", b"%PDF-1.4"),
            FILES[1]: asset("vue.jpg", b"RIFF", alternative="La vue", picture=True),
            FILES[2]: asset("module.zip", b"PK"),
        },
        sheet={"prerequisites": draw(words.filter(bool)), "minutes": 90, "modality": "remote"},
        ours=True,
        audience="enrolled",
        cover=FILES[1],
        authors=[Named("karim", "Karim Ben")],
        helper=Named("ines", "Inès"),
    )  # fmt: skip


def contents(course: Course) -> dict[str, Any]:
    """A course as plain values; its files as their bytes."""
    told = asdict(course)
    for name in ("key", "files"):
        told.pop(name)
    told["files"] = {}
    for name, held in course.files.items():
        with held.open() as stream:
            told["files"][name] = (held.name, held.alternative, held.picture, stream.read())
    return told


def parts(folder: Path) -> dict[str, bytes]:
    return {str(one.relative_to(folder)): one.read_bytes() for one in folder.rglob("*") if one.is_file()}


# What fails is large whatever is made smaller: that would take minutes, and tell nothing more.
@settings(
    max_examples=60,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
@given(courses())
def test_what_goes_out_comes_in_the_same(course: Course) -> None:
    fit(course, Report())
    with TemporaryDirectory() as where:
        first, second = Path(where, "first"), Path(where, "second")
        with target(first) as out:
            write(course, out)
        with brought(first) as (again, report):
            found, expected = contents(again), contents(course)
            for ours, theirs in zip(found.pop("modules"), expected.pop("modules"), strict=True):
                for made, meant in zip(ours.pop("steps"), theirs.pop("steps"), strict=True):
                    assert made == meant
                assert ours == theirs
            assert found == expected
            assert report.format == "Markdown (Cordée)"
            assert not report.count(Fate.REFUSED), report.remarks
            # A text that any letters make up may hold a link to nowhere: it stays, and is said.
            said = {one.why for one in report.remarks if one.fate is Fate.ADAPTED}
            assert said <= {gettext("Some links or images lead nowhere from here.")}
            with target(second) as out:
                write(again, out)
        assert parts(first) == parts(second)
