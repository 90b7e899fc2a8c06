"""Questions: what the page may know, and what answers are worth."""

from random import Random

import pytest

from cordee.core.errors import Invalid
from cordee.paths.contents import STORED, WORDS
from cordee.paths.questions import KINDS, question

CHOICE = {
    "prompt": "Qui parle le **plus** ?",
    "choices": [
        {"text": "Celui qui apprend", "credit": 1, "feedback": "Oui."},
        {"text": "Celui qui forme"},
        {"text": "Personne", "credit": -0.5},
    ],
}
SAMPLES = {
    "choice": CHOICE,
    "truth": {"prompt": "P", "right": True, "if_false": "Relisez."},
    "text": {"prompt": "P", "accepted": [{"text": "écoute active"}, {"text": "écoute*", "credit": 0.5}]},
    "numeric": {"prompt": "P", "accepted": [{"value": 1234.5, "tolerance": 0.5}], "unit": "m"},
    "ordering": {"prompt": "P", "items": ["un", "deux", "trois", "quatre"]},
    "matching": {
        "prompt": "P",
        "pairs": [{"left": "chat", "right": "cat"}, {"left": "chien", "right": "dog"}],
        "decoys": ["bird"],
    },
    "cloze": {
        "prompt": "Le [[1]] est [[2]].",
        "gaps": [
            {"type": "text", "accepted": [{"text": "ciel"}]},
            {"type": "choice", "options": [{"text": "vert"}, {"text": "bleu", "credit": 1}]},
        ],
    },
    "hotspot": {
        "prompt": "P",
        "image": "plan.png",
        "alternative": "Plan du refuge",
        "areas": [
            {"points": [(0.1, 0.1), (0.2, 0.2)], "label": "Porte", "credit": 1},
            {"shape": "circle", "points": [(0.5, 0.5), (0.1, 0.1)], "label": "Table"},
            {"shape": "polygon", "points": [(0.8, 0.8), (0.9, 0.8), (0.9, 0.9)], "label": "Lit"},
        ],
    },
    "open": {"prompt": "P", "guide": "Cherchez un exemple."},
}


def graded(kind: str, answer: object, seed: int = 7) -> float | None:
    one = question(kind, SAMPLES[kind])
    return one.graded(one.shown(), answer, Random(seed)).credit


@pytest.mark.parametrize("kind", KINDS)
def test_what_a_page_is_told_is_the_same_for_other_right_answers(kind: str) -> None:
    """Of two questions that differ in what is right alone, the page is told the same."""
    assert kind in SAMPLES
    other = {
        "choice": {
            "choices": [{**one, "credit": float(at == 1)} for at, one in enumerate(CHOICE["choices"])]
        },
        "truth": {"right": False},
        "text": {"accepted": [{"text": "silence"}]},
        "numeric": {"accepted": [{"value": 9}]},
        "cloze": {
            "gaps": [
                {"type": "text", "accepted": [{"text": "mur"}]},
                {"type": "choice", "options": [{"text": "vert", "credit": 1}, {"text": "bleu"}]},
            ]
        },
        "hotspot": {
            "areas": [{**one, "credit": float(at == 1)} for at, one in enumerate(SAMPLES["hotspot"]["areas"])]
        },
        "open": {"guide": "Rien"},
    }.get(kind, {})
    first, second = question(kind, SAMPLES[kind]), question(kind, {**SAMPLES[kind], **other})
    assert first.asked(first.shown(), Random(3)) == second.asked(second.shown(), Random(3))


def test_choices_are_named_by_where_they_are_shown() -> None:
    one = question("choice", CHOICE)
    for seed in range(10):
        shown = one.asked(one.shown(), Random(seed))["choices"]
        right = next(each["value"] for each in shown if "apprend" in each["text"])
        assert graded("choice", [right], seed) == 1
        assert sorted(each["value"] for each in shown) == [0, 1, 2]


@pytest.mark.parametrize(
    ("kind", "answer", "credit"),
    [
        ("truth", "true", 1),
        ("truth", "false", 0),
        ("text", "  ECOUTE   Active ", 1),
        ("text", "écouter", 0.5),
        ("text", "", 0),
        ("numeric", "1 234,9 m", 1),
        ("numeric", "1236", 0),
        ("numeric", "1e999", 0),
        ("cloze", ["Ciel", "1"], 1),
        ("cloze", ["Ciel", "0"], 0.5),
        ("hotspot", [[0.15, 0.15]], 1),
        ("hotspot", [[0.55, 0.5]], 0),
        ("hotspot", [0], 1),
        ("open", "Mon avis", None),
        ("open", "  ", 0),
    ],
)
def test_answers_are_worth(kind: str, answer: object, credit: float | None) -> None:
    assert graded(kind, answer) == credit


def test_an_order_with_one_item_out_of_place_is_worth_something() -> None:
    one = question("ordering", SAMPLES["ordering"])
    names = {each["text"]: each["value"] for each in one.asked(one.shown(), Random(7))["items"]}
    words = [f"<p>{word}</p>" for word in ("un", "deux", "trois", "quatre")]
    right = [names[word] for word in words]
    assert graded("ordering", right) == 1
    assert 0 < (graded("ordering", [right[1], right[2], right[3], right[0]]) or 0) < 1
    assert graded("ordering", right[:2]) == 0


def test_pairs_are_found_one_by_one() -> None:
    one = question("matching", SAMPLES["matching"])
    rights = {each["text"]: each["value"] for each in one.asked(one.shown(), Random(7))["rights"]}
    assert graded("matching", [rights["<p>cat</p>"], rights["<p>dog</p>"]]) == 1
    assert graded("matching", [rights["<p>cat</p>"], rights["<p>bird</p>"]]) == 0.5


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "answer",
    [
        None,
        "",
        [],
        {},
        10**30,
        -1,
        "²",
        [None],
        [[]],
        [{"a": 1}],
        ["x"] * 999,
        "💥" * 5000,
        [[1e400, "y"]],
        True,
    ],
)
def test_whatever_is_sent_is_graded(kind: str, answer: object) -> None:
    credit = graded(kind, answer)
    assert credit is None or 0 <= credit <= 1


def test_marks_are_found_wherever_they_are_nested() -> None:
    one = question("hotspot", SAMPLES["hotspot"] | {"feedback": "F", "hints": ["H"]})
    assert list(one.marked(STORED)) == ["plan.png"]
    assert set(one.marked(WORDS)) == {"P", "F", "H"}
    moved = one.with_files(lambda name: f"new-{name}")
    assert moved.kept()["image"] == "new-plan.png"
    assert "<strong>" in question("choice", CHOICE).shown()["prompt"]


def test_a_question_without_a_right_answer_is_refused_with_words() -> None:
    with pytest.raises(Invalid) as refusal:
        question("choice", {"prompt": "P", "choices": [{"text": "a"}]})
    assert refusal.value.fields
