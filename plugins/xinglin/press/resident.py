"""The press of a process that stays: `xinglin serve` builds again and again, and proves an edited page at once.

A proof is the page of one article, printed as soon as its manuscript is saved and before the rest of the site is looked
at. It is possible while the edit touches nothing but that page: the same place, date and state, the same pictures and links.
Whatever else shows the article (lists, neighbours, feeds) follows with the next build, which takes nothing from proofs.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from xinglin.core.files import write_atomic
from xinglin.core.kinds import Kinds
from xinglin.kinds import KINDS
from xinglin.manuscript.reading import ReadingTask, read
from xinglin.manuscript.records import Manuscript
from xinglin.press import index
from xinglin.press.article_pages import article_jobs
from xinglin.press.building import BuildOptions, BuildResult, Progress, build
from xinglin.press.jobs import PrintJob
from xinglin.press.page_book import Book
from xinglin.press.printing import Press, PrintedPage
from xinglin.press.records import body_of
from xinglin.press.store import Store

_SHOWN_ELSEWHERE = (
    "date", "expires", "section", "kind", "slug", "aliases", "status", "range", "disclosure", "covers", "stage", "publicity", "withdrawn",
    "attachments", "cover", "keywords", "department", "branch", "language",
)  # fmt: skip
"""Front matter that decides whether there is a page, where, and what of other files it shows."""
_OF_KINDS = ("effective", "cancels", "supersedes")


@dataclass(slots=True)
class _Proofs:
    """What the last build left behind for proofs."""

    press: Press
    positions: dict[str, int]
    """Manuscript path → position."""
    jobs: list[PrintJob]
    """The job of each article's page, by position."""


class ResidentPress:
    """Builds one preview as often as it is asked to."""

    def __init__(self, options: BuildOptions, kinds: Kinds = KINDS) -> None:
        self._output = options.output.resolve()
        self._content = options.content.resolve()
        self._kinds = kinds
        self._store = Store(options.cache_folder, is_resident=True)
        self._proofs: _Proofs | None = None

    def build(self, options: BuildOptions, progress: Progress) -> BuildResult:
        """A whole build, with the records of the last one at hand."""
        # the first build may find nothing to do; what a proof needs must be there all the same
        result = build(options, progress, self._store, may_rest=self._proofs is not None)
        if result.printing is not None and not result.printing.is_revision and result.landed is not None:
            site = result.printing.settings.site
            self._proofs = _Proofs(
                press=Press(result.printing.settings),
                positions={article.manuscript.path: position for position, article in enumerate(site.articles)},
                jobs=list(article_jobs(site, index.build(site))),
            )
        return result

    def prove(self, changed: Iterable[Path]) -> tuple[str, ...]:
        """Print the pages of edited articles into the output.

        Args:
            changed: everything that was touched since the last build or proof.

        Returns:
            paths of the pages below the output; empty when anything but the page of a sound article may have changed.
        """
        proofs = self._proofs
        edited = [self._edited(path) for path in changed] if proofs else []
        if proofs is None or not edited or None in edited:
            return ()
        pages: list[PrintedPage] = []
        for manuscript in filter(None, edited):
            position = proofs.positions[manuscript.path]
            proofs.press.replace(position, manuscript)
            pages += [proofs.press.print(proofs.jobs[position], variant) for variant in proofs.press.editions]
        Book.distrust(self._store, self._output, [page.path for page in pages])
        for page in pages:
            write_atomic(self._output / page.path, page.data)
        return tuple(page.path for page in pages)

    def _edited(self, path: Path) -> Manuscript | None:
        """The new manuscript, body included, when a proof of it is all the site needs for the moment."""
        proofs = self._proofs
        assert proofs is not None
        try:
            name = path.resolve().relative_to(self._content).as_posix()
            data = path.read_bytes()
        except (OSError, ValueError):
            return None
        if name not in proofs.positions:
            return None
        before = proofs.press.settings.site.articles[proofs.positions[name]].manuscript
        reading = read(ReadingTask(name, data, before.kind), self._kinds)
        now = reading.manuscript
        if now is None or any(d.is_error for d in reading.diagnostics) or not _is_same_elsewhere(before, now):
            return None
        return replace(now, body=body_of(now)[0])  # the body itself stays: no store has it

    def close(self) -> None:
        self._store.close()


def _is_same_elsewhere(before: Manuscript, now: Manuscript) -> bool:
    addresses = [[(r.role, r.address) for r in manuscript.references] for manuscript in (before, now)]
    fields = [name for name in (*_SHOWN_ELSEWHERE, *_OF_KINDS) if hasattr(before.front, name)]
    return (
        before.kind == now.kind
        and bool(before.body)  # else it is masked, and stays so
        and addresses[0] == addresses[1]
        and all(getattr(before.front, name) == getattr(now.front, name, None) for name in fields)
    )
