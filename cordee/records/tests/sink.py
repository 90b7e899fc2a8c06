"""Another record store, as far as forwarding sees one: it keeps statements by their identifiers."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from cordee.records.multipart import boundary_of, parts_of


class Sink(ThreadingHTTPServer):
    """``status`` answers everything; else a statement whose text holds ``hates`` is refused, and another one under an
    identifier that is known. ``asked`` are the requests: their headers and how many statements each held.
    """

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.status, self.hates = 0, "\0"
        self.kept: dict[str, dict[str, Any]] = {}
        self.files: dict[str, bytes] = {}
        self.asked: list[tuple[dict[str, str], int]] = []
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/xapi"

    def take(self, body: bytes, content_type: str) -> tuple[int, str]:
        """Keep all or nothing; the status, and why."""
        files = {}
        if content_type.startswith("multipart/mixed"):
            first, *parts = parts_of(body, boundary_of(content_type))
            body = first.content
            files = {one.headers["x-experience-api-hash"]: one.content for one in parts}
        sent = json.loads(body)
        self.asked[-1] = (self.asked[-1][0], len(sent))
        if self.status:
            return self.status, "no"
        for one in sent:
            if self.hates in json.dumps(one):
                return 400, f"{one['id']} is hated"
            if self.kept.get(one["id"], one) != one:
                return 409, f"another one is {one['id']}"
        self.kept |= {one["id"]: one for one in sent}
        self.files |= files
        return 200, "[]"

    def close(self) -> None:
        self.shutdown()
        self.server_close()


class _Handler(BaseHTTPRequestHandler):
    server: Sink

    def do_POST(self) -> None:
        headers = dict(self.headers)
        self.server.asked.append((headers | {"path": self.path}, 0))
        status, why = self.server.take(
            self.rfile.read(int(headers["Content-Length"])), headers["Content-Type"]
        )
        self.send_response(status)
        self.send_header("Content-Length", str(len(why)))
        self.end_headers()
        self.wfile.write(why.encode())

    def log_message(self, *details: Any) -> None:
        """Quiet."""
