"""A real identity provider beside the tests, and somebody who walks to it and back.

Models are imported inside: this plugin is loaded before Django is set up.
"""

import json
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import httpx
import pytest

from cordee.launch.assets import FRONTEND, MODULES, ensure_npm
from cordee.testing.cast import NOW, Cast

if TYPE_CHECKING:
    from django.test import Client

    from cordee.people.models import IdentityProvider

CLIENT_ID, SECRET = "cordee", "the secret of the tests"
SCRIPT = FRONTEND / "scripts" / "identity-provider.mjs"
PATIENCE = 60.0  # seconds, on a busy machine


@dataclass
class Elsewhere:
    """The provider: who signs in there next, and the browser that goes there."""

    issuer: str
    process: subprocess.Popen[str]

    def holds(self, *, cancels: bool = False, **person: Any) -> None:
        """From now on, whoever asks is this person (or gives up)."""
        told = {"person": {"sub": "1", **person}, "cancels": cancels}
        httpx.post(f"{self.issuer}/control", content=json.dumps(told), timeout=PATIENCE).raise_for_status()

    def visit(self, address: str, **changed: str) -> str:
        """Go where Cordée sends, with some of what it asks for changed; returns where that leads back."""
        parts = urlsplit(address)
        query = dict(parse_qsl(parts.query)) | changed
        with httpx.Client(follow_redirects=False, timeout=PATIENCE) as browser:
            answer = browser.get(parts._replace(query=urlencode(query)).geturl())
            while answer.headers.get("location", "").startswith((self.issuer, "/")):
                answer = browser.get(answer.headers["location"] if "://" in answer.headers["location"] else
                                     self.issuer + answer.headers["location"])  # fmt: skip
        assert answer.is_redirect, answer.text
        return answer.headers["location"]


@pytest.fixture(scope="session")
def _running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Elsewhere]:
    if not (MODULES / "oidc-provider").exists():
        pytest.skip("the npm packages are not installed: bin/test installs them")
    npm = ensure_npm(Path(tmp_path_factory.mktemp("node")) / "log")
    process = subprocess.Popen(
        [npm.node, SCRIPT],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdout and process.stdin
    ready = process.stdout.readline()  # it says so once it listens
    assert ready.startswith("ready "), ready
    yield Elsewhere(ready.split()[1], process)
    process.stdin.close()
    process.wait(PATIENCE)


@pytest.fixture
def elsewhere(_running: Elsewhere) -> Elsewhere:
    """The provider, with nobody in particular."""
    _running.holds()
    return _running


@pytest.fixture
def provider(cast: Cast, elsewhere: Elsewhere) -> "IdentityProvider":
    """The provider as Thomas connected it, switched on."""
    from cordee.people.models import IdentityProvider
    from cordee.people.openid.providers import sealed

    return IdentityProvider.objects.create(
        slug="refuge",
        name="Refuge",
        issuer=elsewhere.issuer,
        client_id=CLIENT_ID,
        secret=sealed(SECRET),
        made_by=cast.thomas,
        made_at=NOW,
        switched_on_at=NOW,
    )


Walk = Callable[..., Any]


@pytest.fixture
def walk(provider: "IdentityProvider", elsewhere: Elsewhere) -> Walk:
    """Sign in by the provider: ``walk(client)`` returns Cordée's last answer."""

    def go(client: "Client", start: str = "/sign-in/with/refuge/", **changed: str) -> Any:
        begun = client.get(start)
        assert begun.status_code == 302, begun.content.decode()
        back = elsewhere.visit(begun["Location"], **changed)
        assert back.startswith("http://testserver/sign-in/with/refuge/callback/")
        return client.get(back.removeprefix("http://testserver"))

    return go
