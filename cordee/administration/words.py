"""What each verb of the journal says in words: "Léa Martin *published a contribution*"."""

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

WORDS: dict[str, Promise] = {
    "answer.accepted": gettext_lazy("accepted an answer"),
    "answer.unaccepted": gettext_lazy("opened a question again"),
    "appeal.decided": gettext_lazy("decided an appeal"),
    "appeal.made": gettext_lazy("appealed against a decision"),
    "audit.exported": gettext_lazy("took the audit log away as a file"),
    "charter.accepted": gettext_lazy("accepted a charter"),
    "charter.published": gettext_lazy("published a charter"),
    "comment.edited": gettext_lazy("edited a reply"),
    "comment.published": gettext_lazy("replied"),
    "comment.removed": gettext_lazy("removed a reply"),
    "comment.restored": gettext_lazy("brought a reply back"),
    "duplicate.marked": gettext_lazy("marked a question as a duplicate"),
    "duplicate.unmarked": gettext_lazy("said that a question is not a duplicate"),
    "follow.changed": gettext_lazy("changed what they follow"),
    "group.added": gettext_lazy("made a group"),
    "group.edited": gettext_lazy("renamed a group"),
    "group.joined": gettext_lazy("put somebody in a group"),
    "group.left": gettext_lazy("took somebody out of a group"),
    "group.removed": gettext_lazy("dissolved a group"),
    "organisation.edited": gettext_lazy("changed settings of the organisation"),
    "organisation.set-up": gettext_lazy("set the organisation up"),
    "path.imported": gettext_lazy("brought a path in from a file"),
    "people.exported": gettext_lazy("took the list of people away as a file"),
    "person.added": gettext_lazy("added somebody"),
    "person.corrected": gettext_lazy("put an account right"),
    "person.deactivated": gettext_lazy("deactivated an account"),
    "person.factor-added": gettext_lazy("turned on a second step for signing in"),
    "person.factor-removed": gettext_lazy("turned off a second step for signing in"),
    "person.joined": gettext_lazy("came into the organisation"),
    "person.left": gettext_lazy("deleted an account"),
    "person.link-sent": gettext_lazy("sent somebody a link to come in"),
    "person.passkey-added": gettext_lazy("added a passkey"),
    "person.passkey-removed": gettext_lazy("removed a passkey"),
    "person.placed": gettext_lazy("changed somebody's unit or line manager"),
    "person.reactivated": gettext_lazy("reactivated an account"),
    "person.role-changed": gettext_lazy("changed who administers or audits"),
    "person.suspended": gettext_lazy("suspended somebody for a time"),
    "person.warned": gettext_lazy("warned somebody"),
    "poll.voted": gettext_lazy("voted in a poll"),
    "post.edited": gettext_lazy("edited a contribution"),
    "post.locked": gettext_lazy("locked a thread"),
    "post.merged": gettext_lazy("merged two threads"),
    "post.moved": gettext_lazy("moved a thread to another space"),
    "post.pinned": gettext_lazy("pinned a thread"),
    "post.published": gettext_lazy("published a contribution"),
    "post.removed": gettext_lazy("removed a contribution"),
    "post.restored": gettext_lazy("brought a contribution back"),
    "post.unlocked": gettext_lazy("unlocked a thread"),
    "post.unpinned": gettext_lazy("unpinned a thread"),
    "practice.agreed": gettext_lazy("agreed to a practice for the library"),
    "practice.declined": gettext_lazy("declined a practice"),
    "practice.offered": gettext_lazy("offered a practice for the library"),
    "practice.verified": gettext_lazy("verified a practice again"),
    "profile.edited": gettext_lazy("edited their profile"),
    "reaction.given": gettext_lazy("reacted"),
    "reaction.withdrawn": gettext_lazy("took a reaction back"),
    "report.decided": gettext_lazy("decided a report"),
    "report.made": gettext_lazy("reported a text"),
    "space.created": gettext_lazy("opened a space"),
    "space.edited": gettext_lazy("changed a space"),
    "space.joined": gettext_lazy("let somebody into a space, or joined it"),
    "space.left": gettext_lazy("left a space, or took somebody out of it"),
    "space.request-declined": gettext_lazy("declined a request to join"),
    "space.requested": gettext_lazy("asked to join a space"),
    "space.role-changed": gettext_lazy("changed a role in a space"),
    "suspension.ended": gettext_lazy("ended a suspension"),
    "text.hidden": gettext_lazy("hid a text"),
    "token.created": gettext_lazy("made an API token"),
    "token.revoked": gettext_lazy("took an API token back"),
    "webhook.edited": gettext_lazy("changed a webhook"),
    "webhook.made": gettext_lazy("made a webhook"),
    "webhook.removed": gettext_lazy("took a webhook away"),
    "webhook.rotated": gettext_lazy("made a new secret for a webhook"),
    "webhook.stopped": gettext_lazy("a webhook was stopped after days without an answer"),
    "unit.added": gettext_lazy("added a unit"),
    "unit.edited": gettext_lazy("changed a unit"),
    "unit.removed": gettext_lazy("removed a unit"),
}

FAMILIES: dict[str, Promise] = {
    "answer": gettext_lazy("Answers"),
    "appeal": gettext_lazy("Moderation"),
    "charter": gettext_lazy("Charters"),
    "comment": gettext_lazy("Replies"),
    "duplicate": gettext_lazy("Duplicates"),
    "group": gettext_lazy("Groups"),
    "organisation": gettext_lazy("Organisation"),
    "people": gettext_lazy("People"),
    "person": gettext_lazy("People"),
    "poll": gettext_lazy("Polls"),
    "post": gettext_lazy("Contributions"),
    "practice": gettext_lazy("Practices"),
    "profile": gettext_lazy("Profiles"),
    "reaction": gettext_lazy("Reactions"),
    "report": gettext_lazy("Moderation"),
    "space": gettext_lazy("Spaces"),
    "suspension": gettext_lazy("Moderation"),
    "text": gettext_lazy("Moderation"),
    "token": gettext_lazy("API tokens"),
    "unit": gettext_lazy("Units"),
    "webhook": gettext_lazy("Webhooks"),
}


def words_of(verb: str) -> str:
    """The verb in the reader's language; the verb itself where nobody has put it into words yet."""
    return str(WORDS.get(verb, verb))


def families(verbs: Iterable[str]) -> dict[str, list[tuple[str, str]]]:
    """Verbs with their words, by what they are about; the rest at the end."""
    found: dict[str, list[tuple[str, str]]] = {}
    rest = []
    for verb in sorted(verbs):
        label = FAMILIES.get(verb.split(".")[0])
        if label is None:
            rest.append((verb, words_of(verb)))
        else:
            found.setdefault(str(label), []).append((verb, words_of(verb)))
    return dict(sorted(found.items())) | ({_("Other acts"): rest} if rest else {})
