"""Diagnostics as people, machines and GitHub read them."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from xinglin.core.characters import CONTROL
from xinglin.core.diagnostics import Diagnostic, Severity

_NAMES = {Severity.ERROR: "错误", Severity.WARNING: "提醒", Severity.INFO: "说明"}
_GITHUB = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def as_text(diagnostic: Diagnostic) -> str:
    """``path:line:col`` first, then the line as typed with a caret under the words, then 改法."""
    place = diagnostic.path
    if diagnostic.line:
        place += f":{diagnostic.line}:{max(1, diagnostic.column)}"
    lines = [f"{_one_line(place)}: {_NAMES[diagnostic.severity]} {diagnostic.code} {_one_line(diagnostic.message)}"]
    if diagnostic.excerpt:
        lines.append(f"    {_one_line(diagnostic.excerpt)}")
        lines.append(f"    {_caret(diagnostic)}")
    if diagnostic.fix:
        lines.append(f"    改法：{_one_line(diagnostic.fix)}")
    return "\n".join(lines)


def _one_line(text: str) -> str:
    """Text as it may stand on a terminal: nothing in it moves the cursor or ends the line."""
    return CONTROL.sub("\ufffd", re.sub(r"[\r\n\u2028\u2029]", "\ufffd", text))


def _caret(diagnostic: Diagnostic) -> str:
    """Spaces as wide as the text before the place: a Chinese character takes two columns of a terminal."""
    start = max(0, diagnostic.column - 1)
    before, marked = diagnostic.excerpt[:start], diagnostic.excerpt[start : start + diagnostic.width]
    gap = "".join("\t" if c == "\t" else " " * _columns(c) for c in before)
    return gap + "^" * max(1, sum(map(_columns, marked)))


def _columns(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def as_data(diagnostic: Diagnostic) -> dict[str, Any]:
    """A plain mapping for JSON; severity in English."""
    return asdict(diagnostic) | {"severity": diagnostic.severity.name.lower()}


def as_json(diagnostics: Iterable[Diagnostic]) -> str:
    return json.dumps([as_data(diagnostic) for diagnostic in diagnostics], ensure_ascii=False, indent=2)


def as_github(diagnostic: Diagnostic, content: str = "content") -> str:
    """A workflow command that GitHub shows on the line of the merge request.

    Escapes as GitHub's "Workflow commands" page asks: %, line ends, and in properties also comma and colon.
    """

    def data(text: str) -> str:
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")

    def prop(text: str) -> str:
        return data(text).replace(":", "%3A").replace(",", "%2C")

    message = diagnostic.message + (f"\n改法：{diagnostic.fix}" if diagnostic.fix else "")
    path = f"{content}/{diagnostic.path}" if content else diagnostic.path
    return (
        f"::{_GITHUB[diagnostic.severity]} file={prop(path)},line={max(1, diagnostic.line)},"
        f"col={max(1, diagnostic.column)},title={prop(diagnostic.code)}::{data(message)}"
    )
