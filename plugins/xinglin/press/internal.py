"""The second, private content root: internal articles, review records, what must never be in a public repository.

It lies beside content/ as ``content-internal/`` unless said otherwise, and is laid out like it. The intranet edition is
made of both; the public one reads of it only what the leak check must look for.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from xinglin.core.diagnostics import Diagnostic, Severity
from xinglin.core.hashing import digest
from xinglin.manuscript.scanning import Scan, scan
from xinglin.press.manifest import UnsafeOutput

SUFFIX = "-internal"
REVIEW_SUFFIX = ".review.yaml"
RELEASED = "released.yaml"
"""In the internal root: wordings of internal records that may be public."""


def cache_of(folder: Path, audience: str) -> Path:
    """Each audience's own cache, beside the public one."""
    return folder if audience == "public" else folder.with_name(f"{folder.name}-{audience}")


def internal_folder(content: Path, chosen: Path | None = None) -> Path | None:
    """The internal root of a content folder; None where there is none.

    Raises:
        UnsafeOutput: it overlaps content/, so that a public build would read it; or the one that was chosen is missing.
    """
    source = content.resolve()
    folder = chosen.resolve() if chosen else source.with_name(source.name + SUFFIX)
    if chosen and not folder.is_dir():
        raise UnsafeOutput(f"没有这个内部稿件文件夹：{chosen}")
    if not folder.is_dir():
        return None
    if folder.is_relative_to(source) or source.is_relative_to(folder):
        raise UnsafeOutput(f"内部稿件文件夹（{folder}）和稿件文件夹（{content}）不能一个套着另一个。")
    return folder


def scan_with(content: Path, internal: Path | None) -> Scan:
    """Both roots as one. A path that both have is content/'s, and is reported."""
    found = scan(content)
    if internal is None:
        return found
    inside = scan(internal)
    merged = replace(found, elsewhere={}, internal=internal)
    for path in inside.statuses:
        if path in found.statuses:
            merged.diagnostics.append(_twice(path, internal))
            continue
        merged.elsewhere[path] = internal
        merged.statuses[path] = inside.statuses[path]
        if path in inside.files:
            merged.files[path] = inside.files[path]
    merged.manuscripts = sorted({*found.manuscripts, *(p for p in inside.manuscripts if p in merged.elsewhere)})
    merged.diagnostics += inside.diagnostics
    return merged


def _twice(path: str, internal: Path) -> Diagnostic:
    return Diagnostic(
        path, 0, 0, "INT01", Severity.ERROR,
        f"稿件文件夹和内部稿件文件夹（{internal.name}）里都有这个文件，分不清用哪一个。",
        "给其中一个改名；要公开的放在稿件文件夹，不公开的放在内部稿件文件夹。",
    )  # fmt: skip


def state_of_files(internal: Path | None) -> str:
    """Names the state of the internal root, for a public build that is checked against it; empty where there is none."""
    if internal is None:
        return ""
    statuses = scan(internal).statuses
    rows = [f"{p} {s.st_size} {s.st_mtime_ns} {s.st_ctime_ns} {s.st_ino}" for p, s in sorted(statuses.items())]
    return digest("\n".join([str(internal), *rows]))
