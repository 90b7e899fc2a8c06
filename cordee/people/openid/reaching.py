"""How providers are asked: few seconds, few bytes, no redirects, and never what an outsider could not reach himself.

An organisation's own provider often stands in its own network, so an administrator may name a private address, and
http there. A provider on the open internet is asked over TLS, and cannot send us inside by what its discovery says.
"""

import asyncio
import ipaddress
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import httpx
import requests
from django.conf import settings

from cordee.core.errors import Invalid
from cordee.core.outside import Answer, Ip, Refused, Target, ask, is_public, look_up, parts_of

PATIENCE = 5.0  # seconds for a whole request: a page waits for it
MOST_READ = 512 * 1024  # bytes: a discovery document has 5 kB, the keys of a large provider 30 kB
_INNER = [
    ipaddress.ip_network(one)
    for one in (
        "10.0.0.0/8",
        "172.16.0.0/12",
        "192.168.0.0/16",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "fc00::/7",
        "::1/128",
    )
]
# What cloud machines ask about themselves, keys included.
_NEVER = [ipaddress.ip_network(one) for one in ("fd00:ec2::/32", "100.100.100.200/32")]
_issuer: ContextVar[str] = ContextVar("issuer", default="")


@contextmanager
def towards(issuer: str) -> Iterator[None]:
    """Within, sessions ask this provider: where it stands says where it may send us."""
    token = _issuer.set(issuer)
    try:
        yield
    finally:
        _issuer.reset(token)


def session() -> requests.Session:
    """A session of ``requests``, which allauth speaks, whose every request goes our bounded way."""
    made = requests.Session()
    made.trust_env = False
    for scheme in ("https://", "http://"):
        made.mount(scheme, _Bounded(_issuer.get()))
    return made


def is_inner(ip: Ip) -> bool:
    """Whether an address is one of a private network, or of this machine."""
    if isinstance(ip, ipaddress.IPv6Address) and ip.ipv4_mapped:
        ip = ip.ipv4_mapped
    return any(ip in one for one in _INNER if one.version == ip.version) and not any(
        ip in one for one in _NEVER if one.version == ip.version
    )


async def resolve(target: Target, issuer: str) -> Ip:
    """The number to connect to, looked up now. Raises Refused where it is not one that this issuer may have us call."""
    ips = await look_up(target.host, target.port)
    if all(is_public(ip) for ip in ips):
        if target.scheme != "https":
            raise Refused("plain http over the open internet: the address must begin with https://")
        return ips[0]
    if not all(is_inner(ip) for ip in ips):
        raise Refused("the address is neither of the open internet nor of a private network")
    if not settings.OPENID_PRIVATE:
        raise Refused("the address leads into a private network, which CORDEE_OPENID_PRIVATE=0 forbids")
    home = parts_of(issuer)
    if target.host != home.host and not all(is_inner(ip) for ip in await look_up(home.host, home.port)):
        raise Refused("a provider on the open internet sends us into a private network")
    return ips[0]


class _Bounded(requests.adapters.BaseAdapter):
    """The transport below ``requests``. Raises what ``requests`` raises."""

    def __init__(self, issuer: str) -> None:
        super().__init__()
        self.issuer = issuer

    def send(self, request: requests.PreparedRequest, *_args: Any, **_kwargs: Any) -> requests.Response:
        body = request.body.encode() if isinstance(request.body, str) else None
        headers = {name: str(value) for name, value in request.headers.items() if name.lower() not in _OURS}
        try:
            target = parts_of(request.url or "")
            answer = asyncio.run(_within_time(request.method or "GET", target, self.issuer, body, headers))
        except Invalid as refusal:
            raise requests.exceptions.InvalidURL(refusal.message, request=request) from None
        except Refused as refusal:
            unknown = "resolved" in str(refusal) or "no address" in str(refusal)
            kind = requests.ConnectionError if unknown else requests.exceptions.InvalidURL
            raise kind(str(refusal), request=request) from None
        except (TimeoutError, httpx.TimeoutException):
            raise requests.Timeout(f"no answer within {PATIENCE:g} s", request=request) from None
        except (httpx.HTTPError, OSError, ValueError) as error:
            kind = requests.exceptions.SSLError if "SSL" in str(error) else requests.ConnectionError
            raise kind(str(error) or type(error).__name__, request=request) from None
        return _response(request, answer)

    def close(self) -> None:
        """Nothing is kept open."""


_OURS = {"host", "user-agent", "accept-encoding", "connection", "content-length"}


async def _within_time(
    method: str, target: Target, issuer: str, body: bytes | None, headers: dict[str, str]
) -> Answer:
    async with asyncio.timeout(PATIENCE):
        ip = await resolve(target, issuer)
        return await ask(method, target, ip, patience=PATIENCE, most=MOST_READ, content=body, headers=headers)


def _response(request: requests.PreparedRequest, answer: Answer) -> requests.Response:
    if 300 <= answer.status < 400:
        raise requests.TooManyRedirects(
            f"answered {answer.status}: redirects are not followed", request=request
        )
    if not answer.whole:
        raise requests.exceptions.ContentDecodingError(f"more than {MOST_READ} bytes", request=request)
    response = requests.Response()
    response.status_code, response.url, response.request = answer.status, request.url or "", request
    response.headers.update(answer.headers.items())
    response._content = answer.body
    response.encoding = "utf-8"
    return response
