"""Which addresses may be called: never what stands behind our own wall (server-side request forgery)."""

import ipaddress
import socket

from django.conf import settings
from django.utils.translation import gettext as _

from cordee.core.errors import Invalid
from cordee.core.outside import Ip, Refused, Target, is_public, look_up, parts_of

PORTS_FROM = 1024  # beside 443: ports below belong to other services
_INSIDE = ("localhost", "local", "internal", "localdomain", "home.arpa", "intranet", "lan")


def private_allowed() -> bool:
    """Whether the operator lets what is told to other machines reach private networks (and plain http)."""
    return bool(settings.WEBHOOK_PRIVATE)


def target_of(address: str) -> Target:
    """The parts of an address that may be called. Raises Invalid. Looks nothing up: a delivery does, each time."""
    try:
        target = parts_of(address)
    except Invalid as refusal:
        raise _wrong(refusal.message) from None
    if private_allowed():
        return target
    if target.scheme != "https":
        raise _wrong(_("The address begins with https://"))
    if target.port != 443 and target.port < PORTS_FROM:
        raise _wrong(_("Use port 443, or one from 1024 on."))
    if _is_inside(target.host):
        raise _wrong(_("This address leads into a private network: it is not called."))
    return target


async def resolve(target: Target) -> Ip:
    """The address to connect to, looked up now. Raises Refused when any that the name has is not public."""
    ips = await look_up(target.host, target.port)
    if not private_allowed() and not all(is_public(ip) for ip in ips):
        raise Refused("the address leads into a private network")
    return ips[0]


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
