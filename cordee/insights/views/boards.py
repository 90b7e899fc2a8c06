"""Dashboards: few figures, in sentences first, each with what it counts; and down to the acts."""

from datetime import date
from functools import partial
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.core.errors import Forbidden, Invalid, Missing
from cordee.insights import words
from cordee.insights.access import subject, subjects
from cordee.insights.boards import Board, board
from cordee.insights.data_views import ACTS, FIGURES
from cordee.insights.drawing import columns, sparkline, strip
from cordee.insights.lists import KINDS, Tallies, lines, tallies
from cordee.insights.models import Scope
from cordee.insights.paper import paper_of
from cordee.insights.sheets import sheets_of
from cordee.insights.taking import check_taken
from cordee.people.actions.looks import saw_view
from cordee.sheets import answer
from cordee.spaces import access
from cordee.spaces.models import Post, Space
from cordee.spaces.views.viewing import viewing


@viewing
def insights(request: HttpRequest, who: access.Viewer) -> HttpResponseBase:
    """The dashboard of the organisation for who looks after it or a space; for others the way to theirs."""
    if who.person.answers_for_training or who.keeps_a_space:
        return _board(request, who, Scope.ORGANISATION, None)
    found = subjects(who)
    if not found:
        raise Forbidden(_("Figures are for those who look after a space, a cohort or a team."))
    if len(found) == 1:
        return redirect(found[0].address)
    return render(request, "insights/mine.html", {"subjects": words.by_scope(found)})


@viewing
def insight(request: HttpRequest, who: access.Viewer, scope: str, scope_id: UUID) -> HttpResponseBase:
    """The dashboard of a space, a path, a cohort or a unit."""
    return _board(request, who, _scope(scope), scope_id)


@viewing
def insight_acts(request: HttpRequest, who: access.Viewer, scope: str, scope_id: UUID) -> HttpResponse:
    """The acts behind the figures of one of these."""
    return _acts(request, who, _scope(scope), scope_id)


@viewing
def organisation_acts(request: HttpRequest, who: access.Viewer) -> HttpResponse:
    """The acts behind the figures of the organisation."""
    return _acts(request, who, Scope.ORGANISATION, None)


def _scope(name: str) -> Scope:
    if name not in Scope.values or name == Scope.ORGANISATION:
        raise Missing(_("There are no such figures."))
    return Scope(name)


def chosen(request: HttpRequest) -> date | None:
    """The Sunday that is asked for; None: the last one. Raises Invalid."""
    given = request.GET.get("until", "")
    try:
        return date.fromisoformat(given) if given else None
    except ValueError:
        message = _("Choose one of the dates offered.")
        raise Invalid(message, fields={"until": message}) from None


def _board(request: HttpRequest, who: access.Viewer, scope: Scope, scope_id: UUID | None) -> HttpResponseBase:
    """Some fifteen queries, the page's own among them, however much there is to count."""
    about = subject(who, scope, scope_id)
    found = board(about, chosen(request))
    saw_view(who.person, FIGURES.name, scope.value, scope_id, timezone.now())
    if form := request.GET.get("form", ""):
        check_taken(who.person, found)
        paper = partial(paper_of, found) if found.until else None
        return answer(request, sheets_of(found), form, title=about.title, paper=paper)
    context = {
        "board": found,
        "others": words.by_scope(
            [one for one in subjects(who) if (one.scope, one.scope_id) != (scope, scope_id)]
        ),
        "contents": contents(who, found) if scope is not Scope.UNIT else [],
        "words": words,
        "sparkline": sparkline,
        "columns": columns,
        "strip": strip,
        "kinds": KINDS,
        "nav_current": "training",
    }
    return render(request, "insights/board.html", context)


def contents(who: access.Viewer, found: Board) -> list[tuple[Post, list[object]]]:
    """The contributions that were found most useful, of those that ``who`` may read. One query."""
    useful = found.figure("useful")
    told = useful.now.detail.get("contents", []) if useful and useful.now.known else []
    if not told:
        return []
    spaces = Space.objects.filter(access.readable(who))
    posts = Post.objects.filter(space__in=spaces, id__in=[one[0] for one in told], removed_at=None)
    by_id = {str(post.id): post for post in posts.select_related("space")}
    return [(by_id[one[0]], one) for one in told if one[0] in by_id]


def _acts(request: HttpRequest, who: access.Viewer, scope: Scope, scope_id: UUID | None) -> HttpResponse:
    about = subject(who, scope, scope_id)
    found = board(about, chosen(request))
    name = request.GET.get("figure", "")
    saw_view(who.person, ACTS.name, scope.value, scope_id, timezone.now())
    listed = about.closely and found.until is not None
    context = {
        "board": found,
        "figure": name if name in KINDS else "",
        "words": words,
        "tallies": tallies(about, found.until, name) if found.until else Tallies(),
        "page": lines(about, found.until, name, request.GET.get("after")) if listed and found.until else None,
        "nav_current": "training",
    }
    return render(request, "insights/acts.html", context)
