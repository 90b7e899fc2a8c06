"""Drag and drop of Open edX: things that go together."""

from typing import Any

from django.utils.translation import gettext as _

from cordee.core.errors import Invalid
from cordee.paths.questions import Question, question
from cordee.studio.importers.olx.tree import Tree, as_json
from cordee.studio.importers.qti.making import Unfit
from cordee.studio.markup import Element


def dragging(tree: Tree, element: Element, title: str) -> Question:
    """The pairs of items and zones. Raises Unfit."""
    data = as_json(element.get("data"))
    if not isinstance(data, dict):
        raise Unfit(_("it has not two sets to match"))
    zones = {
        str(one.get("uid") or one.get("id") or one.get("title")): one for one in _listed(data.get("zones"))
    }
    named = {key: _said(tree, one.get("title"), one.get("description")) for key, one in zones.items()}
    pairs = []
    for one in _listed(data.get("items")):
        left = _said(tree, one.get("displayName")) or _picture(
            tree, one.get("imageURL"), one.get("imageDescription")
        )
        wanted = one.get("zones") if isinstance(one.get("zones"), list) else [one.get("zone")]
        right = next((named[str(zone)] for zone in wanted or [] if str(zone) in named), _("none of these"))
        pairs.append({"left": left, "right": right})
    used = {pair["right"] for pair in pairs}
    intro = [
        tree.words(element.get("question_text") or str(data.get("questionText") or "")),
        _picture(tree, data.get("targetImg"), data.get("targetImgDescription")),
    ]
    values = {
        "prompt": "\n\n".join(part for part in intro if part) or title,
        "pairs": pairs,
        "decoys": [words for words in named.values() if words not in used],
        "source": title,
    }
    try:
        return question("matching", values)
    except Invalid as refusal:
        raise Unfit("; ".join(refusal.fields.values()) or refusal.message) from None


def _listed(held: Any) -> list[dict[str, Any]]:
    return [one for one in held if isinstance(one, dict)] if isinstance(held, list) else []


def _said(tree: Tree, *texts: Any) -> str:
    return next((words for text in texts if text and (words := tree.words(str(text)))), "")


def _picture(tree: Tree, address: Any, alternative: Any) -> str:
    if not address:
        return ""
    ours = tree.shelf.address(tree.meaning(str(address)), tree.folder)
    label = str(alternative or "").replace("[", "").replace("]", "").replace("\n", " ")[:300]
    return f"![{label}]({ours})" if ours.startswith("asset:") else ""
