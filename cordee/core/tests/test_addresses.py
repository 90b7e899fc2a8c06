"""No delivery goes behind our own wall, however the address is written."""

import asyncio
import ipaddress
import socket
from typing import Any

import pytest

from cordee.core import addresses, sending
from cordee.core.addresses import Refused, is_public, resolve, target_of
from cordee.core.errors import Invalid

# In the address itself: seen when the webhook is made.
WRITTEN = [
    "http://example.org/", "ftp://example.org/", "//example.org/", "example.org", "", "https://", "https:///x",
    "javascript:alert(1)", "https://user:pass@example.org/", "https://user@example.org/", "https://a b.org/",
    "https://example.org:22/", "https://example.org:80/", "https://example.org:99999/", "https://example.org:x/",
    "https://localhost/", "https://LOCALHOST./", "https://api.localhost/", "https://intranet/", "https://db.internal/",
    "https://printer.local/", "https://127.0.0.1/", "https://127.1/", "https://2130706433/", "https://0x7f000001/",
    "https://0177.0.0.1/", "https://017700000001/", "https://0/", "https://0.0.0.0/", "https://10.0.0.8/",
    "https://172.16.3.4:8443/", "https://192.168.1.1/", "https://169.254.169.254/latest/meta-data/", "https://2852039166/",
    "https://100.64.0.1/", "https://224.0.0.1/", "https://255.255.255.255/", "https://[::1]/", "https://[::]/",
    "https://[::ffff:127.0.0.1]/", "https://[::ffff:7f00:1]/", "https://[::127.0.0.1]/", "https://[fe80::1]/",
    "https://[fd00:ec2::254]/", "https://[64:ff9b::7f00:1]/", "https://[2002:7f00:1::]/", "https://[ff02::1]/",
    "https://example.org/\r\nHost: evil", "https://exa\u0000mple.org/", "https://" + "a" * 600 + ".org/",
]  # fmt: skip
# Behind a name: seen at each delivery, when it is looked up.
RESOLVED = [
    "127.0.0.1",
    "10.1.2.3",
    "169.254.169.254",
    "::1",
    "::ffff:169.254.169.254",
    "fd00:ec2::254",
    "fe80::1%eth0",
]


@pytest.mark.parametrize("address", WRITTEN)
def test_what_is_refused_at_once(address: str) -> None:
    with pytest.raises(Invalid) as refused:
        target_of(address)
    assert refused.value.fields.keys() == {"address"}


@pytest.mark.parametrize(
    "address",
    ["https://example.org", "https://example.org:8443/hook?x=1", "https://exämple.org/", "https://93.184.216.34/",
     "https://[2606:2800:220:1:248:1893:25c8:1946]/"],
)  # fmt: skip
def test_what_is_taken(address: str) -> None:
    assert target_of(address).scheme == "https"


def _answers(*ips: str) -> Any:
    async def lookup(host: str, port: int, **options: Any) -> list[tuple[Any, ...]]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, port)) for ip in ips]

    return lookup


def _resolved(monkeypatch: pytest.MonkeyPatch, *ips: str) -> Any:
    async def run() -> Any:
        monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", _answers(*ips), raising=False)
        return await resolve(target_of("https://rebound.example.org/"))

    loop = asyncio.SelectorEventLoop()
    try:
        return loop.run_until_complete(run())
    finally:
        loop.close()


@pytest.mark.parametrize("ip", RESOLVED)
def test_a_name_that_leads_inside_is_not_called(monkeypatch: pytest.MonkeyPatch, ip: str) -> None:
    with pytest.raises(Refused, match="private network"):
        _resolved(monkeypatch, ip)
    with pytest.raises(Refused, match="private network"):
        _resolved(monkeypatch, "93.184.216.34", ip)


def test_a_name_without_an_address_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    assert str(_resolved(monkeypatch, "93.184.216.34")) == "93.184.216.34"
    with pytest.raises(Refused):
        _resolved(monkeypatch)
    outcome = sending.send(addresses.Target("https", "nowhere.invalid", 443, "/"), b"{}", {})
    assert outcome.trouble
    assert outcome.status is None


def test_public_is_public() -> None:
    assert is_public(ipaddress.ip_address("93.184.216.34"))
    assert is_public(ipaddress.ip_address("::ffff:93.184.216.34"))


def test_the_operator_may_open_private_networks(settings: Any) -> None:
    settings.WEBHOOK_PRIVATE = True
    assert target_of("http://10.0.0.8:8080/").port == 8080
    with pytest.raises(Invalid):
        target_of("http://user:pass@10.0.0.8/")
