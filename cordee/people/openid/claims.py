"""What a provider told of somebody, and how it is read by the settings of that provider."""

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from cordee.core.text import clean_line
from cordee.people.models import IdentityProvider

LONGEST_UID = 191  # what allauth's column takes
MOST_GROUPS = 200
LONGEST_SHOWN = 500


@dataclass(frozen=True)
class Claims:
    """What the signed token says, and what was told on asking (which may say more, and goes before)."""

    token: dict[str, Any]
    told: dict[str, Any]

    @property
    def all(self) -> dict[str, Any]:
        """Both, as one."""
        return {**self.token, **self.told}

    @property
    def uid(self) -> str:
        """Who it is for the provider: always the same for a person, never given to another."""
        sub = str(self.token["sub"])
        return sub if len(sub) <= LONGEST_UID else f"sha256:{hashlib.sha256(sub.encode()).hexdigest()}"

    def find(self, path: str) -> Any:
        """The value of a claim; ``realm_access.roles`` looks inside. None where there is none."""
        if not path:
            return None
        if path in self.all:
            return self.all[path]
        found: Any = self.all
        for part in path.split("."):
            found = found.get(part) if isinstance(found, dict) else None
        return found


@dataclass(frozen=True)
class Told:
    """Somebody as a provider's settings read them out of the claims. ``proven``: the address is surely theirs."""

    uid: str
    email: str
    proven: bool
    name: str
    unit: str
    groups: list[str]


def read(provider: IdentityProvider, claims: Claims) -> Told:
    """Who it is. What is missing is empty."""
    email = _line(claims.find(provider.claim_email)).lower()
    try:
        validate_email(email)
    except ValidationError:
        email = ""
    said = provider.claim_email == "email" and any(
        _line(side.get("email")).lower() == email
        and (side.get("email_verified") is True or side.get("email_verified") == "true")
        for side in (claims.told, claims.token)
    )
    proven = bool(email) and (said or email.rpartition("@")[2] in provider.proven_domains)
    return Told(
        uid=claims.uid,
        email=email,
        proven=proven,
        name=_name(provider, claims, email),
        unit=_line(claims.find(provider.claim_unit)).strip("/"),
        groups=[name for one in _lines(claims.find(provider.claim_groups)) if (name := one.strip("/"))],
    )


def rows(provider: IdentityProvider, claims: Claims) -> list[dict[str, Any]]:
    """All claims for a table, those that Cordée reads first: name, value in a line, what it is read as."""
    uses = {
        "email": provider.claim_email,
        "name": provider.claim_name,
        "unit": provider.claim_unit,
        "groups": provider.claim_groups,
    }
    told = [
        {
            "name": name,
            "value": _shown(value),
            "uses": [use for use, path in uses.items() if path and name in (path, path.split(".")[0])],
        }
        for name, value in sorted(claims.all.items())
    ]
    return sorted(told, key=lambda row: not row["uses"])


def _name(provider: IdentityProvider, claims: Claims, email: str) -> str:
    parts = f"{_line(claims.find('given_name'))} {_line(claims.find('family_name'))}".strip()
    for name in (_line(claims.find(provider.claim_name)), parts, _line(claims.find("preferred_username"))):
        if name:
            return name[:80]
    return email.partition("@")[0].replace(".", " ").title()[:80]


def _line(value: Any) -> str:
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    return clean_line(value)[:300] if isinstance(value, str) else ""


def _lines(value: Any) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return sorted({line for one in values[:MOST_GROUPS] if (line := _line(one))})


def _shown(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"
