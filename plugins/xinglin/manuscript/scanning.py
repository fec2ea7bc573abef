"""What lies in content/: manuscripts and the files beside them. Nothing is read, nothing outside is reached."""

from __future__ import annotations

import os
import re
import stat
from dataclasses import dataclass, field
from pathlib import Path

from xinglin.core.diagnostics import Collector, Diagnostic, Severity

MANUSCRIPT_SUFFIXES = (".md", ".markdown")
# Files for engineers at the top of content/, by the custom of public repositories; they are no articles.
_NOT_ARTICLES = re.compile(r"^(?:README|CREDITS|LICENSE|CHANGELOG)(?:[._-][\w-]+)?\.(?:md|markdown)$")
_UNPRINTABLE = re.compile("[\x00-\x1f\ud800-\udfff]")
_LEFTOVERS = re.compile(r"^(?:\.|~|Thumbs\.db$|desktop\.ini$|node_modules$|__pycache__$)", re.IGNORECASE)


@dataclass(slots=True)
class Scan:
    """Paths are POSIX, relative to content/, in sorted order."""

    root: Path
    manuscripts: list[str] = field(default_factory=list)
    files: dict[str, int] = field(default_factory=dict)
    """Every other regular file → its size in bytes."""
    statuses: dict[str, os.stat_result] = field(default_factory=dict)
    """Of every manuscript and every other file, at the moment of the scan."""
    diagnostics: list[Diagnostic] = field(default_factory=list)
    elsewhere: dict[str, Path] = field(default_factory=dict)
    """Of paths that lie below another root: that root (the internal one, in the intranet edition)."""
    internal: Path | None = None
    """The other root, where this scan is of both."""

    def absolute(self, path: str) -> Path:
        return self.elsewhere.get(path, self.root) / path

    @property
    def name(self) -> str:
        """Tells this selection of files from others."""
        return f"{self.root.resolve()}" + (f" + {self.internal.resolve()}" if self.internal else "")


def scan(root: Path) -> Scan:
    """List content/. Symbolic links, pipes, devices and undecodable names are reported, not followed."""
    result = Scan(root)
    _folder(root, "", result)
    result.manuscripts.sort()
    return result


def _folder(folder: Path, prefix: str, result: Scan) -> None:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        _report(result, prefix.rstrip("/") or ".", "FIL01", f"打不开这个文件夹：{error.strerror}。", "检查它的权限。")
        return
    for entry in entries:
        if _LEFTOVERS.match(entry.name) or (not prefix and _NOT_ARTICLES.match(entry.name)):
            continue
        _entry(entry, prefix + entry.name, result)


def _entry(entry: os.DirEntry[str], path: str, result: Scan) -> None:
    if _UNPRINTABLE.search(path):
        shown = path.encode("utf-8", "replace").decode()
        _report(result, shown, "FIL05", "文件名里有乱码，网站不能使用它。", "把文件改成普通的中文或英文名字。")
        return
    if entry.is_symlink():
        _report(
            result, path, "FIL02", "这是一个指向别处的链接（符号链接），网站只收 content 里真正的文件。",
            "删除这个链接，把文件本身复制到这里。",
        )  # fmt: skip
        return
    is_manuscript = entry.name.lower().endswith(MANUSCRIPT_SUFFIXES)
    if entry.is_dir(follow_symlinks=False):
        if is_manuscript:
            _report(
                result,
                path,
                "FIL04",
                "这是一个文件夹，名字却像一篇稿件。",
                "去掉文件夹名字末尾的“.md”，里面的稿件命名为 index.md。",
            )
        _folder(Path(entry.path), path + "/", result)
        return
    information = entry.stat(follow_symlinks=False)
    if not stat.S_ISREG(information.st_mode):
        _report(result, path, "FIL03", "这不是普通文件（管道或设备），无法读取。", "删除它，换成普通文件。")
        return
    result.statuses[path] = information
    if is_manuscript:
        result.manuscripts.append(path)
    else:
        if entry.name.lower().endswith((".md.txt", ".markdown.txt")):
            _report(
                result,
                path,
                "FIL06",
                "这个文件的名字以 .txt 结尾，不会当作稿件。",
                "把名字末尾的“.txt”去掉，只留“.md”。",
                Severity.WARNING,
            )
        result.files[path] = information.st_size


def _report(result: Scan, path: str, code: str, message: str, fix: str, severity: Severity = Severity.ERROR) -> None:
    collector = Collector(path)
    collector.add(code, message, fix, severity=severity)
    result.diagnostics += collector.found
