"""Where a unit fetches its token (cmi5, 8.2). No session: the address itself is the secret, once."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from cordee.cmi5.actions.sessions import fetch_token
from cordee.core.errors import Missing

USED, UNKNOWN = "1", "2"  # 8.2.3.2


@csrf_exempt
def session_token(request: HttpRequest, session: UUID, secret: str) -> HttpResponse:
    """The token, for the first POST; afterwards why not. Units ask from an origin of their own, or from none."""
    response: HttpResponse
    if request.method == "OPTIONS":
        response = HttpResponse(status=204)
    elif request.method != "POST":
        response = HttpResponseNotAllowed(["POST"])
    else:
        response = JsonResponse(_told(session, secret))
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Allow-Methods"] = "POST"
    response["Access-Control-Allow-Headers"] = "Content-Type"
    response["Cache-Control"] = "no-store"
    return response


def _told(session: UUID, secret: str) -> dict[str, str]:
    try:
        token = fetch_token(session, secret, now=timezone.now())
    except Missing:
        return {"error-code": UNKNOWN, "error-text": "This is no address of a session."}
    if token is None:
        return {
            "error-code": USED,
            "error-text": "The token of this session was given already, or the session is over.",
        }
    return {"auth-token": token}
