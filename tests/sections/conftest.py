"""Manuscripts with a place, made of a path and a few header lines."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from xinglin.kinds import KINDS
from xinglin.manuscript.reading import ReadingTask, read
from xinglin.manuscript.records import Manuscript


@pytest.fixture(scope="session")
def manuscript() -> Callable[..., Manuscript]:
    """manuscript(path, header lines, body, kind) gives a sound manuscript of 5 March 2026."""

    def make(path: str, more: str = "", body: str = "正文。", kind: str = "news") -> Manuscript:
        text = f"---\n标题: 甲\n日期: 2026-03-05\n{more}---\n\n{body}\n"
        result = read(ReadingTask(path, text.encode(), kind), KINDS)
        assert result.manuscript is not None, result.diagnostics
        return result.manuscript

    return make
