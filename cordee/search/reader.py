"""The reader that keeps the index."""

from collections.abc import Sequence
from uuid import UUID

from cordee.journal.models import Event
from cordee.journal.readers import Reader
from cordee.search.indexing import index_posts
from cordee.search.models import Document, Posting, Tally, Term, Word
from cordee.spaces import events

AT_ONCE = 200  # threads

_OF_A_POST = {
    events.POST_PUBLISHED,
    events.POST_EDITED,
    events.POST_REMOVED,
    events.POST_RESTORED,
    events.POST_MOVED,
    events.POST_MERGED,
    events.ANSWER_ACCEPTED,
    events.ANSWER_UNACCEPTED,
}
_OF_A_COMMENT = {
    events.COMMENT_PUBLISHED,
    events.COMMENT_EDITED,
    events.COMMENT_REMOVED,
    events.COMMENT_RESTORED,
}


class SearchReader(Reader):
    """Indexes again each thread that an event speaks of, as it stands now: the journal holds no text.

    A rebuild reads the same texts, in another order perhaps, and finds the same.
    """

    name = "search"
    tables = (Posting, Word, Term, Document, Tally)

    def consume(self, events: Sequence[Event]) -> None:
        """Each thread once a batch, however much was said in it."""
        touched = sorted({post for event in events for post in _posts(event)})
        for start in range(0, len(touched), AT_ONCE):
            index_posts(touched[start : start + AT_ONCE])


def _posts(event: Event) -> list[UUID]:
    if event.verb in _OF_A_POST:
        into = event.data.get("into")
        return [event.object_id, UUID(into)] if into else [event.object_id]
    if event.verb in _OF_A_COMMENT and "post" in event.data:
        return [UUID(event.data["post"])]
    return []
