"""The manifest: which files of an output folder are ours, and for whom they were built. Only those are ever deleted."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from xinglin.core.files import write_atomic

MANIFEST = ".xinglin-manifest.json"
_OUTSIDE = re.compile(r"(?:^|/)\.{0,2}(?:/|$)|[\\\0]")
"""A name that is no plain path below a folder: an empty, ``.`` or ``..`` part, a backslash, a NUL."""


class UnsafeOutput(Exception):
    """The output folder cannot be used: it would overwrite what it is made from, or somebody else's files."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the last build left in an output folder, and for whom it was built."""

    audience: str = ""
    files: Mapping[str, str] = field(default_factory=dict)
    """Path below the output → digest."""


def read_manifest(output: Path) -> Manifest:
    """The manifest of an output folder; empty when there is none.

    Raises:
        UnsafeOutput: it is damaged, or names files outside the output.
    """
    path = output / MANIFEST
    if not path.exists():
        return Manifest()
    try:
        data = json.loads(path.read_text("utf-8"))
        files = {str(name): str(value) for name, value in data["files"].items()}
        audience = str(data.get("audience", ""))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        files, audience = {"..": ""}, ""
    if any(map(_OUTSIDE.search, files)):
        raise UnsafeOutput(
            f"输出文件夹的清单（{path}）损坏，无法知道哪些旧网页该删。请把整个输出文件夹清空后重新生成。"
        )
    return Manifest(audience, files)


def write_manifest(output: Path, audience: str, files: Mapping[str, str]) -> None:
    # a line for each file, so that people and version control can read it; json's own indenting is ten times as slow
    listed = json.dumps(dict(files), ensure_ascii=False, sort_keys=True, separators=(",\n", ": "))
    text = f'{{"audience": {json.dumps(audience)},\n"files": {{\n{listed[1:-1]}\n}}}}\n'.encode()
    path = output / MANIFEST
    if not path.exists() or path.read_bytes() != text:
        write_atomic(path, text)
