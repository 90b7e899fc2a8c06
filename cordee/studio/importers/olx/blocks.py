"""What each kind of block of Open edX becomes."""

import posixpath
from collections.abc import Callable
from html import escape
from typing import Any

from django.utils.translation import gettext as _

from cordee.core.text import plain as without_marks
from cordee.studio.course import Step
from cordee.studio.importers.olx.tree import Tree, as_element, as_json
from cordee.studio.importers.olx.videos import video
from cordee.studio.making import aside, pages, step, title_of, words_of
from cordee.studio.markup import Element, inner, outer, text_of

Maker = Callable[[Tree, Element, str], list[Step]]


def html(tree: Tree, element: Element, title: str) -> list[Step]:
    """A text."""
    found = tree.html_of(element)
    if found is None:
        raise KeyError(element.get("url_name") or "html")
    body = tree.words(found)
    tree.report.kept("html", title)
    return pages(title, body) if body else []


def film(tree: Tree, element: Element, title: str) -> list[Step]:
    """A video."""
    made, notes = video(tree, element, title)
    if made is None:
        return unknown(tree, element, title, " ".join(notes))
    tree.report.kept("video", title)
    return [made]


def discussion(tree: Tree, element: Element, title: str) -> list[Step]:
    """A conversation."""
    topic = element.get("discussion_target") or element.get("display_name") or title
    tree.report.kept("discussion", title)
    return [step("discussion", title, {"prompt": words_of(topic)})]


def poll(tree: Tree, element: Element, title: str) -> list[Step]:
    """A question to all."""
    answers = as_json(element.get("answers"))
    options = [_label(one[1]) for one in answers or [] if isinstance(one, list) and len(one) > 1]
    options = options or [text_of(one) or one.get("id") or "" for one in element.iterfind("answer")]
    question = tree.words(element.get("question") or inner(element).partition("<answer")[0])
    return [_poll(tree, title, question or words_of(title), options, "poll")]


def survey(tree: Tree, element: Element, title: str) -> list[Step]:
    """Several questions with the same answers: a poll each."""
    questions, answers = as_json(element.get("questions")), as_json(element.get("answers"))
    options = [_label(one[1]) for one in answers or [] if isinstance(one, list) and len(one) > 1]
    asked = [_label(one[1]) for one in questions or [] if isinstance(one, list) and len(one) > 1]
    made = [
        _poll(tree, f"{title} ({at}/{len(asked)})", words_of(one), options, "survey")
        for at, one in enumerate(asked, 1)
    ]
    return made or unknown(tree, element, title)


def word_cloud(tree: Tree, element: Element, title: str) -> list[Step]:
    """Words of everybody: a conversation."""
    prompt = tree.words(element.get("instructions") or "") or _("Which words come to your mind?")
    tree.report.adapted("word_cloud", title, _("A cloud of words became a discussion."))
    return [step("discussion", title, {"prompt": prompt})]


def assessment(tree: Tree, element: Element, title: str) -> list[Step]:
    """Something to write, assessed by oneself, peers or staff."""
    title = title_of(element.get("display_name"), text_of(element, "title"), title)
    prompts = [tree.words(one.text or inner(one)) for one in element.iterfind("prompts/prompt/description")]
    prompts = prompts or [
        tree.words((one.text or "") if not len(one) else inner(one)) for one in element.iterfind("prompt")
    ]
    task = "\n\n".join([*prompts, *_rubric(tree, element)])
    kinds = {one.get("name") for one in element.iter("assessment")}
    if "peer-assessment" in kinds and (element.get("file_upload_response") or "") not in (
        "optional",
        "required",
    ):
        tree.report.adapted(
            "openassessment",
            title,
            _("Assessed by peers: it became something to explain, that a peer reads."),
        )
        return [step("explanation", title, {"prompt": task or words_of(title)})]
    tree.report.adapted(
        "openassessment", title, _("A work to hand in: it became a mission, validated by a person.")
    )
    evidence = ["note", "photo"] if element.get("file_upload_response") else ["note"]
    return [step("mission", title, {"task": task or words_of(title), "evidence": evidence})]


def work(tree: Tree, element: Element, title: str) -> list[Step]:
    """A file to hand in, graded by staff."""
    task = tree.words(element.get("instructions") or "") or words_of(title)
    tree.report.adapted(
        element.tag, title, _("A work to hand in: it became a mission, validated by a person.")
    )
    return [step("mission", title, {"task": task, "evidence": ["note", "photo", "video"]})]


def tool(tree: Tree, element: Element, title: str) -> list[Step]:
    """An external tool."""
    why = _(
        "An external tool (LTI) stood here: it opens from its own site, and what happens there is not kept."
    )
    address = element.get("launch_url") or element.get("lti_1p3_launch_url") or ""
    body = tree.words(element.get("description") or "")
    body += f"\n\n<{address}>" if address.startswith("http") else ""
    tree.report.adapted("lti", title, why)
    return [
        aside(title, why, tree.shelf, {f"{title_of(title, most=60)}.xml": outer(element)}, body=body.strip())
    ]


def annotated(tree: Tree, element: Element, title: str) -> list[Step]:
    """A text with notes: a page with its glossary."""
    terms = [
        {
            "term": without_marks(text_of(one))[:500] or "…",
            "meaning": tree.words(escape(one.get("body") or "")),
        }
        for one in element.iter("annotation")
        if one.get("body")
    ]
    tree.report.adapted("annotatable", title, _("Its notes are the glossary of the page."))
    return [step("page", title, {"body": tree.words(inner(element)), "terms": terms})]


def done(tree: Tree, element: Element, title: str) -> list[Step]:
    """Something that the learner says is done."""
    tree.report.kept("done", title)
    return [step("checklist", title, {"items": [title]})]


def embedded(tree: Tree, element: Element, title: str) -> list[Step]:
    """A document of another site."""
    root = as_element(element.get("embed_code") or "")
    found = next((one.get("src") for one in root.iter() if one.get("src")), "") if root is not None else ""
    address = tree.shelf.address(found or "")
    if not address:
        return unknown(tree, element, title)
    tree.report.kept(element.tag, title)
    return (
        pages(title, f"<{address}>") if "youtube" in address else [step("link", title, {"address": address})]
    )


def unknown(tree: Tree, element: Element, title: str, why: str = "") -> list[Step]:
    """A block without counterpart."""
    why = (
        why
        or _("This part of an Open edX course (%s) has no counterpart here. Its source is kept below.")
        % element.tag
    )
    tree.report.adapted(f"block: {element.tag}", title, why)
    name = f"{title_of(title, most=60)}.xml".replace("/", "-")
    words = tree.words(inner(element)) if len(element) else ""
    return [aside(title, why, tree.shelf, {name: outer(element)}, body=words)]


MAKERS: dict[str, Maker] = {
    "html": html,
    "video": film,
    "discussion": discussion,
    "poll": poll,
    "poll_question": poll,
    "survey": survey,
    "word_cloud": word_cloud,
    "openassessment": assessment,
    "edx_sga": work,
    "staffgradedxblock": work,
    "lti": tool,
    "lti_consumer": tool,
    "annotatable": annotated,
    "done": done,
    "google-document": embedded,
    "google-calendar": embedded,
}


def file_step(tree: Tree, name: str) -> Step:
    """A static file that a block leads to."""
    return step("file", posixpath.basename(name), {"files": [tree.shelf.take(name)]})


def _poll(tree: Tree, title: str, question: str, options: list[str], what: str) -> Step:
    options = [option for option in options if option]
    if 2 <= len(options) <= 12:
        tree.report.kept(what, title)
        return step("poll", title, {"question": question, "options": options})
    tree.report.adapted(
        what, title, _("It has too many or too few answers for a poll: it became a discussion.")
    )
    listed = "\n".join(f"- {words_of(option)}" for option in options)
    return step("discussion", title, {"prompt": f"{question}\n\n{listed}".strip()})


def _label(said: Any) -> str:
    held = said.get("label") if isinstance(said, dict) else said
    return without_marks(str(held or ""))[:500].strip()


def _rubric(tree: Tree, element: Element) -> list[str]:
    """The criteria, for who writes and for who reads."""
    lines = []
    for one in element.iterfind("rubric/criterion"):
        name = title_of(text_of(one, "label"), text_of(one, "name"))
        lines.append(f"- **{words_of(name)}** {words_of(text_of(one, 'prompt'))}".rstrip())
    return [f"**{_('What is looked at')}**\n\n" + "\n".join(lines)] if lines else []
