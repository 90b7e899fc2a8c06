"""Forms of contents: what a page shows comes back as it was, for every kind there is."""

from typing import Any

import pytest

from cordee.core.errors import Invalid
from cordee.paths.kinds import KINDS
from cordee.paths.questions import KINDS as QUESTIONS
from cordee.paths.questions import question
from cordee.paths.tests.test_questions import SAMPLES
from cordee.studio.forms import Field, fields_of, sent_of
from cordee.studio.gaps import gap_of, gap_written

CONTENTS: dict[str, dict[str, Any]] = {
    "page": {"body": "Un\n\ndeux", "terms": [{"term": "Reformuler", "meaning": "Redire"}]},
    "video": {"about": "A", "address": "https://example.org/v"},
    "file": {"about": "A", "files": ["0196a0c0-0000-7000-8000-000000000001"]},
    "link": {"address": "https://example.org/"},
    "quiz": {"about": "A", "attempts": 2, "pass_at": 0.6, "shuffle": True, "answers": "last"},
    "explanation": {"prompt": "P", "audience": "Léa", "fewest_words": 12},
    "discussion": {"prompt": "P"},
    "mission": {"task": "T", "evidence": ["note", "photo"], "reflection": "R", "validated_by": "facilitator"},
    "workshop": {"about": "A", "place": "both"},
    "poll": {"question": "Q", "options": ["un", "deux"], "several": True},
    "checklist": {"about": "A", "items": ["un", "deux"]},
    "scorm": {"package": "p", "entry": "index.html", "edition": "2004", "pass_at": 0.8},
    "h5p": {"package": "p"},
    "cmi5": {"entry": "index.html", "move_on": "Passed", "mastery": 0.5},
}


def posted(fields: list[Field]) -> dict[str, list[str]]:
    """What a browser sends of these fields when nobody changes anything."""
    sent: dict[str, list[str]] = {}
    for one in fields:
        match one.kind:
            case "rows" | "gaps" | "words-rows":
                for row in one.rows:
                    sent |= posted(row)
            case "flag":
                sent |= {one.name: ["on"]} if one.value else {}
            case "choices" | "files":
                sent[one.name] = list(one.value or [])
            case _:
                sent[one.name] = [str(one.value)]
    return sent


@pytest.mark.parametrize("kind", KINDS)
def test_an_activity_comes_back_as_it_was(kind: str) -> None:
    content = KINDS[kind].Content
    before = content.given(CONTENTS[kind])
    assert content.given(sent_of(content, posted(fields_of(content, before.kept())))) == before


@pytest.mark.parametrize("kind", QUESTIONS)
def test_a_question_comes_back_as_it_was(kind: str) -> None:
    before = question(kind, SAMPLES[kind] | {"feedback": "F", "hints": ["un", "deux"], "points": 2})
    content = QUESTIONS[kind]
    assert content.given(sent_of(content, posted(fields_of(content, before.kept())))) == before


@pytest.mark.parametrize("kind", QUESTIONS)
def test_an_empty_form_is_refused_with_words(kind: str) -> None:
    content = QUESTIONS[kind]
    with pytest.raises(Invalid):
        content.given(sent_of(content, posted(fields_of(content, {}))))


@pytest.mark.parametrize(
    ("kind", "lines"),
    [
        ("text", "ciel\n50% nuage"),
        ("numeric", "12.5 ± 0.5\n25% 13"),
        ("choice", "vert\n* bleu\n50% cyan"),
    ],
)
def test_gaps_are_written_as_they_are_read(kind: str, lines: str) -> None:
    assert gap_written(gap_of(kind, lines)) == {"type": kind, "answers": lines}
