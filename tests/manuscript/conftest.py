"""Manuscripts typed in the test, so that every test shows what is in the file it is about."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from xinglin.kinds import KINDS
from xinglin.manuscript.reading import ReadingTask, read
from xinglin.manuscript.records import Manuscript, Reading

HEADER = "---\n标题: 甲\n日期: 2026-03-05\n---\n\n"
"""Five lines: the body begins on line 6."""

Read = Callable[..., Reading]


@pytest.fixture(scope="session")
def reading() -> Read:
    """reading(text or bytes, kind) gives everything reading one file gives."""

    def run(content: str | bytes, kind: str = "news", path: str = "news/2026/a/index.md") -> Reading:
        data = content.encode() if isinstance(content, str) else content
        return read(ReadingTask(path, data, kind), KINDS)

    return run


@pytest.fixture(scope="session")
def sound(reading: Read) -> Callable[..., Manuscript]:
    """sound(text, kind) gives the manuscript of a text that must have no diagnostic at all."""

    def run(content: str | bytes, kind: str = "news") -> Manuscript:
        result = reading(content, kind)
        assert [d for d in result.diagnostics if d.severity] == []
        assert result.manuscript is not None
        return result.manuscript

    return run


@pytest.fixture(scope="session")
def body(sound) -> Callable[[str], str]:
    """body(markdown) gives the HTML of a body that must have no diagnostic."""
    return lambda text: sound(HEADER + text).html


@pytest.fixture(scope="session")
def body_reading(reading: Read) -> Callable[[str], Reading]:
    """body_reading(markdown) reads a sound header and this body; its first line is line 6 of the file."""
    return lambda text: reading(HEADER + text)


@pytest.fixture(scope="session")
def field(sound) -> Callable[..., object]:
    """field(line, name, kind) gives the value of one front matter field from one header line."""

    def run(line: str, name: str, kind: str = "news") -> object:
        return getattr(sound(f"---\n标题: 甲\n日期: 2026-03-05\n{line}\n---\n\n正文。\n", kind).front, name)

    return run


@pytest.fixture(scope="session")
def only_error(reading: Read) -> Callable[..., tuple[str, int, int, str]]:
    """only_error(text, kind) gives code, line, column, message + fix of the one diagnostic, an error."""

    def run(content: str | bytes, kind: str = "news") -> tuple[str, int, int, str]:
        (found,) = reading(content, kind).diagnostics
        assert found.is_error
        return found.code, found.line, found.column, found.message + found.fix

    return run
