"""What is done with others: forums, choices, glossaries, wikis, conversations, meetings."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from cordee.core.text import clean_line
from cordee.paths.kinds.page import PageContent, Term
from cordee.studio.course import Step
from cordee.studio.importers.moodle.backup.place import Place
from cordee.studio.making import LONGEST_BODY, pages, step
from cordee.studio.markup import Element

TERMS = 200  # on a page
_LONGEST_PROMPT = 5_000


def forum(at: Place) -> list[Step]:
    """A conversation to have, and on a page what was said in it, without names."""
    discussions = list(at.element.iterfind("discussions/discussion"))
    said = "\n\n".join(part for one in discussions if (part := _discussion(at, one)))
    if at.field("type") == "news" and not said:
        at.adapt(_("An empty forum of news was left out: a session has its own space."))
        return []
    made = prompt(at)
    if said:
        at.adapt(
            _(
                "What was said in it is on a page; who said it was left out, but for names that stand in the texts."
            )
        )
        for one in pages(at.name(_("what was said")), said, f"{at.key} posts"):
            one.required = False
            made.append(one)
    return made


def prompt(at: Place) -> list[Step]:
    """A conversation to have."""
    intro = at.intro or at.title
    if len(intro) > _LONGEST_PROMPT:
        return [
            *pages(at.name(), intro, f"{at.key} about"),
            step("discussion", at.name(), {"prompt": at.title}, at.key),
        ]
    return [step("discussion", at.name(), {"prompt": intro}, at.key)]


def _discussion(at: Place, discussion: Element) -> str:
    """The posts of a discussion; who wrote several has one number."""
    people: dict[str, int] = {}
    lines = [f"## {_plain(at, at.field('name', discussion) or at.title)}"]
    for post in _in_order(at, discussion):
        who = people.setdefault(at.field("userid", post), len(people) + 1)
        identifier = post.get("id") or at.field("id", post)
        body = at.words("message", post, "post", identifier)
        attached = at.links(at.held("attachment", identifier))
        text = "\n\n".join(part for part in (body, attached) if part)
        if text:
            name = _("Person %(number)s") % {"number": who}
            lines.append(f"**{name}**\n\n{text}")
    return "\n\n".join(lines) if len(lines) > 1 else ""


def _in_order(at: Place, discussion: Element) -> Iterator[Element]:
    """Each post before its answers."""
    posts = list(discussion.iterfind("posts/post"))
    answers: dict[str, list[Element]] = {}
    identifiers = {post.get("id") or at.field("id", post) for post in posts}
    for post in posts:
        parent = at.field("parent", post)
        answers.setdefault(parent if parent in identifiers else "", []).append(post)
    waiting = list(reversed(answers.pop("", [])))
    while waiting:
        post = waiting.pop()
        yield post
        waiting += reversed(answers.pop(post.get("id") or at.field("id", post), []))


def choice(at: Place) -> list[Step]:
    """A question to the group."""
    options = [clean_line(at.field("text", one))[:500] for one in at.element.iterfind("options/option")]
    options = [one for one in options if one]
    if not 2 <= len(options) <= 12:
        at.adapt(_("It offers %(count)s choices: it is kept as a page.") % {"count": len(options)})
        listed = "\n".join(f"- {_plain(at, one)}" for one in options)
        return pages(at.name(), f"{at.intro}\n\n{listed}".strip(), at.key)
    values = {
        "question": at.intro or at.title,
        "options": options,
        "several": at.field("allowmultiple") == "1",
    }
    return [step("poll", at.name(), values, at.key)]


def glossary(at: Place) -> list[Step]:
    """The words of the trade, on pages of a bounded number of them."""
    terms = []
    for one in at.element.iterfind("entries/entry"):
        if at.field("approved", one) == "0":
            at.adapt(_("Entries that nobody had approved were left out."))
            continue
        identifier = one.get("id") or at.field("id", one)
        attached = at.links(at.held("attachment", identifier))
        also = ", ".join(_plain(at, alias.text or "") for alias in one.iterfind("aliases/alias/alias_text"))
        meaning = at.words("definition", one, "entry", identifier)
        parts = [meaning, _("Also: %(words)s") % {"words": also} if also else "", attached]
        term = clean_line(at.field("concept", one))[:500]
        terms.append(Term(term=term, meaning="\n\n".join(part for part in parts if part)))
    terms.sort(key=lambda one: one.term.casefold())
    made = []
    for start in range(0, max(len(terms), 1), TERMS):
        title = at.name() if len(terms) <= TERMS else at.name(f"{start // TERMS + 1}")
        body = at.intro if not start else ""
        held = PageContent(body=body[:LONGEST_BODY], terms=terms[start : start + TERMS])
        made.append(Step("page", title, held, f"{at.key} {start}" if start else at.key))
    return made


def wiki(at: Place) -> list[Step]:
    """A page each; what others wrote before is left out."""
    made = pages(at.name(), at.intro, at.key) if at.intro else []
    for one in at.element.iterfind("subwikis/subwiki/pages/page"):
        versions = list(one.iterfind("versions/version"))
        body = at.words("cachedcontent", one, "attachments")
        if not body and versions:
            body = at.words("content", versions[-1], "attachments")
        title = at.field("title", one)
        made += pages(at.name(title), body, f"{at.key} {one.get('id') or title}")
    at.adapt(_("The pages of a wiki are pages that authors change."))
    return made


def meeting(at: Place) -> list[Step]:
    """A meeting at a distance, whose dates are those of a session."""
    at.adapt(_("When and where it takes place is said for each session."))
    return [step("workshop", at.name(), {"about": at.intro, "place": "remote"}, at.key)]


def _plain(at: Place, text: str) -> str:
    return at.texts.words(text, "plain").replace("\n", " ")
