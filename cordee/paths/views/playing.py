"""Playing a package: the page around it begins, and keeps what it says. The session ends here."""

import json
from typing import Any
from urllib.parse import quote, urlencode
from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cordee.core.errors import Conflict, Invalid, Refusal
from cordee.paths.actions.playing import begin_play, save_play
from cordee.paths.actions.unpacking import holds, is_there
from cordee.paths.kinds import KINDS, Step
from cordee.paths.kinds.packages import Package as PackageKind
from cordee.paths.kinds.packages import is_elsewhere
from cordee.paths.launches import LAUNCHERS, Page
from cordee.paths.models import Activity, Enrolment, Package, Play
from cordee.paths.origins import packages_origin
from cordee.paths.queries.packages import package_of
from cordee.paths.queries.paths import path_seen
from cordee.paths.queries.steps import activity_at, progress_of
from cordee.paths.tasks import ask_to_unpack
from cordee.paths.tickets import write_ticket
from cordee.paths.views.learning import learner_at
from cordee.paths.views.recording import activity_id, token_of
from cordee.spaces.views.viewing import actor

MOST = 2**31  # what a column of turns can count


class Preparing(Conflict):
    """The package is not unpacked yet: the page asks again by itself."""

    code = "preparing"


@require_POST
@login_required
def play(request: HttpRequest, slug: str, key: UUID) -> JsonResponse:
    """Begin (JSON ``{"begin": true}``: where to find the package, and what it said last), look how far one is
    (``{"look": true}``, for what speaks to the record store), or keep what it says (``{"said", "revision", "page",
    "turn"}``: says the revision that it has now, and whether the step is done).
    """
    try:
        where = path_seen(actor(request), slug)
        enrolment, _walked, _line = learner_at(where, key)
        activity = activity_at(enrolment.version, key)
        kind = package_kind(activity)
        asked = read_words(request)
        if asked.get("begin") is True:
            return JsonResponse(_begun(request, kind, enrolment, activity))
        if asked.get("look") is True:
            return JsonResponse(_looked(kind, enrolment, activity))
        return JsonResponse(saved(kind, enrolment, activity, asked))
    except Refusal as refusal:
        return JsonResponse({"title": refusal.message, "code": refusal.code}, status=refusal.status)


def package_kind(activity: Activity) -> PackageKind:
    """The kind of a step that is a package; raises Invalid for any other."""
    kind = KINDS[activity.kind]
    if not isinstance(kind, PackageKind):
        raise Invalid(_("This step is no package."))
    return kind


def read_words(request: HttpRequest) -> dict[str, Any]:
    """The JSON object that was sent. Raises Invalid."""
    try:
        asked = json.loads(request.body)
    except (ValueError, RecursionError):
        asked = None
    if not isinstance(asked, dict):
        raise Invalid(_("This is nothing that a package can say."))
    return asked


def _begun(
    request: HttpRequest, kind: PackageKind, enrolment: Enrolment, activity: Activity
) -> dict[str, Any]:
    now, content = timezone.now(), activity.content
    package = package_of(content.get("package", ""))
    if is_elsewhere(content):
        if why := kind.trouble(Step(enrolment.person, activity, enrolment, None, now), package):
            raise Invalid(why)
        return _elsewhere(request, kind, enrolment, activity)
    if package is None or not is_there(package):
        ask_to_unpack(content["package"])
        raise Preparing(_("This package is being prepared: it opens in a moment."))
    if why := kind.trouble(Step(enrolment.person, activity, enrolment, None, now), package):
        raise Invalid(why)
    if content.get("entry") and not holds(package, content["entry"]):
        raise Invalid(_("The page that this package begins with is not in it: tell who made the path."))
    play = begin_play(enrolment, activity, now=now)
    player, origin = kind.player(content), packages_origin(request)
    sure = bool(settings.PACKAGES_ORIGIN)
    if player == "xapi" and not sure:
        origin = ""  # no page of ours stands there that could say whether the browser found it
    ticket = write_ticket(package.folder, play.id, player, now=now)
    here = request.build_absolute_uri("/").rstrip("/")
    launched = _entry(content)
    if player == "xapi" and (launcher := LAUNCHERS.get(content.get("standard", "cmi5"))):
        alone = content.get("launch_method") == "OwnWindow"
        page = Page(_address(origin or here, ticket, launched), _step_page(request, activity, alone=alone))
        address = launcher.launch(request, play, activity, page)
        told = {"apart": address if origin else "", "within": address, "sure": sure, "looks": True}
        return {**_answer(kind, play), **told}
    if player == "xapi":
        launched += ("&" if "?" in launched else "?") + urlencode(_launch(request, play, activity))
    return {
        # At an origin of its own a player stands around the package; without any, it stands in its pages.
        "apart": _address(origin, ticket, launched if player == "xapi" else "") if origin else "",
        "within": _address(here, ticket, "" if player == "h5p" else launched),
        "told": _told(request, play, activity, package),
        "sure": sure,
        **_answer(kind, play),
    }


def _elsewhere(
    request: HttpRequest, kind: PackageKind, enrolment: Enrolment, activity: Activity
) -> dict[str, Any]:
    """A unit of another site: its learner goes there, and comes back when it ends."""
    play = begin_play(enrolment, activity, now=timezone.now())
    page = Page(_entry(activity.content), _step_page(request, activity, alone=True))
    address = LAUNCHERS["cmi5"].launch(request, play, activity, page)
    return {**_answer(kind, play), "apart": address, "within": address, "sure": True}


def _looked(kind: PackageKind, enrolment: Enrolment, activity: Activity) -> dict[str, Any]:
    play = Play.objects.filter(enrolment=enrolment, activity_key=activity.key).first()
    progress, said = progress_of(enrolment, activity.key), play.said if play else {}
    return {
        "done": progress is not None and progress.done_at is not None,
        "score": None if progress is None or progress.score is None else round(progress.score * 100),
        "progress": said.get("progress"),
        "speaks": kind.speaks(said),
    }


def _answer(kind: PackageKind, play: Play) -> dict[str, Any]:
    return {"revision": play.revision, "speaks": kind.speaks(play.said)}


def _step_page(request: HttpRequest, activity: Activity, *, alone: bool) -> str:
    """Where a unit that ends leads: back to its step, or in a frame to a page that says so."""
    if not alone:
        return request.build_absolute_uri(reverse("unit-left"))
    slug = activity.version.path.slug
    return request.build_absolute_uri(reverse("step", kwargs={"slug": slug, "key": activity.key}))


def _launch(request: HttpRequest, play: Play, activity: Activity) -> dict[str, str]:
    """What an xAPI unit is launched with: where to record, and for whom."""
    home = request.build_absolute_uri("/")
    account = {"homePage": home, "name": play.registration.hex}
    actor = {"objectType": "Agent", "name": play.enrolment.person.name, "account": account}
    return {
        "endpoint": f"{home}xapi/",
        "registration": str(play.registration),
        "actor": json.dumps(actor),
        "activity_id": activity_id(request, activity),
        "auth": f"Basic {token_of(play.id)}",
    }


def _told(request: HttpRequest, play: Play, activity: Activity, package: Package) -> dict[str, Any]:
    """What the player is told: no more of the learner than their name, and a number that means nothing elsewhere."""
    content = activity.content
    return {
        "entry": _entry(content),
        "title": activity.title,
        "said": play.said,
        "learner": {"id": play.registration.hex, "name": play.enrolment.person.name},
        "language": get_language() or "fr",
        "launch": content.get("launch_data", ""),
        "passAt": content.get("pass_at"),
        "root": package.folder[:8],
    }


def _entry(content: dict[str, Any]) -> str:
    """The address of its first page inside the package, quoted where its author did not."""
    return quote(content.get("entry", ""), safe="/?#&=%+:@,;!$'()*~[]")


def _address(origin: str, ticket: str, entry: str) -> str:
    return f"{origin}{reverse('package-player', kwargs={'ticket': ticket})}{entry}"


def saved(
    kind: PackageKind, enrolment: Enrolment, activity: Activity, asked: dict[str, Any]
) -> dict[str, Any]:
    """Keep what a package says, of whatever form it came in. Raises what ``save_play`` raises, and Invalid."""
    said, page = asked.get("said"), asked.get("page")
    revision, turn = asked.get("revision"), asked.get("turn")
    if (
        not isinstance(said, dict)
        or not isinstance(page, str)
        or not 8 <= len(page) <= 36
        or not (isinstance(revision, int) and isinstance(turn, int))
        or not (0 <= revision < MOST and 0 <= turn < MOST)
    ):
        raise Invalid(_("This is nothing that a package can say."))
    now = timezone.now()
    try:
        play, progress = save_play(
            enrolment, activity, said, revision=revision, page=page, turn=turn, now=now
        )
    except RecursionError:
        raise Invalid(_("This is nothing that a package can say.")) from None
    return {
        "revision": play.revision,
        "done": progress.done_at is not None,
        "speaks": kind.speaks(play.said),
        "score": None if progress.score is None else round(progress.score * 100),
    }
