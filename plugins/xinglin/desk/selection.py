"""What a path typed on the command line means: a file or folder of content/, and the diagnostics about it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from xinglin.core.diagnostics import Diagnostic


def below_content(path: Path, content: Path) -> str | None:
    """A path typed from anywhere, as diagnostics write it; None when it is not in content/."""
    root = content.resolve()
    for candidate in (path, content / path):
        if candidate.exists() and candidate.resolve().is_relative_to(root):
            return candidate.resolve().relative_to(root).as_posix()
    return None


def selected(diagnostics: Sequence[Diagnostic], wanted: Sequence[str]) -> list[Diagnostic]:
    if not wanted:
        return list(diagnostics)
    return [d for d in diagnostics if any(w == "." or d.path == w or d.path.startswith(f"{w}/") for w in wanted)]
