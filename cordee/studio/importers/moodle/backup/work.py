"""What is done and looked at by a person, and what is asked without a right answer."""

import re

from django.utils.translation import gettext as _

from cordee.core.text import clean_line
from cordee.studio.course import Step
from cordee.studio.importers.moodle.backup.place import Place
from cordee.studio.making import aside, pages, step
from cordee.studio.markup import Element


def assignment(at: Place) -> list[Step]:
    """A mission: what to do, and evidence of it."""
    attached = at.links(at.held("introattachment"))
    task = "\n\n".join(
        part for part in (at.intro, at.words("activity", area="activityattachment"), attached) if part
    )
    enabled = {
        at.field("plugin", one)
        for one in at.element.iterfind("plugin_configs/plugin_config")
        if [at.field(name, one) for name in ("name", "subtype", "value")]
        == ["enabled", "assignsubmission", "1"]
    }
    evidence = ["note"]
    if "file" in enabled or (
        at.kind == "assignment" and at.field("assignmenttype") in ("upload", "uploadsingle")
    ):
        evidence.append("photo")
        at.adapt(_("Files were handed in: evidence here is a note, with pictures."))
    if at.number("duedate") or at.number("timedue"):
        at.adapt(_("Dates belong to a session: set deadlines there."))
    values = {"task": task or at.title, "evidence": evidence, "validated_by": "facilitator"}
    return [step("mission", at.name(), values, at.key)]


def workshop(at: Place) -> list[Step]:
    """Moodle's workshop: work that peers look at."""
    parts = [at.intro, at.words("instructauthors"), at.words("instructreviewers"), _criteria(at)]
    at.adapt(
        _(
            "Peers looked at the work: here somebody of the session's staff does. The criteria stand in the text."
        )
    )
    values = {"task": "\n\n".join(part for part in parts if part) or at.title, "validated_by": "facilitator"}
    return [step("mission", at.name(), values, at.key)]


def _criteria(at: Place) -> str:
    """What reviewers look at, whatever the strategy."""
    said = [
        at.words("description", one).replace("\n", " ")
        for one in at.element.iter()
        if isinstance(one.tag, str)
        and one.tag.startswith("workshopform_")
        and one.find("description") is not None
    ]
    return "\n".join(f"- {text}" for text in said if text)


def checklist(at: Place) -> list[Step]:
    """Things to do."""
    items = [clean_line(at.field("displaytext", one))[:500] for one in at.element.iterfind("items/item")]
    items = [one for one in items if one][:100]
    if not items:
        return []
    return [step("checklist", at.name(), {"about": at.intro, "items": items}, at.key)]


def bank(at: Place) -> list[Step]:
    """A bank of questions that is shared (Moodle 5): they are read with all the others."""
    at.adapt(_("Its questions stand among the banks of the path."))
    return pages(at.name(), at.intro, at.key) if at.intro else []


def asked_of_all(at: Place) -> list[Step]:
    """A survey: its questions on a page, with the source, until somebody makes a survey of them."""
    at.adapt(_("A survey has no counterpart in a path: its questions stand on a page, with the source."))
    lines = [_asked(at, one) for one in at.element.iterfind("items/item")]
    for path in ("surveys/survey/questions/question", "survey/question"):
        lines += [_asked(at, one) for one in at.element.iterfind(path)]
    body = "\n\n".join([at.intro, *(line for line in lines if line)]).strip()
    why = (
        _("This was a survey. Its questions are kept here.")
        if any(lines)
        else _("This was a survey. Its questions are not in the package.")
    )
    return [aside(at.name(), why, at.shelf, at.source, at.key, body)]


def _asked(at: Place, item: Element) -> str:
    kind = at.field("typ", item)
    if kind in ("captcha", "pagebreak") or at.field("deleted", item) == "y":
        return ""
    text = at.words("content", item) or at.texts.words(at.field("name", item), "plain")
    if kind == "label":
        return at.words("presentation", item, "item", item.get("id") or "")
    offered = [*item.iterfind("quest_choices/quest_choice"), *item.iterfind("question_choice")]
    choices = [at.field("content", one) for one in offered]
    if kind in ("multichoice", "multichoicerated"):
        said = re.split(r">>>>>", at.field("presentation", item))[-1].partition("<<<<<")[0]
        choices = [one.rpartition("####")[2].strip() for one in said.split("|")]
    listed = "\n".join(f"- {at.texts.words(one, 'plain')}" for one in choices if one)
    return f"**{text}**\n\n{listed}".strip() if "\n" not in text else f"{text}\n\n{listed}".strip()
