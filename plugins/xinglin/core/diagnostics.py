"""Authors' mistakes as data: what is wrong, where, and what to write instead.

Every room returns diagnostics beside its result; nobody logs or raises for an author's mistake. The code of a
diagnostic is stable (editors search the error catalogue by it); its message is Chinese and stands beside the code
where it is made.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import IntEnum


class Severity(IntEnum):
    """How bad: an ERROR keeps the article (or the build) from being published, a WARNING does not."""

    INFO = 0
    WARNING = 1
    ERROR = 2


@dataclass(frozen=True, slots=True, order=True)
class Diagnostic:
    """One finding about one place in content/.

    ``path`` is POSIX and relative to content/; ``line`` and ``column`` count from 1, 0 meaning "the file as a whole".
    ``excerpt`` is the offending line as typed, so that rendering never reopens the file; ``width`` is how many
    characters of it the caret underlines. ``fix`` says what to write instead, with an example.
    """

    path: str
    line: int
    column: int
    code: str
    severity: Severity
    message: str
    fix: str = ""
    excerpt: str = ""
    width: int = 1

    @property
    def is_error(self) -> bool:
        return self.severity is Severity.ERROR


@dataclass(slots=True)
class Collector:
    """Gathers diagnostics of one source text and knows how to quote its lines."""

    path: str
    lines: list[str] = field(default_factory=list)
    found: list[Diagnostic] = field(default_factory=list)

    def add(
        self,
        code: str,
        message: str,
        fix: str = "",
        *,
        line: int = 0,
        column: int = 0,
        width: int = 1,
        severity: Severity = Severity.ERROR,
    ) -> None:
        """Record one diagnostic, quoting the line it is about."""
        excerpt = self.lines[line - 1][:200] if 0 < line <= len(self.lines) else ""
        self.found.append(Diagnostic(self.path, line, column, code, severity, message, fix, excerpt, width))

    def warn(self, code: str, message: str, fix: str = "", *, line: int = 0, column: int = 0, width: int = 1) -> None:
        self.add(code, message, fix, line=line, column=column, width=width, severity=Severity.WARNING)

    @property
    def has_errors(self) -> bool:
        return any(diagnostic.is_error for diagnostic in self.found)


def sort(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """All findings once, by file and position, so that two runs print the same list.

    Data files come first: what is wrong in sections.yaml explains what is wrong elsewhere.
    """
    return sorted(set(diagnostics), key=lambda diagnostic: (not diagnostic.path.endswith(".yaml"), diagnostic))


def paths_with_errors(diagnostics: Iterable[Diagnostic]) -> frozenset[str]:
    """The files that must not be published because something in them is wrong."""
    return frozenset(diagnostic.path for diagnostic in diagnostics if diagnostic.is_error)


class AuthorError(ValueError):
    """A validator's refusal with its Chinese sentence and fix; pydantic carries it to :func:`xinglin.core.validation.report`."""

    def __init__(self, message: str, fix: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.fix = fix
