"""An edition: the Site as one variant shows it. Converted records, URLs with the right prefix, rows, links, images."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property
from urllib.parse import quote

from markupsafe import Markup

from xinglin.core.configuration import VARIANT_PREFIXES, SiteConfiguration, Variant
from xinglin.disclosure.publicity import publicity_state
from xinglin.disclosure.states import State
from xinglin.notices.board import is_urgent, notice_state
from xinglin.notices.kind import Notice
from xinglin.pictures.renditions import Rendition, plan
from xinglin.press.contexts import Image, Link, Row
from xinglin.press.site import Article, Site
from xinglin.sections.tree import Section
from xinglin.variants.converter import Converter
from xinglin.variants.views import view

LABELS: dict[Variant, str] = {"zh-Hans": "简体", "zh-Hant": "繁體", "zh-Hant-TW": "臺灣繁體", "zh-Hant-HK": "香港繁體"}
"""字形 switch: each label in its own script; no flags, no country alone."""


class Edition:
    """One variant of a Site. Articles keep the Site's order."""

    def __init__(self, site: Site, variant: Variant) -> None:
        self.site = site
        self.variant: Variant = variant
        self.prefix = VARIANT_PREFIXES[variant]
        self.converter = Converter(variant, site.terms)
        self.configuration: SiteConfiguration = view(site.configuration, self.converter)
        self.base_path = site.configuration.base_path
        self._rows: dict[str, Row] = {}

    # ---- words

    def say(self, words: str) -> str:
        """The press's own Simplified words in this variant."""
        return self.converter.convert(words)

    @cached_property
    def articles(self) -> tuple[Article, ...]:
        return tuple(self.article(article) for article in self.site.articles)

    def article(self, article: Article) -> Article:
        manuscript = article.manuscript
        converter = self.converter.with_terms(manuscript.front.conversion)
        converted = view(manuscript, converter, manuscript.language)
        return article if converted is manuscript else replace(article, manuscript=converted)

    @cached_property
    def by_url(self) -> dict[str, Article]:
        return {article.url: article for article in self.articles}

    @cached_property
    def sections(self) -> dict[str, Section]:
        return {key: view(section, self.converter) for key, section in self.site.tree.sections.items()}

    # ---- addresses

    def url(self, path: str) -> str:
        """Root-relative URL of a page of this variant; ``path`` may carry a fragment."""
        plain, mark, fragment = path.partition("#")
        return self.base_path + self.prefix + quote(plain.removesuffix("index.html")) + mark + quote(fragment)

    def absolute(self, path: str) -> str:
        return self.site.configuration.origin + self.url(path)

    def asset_url(self, path: str) -> str:
        """Root-relative URL of a file all variants share."""
        return self.base_path + quote(path)

    def section_link(self, identifier: str) -> Link:
        section = self.sections[identifier]
        return Link(section.title, self.url(section.url))

    # ---- pictures

    def image(self, path: str, alt: str = "") -> Image | None:
        """A published picture; None when it could not be used (its article is then left out elsewhere)."""
        photograph = self.site.photographs.get(path)
        if photograph is None:
            return None
        renditions = plan(photograph)
        return self._image(renditions, alt)

    def _image(self, renditions: Sequence[Rendition], alt: str) -> Image:
        widest = renditions[-1]
        srcset = ", ".join(f"{self.asset_url(r.name)} {r.width}w" for r in renditions)
        return Image(self.asset_url(widest.name), srcset, widest.width, widest.height, alt)

    # ---- rows

    def row(self, article: Article) -> Row:
        """One article (a converted one) as lists show it; made once."""
        known = self._rows.get(article.url)
        if known is None:
            known = self._rows[article.url] = self._row(article)
        return known

    def rows(self, articles: Iterable[Article]) -> tuple[Row, ...]:
        return tuple(self.row(article) for article in articles)

    def _row(self, article: Article) -> Row:
        front = article.manuscript.front
        return Row(
            title=front.title,
            short_title=front.short_title or front.title,
            url=self.url(article.url),
            date=front.date,
            summary=article.manuscript.summary,
            cover=self.image(article.cover) if article.cover else None,
            section=self.section_link(article.section) if article.section else None,
            kind=article.manuscript.kind,
            pinned=front.pinned,
            urgent=isinstance(front, Notice) and is_urgent(front) and self.state(article) in {"in-force", "upcoming"},
            state=self.state(article),
            doc_no=front.doc_no,
            index_no=front.index_no,
            effective=front.effective.date() if isinstance(front, Notice) and front.effective else None,
            expires=front.expires,
        )

    def state(self, article: Article) -> str:
        """What a badge says: a preview's state, else the notice's, else the publicity period's."""
        front = article.manuscript.front
        if article.state is not State.PUBLISHED:
            return article.state.value
        if isinstance(front, Notice):
            publicity = publicity_state(front, self.site.now)
            state = notice_state(front, self.site.now, article.cancelled_by is not None)
            return publicity or state if state == "in-force" else state
        if front.expires and front.expires < self.site.now:
            return "expired"
        return publicity_state(front, self.site.now)

    def markup(self, html: str) -> Markup:
        """A body: sanitised when it was read, and nothing but its addresses written since."""
        return Markup(html)  # noqa: S704
