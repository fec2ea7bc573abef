"""Whether this site asks for reviews at all; what judges them is imported only then."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from xinglin.core.diagnostics import Diagnostic
from xinglin.core.reviewing import ReviewRules
from xinglin.disclosure.states import State
from xinglin.manuscript.records import Manuscript
from xinglin.press.file_hashes import FileHashes
from xinglin.sections.placement import Placement


def review_problems(
    rules: ReviewRules,
    manuscripts: Sequence[Manuscript],
    placements: Mapping[str, Placement],
    states: Mapping[str, State],
    hashes: FileHashes,
    internal: Path | None,
) -> list[Diagnostic]:
    """What keeps articles from being published where the site asks for reviews; see :mod:`xinglin.press.review_gate`."""
    if not rules.required:
        return []
    from xinglin.press.review_gate import gate

    return list(gate(rules, manuscripts, placements, states, hashes, internal))
