"""The text of contributions as a mail can hold it: without images, with whole addresses."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from urllib.parse import urljoin
from uuid import UUID

from django.conf import settings
from lxml import html as markup

from cordee.core.text import excerpt
from cordee.notifications.lines import Line
from cordee.spaces.models import Comment, Post

LONGEST = 20_000  # characters of HTML: beyond, an excerpt and a link
_MEDIA = ("img", "video", "audio", "iframe", "picture", "source", "object", "embed", "svg")

_STYLES = {
    "p": "margin:0 0 12px",
    "ul": "margin:0 0 12px;padding-left:24px",
    "ol": "margin:0 0 12px;padding-left:24px",
    "blockquote": "margin:0 0 12px;padding-left:12px;border-left:3px solid #9aa5a1",
    "pre": "margin:0 0 12px;white-space:pre-wrap;font-size:14px",
    "a": "color:#1f5f8b",
    "table": "border-collapse:collapse;margin:0 0 12px",
    "td": "border:1px solid #c9cfcc;padding:4px 8px",
    "th": "border:1px solid #c9cfcc;padding:4px 8px;text-align:left",
}


@dataclass(frozen=True, slots=True)
class Body:
    """What somebody wrote: safe HTML without images, text as it was written, and its beginning on one line."""

    html: str
    text: str
    excerpt: str


def bodies_of(lines: Iterable[Line]) -> dict[tuple[UUID | None, UUID | None], Body]:
    """The text that each line is about, under its contribution and reply. Two queries, whatever their number."""
    wanted = {(line.post_id, line.comment_id) for line in lines if line.post_id}
    found: dict[tuple[UUID | None, UUID | None], Body] = {}
    posts = Post.objects.filter(id__in={post for post, comment in wanted if not comment}, removed_at=None)
    for post, html, text in posts.values_list("id", "body_html", "body"):
        found[post, None] = _body(html, text)
    comments = Comment.objects.filter(
        id__in={comment for _post, comment in wanted if comment}, removed_at=None
    )
    for post, comment, html, text in comments.values_list("post_id", "id", "body_html", "body"):
        found[post, comment] = _body(html, text)
    return found


def _body(html: str, text: str) -> Body:
    short = excerpt(text)
    if len(html) > LONGEST:
        return Body(f"<p>{escape(short)}</p>", short, short)
    return Body(mailable(html), text, short)


@lru_cache(maxsize=256)
def mailable(html: str) -> str:
    """Our own safe HTML, for a mail: images become links with their words, addresses are whole.

    Kept: the same text goes to many.
    """
    root = markup.fragment_fromstring(html or "<p></p>", create_parent="div")
    for element in list(root.iter(*_MEDIA)):
        source = element.get("src")
        link = markup.Element("a") if source else markup.Element("span")
        if source:
            link.set("href", source)
        link.text = f"[{element.get('alt') or 'image'}]"
        link.tail = element.tail
        parent = element.getparent()
        if parent is not None:
            parent.replace(element, link)
    for formula in list(root.iter("math")):
        words = markup.Element("code")
        words.text = "".join(formula.itertext("annotation")) or formula.text_content()
        words.tail = formula.tail
        formula.getparent().replace(formula, words)
    for element in root.iter("a"):
        element.set("href", urljoin(settings.SITE_ADDRESS + "/", element.get("href") or "/"))
        for name in set(element.attrib) - {"href"}:
            del element.attrib[name]
    for element in root.iter():
        if isinstance(element.tag, str):
            element.attrib.pop("class", None)
            element.attrib.pop("id", None)
            if style := _STYLES.get(element.tag):
                element.set("style", style)
    inner = markup.tostring(root, encoding="unicode")
    return inner.removeprefix("<div>").removesuffix("</div>")
