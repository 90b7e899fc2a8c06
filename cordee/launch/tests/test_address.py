"""The port is claimed at once, for real, or refused in a sentence."""

import socket

import pytest

from cordee.launch.address import claim, shown
from cordee.launch.errors import Exit, LaunchError


def test_a_claimed_port_is_taken(port: int) -> None:
    with claim("127.0.0.1", port), pytest.raises(LaunchError, match=f"--port {port + 1}") as refused:
        claim("127.0.0.1", port)
    assert refused.value.code == Exit.PORT


def test_a_visitor_during_the_set_up_waits(port: int) -> None:
    with claim("127.0.0.1", port), socket.create_connection(("127.0.0.1", port), timeout=5):
        pass


def test_an_address_of_another_machine(port: int) -> None:
    with pytest.raises(LaunchError, match="does not belong to this machine"):
        claim("192.0.2.1", port)
    with pytest.raises(LaunchError, match="not known"):
        claim("nowhere.invalid", port)


@pytest.mark.parametrize(
    ("host", "address"),
    [("127.0.0.1", "http://127.0.0.1:80"), ("0.0.0.0", "http://localhost:80"), ("::1", "http://[::1]:80")],
)
def test_the_address_to_type(host: str, address: str) -> None:
    assert shown(host, 80) == address
