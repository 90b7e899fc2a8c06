"""A receiver for the tests: a real server that behaves, or does not."""

import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

ENDLESS = 30.0  # seconds: longer than anybody waits


class Receiver(ThreadingHTTPServer):
    """Keeps what it was sent; ``manner`` says how it answers."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.manner = "ok"
        self.got: list[tuple[dict[str, str], bytes]] = []
        self.ended = threading.Event()
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/in?x=1"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Who called hung up: that is the point."""

    def close(self) -> None:
        self.ended.set()
        self.shutdown()
        self.server_close()


class _Handler(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.got.append((dict(self.headers), body))
        match self.server.manner:
            case "hang":
                self.server.ended.wait(ENDLESS)
            case "drip":
                self.send_response(200)
                self.end_headers()
                while not self.server.ended.is_set():
                    self.wfile.write(b".")
                    self.wfile.flush()
                    time.sleep(0.05)
            case "flood":
                self.send_response(200)
                self.end_headers()
                while not self.server.ended.is_set():
                    self.wfile.write(b"<script>" * 8192)
            case "redirect":
                self.send_response(302)
                self.send_header("Location", "http://169.254.169.254/")
                self.end_headers()
            case "error":
                self._answer(500, b"<b>broken</b>\x00\x1b[31m")
            case _well:
                self._answer(204, b"")

    def _answer(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *details: Any) -> None:
        """Quiet."""
