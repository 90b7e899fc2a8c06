"""An item of QTI 1.2 as questions and steps of ours."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from cordee.core.errors import Invalid
from cordee.core.text import plain as without_marks
from cordee.paths.questions import question
from cordee.studio.importers.qti.classic.rules import Answers, Rules
from cordee.studio.importers.qti.classic.words import Words
from cordee.studio.importers.qti.items import Made
from cordee.studio.importers.qti.making import Unfit
from cordee.studio.importers.qti.responses import number
from cordee.studio.making import step, title_of
from cordee.studio.markup import Element, text_of

RESPONSES = {"response_lid", "response_str", "response_num", "response_xy", "response_grp", "response_na"}
_TRUE, _FALSE = {"true", "vrai", "t"}, {"false", "faux", "f"}
_BLANK = re.compile(r"\[([^\[\]\n]{1,60})\\?\]")


@dataclass
class Response:
    """Where the learner answers."""

    ident: str
    element: Element
    several: bool
    ordered: bool
    words: str  # what stands in it beside what can be chosen
    labels: list[tuple[str, Element]] = field(default_factory=list)


class ClassicItem:
    """One item, on its way to be questions."""

    def __init__(self, item: Element, words: Words) -> None:
        self.item, self.words, self.rules = item, words, Rules(item)
        self.title = title_of(item.get("title"), item.get("ident"))
        self.fields = {
            text_of(one, "fieldlabel").lower(): text_of(one, "fieldentry")
            for one in item.iter("qtimetadatafield")
        }
        self.type = (
            self.fields.get("question_type")
            or self.fields.get("cc_profile")
            or text_of(item, ".//qmd_itemtype")
        )
        self.feedback = {
            one.get("ident") or "": self._feedback(one) for one in item.iterchildren("itemfeedback")
        }
        self.responses: list[Response] = []
        self.notes: list[str] = []

    def read(self) -> Made:
        """The questions and steps. Raises Unfit."""
        made = Made(self.title)
        presentation = self.item.find("presentation")
        prompt = self._prompt(presentation) if presentation is not None else ""
        made.text = prompt
        try:
            self._read(made, prompt)
        except Unfit as unfit:
            unfit.text = _gaps_shown(prompt)
            raise
        made.notes += self.notes
        return made

    def _read(self, made: Made, prompt: str) -> None:
        if self.item.find(".//calculated") is not None:
            made.questions.append(self._made(*self._calculated(prompt)))
        elif "file_upload" in self.type:
            made.steps.append(
                step(
                    "mission",
                    self.title,
                    {"task": _gaps_shown(prompt), "evidence": ["note", "photo", "video"]},
                )
            )
            self.notes.append(_("A file to hand in: it became a mission."))
        elif not self.responses:
            made.steps.append(step("page", self.title, {"body": prompt}))
        else:
            made.questions.append(self._made(*self._asked(prompt)))

    def _asked(self, prompt: str) -> tuple[str, dict[str, Any]]:
        choices = [one for one in self.responses if one.element.tag == "response_lid"]
        if any(one.element.tag in ("response_xy", "response_grp", "response_na") for one in self.responses):
            raise Unfit(
                _("it is answered on an image or by moving things, in a way that only its own player knows")
            )
        if not choices:
            return self._written(prompt)
        if len(choices) < len(self.responses):
            raise Unfit(_("it mixes choices and texts to write"))
        if len(choices) > 1:
            return self._several(prompt, choices)
        if self.type.startswith("fill_in_multiple_blanks") and _BLANK.search(prompt):
            return self._several(prompt, choices)
        return self._ordering(prompt, choices[0]) if choices[0].ordered else self._choice(prompt, choices[0])

    def _choice(self, prompt: str, one: Response) -> tuple[str, dict[str, Any]]:
        idents = [ident for ident, _label in one.labels]
        texts = [self.words.of(label) for _ident, label in one.labels]
        gains = [self._gain({one.ident: [ident]}) for ident in idents]
        right = self.rules.right(one.ident)
        best = sum(gain for gain in gains if gain > 0) if one.several else max(gains, default=0.0)
        whole = self._gain({one.ident: right}) if right else 0.0
        if (one.several and not (best > 0 and (whole <= best + 1e-6))) or best <= 0:
            wanted = set(right) & set(idents)
            share = 1 / len(wanted) if wanted else 0.0
            credits = [share if ident in wanted else (-share if one.several else 0.0) for ident in idents]
            if one.several and wanted:
                self.notes.append(
                    _(
                        "It was all or nothing: each right choice counts its share, each wrong one takes as much away."
                    )
                )
        else:
            credits = [max(-1.0, gain / best) for gain in gains]
        remarks = [self._remark({one.ident: [ident]}, one.ident) for ident in idents]
        if not any(credit > 0 for credit in credits):
            raise Unfit(_("no answer is said to be right"))
        said = [without_marks(text).strip(" .").casefold() for text in texts]
        if sorted(credits) == [0.0, 1.0] and {said[0] in _TRUE, said[1] in _TRUE} == {True, False}:
            true = 0 if said[0] in _TRUE else 1
            if said[1 - true] in _FALSE:
                values = {
                    "right": credits[true] == 1.0,
                    "if_true": remarks[true],
                    "if_false": remarks[1 - true],
                }
                return "truth", {"prompt": prompt, **values}
        choices = [
            {"text": text, "credit": round(credit, 4), "feedback": remark}
            for text, credit, remark in zip(texts, credits, remarks, strict=True)
        ]
        render = one.element.find(".//render_choice")
        shuffle = render is not None and (render.get("shuffle") or "").lower() == "yes"
        return "choice", {"prompt": prompt, "choices": choices, "several": one.several, "shuffle": shuffle}

    def _ordering(self, prompt: str, one: Response) -> tuple[str, dict[str, Any]]:
        words = {ident: self.words.of(label) for ident, label in one.labels}
        right = [ident for ident in self.rules.right(one.ident) if ident in words]
        if len(right) < 2:
            raise Unfit(_("no order is said to be right"))
        return "ordering", {"prompt": prompt, "items": [words[ident] for ident in right]}

    def _several(self, prompt: str, choices: list[Response]) -> tuple[str, dict[str, Any]]:
        """Lists in a text where it names them, else things that go together."""
        names = {one.ident: _name(one) for one in choices}
        blanks = _BLANK.findall(prompt)
        if all(name in blanks for name in names.values()):
            return self._blanks(prompt, choices, names)
        if any(one.several for one in choices):
            raise Unfit(_("its lists take several answers each"))
        offered: dict[str, str] = {}
        for one in choices:
            offered |= {ident: self.words.of(label) for ident, label in one.labels}
        pairs = []
        for one in choices:
            ident = self._best(one)
            if ident is None:
                raise Unfit(_("no answer is said to be right"))
            pairs.append({"left": one.words or one.ident, "right": offered[ident]})
        used = {pair["right"] for pair in pairs}
        decoys = [text for text in dict.fromkeys(offered.values()) if text not in used]
        return "matching", {"prompt": prompt, "pairs": pairs, "decoys": decoys}

    def _blanks(
        self, prompt: str, choices: list[Response], names: dict[str, str]
    ) -> tuple[str, dict[str, Any]]:
        gaps = []
        for at, one in enumerate(choices, 1):
            ident = self._best(one)
            texts = [(own, without_marks(self.words.of(label))[:500]) for own, label in one.labels]
            gains = {own: self._gain({one.ident: [own]}) for own, _text in texts}
            most = max(gains.values(), default=0.0)
            credit = {
                own: max(0.0, gains[own] / most) if most > 0 else float(own == ident) for own, _text in texts
            }
            if not any(credit.values()):
                raise Unfit(_("no answer is said to be right"))
            if self.type.startswith("fill_in_multiple_blanks"):
                # Its labels are what is accepted, not what is offered.
                accepted = [
                    {"text": _literal(text), "credit": round(credit[own], 4)}
                    for own, text in texts
                    if credit[own] > 0
                ]
                gaps.append({"type": "text", "accepted": accepted})
            else:
                options = [{"text": text or own, "credit": round(credit[own], 4)} for own, text in texts]
                gaps.append({"type": "choice", "options": options})
            prompt = re.sub(rf"\[{re.escape(names[one.ident])}\\?\]", f"[[{at}]]", prompt, count=1)
        return "cloze", {"prompt": prompt, "gaps": gaps}

    def _written(self, prompt: str) -> tuple[str, dict[str, Any]]:
        gaps = re.findall(r"⟦g\d+⟧", prompt)
        made = [self._accepted(one) for one in self.responses]
        alone = len(self.responses) == 1 and re.fullmatch(r".*⟦g1⟧\s*[.]?\s*", prompt, re.DOTALL)
        if all(found is None for _kind, found in made):
            return "open", {
                "prompt": _gaps_shown(prompt) if not alone else prompt.replace("⟦g1⟧", "").strip(),
                "guide": self._model(),
            }
        if any(found is None for _kind, found in made):
            raise Unfit(_("some of its answers are read by a person, some are not"))
        if alone or not gaps:
            kind, values = made[0]
            return kind, {"prompt": prompt.replace("⟦g1⟧", "").strip(), **(values or {})}
        for at in range(1, len(made) + 1):
            prompt = prompt.replace(f"⟦g{at}⟧", f"[[{at}]]")
        return "cloze", {
            "prompt": prompt,
            "gaps": [{"type": kind, **(values or {})} for kind, values in made],
        }

    def _accepted(self, one: Response) -> tuple[str, dict[str, Any] | None]:
        """What is accepted where something is written; None where a person reads it."""
        numeric = (
            one.element.tag == "response_num" or "numerical" in self.type or "numeric" in self.type.lower()
        )
        numeric = numeric or (
            one.element.find(".//render_fib") is not None
            and (one.element.find(".//render_fib").get("fibtype") or "") in ("Integer", "Decimal")
        )
        ranges, texts = self.rules.ranges(one.ident), self.rules.named(one.ident)
        if ranges or (numeric and texts):
            spans = [((low + high) / 2, (high - low) / 2) for low, high in ranges]
            for text in texts:
                value = number(text)
                if value is not None and not any(abs(value - middle) <= width for middle, width in spans):
                    spans.append((value, 0.0))
            tried = [(value, width, self._gain({one.ident: [f"{value:.12g}"]})) for value, width in spans]
            most = max((gain for _value, _width, gain in tried), default=0.0)
            accepted = [
                {"value": value, "tolerance": width, "credit": round(gain / most, 4) if most > 0 else 1.0,
                 "feedback": self._remark({one.ident: [f"{value:.12g}"]}, one.ident)}
                for value, width, gain in tried if gain > 0 or most <= 0
            ]  # fmt: skip
            return "numeric", {"accepted": accepted} if accepted else None
        gains = {text: self._gain({one.ident: [text]}) for text in texts}
        most = max(gains.values(), default=0.0)
        if not texts or "essay" in self.type:
            return "text", None
        parts = set(self.rules.parts(one.ident))
        accepted = [
            {
                "text": f"*{_literal(text)}*" if text in parts else _literal(text),
                "credit": round(gain / most, 4) if most > 0 else 1.0,
                "feedback": self._remark({one.ident: [text]}, one.ident),
            }
            for text, gain in gains.items()
            if gain > 0 or most <= 0
        ]
        return "text", {"accepted": accepted[:100], "exact_case": self.rules.exact_case(one.ident)}

    def _calculated(self, prompt: str) -> tuple[str, dict[str, Any]]:
        """A formula whose numbers change: with the first numbers that its author drew."""
        one = self.item.find(".//calculated")
        drawn = one.find(".//var_set")
        answer = number(text_of(drawn, "answer")) if drawn is not None else None
        if drawn is None or answer is None:
            raise Unfit(_("its numbers are missing"))
        for each in drawn.iterchildren("var"):
            name, value = each.get("name") or "", text_of(each)
            prompt = re.sub(rf"\[{re.escape(name)}\\?\]", lambda _found, value=value: value, prompt)  # type: ignore[misc]
        said = text_of(one, "answer_tolerance")
        margin = abs(answer) * (number(said[:-1]) or 0) / 100 if said.endswith("%") else (number(said) or 0.0)
        self.notes.append(_("Its numbers change each time: they were drawn once."))
        return "numeric", {
            "prompt": prompt.replace("⟦g1⟧", "").strip(),
            "accepted": [{"value": answer, "tolerance": abs(margin)}],
        }

    def _made(self, kind: str, values: dict[str, Any]) -> Any:
        points = number(self.fields.get("points_possible") or self.fields.get("cc_weighting")) or 0.0
        if not points and self.rules.most not in (None, 100.0):  # of 100 is a percentage
            points = self.rules.most or 0.0
        always = self._always()
        hints = [text for ident, (text, hint) in self.feedback.items() if hint]
        shared: dict[str, Any] = {
            "source": self.title,
            "points": points if points > 0 else 1.0,
            "feedback": "\n\n".join(self.feedback[ident][0] for ident in always if ident in self.feedback),
            "hints": [hint for hint in hints if hint],
        }
        if not values["prompt"].strip():
            values["prompt"] = self.title
        try:
            return question(kind, {**shared, **values})
        except Invalid as refusal:
            raise Unfit("; ".join(refusal.fields.values()) or refusal.message) from None

    def _prompt(self, presentation: Element) -> str:
        """The words before and between the answers, gaps in them marked; fills ``responses``."""
        parts: list[str] = []
        inline = False

        def walk(element: Element) -> None:
            nonlocal inline
            for child in element:
                if child.tag == "material":
                    text = self.words.material(child)
                    if inline and parts and text:
                        parts[-1] = f"{parts[-1]} {text}".strip()
                        inline = False
                    elif text:
                        parts.append(text)
                elif child.tag in RESPONSES:
                    self._response(child)
                    if child.tag in ("response_str", "response_num"):
                        mark = f"⟦g{len(self.responses)}⟧"
                        inside = self.responses[-1].words
                        before = f"{parts.pop()} " if parts else ""
                        parts.append(
                            f"{before}{inside} {mark}".strip() if inside else f"{before}{mark}".strip()
                        )
                        inline = True
                    elif len(self.responses) == 1 and self.responses[0].words and not parts:
                        parts.append(self.responses[0].words)
                else:
                    walk(child)

        walk(presentation)
        return "\n\n".join(parts)

    def _response(self, element: Element) -> None:
        cardinality = (element.get("rcardinality") or "Single").lower()
        labels = [(one.get("ident") or "", one) for one in element.iter("response_label")]
        inside = [one for one in element.iter("material") if not _in_label(one)]
        words = "\n\n".join(text for one in inside if (text := self.words.material(one)))
        self.responses.append(
            Response(
                element.get("ident") or "",
                element,
                cardinality == "multiple",
                cardinality == "ordered",
                words,
                labels,
            )
        )

    def _gain(self, answers: Answers) -> float:
        return self.rules.outcome(answers).score - self.rules.outcome({}).score

    def _best(self, one: Response) -> str | None:
        gains = {ident: self._gain({one.ident: [ident]}) for ident, _label in one.labels}
        best = max(gains, key=lambda ident: gains[ident], default=None)
        if best is not None and gains[best] > 0:
            return best
        return next((ident for ident in self.rules.right(one.ident) if ident in gains), None)

    def _always(self) -> set[str]:
        right = {one.ident: self.rules.right(one.ident) for one in self.responses}
        return self.rules.outcome(right).feedback & self.rules.outcome({}).feedback

    def _remark(self, answers: Answers, _response: str) -> str:
        shown = self.rules.outcome(answers).feedback - self._always()
        texts = [text for ident, (text, hint) in self.feedback.items() if ident in shown and not hint]
        return "\n\n".join(text for text in texts if text)

    def _model(self) -> str:
        """What a grader is told: the solution."""
        return "\n\n".join(
            text for ident, (text, hint) in self.feedback.items() if "solution" in ident.lower() and text
        )

    def _feedback(self, element: Element) -> tuple[str, bool]:
        return self.words.of(element), element.find("hint") is not None


def _name(one: Response) -> str:
    """The name of a gap in Canvas's texts."""
    return without_marks(one.words).strip() or one.ident.removeprefix("response_")


def _in_label(element: Element) -> bool:
    return any(above.tag == "response_label" for above in element.iterancestors())


def _literal(text: str) -> str:
    return text.replace("*", "\\*")


def _gaps_shown(text: str) -> str:
    return re.sub(r"⟦g\d+⟧", "…", text)


Reader = Callable[[Element], Made]
