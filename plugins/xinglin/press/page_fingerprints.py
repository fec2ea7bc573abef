"""What a page depends on: exactly what it shows, and our own code and libraries.

A page's fingerprint is made from what its print job names, and its maker can see nothing else
(:class:`xinglin.press.jobs.Slice`): equal fingerprints mean equal bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields

from xinglin.core.hashing import digest
from xinglin.core.variant import Variant
from xinglin.notices.kind import Notice
from xinglin.press.edition import Edition
from xinglin.press.jobs import PrintJob
from xinglin.press.site import Article, Site
from xinglin.press.standing import badge, is_urgent_now

_LENGTH = 16


class PageFingerprints:
    """Fingerprints of all jobs of one Site.

    Args:
        shared: variant → digest of what every page of it shows: menu, footer, settings, our code.
        templates: template → digest of itself and of everything it uses.
    """

    def __init__(self, site: Site, shared: Mapping[Variant, str], templates: Mapping[str, str]) -> None:
        self._site = site
        self._shared = {variant: name[:_LENGTH] for variant, name in shared.items()}
        self._templates = templates
        self._use = site.term_use
        self._articles: dict[int, str] = {}
        self._rows: dict[int, str] = {}
        self._sections: dict[tuple[Variant, str], str] = {}

    def of(self, job: PrintJob, editions: Iterable[Edition]) -> Iterator[str]:
        """The fingerprint in each edition: five digests with spaces between (:data:`PARTS`)."""
        template = self._templates[job.template][:_LENGTH] if job.template else "-"
        articles = digest("".join([self._article(position) for position in job.articles]))[:_LENGTH]
        rows = digest("".join([self.row(position) for position in job.rows]))[:_LENGTH]
        facts = digest(f"{job.maker} {job.facts!r}")[:_LENGTH]
        for edition in editions:
            words = digest(repr([edition.say(word) for word in job.words]))[:_LENGTH] if job.words else ""
            sections = "".join([self._section(edition, section) for section in job.sections])
            yield f"{self._shared[edition.variant]} {template} {articles} {rows} {facts}{words}{sections}"

    def _article(self, position: int) -> str:
        known = self._articles.get(position)
        if known is None:
            known = self._articles[position] = self._of_article(self._site.articles[position])
        return known

    def _of_article(self, article: Article) -> str:
        site, manuscript = self._site, article.manuscript
        own = [getattr(article, field.name) for field in _ARTICLE_FIELDS]
        pictures = [site.photographs.get(path) for path in sorted(article.pictures)]
        offered = {target.value for target in article.targets if target.kind == "file"}.union(article.attachments)
        files = [(site.digests[path], site.files[path]) for path in sorted(offered)]
        stamp = self._use.pages.get(manuscript.path, "")
        terms = site.own_terms(manuscript.front) if manuscript.front.conversion_groups else {}
        return digest(
            repr(
                (
                    manuscript.path,
                    manuscript.digest,
                    manuscript.kind,
                    own,
                    pictures,
                    files,
                    badge(article, site.now),
                    stamp,
                    terms,
                )
            )
        )

    def row(self, position: int) -> str:
        """Of what lists show of an article."""
        known = self._rows.get(position)
        if known is None:
            known = self._rows[position] = self._of_row(self._site.articles[position])
        return known

    def _of_row(self, article: Article) -> str:
        site, manuscript = self._site, article.manuscript
        front = manuscript.front
        cover = None
        if article.cover:
            cover = (
                site.photographs.get(article.cover),
                article.retouch(article.cover),
                article.focuses.get(article.cover),
            )
        section = site.tree.sections[article.section] if article.section else None
        effective = front.effective if isinstance(front, Notice) else None
        return digest(
            repr(
                (
                    front.title, front.short_title, article.url, front.date, manuscript.summary, cover,
                    section and (section.title, section.url), manuscript.kind, front.pinned,
                    is_urgent_now(article, site.now), badge(article, site.now), front.doc_no, front.index_no,
                    effective, front.expires, manuscript.language,
                    site.own_terms(front), front.people, manuscript.rules, self._use.rows.get(manuscript.path, ""),
                )
            )
        )  # fmt: skip

    def _section(self, edition: Edition, identifier: str) -> str:
        """What a page of this section shows of it and of the way to it, in the edition's words."""
        key = edition.variant, identifier
        known = self._sections.get(key)
        if known is None:
            tree = self._site.tree
            chain = [*tree.ancestors(identifier), tree.sections[identifier]]
            known = self._sections[key] = digest(repr([edition.sections[section.id] for section in chain]))[:_LENGTH]
        return known


_ARTICLE_FIELDS = [field for field in fields(Article) if field.name != "manuscript"]
