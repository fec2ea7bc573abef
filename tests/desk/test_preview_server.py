"""The preview's server on a folder of its own: what it gives, what it refuses, what it survives."""

from __future__ import annotations

import http.client
import json
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from xinglin.desk.preview_notice import Board, Notice
from xinglin.desk.preview_server import NoPort, PreviewServer, open_server

PAGE = "<!DOCTYPE html><html><body><p>首页</p></body></html>"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "预览 文件夹"
    for name, text in {
        "index.html": PAGE,
        "404.html": "<html><body>找不到</body></html>",
        "zh-hant/404.html": "<html><body>找不到（繁）</body></html>",
        "news/index.html": "<html><body>列表</body></html>",
        "附件/通知 1.txt": "正文",
        "theme/site.js": "1",
        "theme/site.css": "p {}",
        "theme/a.svg": "<svg/>",
        "feed.xml": "<feed/>",
        "media/a.webp": "x",
        "empty/a.bin": "x",
        ".xinglin-manifest.json": "{}",
    }.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    (tmp_path / "secret.txt").write_text("secret", "utf-8")
    (root / "link.txt").symlink_to(tmp_path / "secret.txt")
    return root


@pytest.fixture
def board() -> Board:
    return Board()


@pytest.fixture
def server(folder: Path, board: Board) -> Iterator[PreviewServer]:
    with open_server("127.0.0.1", 0, folder, board) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        board.close()
        server.shutdown()
        thread.join()


@pytest.fixture
def ask(server: PreviewServer):
    """ask(path): the answer to a request whose path is sent exactly as written, and its body."""

    def send(path: str, method: str = "GET", host: str = "127.0.0.1"):
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
        try:
            connection.putrequest(method, path, skip_host=True)
            connection.putheader("Host", host)
            connection.endheaders()
            answer = connection.getresponse()
            return answer, answer.read()
        finally:
            connection.close()

    return send


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/index.html", "text/html; charset=utf-8"),
        ("/news/", "text/html; charset=utf-8"),
        ("/news/?page=1", "text/html; charset=utf-8"),
        ("/%E9%99%84%E4%BB%B6/%E9%80%9A%E7%9F%A5%201.txt", "text/plain; charset=utf-8"),
        ("/theme/site.js", "text/javascript; charset=utf-8"),
        ("/theme/site.css", "text/css; charset=utf-8"),
        ("/theme/a.svg", "image/svg+xml; charset=utf-8"),
        ("/feed.xml", "application/xml; charset=utf-8"),
        ("/media/a.webp", "image/webp"),
        ("/empty/a.bin", "application/octet-stream"),
        ("/_xinglin/preview.js", "text/javascript; charset=utf-8"),
        ("/_xinglin/preview.css", "text/css; charset=utf-8"),
    ],
)
def test_files(ask, path, kind):
    """Every file with its type, text as UTF-8, a folder by its index.html, never kept in a cache."""
    answer, body = ask(path)

    assert answer.status == 200
    assert answer.headers["Content-Type"] == kind
    assert answer.headers["Cache-Control"] == "no-store"
    assert int(answer.headers["Content-Length"]) == len(body) > 0


def test_head(ask):
    """The same header without a body."""
    answer, body = ask("/", "HEAD")

    assert (answer.status, body) == (200, b"")
    assert answer.headers["Content-Length"] == ask("/")[0].headers["Content-Length"]


def test_the_script_is_added_on_the_way(ask, folder):
    """A page carries one script tag before </body>; the file is as it was built."""
    body = ask("/")[1].decode()

    assert body.count("/_xinglin/preview.js") == 1
    assert body.index("首页") < body.index("/_xinglin/preview.js") < body.index("</body>")
    assert (folder / "index.html").read_text("utf-8") == PAGE


def test_the_mark_follows_the_content(ask, folder):
    """By which a page learns, without being sent again, whether it is still the newest."""
    before = ask("/", "HEAD")[0].headers["X-Page-Mark"]
    assert before in ask("/")[1].decode()
    assert ask("/", "HEAD")[0].headers["X-Page-Mark"] == before

    (folder / "index.html").write_text(PAGE.replace("首页", "新首页"), "utf-8")

    assert ask("/", "HEAD")[0].headers["X-Page-Mark"] != before


@pytest.mark.parametrize("path", ["/nothing.html", "/nothing/", "/index.html/", "/empty/", "/_xinglin/", "/_xinglin/x"])
def test_not_found(ask, path):
    """The site's own 404 page, as such; a folder without index.html is not listed."""
    answer, body = ask(path)

    assert answer.status == 404
    assert "找不到" in body.decode()
    assert "preview.js" in body.decode()


def test_not_found_in_a_variant(ask):
    """The 404 page of the script the reader was in."""
    assert "找不到（繁）" in ask("/zh-hant/nothing.html")[1].decode()


def test_nothing_built_yet(ask, folder):
    """Before there is any page the answer still carries the script, so that the overlay can appear."""
    (folder / "404.html").unlink()

    answer, body = ask("/nothing.html")

    assert answer.status == 404
    assert "preview.js" in body.decode()


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.txt",
        "/../../etc/passwd",
        "/news/../../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/%2e%2e%2f%2e%2e%2fetc%2fpasswd",
        "/..%5csecret.txt",
        "/%5c%5cserver%5cshare",
        "//etc/passwd",
        "/%2fetc/passwd",
        "/C:/Windows/win.ini",
        "/index.html::$DATA",
        "/link.txt",
        "/.xinglin-manifest.json",
        "/news/%00",
        "/" + "a" * 5000,
        "/%ff%fe",
        "*",
    ],
)
def test_nothing_outside_the_folder(ask, path):
    """However it is spelt, a way out, a hidden file or a nonsense name leads to 404."""
    answer, body = ask(path)

    assert answer.status == 404
    assert b"secret" not in body
    assert b"root:" not in body


def test_a_folder_without_slash(ask):
    """Sent on to the address relative links on the page need; never to another host."""
    answer, _ = ask("/news")
    assert (answer.status, answer.headers["Location"]) == (302, "/news/")
    assert ask("//news")[0].headers["Location"] == "/news/"


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost:8000", 200), ("127.0.0.1", 200), ("192.168.1.20:8000", 200), ("[::1]:8000", 200), ("", 200),
        (socket.gethostname(), 200), ("evil.example", 403), ("evil.example:8000", 403), ("127.0.0.1.evil.example", 403),
    ],
)  # fmt: skip
def test_foreign_names_are_refused(ask, host, status):
    """A web site that points its name at this machine cannot read drafts (DNS rebinding)."""
    assert ask("/", host=host)[0].status == status


def test_other_methods(ask):
    """Nothing can be changed through it."""
    assert ask("/", "POST")[0].status == 501
    assert ask("/index.html", "DELETE")[0].status == 501


def test_events(server, board):
    """The newest notice at once, then each new one, as Server-Sent Events; the stream ends with the preview."""
    board.post(Notice(crash="一"))
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    connection.request("GET", "/_xinglin/events")
    stream = connection.getresponse()
    assert stream.headers["Content-Type"] == "text/event-stream; charset=utf-8"

    def heard() -> dict[str, object]:
        while not (line := stream.readline()).startswith(b"data: "):
            assert line
        return json.loads(line[6:])

    assert heard()["crash"] == "一"
    board.post(Notice(crash="二"))
    assert heard()["crash"] == "二"
    board.close()
    stream.read()
    assert stream.isclosed()
    connection.close()


def test_late_comers_hear_only_the_newest(board):
    """A notice is the whole state: what came between does not matter."""
    board.post(Notice(crash="一"))
    board.post(Notice(crash="二"))

    number, notice = board.wait(-1, 1)
    assert notice.crash == "二"
    assert board.wait(number, 0.01) is None


def test_clients_that_vanish(server, board, ask, capsys):
    """Half a request, a stream or a page nobody reads to the end: nothing is printed, and the next one is served."""
    for words in (
        b"GET / HT",
        b"GET /_xinglin/events HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET / HTTP/1.1\r\n\r\n",
        b"",
    ):
        with socket.create_connection(("127.0.0.1", server.port)) as client:
            client.sendall(words)
            client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")  # vanish with a reset
    for _ in range(3):
        board.post(Notice())
        time.sleep(0.02)

    assert ask("/")[0].status == 200
    assert capsys.readouterr().err == ""


def test_a_taken_port(folder, board, server):
    """The next free one is taken instead."""
    with open_server("127.0.0.1", server.port, folder, board) as second:
        assert second.port in range(server.port + 1, server.port + 20)


@pytest.mark.parametrize("host", ["203.0.113.7", "no-such-host.invalid"])
def test_an_address_that_is_not_ours(folder, board, host):
    """One Chinese sentence that names the flag."""
    with pytest.raises(NoPort, match="请检查 --host"):
        open_server(host, 8000, folder, board)


def test_no_port_left(folder, board, monkeypatch):
    """One Chinese sentence, with the ports that were tried."""

    def refuse(*_: object) -> None:
        raise OSError(98, "Address already in use")

    monkeypatch.setattr(PreviewServer, "server_bind", refuse)

    with pytest.raises(NoPort, match="8000 到 8019 号端口都不能用，请用 --port"):
        open_server("127.0.0.1", 8000, folder, board)
