"""``xinglin serve``: the site as it will be, drafts included, in a browser that follows each save."""

from __future__ import annotations

import argparse
import os
import socket
import sys
import threading
import webbrowser

from xinglin.core.clock import resolve_now
from xinglin.desk import arguments, reporting
from xinglin.desk.preview_builds import PreviewBuilds, stamps
from xinglin.desk.preview_notice import Board
from xinglin.desk.preview_server import NoPort, PreviewServer, open_server
from xinglin.discovery import qr_codes
from xinglin.press.building import BuildOptions
from xinglin.press.landing import check_output
from xinglin.press.resident import ResidentPress

NAME = "serve"
HELP = "预览：在浏览器里看网站，草稿也看得到；保存稿件后网页自动更新。"

_FOLDER = "preview"
_EVERYWHERE = {"0.0.0.0", "::"}  # noqa: S104  # only with --phone or --host, and announced


def add_arguments(parser: argparse.ArgumentParser, moment: arguments.TypeOf, positive: arguments.TypeOf) -> None:
    arguments.content(parser)
    arguments.internal(parser)
    arguments.audience(parser)
    parser.add_argument(
        "--port", type=_port, default=8000, metavar="端口", help="端口（默认 8000；被占用时用下一个空闲的）"
    )
    parser.add_argument(
        "--host", default="127.0.0.1", metavar="地址", help="在哪个地址上预览（默认 127.0.0.1，只有本机能看）"
    )
    parser.add_argument("--phone", action="store_true", help="让手机也能看：同一个网络里的人都能看到，并显示二维码")
    arguments.time(parser, moment, "at")
    arguments.jobs(parser, positive)
    arguments.cache(parser)
    parser.add_argument("--no-browser", action="store_true", help="不自动打开浏览器")


def _port(text: str) -> int:
    if text.isdecimal() and int(text) <= 65535:
        return int(text)
    raise argparse.ArgumentTypeError("端口是 1 到 65535 的整数")


def run(options: argparse.Namespace) -> int:
    host = "0.0.0.0" if options.phone else options.host  # noqa: S104
    board = Board()
    now = resolve_now(options.at)
    folder = BuildOptions(options.content, options.content, now, options.cache, options.audience).cache_folder / _FOLDER
    check_output(folder, options.content, options.audience)
    try:
        server = open_server(host, options.port, folder, board)
    except NoPort as problem:
        sys.stderr.write(f"xinglin serve: {problem}\n")
        return 2
    build = BuildOptions(
        options.content,
        folder,
        now,
        options.cache,
        options.audience,
        jobs=options.jobs,
        keep_going=True,
        preview=True,
        url=address(server),
        internal=options.internal,
    )
    press = ResidentPress(build)
    builds = PreviewBuilds(build, options.at, board, _say, press.build, press.prove)
    try:
        _serve(server, builds, options)
    except KeyboardInterrupt:
        _say("\n预览结束。")
    finally:
        board.close()
        server.server_close()
        press.close()
    return 0


def _serve(server: PreviewServer, builds: PreviewBuilds, options: argparse.Namespace) -> None:
    if options.port not in (0, server.port):
        _say(f"{options.port} 号端口不能用（多半已被别的程序占用），改用 {server.port} 号。")
    before = stamps(builds.roots)
    with reporting.progress_bar() as progress:
        builds.first(progress)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True).start()
    try:
        _announce(server)
        if not options.no_browser:
            _open_browser(address(server, local=True))
        builds.follow(before)
    finally:
        server.shutdown()


def address(server: PreviewServer, local: bool = False) -> str:
    """Where the preview is: for whoever may come, or (``local``) for this machine."""
    host = server.host
    if host in _EVERYWHERE:
        host = "127.0.0.1" if local else network_address()
    return f"http://[{host}]:{server.port}" if ":" in host else f"http://{host}:{server.port}"


def network_address() -> str:
    """This machine's address in the local network; 127.0.0.1 where there is none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("203.0.113.1", 9))  # nothing is sent: the system only chooses the way (RFC 5737 address)
            return str(probe.getsockname()[0])
        except OSError:
            return "127.0.0.1"


def _announce(server: PreviewServer) -> None:
    url = f"{address(server)}/"
    if server.host in _EVERYWHERE:
        _say(f"注意：同一个网络里的人都能打开这个地址，看到草稿、待审和定时的稿件：{url}")
        if "//127." in url:
            _say("这台电脑没有连上网络，手机打不开。请先连上与手机相同的网络。")
        else:
            _say("手机连上同一个网络，扫二维码打开：")
            sys.stdout.write(qr_codes.terminal(url))
    _say("保存稿件后网页会自动更新。按 Ctrl+C 结束预览。")


def _open_browser(url: str) -> None:
    """Only where there is a desktop: elsewhere a text browser might take over the terminal."""
    if os.name == "nt" or sys.platform == "darwin" or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        webbrowser.open(url)


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
