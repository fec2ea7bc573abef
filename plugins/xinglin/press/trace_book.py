"""Traces of internal records with their forms in every variant, worked out once for each content.

They are internal material themselves, so they are kept in the intranet edition's cache and never in the public one's.
"""

from __future__ import annotations

from collections.abc import Callable

from xinglin.checks.traces import Trace, traces_of
from xinglin.core.hashing import digest
from xinglin.manuscript.script_detection import detect
from xinglin.press.fingerprints import fact_of_version
from xinglin.press.site import Site
from xinglin.press.store import Store
from xinglin.variants.converter import Converter

Forms = tuple[str, ...]
_BOUNDARY = "\ue000"
"""A private-use character: no phrase reaches across it, and converting keeps it."""


class TraceBook:
    """See the module. :meth:`save` keeps what this build asked for, and nothing else."""

    def __init__(self, site: Site, store: Store) -> None:
        """
        Args:
            store: the intranet edition's, or one in memory.
        """
        self._converters = [Converter(variant, site.terms) for variant in site.configuration.variants]
        variants = " ".join(site.configuration.variants)
        self._key = fact_of_version(f"traces {variants} {digest(repr(site.conversion))}")
        self._store = store
        self._known: dict[str, list[list[object]]] = store.get([self._key]).get(self._key, {})
        self._asked: dict[str, list[list[object]]] = {}
        self._is_new = False

    def of(
        self, name: str, text: Callable[[], str], *, by_lines: bool = False
    ) -> tuple[tuple[Trace, ...], tuple[Forms, ...]]:
        """Traces and their forms, parallel.

        Args:
            name: content hash of the file.
            text: gives its text, where it has to be read.
            by_lines: see :func:`xinglin.checks.traces.traces_of`.
        """
        name = f"{name} {by_lines:d}"
        rows = self._known.get(name)
        if rows is None:
            rows, self._is_new = self._rows(text(), by_lines), True
        self._asked[name] = rows
        traces = tuple(Trace(row[0], row[1], row[2]) for row in rows)  # type: ignore[arg-type]
        return traces, tuple(tuple(map(str, row[3:])) for row in rows)

    def _rows(self, text: str, by_lines: bool) -> list[list[object]]:
        traces = list(traces_of(text, by_lines=by_lines))
        joined = _BOUNDARY.join(trace.words for trace in traces)
        language = detect(joined)
        converted = [converter.convert(joined, language).split(_BOUNDARY) for converter in self._converters]
        return [
            [*trace, *dict.fromkeys([trace.words, *(words[number] for words in converted)])]
            for number, trace in enumerate(traces)
        ]

    def save(self) -> None:
        if self._is_new or self._asked.keys() != self._known.keys():
            self._store.put({self._key: self._asked})
