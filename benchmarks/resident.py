"""The resident edit: from the moment an article is saved until its preview shows the new words, over HTTP."""

from __future__ import annotations

import contextlib
import http.client
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

import corpus
from measure import environment_for, say, tree_memory
from peers import Peer, hugo_binary

EDITS = 5
_POLL = 0.01
_PATIENCE = 1800.0
"""Seconds a large site may take until its preview is there."""
_ANSWER = 60.0
"""Seconds one request may take; a server that listens before it answers is asked again."""
_QUIET = 8.0
"""Seconds of rest before each edit, so that whatever the last one started has ended."""


def edits(peer: Peer, count: int, pictures: int) -> list[float]:
    """Seconds of each edit."""
    times: list[float] = []
    with _preview(peer) as preview:
        for number in range(EDITS + 1):
            item = corpus.item((3 + 11 * number) % count)
            words = f"预览第{number}次新加的一段。"
            address = f"http://127.0.0.1:{preview.port}/{peer.page(item).relative_to(peer.output).as_posix()}"
            preview.wait(address, "")
            time.sleep(_QUIET)
            peer.append(item, pictures, words)
            started = time.perf_counter()
            preview.wait(address, words)
            if number:  # the first warms up
                times.append(time.perf_counter() - started)
        pss, _ = tree_memory(preview.process.pid)
        say(f"{peer.name} resident: {', '.join(f'{t:.2f}' for t in times)} s, {pss:.0f} MB")
    return times


@dataclass(frozen=True, slots=True)
class _Preview:
    process: subprocess.Popen[bytes]
    port: int
    said: IO[bytes]

    def wait(self, address: str, words: str) -> None:
        """Ask for a page until it is there and has the words."""
        deadline = time.monotonic() + _PATIENCE
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                self.said.seek(0)
                raise SystemExit(f"the preview ended by itself:\n{self.said.read().decode(errors='replace')[-2000:]}")
            # Hugo's server rewrites a page while it is read
            passing = urllib.error.URLError, http.client.HTTPException, OSError
            with contextlib.suppress(*passing), opener.open(address, timeout=_ANSWER) as answer:
                if words in answer.read().decode("utf-8"):
                    return
            time.sleep(_POLL)
        raise SystemExit(f"the preview never showed {address} with {words or 'anything'!r}")


@contextlib.contextmanager
def _preview(peer: Peer) -> Iterator[_Preview]:
    """The peer's preview server. It is told to stop as a person would tell it: with Ctrl+C."""
    port = _free_port()
    if peer.name == "Hugo":
        command = [str(hugo_binary()), "server", "--port", str(port), "--bind", "127.0.0.1", "--quiet"]
    else:
        command = [sys.executable, "-m", "xinglin", "serve", "--content", "content", "--cache", "preview-cache"]
        command += ["--port", str(port), "--no-browser", "--now", corpus.NOW]
    with tempfile.TemporaryFile() as said:
        environment = environment_for(peer.environment)
        process = subprocess.Popen(command, cwd=peer.folder, stdout=said, stderr=said, env=environment)
        try:
            yield _Preview(process, port, said)
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
