"""A test of a provider: what it told of the administrator who tried, kept for an hour in their own session."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest

from cordee.people.models import IdentityProvider
from cordee.people.openid.claims import Claims, rows
from cordee.people.openid.judging import Verdict, judge
from cordee.people.openid.trouble import Trouble

KEY = "provider-tests"
KEPT_FOR = timedelta(hours=1)
LONGEST = 20_000  # characters of one claim


@dataclass(frozen=True)
class Trial:
    """How a test ended: in ``trouble``, or with claims, and what Cordée makes of them by the settings of now."""

    at: datetime
    trouble: str = ""
    detail: str = ""
    verdict: Verdict | None = None
    rows: tuple[dict[str, Any], ...] = ()


def keep_claims(request: HttpRequest, provider: IdentityProvider, claims: Claims, now: datetime) -> Verdict:
    """Remember what was told; returns what it would come to."""
    _keep(request, provider, now, token=_short(claims.token), told=_short(claims.told))
    return judge(provider, claims)


def keep_trouble(request: HttpRequest, provider: IdentityProvider, trouble: Trouble, now: datetime) -> None:
    """Remember why it did not come so far."""
    _keep(request, provider, now, trouble=trouble.message, detail=trouble.detail)


def last_trial(request: HttpRequest, provider: IdentityProvider, now: datetime) -> Trial | None:
    """The test of the last hour, judged anew: after a change of settings one sees at once what it changes."""
    kept = request.session.get(KEY, {}).get(str(provider.id))
    if not kept:
        return None
    at = datetime.fromisoformat(kept["at"])
    if now - at > KEPT_FOR:
        forget(request, provider)
        return None
    if kept.get("trouble"):
        return Trial(at, kept["trouble"], kept["detail"])
    claims = Claims(kept["token"], kept["told"])
    return Trial(at, verdict=judge(provider, claims), rows=tuple(rows(provider, claims)))


def forget(request: HttpRequest, provider: IdentityProvider) -> None:
    """Nothing is kept of a test any more."""
    request.session[KEY] = {
        one: kept for one, kept in request.session.get(KEY, {}).items() if one != str(provider.id)
    }


def _keep(request: HttpRequest, provider: IdentityProvider, now: datetime, **what: Any) -> None:
    request.session[KEY] = {
        **request.session.get(KEY, {}),
        str(provider.id): {"at": now.isoformat(), **what},
    }


def _short(claims: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in claims.items() if len(json.dumps(value)) <= LONGEST}
