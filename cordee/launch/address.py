"""The listening socket: taken first, kept through the set-up, handed to the web processes."""

import errno
import socket
import time

from cordee.launch.errors import Exit, LaunchError

BACKLOG = 512


def claim(host: str, port: int, *, patience: float = 0.0) -> socket.socket:
    """Bind ``host:port`` or refuse with a sentence.

    ``patience`` (seconds) is for a start right after an unclean end, whose last web processes may still
    be letting the port go.
    """
    deadline = time.monotonic() + patience
    while True:
        try:
            return _bind(host, port)
        except socket.gaierror as error:
            raise LaunchError(f"The address {host} is not known to this machine.", Exit.PORT) from error
        except OSError as error:
            if error.errno == errno.EADDRINUSE and time.monotonic() < deadline:
                time.sleep(0.1)
                continue
            raise _refusal(host, port, error) from error


def _bind(host: str, port: int) -> socket.socket:
    family, kind, protocol, _, address = socket.getaddrinfo(
        host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
    )[0]
    listener = socket.socket(family, kind, protocol)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        # Two sockets may be bound to one port as long as neither listens: listening makes the claim real.
        # A visitor who comes during the set-up waits in the queue instead of being turned away.
        listener.listen(BACKLOG)
    except OSError:
        listener.close()
        raise
    return listener


def _refusal(host: str, port: int, error: OSError) -> LaunchError:
    if error.errno == errno.EADDRINUSE:
        return LaunchError(
            f"Port {port} is in use by another program: choose another with --port {port + 1}.", Exit.PORT
        )
    if error.errno in (errno.EACCES, errno.EPERM):
        return LaunchError(f"Port {port} is reserved to administrators: choose one above 1023.", Exit.PORT)
    if error.errno == errno.EADDRNOTAVAIL:
        return LaunchError(f"The address {host} does not belong to this machine.", Exit.PORT)
    return LaunchError(f"Port {port} cannot be opened: {error.strerror}.", Exit.PORT)


def shown(host: str, port: int) -> str:
    """The address that a person types in a browser."""
    name = {"0.0.0.0": "localhost", "::": "localhost"}.get(host, host)  # noqa: S104 (compared, not bound)
    return f"http://[{name}]:{port}" if ":" in name else f"http://{name}:{port}"
