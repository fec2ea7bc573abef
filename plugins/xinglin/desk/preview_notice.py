"""What open preview pages are told: whether a build runs, and what is wrong. Only the newest notice counts."""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from xinglin.core.diagnostics import Diagnostic
from xinglin.core.rendering import as_data
from xinglin.press.building import BuildResult

MAX_PROBLEMS = 50
"""More than an overlay can show; the rest is `xinglin check`'s."""


@dataclass(frozen=True, slots=True)
class Notice:
    """The state of the preview after its newest build."""

    is_building: bool = False
    problems: tuple[Mapping[str, Any], ...] = ()
    """Diagnostics as plain data, each with ``blocking``: its article is missing in the preview. These come first."""
    further: int = 0
    """How many problems there are besides."""
    crash: str = ""
    """The traceback of a build that failed by a fault of ours, not of an author."""

    def as_json(self) -> str:
        """One line, as Server-Sent Events want it."""
        data = {
            "building": self.is_building,
            "problems": self.problems,
            "further": self.further,
            "crash": self.crash,
        }
        return json.dumps(data, ensure_ascii=False)


def notice_of(result: BuildResult) -> Notice:
    problems = _problems(result.diagnostics, result.left_out)
    return Notice(problems=tuple(problems[:MAX_PROBLEMS]), further=max(0, len(problems) - MAX_PROBLEMS))


def _problems(diagnostics: Sequence[Diagnostic], left_out: frozenset[str]) -> list[dict[str, Any]]:
    """Faults of a draft are mere warnings to the build; where they cost the draft its page they block all the same."""
    found = [as_data(each) | {"blocking": each.is_error or each.path in left_out} for each in diagnostics]
    return sorted(found, key=lambda problem: not problem["blocking"])


class Board:
    """Where the builder posts notices and every connection waits for the next."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._notice = Notice(is_building=True)
        self._number = 0
        self._is_closed = False

    def post(self, notice: Notice) -> None:
        with self._changed:
            self._notice = notice
            self._number += 1
            self._changed.notify_all()

    def post_building(self) -> None:
        """The newest notice again, with the remark that a build runs."""
        self.post(replace(self._notice, is_building=True))

    def post_again(self) -> None:
        """The newest notice again: pages have changed, and nothing else is known yet."""
        self.post(self._notice)

    def wait(self, after: int, timeout: float) -> tuple[int, Notice] | None:
        """The newest notice and its number, as soon as that is not ``after``; None when time is up."""
        with self._changed:
            self._changed.wait_for(lambda: self._number != after or self._is_closed, timeout)
            return (self._number, self._notice) if self._number != after else None

    @property
    def is_closed(self) -> bool:
        return self._is_closed

    def close(self) -> None:
        """Let every waiting connection go."""
        with self._changed:
            self._is_closed = True
            self._changed.notify_all()
