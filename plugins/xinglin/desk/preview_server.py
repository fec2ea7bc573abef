"""The preview's HTTP server: one folder, read only, for this machine or the local network. Standard library only."""

from __future__ import annotations

import contextlib
import errno
import ipaddress
import os
import shutil
import socket
import socketserver
import sys
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from xinglin.desk.preview_files import PREFIX, content_type, find, not_found_page, page_mark, with_script
from xinglin.desk.preview_notice import Board

_OWN_FILES = Path(__file__).parent / "preview"
_OWN = {f"{PREFIX}{name}": _OWN_FILES / name for name in ("preview.js", "preview.css")}
_EVENTS = f"{PREFIX}events"
_HEARTBEAT = 15.0
"""Seconds after which a silent connection gets a comment line, so that one that is gone is noticed."""
_PORTS_TRIED = 20
_TAKEN = {errno.EADDRINUSE, errno.EACCES, 10013, 10048}  # the last two are Windows' own numbers for the same


class NoPort(Exception):
    """No address to listen at; the message is one Chinese sentence."""


class PreviewServer(ThreadingHTTPServer):
    """Serves ``folder``; open pages hear from ``board``."""

    daemon_threads = True
    # On Windows "reuse" would let two servers share a port, and each would get some of the requests.
    allow_reuse_address = os.name != "nt"
    allow_reuse_port = False

    def __init__(self, host: str, port: int, folder: Path, board: Board) -> None:
        self.folder = folder
        self.board = board
        self.host = host
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        super().__init__((host, port), _Handler)

    def server_bind(self) -> None:
        # HTTPServer's own asks the name service who we are, which takes seconds in many an office
        if os.name == "nt":  # pragma: no cover
            self.socket.setsockopt(socket.SOL_SOCKET, getattr(socket, "SO_EXCLUSIVEADDRUSE"), 1)  # noqa: B009
        socketserver.TCPServer.server_bind(self)

    @property
    def port(self) -> int:
        port: int = self.socket.getsockname()[1]
        return port

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that went away is no error."""
        if not isinstance(sys.exception(), (ConnectionError, TimeoutError)):
            super().handle_error(request, client_address)  # type: ignore[arg-type]

    def accepts(self, named: str) -> bool:
        """Whether a request's Host may be ours: an address, or a name of this machine.

        Another name would be a foreign site that had its name point here to read drafts (DNS rebinding).
        """
        name = named.rpartition(":")[0] if named.rpartition(":")[2].isdigit() else named
        name = name.strip("[]").lower()
        if name in {"", "localhost", self.host.lower(), socket.gethostname().lower()} or name.endswith(".localhost"):
            return True
        with contextlib.suppress(ValueError):
            ipaddress.ip_address(name)
            return True
        return False


def open_server(host: str, port: int, folder: Path, board: Board) -> PreviewServer:
    """Listen at ``port``, or at the next one that is free.

    Raises:
        NoPort: none is free, or ``host`` is not ours.
    """
    last = min(port + _PORTS_TRIED, 65536) if port else 1
    for candidate in range(port, last):
        try:
            return PreviewServer(host, candidate, folder, board)
        except socket.gaierror:
            raise NoPort(f"没有“{host}”这个地址，请检查 --host。") from None
        except OSError as error:
            if error.errno not in _TAKEN:
                raise NoPort(f"不能在“{host}”上预览（{error.strerror}），请检查 --host。") from None
    raise NoPort(f"{port} 到 {last - 1} 号端口都不能用，请用 --port 换一个，例如 --port 9000。")


class _Handler(BaseHTTPRequestHandler):
    server: PreviewServer
    protocol_version = "HTTP/1.1"
    server_version = "xinglin"
    timeout = 30
    error_message_format = "%(code)d\n"
    error_content_type = "text/plain; charset=utf-8"

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        if not self.server.accepts(self.headers.get("Host", "")):
            self._send(
                HTTPStatus.FORBIDDEN, "只能用 IP 地址或 localhost 打开预览。\n".encode(), "text/plain; charset=utf-8"
            )
        elif path == _EVENTS:
            self._stream_notices()
        elif path.startswith(PREFIX):
            self._send_file(_OWN.get(path))
        else:
            found = find(self.server.folder, self.path)
            if found.redirect:
                self._send(HTTPStatus.FOUND, b"", "text/plain; charset=utf-8", {"Location": found.redirect})
            else:
                self._send_file(found.file)

    do_HEAD = do_GET

    def version_string(self) -> str:
        return self.server_version

    def log_message(self, format: str, *args: object) -> None:
        """Silent: the terminal belongs to the editor."""

    def _send_file(self, file: Path | None) -> None:
        try:
            if file is None:
                self._send_page(not_found_page(self.server.folder, self.path), HTTPStatus.NOT_FOUND)
            elif file.suffix == ".html":
                self._send_page(file.read_bytes(), HTTPStatus.OK)
            else:
                with file.open("rb") as stream:
                    size = os.fstat(stream.fileno()).st_size
                    self._send_head(HTTPStatus.OK, size, content_type(file))
                    if self.command != "HEAD":
                        shutil.copyfileobj(stream, self.wfile)
        except FileNotFoundError:  # gone since it was found: a build has just landed
            self._send(HTTPStatus.NOT_FOUND, b"404\n", "text/plain; charset=utf-8")

    def _send_page(self, page: bytes, status: HTTPStatus) -> None:
        mark = page_mark(page, status)
        self._send(status, with_script(page, mark), "text/html; charset=utf-8", {"X-Page-Mark": mark})

    def _send(self, status: HTTPStatus, body: bytes, kind: str, more: dict[str, str] | None = None) -> None:
        self._send_head(status, len(body), kind, more)
        if self.command != "HEAD":
            self.wfile.write(body)

    def _send_head(self, status: HTTPStatus, size: int | None, kind: str, more: dict[str, str] | None = None) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        if size is None:
            self.send_header("Connection", "close")
        else:
            self.send_header("Content-Length", str(size))
        for name, value in (more or {}).items():
            self.send_header(name, value)
        self.end_headers()

    def _stream_notices(self) -> None:
        """Server-Sent Events: the newest notice at once, then each new one; the browser reconnects by itself."""
        self._send_head(HTTPStatus.OK, None, "text/event-stream; charset=utf-8")
        if self.command == "HEAD":
            return
        number = -1
        self.wfile.write(b"retry: 1000\n\n")
        while not self.server.board.is_closed:
            posted = self.server.board.wait(number, _HEARTBEAT)
            if posted is None:
                self.wfile.write(b":\n\n")
            else:
                number, notice = posted
                self.wfile.write(f"data: {notice.as_json()}\n\n".encode())
            self.wfile.flush()
