"""The Site: an immutable snapshot of everything that can be published, and of everything to tell the authors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from xinglin.core.configuration import SiteConfiguration
from xinglin.core.diagnostics import Diagnostic
from xinglin.core.variant import Variant
from xinglin.disclosure.entries import Entry
from xinglin.disclosure.organisations import Organisations
from xinglin.disclosure.responses import ResponseLogs
from xinglin.disclosure.states import Audience, State
from xinglin.disclosure.versions import Catalogues
from xinglin.disclosure.working_days import Calendar
from xinglin.manuscript.areas import Point
from xinglin.manuscript.front_matter import FrontMatter
from xinglin.manuscript.records import Manuscript
from xinglin.manuscript.script_detection import Script
from xinglin.manuscript.values import Range, WithdrawalReason
from xinglin.pictures.fonts import Fonts
from xinglin.pictures.photograph import Photograph
from xinglin.pictures.retouching import UNTOUCHED, Retouch
from xinglin.sections.links import Target
from xinglin.sections.tree import SectionTree
from xinglin.variants.conversion_file import Conversion


@dataclass(slots=True)
class Article:
    """A manuscript with its place, its state and what its references mean.

    It is never changed once it is made. It is not frozen all the same: each frozen field costs a call, and there are thousands
    of articles to make, to copy and to pickle."""

    manuscript: Manuscript
    section: str | None
    url: str
    """Path below a variant's prefix: ``news/2026/slug.html``."""
    state: State
    range: Range
    targets: tuple[Target, ...]
    cover: str | None = None
    """Path below content/ of the picture lists show: declared, else the first of the body."""
    attachments: tuple[str, ...] = ()
    """Paths below content/, in the order of ``front.attachments``."""
    cancels: str | None = None
    """URL of the notice this one cancels."""
    cancelled_by: str | None = None
    replaced_by: str | None = None
    """URL of the article that takes the place of this withdrawn one, whose text is kept."""
    supersedes: str | None = None
    """URL of the notice this one takes the place of."""
    superseded_by: str | None = None
    superseded_from: datetime | None = None
    """When the notice that takes this one's place takes effect."""
    retouches: Mapping[str, Retouch] = field(default_factory=dict)
    """Path below content/ → what is done to this picture wherever this article is shown, its cover in lists included;
    a picture that is not here is shown as it is."""

    focuses: Mapping[str, Point] = field(default_factory=dict)
    """Path below content/ → point that must stay in sight where the picture is cut to a ratio, in per cent."""

    def retouch(self, path: str) -> Retouch:
        return self.retouches.get(path, UNTOUCHED)

    @property
    def date(self) -> datetime:
        return self.manuscript.front.date

    @property
    def pictures(self) -> frozenset[str]:
        """Paths below content/ of every picture its page shows."""
        shown = {target.value for target in self.targets if target.kind == "picture"}
        return frozenset(shown | {self.cover} if self.cover else shown)


@dataclass(frozen=True, slots=True)
class Tombstone:
    """What remains of a withdrawn article: its URL, the date and the kind of reason."""

    url: str
    withdrawn_on: date | None
    reason: WithdrawalReason
    replacement: str | None
    """URL of the article that takes its place."""
    note: str = ""
    """An explanation to the reader, as typed."""
    language: Script = "zh-Hans"
    """The script it is written in."""


@dataclass(frozen=True, slots=True)
class Standing:
    """One file of content/ and why it is, or is not, on the site: what ``xinglin why`` tells."""

    path: str
    state: State | None
    """None when the file could not be read as an article."""
    url: str | None
    range: Range | None = None
    date: datetime | None = None
    expires: datetime | None = None
    left_out: bool = False
    """It has errors, so it is not published whatever its state."""
    withdrawn: WithdrawalReason | None = None
    """Why, for a withdrawn article."""


@dataclass(frozen=True, slots=True)
class TermUse:
    """Manuscript path → stamp, for manuscripts that changed terms of the converter touched at some time."""

    pages: Mapping[str, str] = field(default_factory=dict)
    rows: Mapping[str, str] = field(default_factory=dict)
    """Of those, the ones whose title or summary contains such a term."""


@dataclass(frozen=True, slots=True)
class Site:
    """One load of content/ at one instant for one audience. Nothing in it is changed after loading."""

    configuration: SiteConfiguration
    now: datetime
    audience: Audience
    preview: bool
    content: Path
    tree: SectionTree
    organisations: Organisations
    catalogues: Catalogues
    calendar: Calendar
    responses: ResponseLogs
    """What readers asked and said, and how it was answered."""
    entries: tuple[Entry, ...]
    """What of all articles that name a catalogue item counts for it, oldest first: of every range and state, and so
    without a word of their text."""
    articles: tuple[Article, ...]
    """Newest first; ties by path."""
    tombstones: tuple[Tombstone, ...]
    photographs: Mapping[str, Photograph]
    """Path below content/ → inspected picture, for every picture a published article shows."""
    files: Mapping[str, int]
    """Path below content/ → bytes, of every other file a published article links to."""
    digests: Mapping[str, str]
    """Path below content/ → content hash, for ``files``."""
    terms: Mapping[str, str]
    """Simplified → Traditional, for the converter: the site's names and terms."""
    conversion: Conversion
    """What conversion.yaml says."""
    term_use: TermUse
    """Which articles changed terms touched, for fingerprints."""
    standings: Mapping[str, Standing]
    kinds_as_read: Mapping[str, str]
    """Manuscript path → the kind it is of when it does not say, for manuscripts that are as the store has them."""
    diagnostics: tuple[Diagnostic, ...]
    next_change: datetime | None
    """The next instant at which something appears, holds or ends by itself; None for never."""
    is_unusable: bool = False
    """A data file (site.yaml, sections.yaml, a catalogue…) is wrong: what would be built is another site than the author's."""
    fonts: Fonts | None = None
    """For social cards; None where none are drawn, or the machine has no Chinese font."""
    aliases: Mapping[str, str] = field(default_factory=dict)
    """Old URL path → URL of the article that lives elsewhere now."""
    elsewhere: Mapping[str, Path] = field(default_factory=dict)
    """Root of paths that do not lie below content/: the internal root's, in the intranet edition."""
    internal: Path | None = None
    """The internal root, where there is one: the public edition shows nothing of it, and is checked against it."""

    def words_of_the_theme(self, variant: Variant) -> Mapping[str, str]:
        """Simplified → a variant's form, for the words that stand in templates, which need no names."""
        return {**self.conversion.terms, **self.conversion.interface.get(variant, {})}

    def source(self, path: str) -> Path:
        """Where a file of this site lies."""
        return self.elsewhere.get(path, self.content) / path

    def own_terms(self, front: FrontMatter) -> Mapping[str, str]:
        """Terms that hold for one article: those of its groups, and its own, which win."""
        terms: dict[str, str] = {}
        for group in front.conversion_groups:
            terms |= self.conversion.groups.get(group, {})
        return terms | front.conversion

    @property
    def has_errors(self) -> bool:
        return any(diagnostic.is_error for diagnostic in self.diagnostics)
