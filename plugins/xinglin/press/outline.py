"""What planning looks at: while the outline is the last build's, so is the plan, and only edited articles' own pages change.

Planning every page to find that two of thirty thousand changed is most of a small build. The outline holds one digest for
each article of what others' pages, lists and the plan itself depend on, and one for everything that is no article. If all are
the same, an edit was within the texts of articles whose bytes differ; their pages and the feeds that quote them are planned,
nothing else is.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from xinglin.core.hashing import digest
from xinglin.press.fingerprints import fact_of_version
from xinglin.press.page_fingerprints import PageFingerprints
from xinglin.press.register_pages import register_facts
from xinglin.press.site import Article, Site
from xinglin.press.standing import badge
from xinglin.press.store import Store


@dataclass(frozen=True, slots=True)
class Outline:
    """Of one Site."""

    frame: str
    """Of what is no article."""
    articles: tuple[tuple[str, str, str, str], ...]
    """In order: (path, place, row, bytes)."""
    pages: int = 0
    """How many pages the plan had. A book that knows fewer has been told to forget some, and only the plan knows which."""

    @classmethod
    def of(cls, site: Site, shared: str, fingerprints: PageFingerprints, last: Outline | None) -> Outline:
        """
        Args:
            shared: digest of what all pages share, templates too.
            last: where an article's place and bytes are those of the last outline, so is its row.
        """
        known = {row[0]: row for row in last.articles} if last else {}
        rows: list[tuple[str, str, str, str]] = []
        for position, article in enumerate(site.articles):
            path, name, place = article.manuscript.path, article.manuscript.digest, _place(site, article)
            before = known.get(path)
            same = before is not None and before[1] == place and before[3] == name
            rows.append((path, place, before[2] if before and same else fingerprints.row(position), name))
        return cls(_frame(site, shared), tuple(rows))

    def edited(self, last: Outline | None, pages: int) -> list[int] | None:
        """Positions of articles whose text alone is another than in ``last``; None when more has changed.

        Args:
            pages: how many are known from the last build.
        """
        if last is None or self.frame != last.frame or len(self.articles) != len(last.articles) or pages != last.pages:
            return None
        found: list[int] = []
        for position, (now, before) in enumerate(zip(self.articles, last.articles, strict=True)):
            if now != before:
                if now[:3] != before[:3]:
                    return None
                found.append(position)
        return found

    def save(self, store: Store, output: Path, pages: int) -> None:
        store.put({_key(output): [self.frame, pages, *self.articles]})

    @classmethod
    def open(cls, store: Store, output: Path) -> Outline | None:
        data = store.get([_key(output)]).get(_key(output))
        return cls(data[0], tuple(map(tuple, data[2:])), data[1]) if data else None


def _key(output: Path) -> str:
    return fact_of_version(f"outline {digest(str(output))}")


def _frame(site: Site, shared: str) -> str:
    parts = (
        shared, site.audience, site.preview, site.configuration, site.tree, site.organisations, site.catalogues,
        site.tombstones, sorted(site.aliases.items()), sorted(site.terms.items()),
        sorted(site.conversion.groups.items()),
    )  # fmt: skip
    return digest(repr(parts))


def _place(site: Site, article: Article) -> str:
    """Everything about an article that others' pages or the plan can see, its row excepted."""
    manuscript = article.manuscript
    front = manuscript.front
    use = site.term_use
    offered = [target.value for target in article.targets if target.kind == "file"] + list(article.attachments)
    return digest(
        repr(
            (
                article.url, article.section, article.state, article.range, article.targets, article.cover, article.retouches,
                article.attachments, article.cancels, article.cancelled_by, article.replaced_by, article.supersedes, article.superseded_by,
                badge(article, site.now),
                [site.photographs.get(path) for path in sorted(article.pictures)],
                [(site.digests[path], site.files[path]) for path in sorted(offered)],
                manuscript.kind, manuscript.language, front.date, front.modified, front.keywords, front.department,
                front.branch, front.disclosure, front.pinned, register_facts(site, article),
                use.pages.get(manuscript.path), use.rows.get(manuscript.path),
            )
        )
    )  # fmt: skip
