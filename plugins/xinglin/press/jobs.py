"""The print job: one page of every variant, and exactly what of the Site it shows.

A job is plain, picklable data. It names articles by position and says which of them the page shows in full and which
only as rows; a :class:`Slice` lets its maker see those and no others. So a job's fingerprint, made from the same names
(:mod:`xinglin.press.fingerprints`), cannot miss anything the page shows.
"""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

from xinglin.press.contexts import Row
from xinglin.press.edition import Edition
from xinglin.press.site import Article

Group = Literal["page", "list"]
"""When a file lands: lists land after the pages they point to."""
Maker = Literal[
    "article",
    "section",
    "listing",
    "front",
    "site_map",
    "not_found",
    "tombstone",
    "alias",
    "honour_board",
    "branch",
    "branch_register",
    "notice_board",
    "submissions",
    "submissions_by_month",
    "submissions_list",
    "disclosure_front",
    "disclosure_guide",
    "disclosure_feedback",
    "disclosure_catalogue",
    "disclosure_item",
    "disclosure_entries",
    "disclosure_report",
    "disclosure_report_draft",
    "disclosure_feed",
    "catalogue_csv",
    "catalogue_json",
    "entries_csv",
    "entries_json",
    "feed",
    "sitemap",
    "sitemap_index",
]


class PrintJob(NamedTuple):
    """One page. Positions count in ``Site.articles``. A tuple: thousands go to workers."""

    path: str
    """Of the file, below a variant's prefix: ``news/2026/slug.html``."""
    maker: Maker
    template: str = ""
    """Of the theme; empty for files that need none (feeds, sitemap)."""
    group: Group = "list"
    articles: tuple[int, ...] = ()
    """Shown with everything they have."""
    rows: tuple[int, ...] = ()
    """Shown as rows: title, summary, date, cover, state."""
    sections: tuple[str, ...] = ()
    """Sections of which it shows more than the menu does."""
    words: tuple[str, ...] = ()
    """Simplified words from data files (keywords, units, catalogue items): converted with the site's terms."""
    is_shared: bool = False
    """One file for all variants, outside their prefixes (the sitemap)."""
    facts: Any = None
    """Whatever else the maker needs: plain values with a stable ``repr``; tuples, since it is asked for in every build."""


class Undeclared(LookupError):
    """A maker asked for something its job does not name: a mistake in the press, since the page would go stale."""


class Slice:
    """What one job may see of one edition."""

    def __init__(self, edition: Edition, job: PrintJob) -> None:
        self.edition = edition
        self.job = job
        self._rows = {*job.rows, *job.articles}

    @property
    def path(self) -> str:
        return self.job.path

    def article(self, position: int) -> Article:
        """An article in this variant's words, without its body."""
        if position not in self.job.articles:
            raise Undeclared(f"{self.job.path}: article {position}")
        return self.edition.article(position)

    def body(self, position: int) -> str:
        """The HTML of its body in this variant's words, references still typed."""
        if position not in self.job.articles:
            raise Undeclared(f"{self.job.path}: body of article {position}")
        return self.edition.body(position)

    def row(self, position: int) -> Row:
        if position not in self._rows:
            raise Undeclared(f"{self.job.path}: row {position}")
        return self.edition.row(position)

    def rows(self, positions: tuple[int, ...]) -> tuple[Row, ...]:
        for position in () if self._rows.issuperset(positions) else positions:
            self.row(position)  # which says what is not declared
        row = self.edition.row
        return tuple([row(position) for position in positions])

    def say(self, words: str) -> str:
        """Words of a data file that the job names, in this variant."""
        if words not in self.job.words:
            raise Undeclared(f"{self.job.path}: {words}")
        return self.edition.say(words)
