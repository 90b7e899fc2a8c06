"""Where packages are played: at an origin of their own where there is one, else at ours without any origin."""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest

LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
LOCAL = "packages.localhost"  # browsers know it as this machine, and send it no cookie of localhost


def packages_origin(request: HttpRequest) -> str:
    """The origin where packages are played for who is at this page; empty where there is none but ours."""
    if settings.PACKAGES_ORIGIN:
        return str(settings.PACKAGES_ORIGIN)
    host, port = _parted(request.get_host())
    return f"{request.scheme}://{LOCAL}{port}" if host in LOOPBACK else ""


def is_apart(request: HttpRequest) -> bool:
    """Whether this request came to the origin of packages."""
    host, _port = _parted(request.get_host())
    if settings.PACKAGES_ORIGIN:
        return request.get_host().lower() == urlsplit(settings.PACKAGES_ORIGIN).netloc.lower()
    return host == LOCAL


def _parted(host: str) -> tuple[str, str]:
    name, colon, port = host.lower().rpartition(":")
    return (name, colon + port) if colon and port.isdecimal() else (host.lower(), "")
