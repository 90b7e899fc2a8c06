"""Asking other machines: to the very address that was looked up, bounded in size, without redirects or proxies."""

import asyncio
import ipaddress
import socket
import ssl
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

import certifi
import httpx
from django.utils.translation import gettext as _

from cordee import __version__
from cordee.core.errors import Invalid

Ip = ipaddress.IPv4Address | ipaddress.IPv6Address

LONGEST = 500
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


class Refused(Exception):  # noqa: N818 (a refusal is an answer)
    """This address is not called; the message says why, in English, for the log."""


@dataclass(frozen=True)
class Target:
    """An address in its parts."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def name(self) -> str:
        """The host, and the port where it is not the usual one."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        usual = (self.scheme, self.port) in (("https", 443), ("http", 80))
        return host if usual else f"{host}:{self.port}"


def parts_of(address: str) -> Target:
    """An address of the web, in its parts. Raises Invalid for what is none. Looks nothing up."""
    try:
        parts = urlsplit(address)
        port = parts.port
        host = (parts.hostname or "").rstrip(".")
        host = host if ":" in host else host.encode("idna").decode()
    except (ValueError, UnicodeError):
        raise Invalid(_("This is not an address.")) from None
    if len(address) > LONGEST or not address.isprintable() or " " in address or not host:
        raise Invalid(_("This is not an address."))
    if parts.scheme not in ("https", "http"):
        raise Invalid(_("The address begins with https://"))
    if parts.username or parts.password or "@" in parts.netloc:
        raise Invalid(_("An address with a name or a password in it is not taken."))
    port = port if port is not None else (443 if parts.scheme == "https" else 80)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(parts.scheme, host, port, path)


async def look_up(host: str, port: int) -> list[Ip]:
    """Every number that a name has now. Raises Refused when it has none."""
    loop = asyncio.get_running_loop()
    try:
        found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Refused(f"the name cannot be resolved ({error})") from None
    if not found:
        raise Refused("the name has no address")
    return [ipaddress.ip_address(str(one[4][0]).split("%")[0]) for one in found]


def is_public(ip: Ip) -> bool:
    """Whether an address is one of the open internet, whatever it is wrapped in."""
    if isinstance(ip, ipaddress.IPv6Address):
        inner = [ip.ipv4_mapped, ip.sixtofour, *(ip.teredo or ())]
        if ip in _NAT64 or int(ip) >> 32 == 0:  # NAT64, and the old "compatible" form
            inner.append(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF))
        if any(one is not None and not is_public(one) for one in inner):
            return False
        if ip.ipv4_mapped is not None:
            return True
    return ip.is_global and not ip.is_multicast and not ip.is_reserved and not ip.is_unspecified


@dataclass(frozen=True)
class Answer:
    """What came back, and of its body no more than was asked for; ``whole`` says whether that was all."""

    status: int
    headers: httpx.Headers
    body: bytes
    whole: bool


async def ask(
    method: str,
    target: Target,
    ip: Ip,
    *,
    patience: float,
    most: int,
    content: bytes | None = None,
    headers: dict[str, str] | None = None,
) -> Answer:
    """One request to a number that the caller found good. Raises httpx.HTTPError, OSError.

    The name stands in Host and in the certificate's check. ``patience`` is for each step: put a clock around the whole.
    """
    number = f"[{ip}]" if ip.version == 6 else str(ip)
    sent = {
        "Host": target.name,
        "User-Agent": f"Cordee/{__version__}",
        "Accept-Encoding": "identity",
        **(headers or {}),
    }
    async with (
        httpx.AsyncClient(
            trust_env=False, follow_redirects=False, timeout=patience, verify=_certificates()
        ) as client,
        client.stream(
            method,
            f"{target.scheme}://{number}:{target.port}{target.path}",
            content=content,
            headers=sent,
            extensions={"sni_hostname": target.host},
        ) as response,
    ):
        body = b""
        async for chunk in response.aiter_raw():
            body += chunk[: most - len(body)]
            if len(body) >= most:
                return Answer(response.status_code, response.headers, body, whole=False)
        return Answer(response.status_code, response.headers, body, whole=True)


@cache
def _certificates() -> ssl.SSLContext:
    """The authorities of this machine (an organisation may have added its own) and those that browsers know."""
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context
