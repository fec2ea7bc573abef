"""What reading one file gives the rest of the house.

The store hands out ten thousand articles at once, so a manuscript is pickled as plain tuples with as few names in them
as can be: each class named in a pickle is looked up again for each record, and what ``dataclass`` makes of frozen slots
takes two calls in Python for each object.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import astuple, dataclass, field
from typing import Any, Literal

from xinglin.core.diagnostics import Diagnostic, Severity
from xinglin.core.words import Html, Text, Verdicts
from xinglin.manuscript.front_matter import FrontMatter, State
from xinglin.manuscript.picture_notes import PictureNote
from xinglin.manuscript.script_detection import Script


@dataclass(frozen=True, slots=True)
class Reference:
    """An address in a body, as typed. In the HTML it stands as ``xl:<index>`` and is resolved when a page is printed.

    ``line`` and ``column`` are places in the file, from 1; 0 when the address could not be found in the source again.
    """

    index: int
    role: Literal["link", "picture", "media"]
    address: str
    line: int
    column: int
    excerpt: str = ""
    """The line as typed, for diagnostics."""


Spot = tuple[int, int, str]
"""Where in its file a front matter value stands, line and column from 1, and the line as typed. Every article has several
that nobody asks for, so they are no objects of a class."""


@dataclass(frozen=True, slots=True)
class Heading:
    id: str
    level: int
    title: Text


@dataclass(frozen=True, slots=True)
class Manuscript:
    """One sound article: typed front matter and a sanitised body with typed references. Knows no section, no URL."""

    path: str
    """POSIX, relative to content/."""
    digest: str
    """Of the file's bytes."""
    kind: str
    front: FrontMatter
    language: Script
    html: Html
    references: tuple[Reference, ...]
    headings: tuple[Heading, ...]
    spots: Mapping[str, Spot]
    """Front matter field → its place, for the fields the author wrote."""
    excerpt: Text
    """The body's first words as plain text, at most 120 characters; the summary where the author gave none."""
    anchors: tuple[str, ...] = ()
    """Ids in the body, which ``#…`` can point to."""
    notes: Mapping[int, PictureNote] = field(default_factory=dict)
    """Reference index → what its author said of that picture, where anything was said."""
    body: str = ""
    """Content hash of ``html`` where the record was parted from it: most work with records needs no bodies."""
    is_marked: bool = False
    """Whether conversion marks stand in it anywhere."""
    rules: str = ""
    """The marks of its body that hold for the whole article, as typed."""
    verdicts: Mapping[str, Verdicts] = field(default_factory=dict)
    """Text → what its words decide about Traditional forms, for the texts that were weighed; for the body ``body`` is the key."""

    @property
    def summary(self) -> str:
        return self.front.summary or self.excerpt

    def __reduce__(self) -> tuple[Any, ...]:
        return _manuscript, self.values(self.html, self.body, self.verdicts)

    def values(self, html: str, body: str, verdicts: Mapping[str, Verdicts]) -> tuple[Any, ...]:
        """Everything, as plain as it is pickled, with this for its body, the hash of it and the verdicts about it."""
        return (
            self.path,
            self.digest,
            self.kind,
            type(self.front),
            self.front.state(),
            self.language,
            html,
            tuple([(at.index, at.role, at.address, at.line, at.column, at.excerpt) for at in self.references]),
            tuple([(heading.id, heading.level, heading.title) for heading in self.headings]),
            self.spots,
            self.excerpt,
            self.anchors,
            {index: astuple(note) for index, note in self.notes.items()},
            body,
            self.is_marked,
            self.rules,
            verdicts,
        )

    def diagnose(
        self, field: str, code: str, message: str, fix: str, severity: Severity = Severity.ERROR
    ) -> Diagnostic:
        """A diagnostic about one front matter field, at its place; at the top of the file where it was not written."""
        spot = self.spots.get(field)
        if spot is None:
            return Diagnostic(self.path, 1, 1, code, severity, message, fix)
        line, column, excerpt = spot
        return Diagnostic(self.path, line, column, code, severity, message, fix, excerpt)


def _manuscript(
    path: str,
    digest: str,
    kind: str,
    model: type[FrontMatter],
    state: State,
    language: Script,
    html: str,
    references: tuple[tuple[Any, ...], ...],
    headings: tuple[tuple[Any, ...], ...],
    spots: dict[str, Spot],
    excerpt: str,
    anchors: tuple[str, ...],
    notes: dict[int, tuple[Any, ...]],
    body: str,
    is_marked: bool,
    rules: str,
    verdicts: Mapping[str, Verdicts],
) -> Manuscript:
    return Manuscript(
        path=path,
        digest=digest,
        kind=kind,
        front=model.of_state(state),
        language=language,
        html=html,
        references=tuple([Reference(*values) for values in references]),
        headings=tuple([Heading(*values) for values in headings]),
        spots=spots,
        excerpt=excerpt,
        anchors=anchors,
        notes={index: PictureNote(*values) for index, values in notes.items()},
        body=body,
        is_marked=is_marked,
        rules=rules,
        verdicts=verdicts,
    )


@dataclass(frozen=True, slots=True)
class Unvouched:
    """A finding about what may be a name, which falls when the site knows one that stands there."""

    around: str
    """The name in question with the characters beside it: a longer name may be what stands there."""
    diagnostic: Diagnostic


@dataclass(frozen=True, slots=True)
class Reading:
    """A file's manuscript, or None when it cannot be one, and everything to tell its author."""

    path: str
    manuscript: Manuscript | None
    diagnostics: tuple[Diagnostic, ...]
    named_status: str = ""
    """Status the front matter names even though the file is otherwise unsound: such a file must leave no trace either."""
    unvouched: tuple[Unvouched, ...] = ()

    def __reduce__(self) -> tuple[Any, ...]:
        return Reading, (self.path, self.manuscript, self.diagnostics, self.named_status, self.unvouched)


@dataclass(slots=True)
class Parted:
    """A sound reading that is pickled without its body, and comes back as a :class:`Reading`."""

    reading: Reading
    body: str
    """Content hash of the body."""
    verdicts: Mapping[str, Verdicts]

    def __reduce__(self) -> tuple[Any, ...]:
        reading = self.reading
        assert reading.manuscript is not None
        values = reading.manuscript.values("", self.body, self.verdicts)
        return _reading, (reading.path, values, reading.diagnostics, reading.named_status, reading.unvouched)


def _reading(
    path: str,
    values: tuple[Any, ...],
    diagnostics: tuple[Diagnostic, ...],
    named_status: str,
    unvouched: tuple[Unvouched, ...],
) -> Reading:
    return Reading(path, _manuscript(*values), diagnostics, named_status, unvouched)
