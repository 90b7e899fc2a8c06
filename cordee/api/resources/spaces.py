"""Spaces, their charter and their members."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import File, Router, Status
from ninja.files import UploadedFile

from cordee.activity.queries import lines_in, space_figures
from cordee.api import shapes
from cordee.api.auth import who
from cordee.api.resources import answers
from cordee.api.schemas import (
    AcceptanceIn,
    CharterIn,
    CharterOut,
    LineOut,
    MemberOut,
    MembershipIn,
    MembershipOut,
    PageOf,
    RequestOut,
    RoleIn,
    SpaceChange,
    SpaceFiguresOut,
    SpaceIn,
    SpaceOut,
    Text,
)
from cordee.core.errors import Conflict, Invalid, Missing
from cordee.people.queries import person_by_id
from cordee.spaces import access
from cordee.spaces.actions.charters import accept_charter, publish_charter
from cordee.spaces.actions.covers import set_cover
from cordee.spaces.actions.memberships import admit, decline, join, leave, remove
from cordee.spaces.actions.spaces import Aim, edit_space, open_space
from cordee.spaces.models import JoinRequest, Membership
from cordee.spaces.queries.charters import charter_in_force
from cordee.spaces.queries.spaces import (
    has_asked,
    join_request_of,
    join_requests,
    members,
    space_seen,
    spaces_seen,
)
from cordee.spaces.views.viewing import actor

router = Router(tags=["Spaces"])


@router.get("/spaces", response=answers(PageOf[SpaceOut]), summary="The spaces that I may know of")
def list_spaces(request: HttpRequest, after: Text | None = None) -> Any:
    """By title."""
    viewer = who(request)
    return shapes.page(spaces_seen(viewer, after), lambda row: shapes.space(row, viewer))


@router.post("/spaces", response=answers(SpaceOut, 201), summary="Open a space")
def create_space(request: HttpRequest, sent: SpaceIn) -> Any:
    """For administrators."""
    given = sent.dict(exclude={"aims"})
    aims = [Aim(aim.text, aim.skills) for aim in sent.aims]
    made = open_space(actor(request), aims=aims, now=timezone.now(), **given)
    viewer = who(request)
    return Status(201, shapes.space(space_seen(viewer, made.slug), viewer))


@router.get("/spaces/{slug}", response=answers(SpaceOut), summary="A space")
def read_space(request: HttpRequest, slug: Text) -> Any:
    """What it is for, and how the caller stands to it."""
    viewer = who(request)
    return shapes.space(space_seen(viewer, slug), viewer)


@router.patch("/spaces/{slug}", response=answers(SpaceOut), summary="Change a space")
def change_space(request: HttpRequest, slug: Text, sent: SpaceChange) -> Any:
    """For its facilitators; only what is sent is changed."""
    viewer = who(request)
    given = sent.dict(exclude={"aims"}, exclude_unset=True, exclude_none=True)
    aims = None if sent.aims is None else [Aim(aim.text, aim.skills) for aim in sent.aims]
    edit_space(actor(request), space_seen(viewer, slug), aims=aims, now=timezone.now(), **given)
    return shapes.space(space_seen(viewer, slug), viewer)


@router.get("/spaces/{slug}/figures", response=answers(SpaceFiguresOut), summary="A space in numbers")
def read_figures(request: HttpRequest, slug: Text) -> Any:
    """Counted from the journal."""
    viewer = who(request)
    found = space_seen(viewer, slug)
    access.check_reads(viewer, found)
    return space_figures(found)


@router.get("/spaces/{slug}/activity", response=answers(PageOf[LineOut]), summary="What happened in a space")
def list_activity(request: HttpRequest, slug: Text, after: Text | None = None) -> Any:
    """Newest first."""
    viewer = who(request)
    found = space_seen(viewer, slug)
    access.check_reads(viewer, found)
    return shapes.page(lines_in(found, after, size=30))


@router.get("/spaces/{slug}/charter", response=answers(CharterOut), summary="The charter in force")
def read_charter(request: HttpRequest, slug: Text) -> Any:
    """Readable before one joins."""
    charter = charter_in_force(space_seen(who(request), slug))
    if charter is None:
        raise Missing(_("This space has no charter yet."))
    return charter


@router.post("/spaces/{slug}/charter", response=answers(CharterOut, 201), summary="Publish a new charter")
def create_charter(request: HttpRequest, slug: Text, sent: CharterIn) -> Any:
    """For facilitators. Members are asked again before their next contribution."""
    found = space_seen(who(request), slug)
    return Status(201, publish_charter(actor(request), found, sent.body, now=timezone.now()))


@router.put("/spaces/{slug}/charter/acceptance", response=answers(None, 204), summary="Accept the charter")
def put_acceptance(request: HttpRequest, slug: Text, sent: AcceptanceIn) -> Any:
    """``version`` is the one that was read; an older one is refused."""
    charter = charter_in_force(space_seen(who(request), slug))
    if charter is None or charter.version < sent.version:
        raise Missing(_("This space has no charter yet."))
    if charter.version > sent.version:
        raise Conflict(_("The charter has a newer version: read that one."))
    accept_charter(actor(request), charter, now=timezone.now())
    return Status(204, None)


@router.get("/spaces/{slug}/membership", response=answers(MembershipOut), summary="Do I belong")
def read_membership(request: HttpRequest, slug: Text) -> Any:
    """member, facilitator, requested or none."""
    viewer = who(request)
    found = space_seen(viewer, slug)
    if standing := viewer.standings.get(found.id):
        return {"state": standing.role}
    return {"state": "requested" if has_asked(viewer.person, found) else "none"}


@router.put("/spaces/{slug}/membership", response=answers(MembershipOut), summary="Join, or ask to")
def put_membership(request: HttpRequest, slug: Text, sent: MembershipIn) -> Any:
    """An open space is joined at once; one on request is asked for."""
    found = space_seen(who(request), slug)
    result = join(actor(request), found, message=sent.message, now=timezone.now())
    return {"state": "requested" if isinstance(result, JoinRequest) else result.role}


@router.delete("/spaces/{slug}/membership", response=answers(None, 204), summary="Leave")
def delete_membership(request: HttpRequest, slug: Text) -> Any:
    """What one contributed stays."""
    leave(actor(request), space_seen(who(request), slug), now=timezone.now())
    return Status(204, None)


@router.get("/spaces/{slug}/members", response=answers(PageOf[MemberOut]), summary="Members, newest first")
def list_members(request: HttpRequest, slug: Text, after: Text | None = None) -> Any:
    """For who may read the space."""
    viewer = who(request)
    return shapes.page(members(viewer, space_seen(viewer, slug), after))


@router.put(
    "/spaces/{slug}/members/{person_id}", response=answers(MembershipOut), summary="Let in, change a role"
)
def put_member(request: HttpRequest, slug: Text, person_id: UUID, sent: RoleIn) -> Any:
    """For facilitators."""
    if sent.role not in Membership.Role.values:
        message = _("Choose one of those offered.")
        raise Invalid(message, fields={"role": message})
    found, person = space_seen(who(request), slug), person_by_id(person_id)
    return {"state": admit(actor(request), found, person, role=sent.role, now=timezone.now()).role}


@router.delete("/spaces/{slug}/members/{person_id}", response=answers(None, 204), summary="Take somebody out")
def delete_member(request: HttpRequest, slug: Text, person_id: UUID) -> Any:
    """For facilitators."""
    remove(actor(request), space_seen(who(request), slug), person_by_id(person_id), now=timezone.now())
    return Status(204, None)


@router.get("/spaces/{slug}/requests", response=answers(PageOf[RequestOut]), summary="Who waits to be let in")
def list_requests(request: HttpRequest, slug: Text, after: Text | None = None) -> Any:
    """For facilitators, the oldest first. To let in: PUT the member."""
    viewer = who(request)
    return shapes.page(join_requests(viewer, space_seen(viewer, slug), after))


@router.delete(
    "/spaces/{slug}/requests/{person_id}", response=answers(None, 204), summary="Decline a request"
)
def delete_request(request: HttpRequest, slug: Text, person_id: UUID) -> Any:
    """For facilitators."""
    viewer = who(request)
    if asked := join_request_of(viewer, space_seen(viewer, slug), person_id):
        decline(actor(request), asked, now=timezone.now())
    return Status(204, None)


@router.post("/spaces/{slug}/cover", response=answers(None, 204), summary="Give a space its cover")
def post_cover(request: HttpRequest, slug: Text, image: UploadedFile = File(...)) -> Any:  # noqa: B008 (ninja's way)
    """By a facilitator: PNG, JPEG, WebP or GIF."""
    set_cover(actor(request), space_seen(who(request), slug), image, now=timezone.now())
    return Status(204, None)


@router.delete("/spaces/{slug}/cover", response=answers(None, 204), summary="Take the cover away")
def delete_cover(request: HttpRequest, slug: Text) -> Any:
    """By a facilitator; the space shows its mountains again."""
    set_cover(actor(request), space_seen(who(request), slug), None, now=timezone.now())
    return Status(204, None)
