"""What commands say: diagnostics and sums for people, one JSON object for machines, progress while work is long."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TextIO

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from xinglin.core.diagnostics import Diagnostic, Severity
from xinglin.core.rendering import as_data, as_github, as_text
from xinglin.press.building import Progress as ProgressCallback


def print_diagnostics(diagnostics: Sequence[Diagnostic], stream: TextIO) -> None:
    """All findings as text, then how many."""
    for diagnostic in diagnostics:
        stream.write(as_text(diagnostic) + "\n")
    if diagnostics:
        stream.write(summary(diagnostics) + "\n")


def summary(diagnostics: Sequence[Diagnostic]) -> str:
    count = Counter(diagnostic.severity for diagnostic in diagnostics)
    parts = [
        f"{count[severity]} 处{word}"
        for severity, word in ((Severity.ERROR, "错误"), (Severity.WARNING, "提醒"), (Severity.INFO, "说明"))
        if count[severity]
    ]
    return "共 " + "，".join(parts) + "。" if parts else "没有发现问题。"


def print_github(diagnostics: Sequence[Diagnostic], content: str) -> None:
    for diagnostic in diagnostics:
        sys.stdout.write(as_github(diagnostic, content) + "\n")


def print_json(data: dict[str, Any], diagnostics: Sequence[Diagnostic]) -> None:
    """One object on standard output."""
    data = data | {"diagnostics": [as_data(diagnostic) for diagnostic in diagnostics]}
    sys.stdout.write(json.dumps(data, ensure_ascii=False, indent=2) + "\n")


@contextmanager
def progress_bar() -> Iterator[ProgressCallback]:
    """A bar on a terminal's standard error; nothing where nobody watches."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        tasks: dict[str, Any] = {}

        def update(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bar.add_task(stage, total=total or None)
            bar.update(tasks[stage], completed=done, total=total or None)

        yield update
