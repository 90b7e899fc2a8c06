"""Which addresses may be called: never what stands behind our own wall (server-side request forgery)."""

import asyncio
import ipaddress
import socket
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from cordee.core.errors import Invalid

Ip = ipaddress.IPv4Address | ipaddress.IPv6Address

LONGEST = 500
PORTS_FROM = 1024  # beside 443: ports below belong to other services
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_INSIDE = ("localhost", "local", "internal", "localdomain", "home.arpa", "intranet", "lan")


class Refused(Exception):  # noqa: N818 (a refusal is an answer)
    """This address is not called; the message says why, in English, for the log."""


@dataclass(frozen=True)
class Target:
    """A checked address in its parts."""

    scheme: str
    host: str
    port: int
    path: str


def private_allowed() -> bool:
    """Whether the operator lets webhooks reach private networks (and plain http)."""
    return bool(settings.WEBHOOK_PRIVATE)


def target_of(address: str) -> Target:
    """The parts of an address that may be called. Raises Invalid. Looks nothing up: a delivery does, each time."""
    try:
        parts = urlsplit(address)
        port = parts.port
        host = (parts.hostname or "").rstrip(".")
        host = host if ":" in host else host.encode("idna").decode()
    except (ValueError, UnicodeError):
        raise _wrong(_("This is not an address.")) from None
    if len(address) > LONGEST or not address.isprintable() or " " in address or not host:
        raise _wrong(_("This is not an address."))
    schemes = ("https", "http") if private_allowed() else ("https",)
    if parts.scheme not in schemes:
        raise _wrong(_("The address begins with https://"))
    if parts.username or parts.password or "@" in parts.netloc:
        raise _wrong(_("An address with a name or a password in it is not taken."))
    port = port if port is not None else (443 if parts.scheme == "https" else 80)
    if not private_allowed():
        if port != 443 and port < PORTS_FROM:
            raise _wrong(_("Use port 443, or one from 1024 on."))
        if _is_inside(host):
            raise _wrong(_("This address leads into a private network: it is not called."))
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(parts.scheme, host, port, path)


async def resolve(target: Target) -> Ip:
    """The address to connect to, looked up now. Raises Refused when any that the name has is not public."""
    loop = asyncio.get_running_loop()
    try:
        found = await loop.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Refused(f"the name cannot be resolved ({error})") from None
    ips = [ipaddress.ip_address(str(one[4][0]).split("%")[0]) for one in found]
    if not ips:
        raise Refused("the name has no address")
    if not private_allowed() and not all(is_public(ip) for ip in ips):
        raise Refused("the address leads into a private network")
    return ips[0]


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


def _is_inside(host: str) -> bool:
    """What can be seen without looking up: names of this machine and its network, numbers in any notation."""
    if "." not in host and ":" not in host and not host.isdigit() and not host.lower().startswith("0x"):
        return True
    if host.lower().split(".")[-1] in _INSIDE or host.lower().endswith("home.arpa"):
        return True
    try:
        return not is_public(ipaddress.ip_address(host))
    except ValueError:
        pass
    try:
        return not is_public(
            ipaddress.IPv4Address(socket.inet_aton(host))
        )  # 2130706433, 0x7f.1, 017700000001
    except OSError:
        return False


def _wrong(message: str) -> Invalid:
    return Invalid(message, fields={"address": message})
