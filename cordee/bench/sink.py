"""A mail server that takes everything and keeps nothing but who was written to, under which identifier."""

import asyncio
import json
import re
import sys
from collections import Counter

_ID = re.compile(rb"^Message-ID:\s*(<[^>\r\n]+>)", re.IGNORECASE | re.MULTILINE)
Came = Counter[tuple[str, str]]


class Sink(asyncio.Protocol):
    """As much of SMTP as a sender of mail speaks (RFC 5321)."""

    def __init__(self, came: Came) -> None:
        self.came = came
        self.waiting = b""
        self.to = ""
        self.in_text = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Greet."""
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        transport.write(b"220 sink\r\n")

    def data_received(self, data: bytes) -> None:
        """Answer each line; a text ends with a dot."""
        self.waiting += data
        while self._step():
            pass

    def _step(self) -> bool:
        end = b"\r\n.\r\n" if self.in_text else b"\r\n"
        part, found, rest = self.waiting.partition(end)
        if not found:
            return False
        self.waiting = rest
        if self.in_text:
            self.in_text = False
            name = _ID.search(part)
            self.came[self.to, name[1].decode() if name else ""] += 1
            self.transport.write(b"250 taken\r\n")
        else:
            self._command(part)
        return True

    def _command(self, line: bytes) -> None:
        verb = line[:4].upper()
        if verb == b"RCPT":
            self.to = line.partition(b"<")[2].partition(b">")[0].decode()
        if verb == b"DATA":
            self.in_text = True
        self.transport.write(b"354 go on\r\n" if verb == b"DATA" else b"250 yes\r\n")


async def serve() -> None:
    """Say the port, then for each line on standard input what came so far, in JSON, and forget it on ``reset``."""
    came: Came = Counter()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Sink(came), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        people = {to for to, _name in came}
        told = {"mails": came.total(), "distinct": len(came), "people": len(people)}
        print(json.dumps(told), flush=True)
        if line.strip() == "reset":
            came.clear()


if __name__ == "__main__":
    asyncio.run(serve())
