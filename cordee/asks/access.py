"""Who may do what with a question that looks for an answer, beside what the spaces room says of reading and writing."""

from uuid import UUID

from django.utils.translation import gettext as _

from cordee.core.errors import Conflict, Forbidden, Invalid, Missing
from cordee.people.models import Person
from cordee.spaces import access
from cordee.spaces.models import Post


def check_is_question(post: Post) -> None:
    """Raises Conflict where nothing is asked any more."""
    if post.kind != Post.Kind.QUESTION or post.removed_at is not None:
        raise Conflict(_("This is not a question that waits for an answer."))


def check_asks(who: access.Viewer, post: Post) -> None:
    """Only who asked says whether others are asked. Raises Forbidden."""
    access.check_may_write(who)
    if post.author_id != who.person.id:
        raise Forbidden(_("Only the person who asks this question can say so."))


def check_may_take(who: access.Viewer, post: Post, *, asked: bool) -> None:
    """Who belongs to the space, or was ``asked``, can see to it; not who asks. Raises Missing, Forbidden, Conflict."""
    access.check_reads(who, post.space)
    access.check_may_write(who)
    if not (asked or who.belongs(post.space) or who.facilitates(post.space)):
        raise Forbidden(_("Join the space first: it takes one click."))
    check_is_question(post)
    if post.author_id == who.person.id:
        raise Forbidden(_("This is your own question."))


def check_may_be_named(person: Person, post: Post) -> None:
    """Somebody may name ``person`` for a question: they could read it and answer it. Raises Invalid."""
    who = access.viewer(person)
    if not person.is_active or not who.reads(post.space) or not access.may_write(who):
        _refuse(_("This person cannot read this question, or cannot answer it."))
    if person.id == post.author_id:
        _refuse(_("This person asks the question."))


def check_is_mine(person_id: UUID, actor: Person) -> None:
    """An ask is known to who was asked alone. Raises Missing."""
    if person_id != actor.id:
        raise Missing(_("There is no such question for you."))


def _refuse(message: str) -> None:
    raise Invalid(message, fields={"to": message})
