"""What pages and the API read of the index. Everything is bounded by what the viewer may read, here and nowhere else."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from itertools import islice
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import F, Window
from django.db.models.functions import RowNumber
from django.utils.translation import gettext as _
from markupsafe import Markup

from cordee.core.errors import Invalid
from cordee.core.text import excerpt
from cordee.paths.access import seen
from cordee.paths.models import Path
from cordee.people.cards import Card
from cordee.people.models import Person, Skill
from cordee.people.queries import people_called, skills_called
from cordee.search.models import Document, Posting, Tally, Term
from cordee.search.passages import Marker, Passage, Said
from cordee.search.ranking import Filters, Hit, Question, idf, question, ranked
from cordee.search.spelling import meant
from cordee.search.words import folded, stem, words_of
from cordee.spaces import access
from cordee.spaces.models import Comment, Post, Resolution, Space
from cordee.spaces.queries.posts import PostLine, lines
from cordee.spaces.queries.threads import post_read

NAMED = ("person", "space", "skill", "path")  # kinds of things that are found by their name
FEW, MANY = 3, 30  # of each that are shown: beside contributions, alone
PAGE = 20
MOST = 200  # results of one search: who needs more needs other words
LONGEST = 200  # characters of a search
SOME = 100  # replies of a thread among which the words are shown
ALIKE = 15  # stems by which a thread is like another
FIRST_LINES = 220  # characters of an answer, shown before one asks
CLOSE = 0.5  # of what a question tells stands in an answered one that is close to it


@dataclass(frozen=True)
class Wanted:
    """A search as it was asked: words, and what narrows them (spaces and skills by their address, people by handle)."""

    text: str
    kind: str = ""
    space: str = ""
    skill: str = ""
    person: str = ""
    since: date | None = None
    until: date | None = None
    solved: bool | None = None

    @property
    def narrowed(self) -> bool:
        """Whether anything but words was asked."""
        return replace(self, text="") != Wanted("")

    @property
    def named(self) -> bool:
        """Whether people, spaces, skills or paths of that name are asked for, not what was written."""
        return self.kind in NAMED


@dataclass(frozen=True)
class Found:
    """A thread that answers, with the place where it says it."""

    line: PostLine
    title: Markup
    passage: Passage | None

    @property
    def url(self) -> str:
        """Where the words stand: the contribution, or the reply."""
        if self.passage and self.passage.comment_id:
            return f"{self.line.url}?at={self.passage.comment_id}#c-{self.passage.comment_id}"
        return self.line.url


@dataclass(frozen=True)
class Results:
    """A page of what was found. ``instead`` is what was searched because nothing answered the words as typed."""

    found: list[Found]
    next: int | None
    instead: str = ""
    perhaps: str = ""


@dataclass(frozen=True)
class Places:
    """People, spaces, skills and learning paths of that name."""

    people: list[Person]
    spaces: list[Space]
    skills: list[Skill]
    paths: list[Path] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.people or self.spaces or self.skills or self.paths)


def search(
    who: access.Viewer,
    wanted: Wanted,
    *,
    zone: ZoneInfo,
    after: int = 0,
    size: int = PAGE,
    typing: bool = False,
) -> Results:
    """The threads that answer, best first; ``after`` passes over so many. Thirteen queries at most. Raises Invalid."""
    if len(wanted.text) > LONGEST:
        message = _("At most %(limit)s characters, please.") % {"limit": LONGEST}
        raise Invalid(message, fields={"q": message})
    if wanted.named:
        return Results([], None)
    filters = _filters(who, wanted, zone)
    asked = question(wanted.text, typing=typing)
    perhaps = meant(asked, filters.spaces) if not after else ""
    hits = ranked(asked, filters, min(after + size + 1, MOST))
    instead = ""
    if not hits and perhaps:
        instead, perhaps = perhaps, ""
        asked = question(instead)
        hits = ranked(asked, filters, min(size + 1, MOST))
    page = hits[after : after + size]
    more = after + size if len(hits) > after + size and after + size < MOST else None
    author = filters.author if wanted.person else None
    return Results(_shown(who, asked, page, author), more, instead, perhaps)


def places(who: access.Viewer, text: str, kind: str = "") -> Places:
    """What has a name that begins so: a few of each, or more of one ``kind``. Four queries at most."""
    beginning = text.strip()
    if not words_of(beginning) or (kind and kind not in NAMED):
        return Places([], [], [])
    size = MANY if kind else FEW
    return Places(
        people_called(beginning, size) if kind in ("", "person") else [],
        _spaces_called(who, beginning)[:size] if kind in ("", "space") else [],
        skills_called(beginning, size) if kind in ("", "skill") else [],
        _paths_called(who.person, beginning)[:size] if kind in ("", "path") else [],
    )


def _spaces_called(who: access.Viewer, text: str) -> list[Space]:
    known = Space.objects.filter(access.visible(who)).order_by("title")[:500]
    return [space for space in known if _begins(space.title, text)]


def _paths_called(person: Person, text: str) -> list[Path]:
    known = Path.objects.filter(seen(person), is_template=False).order_by("title")[:500]
    return [path for path in known if _begins(path.title, text)]


@dataclass(frozen=True)
class Likely:
    """A question that was answered, and how its accepted answer begins (empty where none was named)."""

    found: Found
    begins: str
    url: str


def likely_answers(who: access.Viewer, text: str) -> list[Likely]:
    """What may answer the question that is being written, three at most. Ten queries at most."""
    found = closest(who, text)
    answers = {
        post_id: (answer_id, body)
        for post_id, answer_id, body in Resolution.objects.filter(
            post_id__in=[one.line.id for one in found], answer__removed_at__isnull=True
        ).values_list("post_id", "answer_id", "answer__body")
        if answer_id
    }
    told = []
    for one in found:
        answer_id, body = answers.get(one.line.id, (None, ""))
        url = Comment(id=answer_id, post_id=one.line.id).url if answer_id else one.line.url
        told.append(Likely(one, excerpt(body, FIRST_LINES) if body else "", url))
    return told


def closest(who: access.Viewer, text: str, size: int = 3) -> list[Found]:
    """Answered questions that may be the one that is being asked. Nine queries at most."""
    if len(words_of(text)) < 2:
        return []
    asked = question(text[:LONGEST])
    filters = Filters(_readable(who), kinds=[Post.Kind.QUESTION], solved=True)
    hits = ranked(asked, filters, size)
    texts = {row.id: row for row in Document.objects.filter(id__in=[hit.document for hit in hits])}
    near = [hit for hit in hits if hit.document in texts and _covers(asked, texts[hit.document]) >= CLOSE]
    return _shown(who, asked, near, passages=False)


def similar(who: access.Viewer, post_id: UUID, size: int = 4) -> list[Found]:
    """Threads on the same subject; none while it is not indexed. Ten queries at most. Raises Missing, Forbidden."""
    post_read(who, post_id)
    spaces = _readable(who)
    document = Document.objects.filter(post_id=post_id, space_id__in=spaces).first()
    if document is None:
        return []
    documents = (Tally.objects.first() or Tally()).documents
    postings = dict(Posting.objects.filter(document_id=document.id).values_list("term_id", "weight"))
    terms = Term.objects.filter(id__in=postings, documents__gt=1).values_list("id", "stem", "documents")
    told = sorted(
        (
            (idf(documents, of_it) * min(postings[term], 5), idf(documents, of_it), one)
            for term, one, of_it in terms
        ),
        reverse=True,
    )[:ALIKE]
    known = {one: worth for _weight, worth, one in told}
    asked = Question(list(known), {one: [one] for one in known}, known=known)
    return _shown(who, asked, ranked(asked, Filters(spaces, without=post_id), size), passages=False)


def _readable(who: access.Viewer) -> list[UUID]:
    return list(Space.objects.filter(access.readable(who)).values_list("id", flat=True))


def _filters(who: access.Viewer, wanted: Wanted, zone: ZoneInfo) -> Filters:
    """What narrows a search; a space, skill or person that the viewer may not know of narrows it to nothing."""
    spaces = Space.objects.filter(access.readable(who))
    if wanted.space:
        spaces = spaces.filter(slug=wanted.space)
    skill = Skill.objects.filter(slug=wanted.skill).first() if wanted.skill else None
    person = Person.objects.filter(handle=wanted.person, is_active=True).first() if wanted.person else None
    unknown = (wanted.skill and not skill) or (wanted.person and not person)
    if wanted.kind and wanted.kind not in Post.Kind.values:
        raise Invalid(_("There is no such list."), fields={"kind": _("Choose one of those offered.")})
    return Filters(
        spaces=[] if unknown else list(spaces.values_list("id", flat=True)),
        kinds=[wanted.kind] if wanted.kind else (),
        skill=skill.id if skill else None,
        author=person.id if person else None,
        since=_midnight(wanted.since, zone),
        until=_midnight(wanted.until + timedelta(days=1), zone) if wanted.until else None,
        solved=wanted.solved,
    )


def _midnight(day: date | None, zone: ZoneInfo) -> datetime | None:
    return datetime.combine(day, time(), zone) if day else None


def _begins(name: str, text: str) -> bool:
    """Whether a name has words that begin as those of ``text``."""
    names = [folded(word) for word in words_of(name)]
    return all(any(name.startswith(folded(word)) for name in names) for word in words_of(text))


def _covers(asked: Question, document: Document) -> float:
    """How much of what a question tells stands in a document, from 0 to 1."""
    there = {stem(word, document.language) for word in set(document.words.split(" "))}
    most = max(asked.known.values(), default=0.0)
    worth = {
        word: max((asked.known.get(one, 0.0) for one in asked.stems[word]), default=0.0) or most
        for word in asked.words
    }
    found = sum(worth[word] for word in asked.words if there.intersection(asked.stems[word]))
    return found / (sum(worth.values()) or 1.0)


def _shown(
    who: access.Viewer,
    asked: Question,
    hits: Sequence[Hit],
    author: UUID | None = None,
    *,
    passages: bool = True,
) -> list[Found]:
    """The hits with their words marked. One query, three with passages. What left sight meanwhile is passed over."""
    if not hits:
        return []
    readable = Space.objects.filter(access.readable(who))
    posts = Post.objects.filter(
        id__in=[hit.post_id for hit in hits], space__in=readable, removed_at__isnull=True
    )
    told = {line.id: line for line in lines(posts)}
    said = _said(list(told), author) if passages else {}
    marker = Marker(asked)
    return [
        Found(
            told[hit.post_id], marker.marked(told[hit.post_id].title), marker.best(said.get(hit.post_id, []))
        )
        for hit in hits
        if hit.post_id in told
    ]


def _said(post_ids: list[UUID], author: UUID | None) -> dict[UUID, list[Said]]:
    """The texts of these threads in reading order; only those of ``author`` when one is asked for."""
    said: dict[UUID, list[Said]] = {}
    for post_id, body, author_id in Post.objects.filter(id__in=post_ids).values_list(
        "id", "body", "author_id"
    ):
        said[post_id] = [] if author and author_id != author else [Said(body, None, author_id)]
    rank = Window(RowNumber(), partition_by=F("post_id"), order_by=["root_id", "id"])
    comments = Comment.objects.filter(post_id__in=post_ids, removed_at__isnull=True)
    if author:
        comments = comments.filter(author_id=author)
    some = comments.annotate(rank=rank).filter(rank__lte=SOME).order_by("root_id", "id")
    for post_id, comment_id, body, author_id in some.values_list("post_id", "id", "body", "author_id"):
        said[post_id].append(Said(body, comment_id, author_id))
    return said


def cards(found: Sequence[Found]) -> dict[UUID, Card]:
    """Who wrote the replies in which words were found. One query."""
    wanted = {one.passage.author_id for one in found if one.passage and one.passage.comment_id}
    rows = Person.objects.filter(id__in=[author for author in wanted if author])
    return {
        row[0]: Card(*row) for row in rows.values_list("id", "name", "handle", "headline", "photo__stored_as")
    }


def offers(who: access.Viewer, text: str, size: int = 5) -> Results:
    """What to offer while somebody types; where nothing begins so, by the nearest words. Seventeen queries at most."""
    spaces = _readable(who)
    asked, instead = question(text[:LONGEST], typing=True), ""
    hits = ranked(asked, Filters(spaces), size)
    if not hits and (instead := meant(asked, spaces)):
        asked = question(instead)
        hits = ranked(asked, Filters(spaces), size)
    return Results(list(islice(_shown(who, asked, hits, passages=False), size)), None, instead)
