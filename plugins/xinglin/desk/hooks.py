"""The check before a commit, put into git by ``xinglin new``: whoever writes articles will not install tools."""

from __future__ import annotations

import shlex
import subprocess
import sys
from pathlib import Path

_MARK = "xinglin reduce"
_SCRIPT = """#!/bin/sh
# {mark}: photos enter the repository without positions, faces under mosaics, and needless megabytes.
exec {command}
"""


def prepare(content: Path) -> str:
    """Install the hook where git has none; says in one Chinese sentence what the editor should know, or nothing.

    A hook that is there already is never changed.
    """
    hooks = _ask_git(content, "rev-parse", "--git-path", "hooks")
    root = _ask_git(content, "rev-parse", "--show-toplevel")
    if not hooks or not root:
        return ""
    hook = (content / hooks / "pre-commit").resolve()
    if hook.exists():
        return ""
    settings = Path(root) / ".pre-commit-config.yaml"
    if settings.is_file() and _MARK in settings.read_text("utf-8", "replace"):
        return "照片提交前的检查还没有装上：请信息科在这个文件夹里运行一次  pre-commit install 。"
    python = Path(sys.executable).as_posix()
    place = content.resolve().as_posix()
    command = " ".join(
        shlex.quote(word) for word in (python, "-m", "xinglin", "reduce", "--check", "--staged", "--content", place)
    )
    hook.parent.mkdir(parents=True, exist_ok=True)
    hook.write_text(_SCRIPT.format(mark=_MARK, command=command), "utf-8", newline="\n")
    hook.chmod(0o755)
    return "已装上提交前的检查：照片没有缩小、还带着拍摄信息、马赛克还没打进原图的，git 不会收。"


def _ask_git(folder: Path, *question: str) -> str:
    """Git's answer; empty outside a repository and where there is no git."""
    try:
        asked = subprocess.run(  # noqa: S603
            ["git", *question],  # noqa: S607
            cwd=folder, capture_output=True, check=False, timeout=20,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return asked.stdout.decode("utf-8", "replace").strip() if asked.returncode == 0 else ""
