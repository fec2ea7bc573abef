"""An edition: the Site as one variant shows it. Converted records, URLs with the right prefix, rows, links, images.

Everything is converted when it is asked for, so that a build that prints ten pages converts what ten pages show.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable
from dataclasses import replace
from functools import cached_property, lru_cache
from typing import Any, TypeVar
from urllib.parse import quote

from markupsafe import Markup

from xinglin.core.configuration import SiteConfiguration
from xinglin.core.marks import CLOSE, OPEN
from xinglin.core.variant import VARIANT_PREFIXES, Variant
from xinglin.manuscript.areas import Point
from xinglin.manuscript.records import Manuscript
from xinglin.notices.kind import Notice
from xinglin.pictures.card import Card
from xinglin.pictures.renditions import plan
from xinglin.pictures.retouching import Retouch
from xinglin.press.contexts import Image, Link, Row
from xinglin.press.picture_markup import image_of
from xinglin.press.site import Article, Site
from xinglin.press.standing import badge, is_urgent_now
from xinglin.sections.tree import Section
from xinglin.variants.converter import Converter
from xinglin.variants.fragments import convert_html, convert_text
from xinglin.variants.rules import Rules, rules_of
from xinglin.variants.views import view

Bodies = Callable[[Article], str]
"""Gives the stored HTML of an article's body."""
Made = TypeVar("Made")


def _has_passages(html: str) -> bool:
    """Whether some of a body is shown otherwise than the rest of it: marks, passages that declare a language."""
    return OPEN in html or ' lang="' in html


def _no_bodies(article: Article) -> str:
    raise LookupError(f"no bodies here: {article.manuscript.path}")


def _as_it_is(text: str) -> str:
    return text


_PLAIN = re.compile(r"[\w./~-]*", re.ASCII)


def _quoted(path: str) -> str:
    """Percent-encoded; nearly all our paths are plain, and every page writes dozens."""
    return path if _PLAIN.fullmatch(path) else quote(path)


class Edition:
    """One variant of a Site. Articles are named by their position in ``Site.articles``."""

    def __init__(self, site: Site, variant: Variant, bodies: Bodies = _no_bodies) -> None:
        self.site = site
        self.variant: Variant = variant
        self.prefix = VARIANT_PREFIXES[variant]
        corner_quotes = variant in site.configuration.corner_quotes
        self.converter = Converter(variant, site.terms, corner_quotes=corner_quotes)
        self.configuration: SiteConfiguration = view(site.configuration, self.converter)
        self.base_path = site.configuration.base_path
        self.origin = site.configuration.origin
        self._root = self.base_path + self.prefix
        self._bodies = bodies
        self._rows: dict[int, Row] = {}
        self._images: dict[tuple[str, Retouch, Point | None], Image] = {}
        self._made: dict[tuple[Any, ...], Any] = {}
        self.say = lru_cache(maxsize=4096)(self._say)
        """The press's own Simplified words, and those of data files, in this variant."""

    def _say(self, words: str) -> str:
        return convert_text(words, self.converter)

    def once(self, make: Callable[..., Made], *given: Hashable) -> Made:
        """What ``make`` gives for this edition and what else it is given: for what many pages show, and few things make it
        differ."""
        key = (make, *given)
        known: Made | None = self._made.get(key)
        if known is None:
            known = self._made[key] = make(self, *given)
        return known

    # ---- records

    def article(self, position: int) -> Article:
        """The article with its words converted, its body excepted."""
        article = self.site.articles[position]
        manuscript = article.manuscript
        if self._is_own(manuscript):
            return article
        rules = rules_of(manuscript.rules)
        converted = view(manuscript, self._converter(article), manuscript.language, rules, manuscript.verdicts)
        if rules.title:
            front = converted.front.model_copy(update={"title": self._title(article, rules)})
            converted = replace(converted, front=front)
        return article if converted is manuscript else replace(article, manuscript=converted)

    def body(self, position: int) -> str:
        article = self.site.articles[position]
        manuscript = article.manuscript
        html, language = self._bodies(article), manuscript.language
        if language == self.variant and not self.converter.corner_quotes and not _has_passages(html):
            return html
        verdicts = manuscript.verdicts.get(manuscript.body)
        return convert_html(html, self._converter(article), language, relabel=True, verdicts=verdicts)

    def _is_own(self, manuscript: Manuscript) -> bool:
        """Whether its words are as this variant shows them already."""
        return manuscript.language == self.variant and not manuscript.is_marked and not self.converter.corner_quotes

    def _title(self, article: Article, rules: Rules) -> str:
        """The title: the front matter's, or the one a mark in the body gives."""
        manuscript = article.manuscript
        words = f"{OPEN}{rules.title.text}{CLOSE}" if rules.title else manuscript.front.title
        return convert_text(words, self._converter(article), manuscript.language, rules)

    def _converter(self, article: Article) -> Converter:
        front = article.manuscript.front
        return self.converter.with_terms(self.site.own_terms(front), front.people)

    @cached_property
    def sections(self) -> dict[str, Section]:
        return {key: view(section, self.converter) for key, section in self.site.tree.sections.items()}

    # ---- addresses

    def url(self, path: str) -> str:
        """Root-relative URL of a page of this variant; ``path`` may carry a fragment."""
        if _PLAIN.fullmatch(path):
            return self._root + path.removesuffix("index.html")
        plain, mark, fragment = path.partition("#")
        return self._root + _quoted(plain.removesuffix("index.html")) + mark + _quoted(fragment)

    def absolute(self, path: str) -> str:
        return self.origin + self.url(path)

    def asset_url(self, path: str) -> str:
        """Root-relative URL of a file all variants share."""
        return self.base_path + _quoted(path)

    def section_link(self, identifier: str) -> Link:
        return self._section_links[identifier]

    @cached_property
    def _section_links(self) -> dict[str, Link]:
        return {key: Link(section.title, self.url(section.url)) for key, section in self.sections.items()}

    # ---- pictures

    def image(self, article: Article, path: str, alt: str = "") -> Image | None:
        """A picture as an article shows it; None when it could not be used (its article is then left out elsewhere)."""
        photograph = self.site.photographs.get(path)
        if photograph is None:
            return None
        key = path, article.retouch(path), article.focuses.get(path)
        if key not in self._images:
            self._images[key] = image_of(plan(photograph, key[1]), photograph, self.asset_url, key[2])
        image = self._images[key]
        return replace(image, alt=alt) if alt else image

    def has_card(self, article: Article) -> bool:
        """Whether site.yaml asks for a social card of the article."""
        since = self.site.configuration.social_cards_from
        return since is not None and article.date.date() >= since

    def card(self, article: Article) -> Card | None:
        """The social card of an article whose words are converted; None where none is drawn, or nothing could be on it."""
        if not self.has_card(article):
            return None
        photograph = self.site.photographs.get(article.cover) if article.cover else None
        cover = ""
        if article.cover and photograph and photograph.format != "SVG":
            cover = plan(photograph, article.retouch(article.cover)).fallback.name
        if not cover and self.site.fonts is None:
            return None
        return Card(
            title=article.manuscript.front.title,
            hospital=self.configuration.name,
            variant=self.variant,
            tone=self.sections[article.section].tone if article.section else "",
            cover=cover,
            focus=article.focuses.get(article.cover) if article.cover else None,
            fonts=self.site.fonts,
        )

    # ---- rows

    def row(self, position: int) -> Row:
        """One article as lists show it; made once."""
        known = self._rows.get(position)
        if known is None:
            known = self._rows[position] = self._row(self.site.articles[position])
        return known

    def _row(self, article: Article) -> Row:
        manuscript = article.manuscript
        front, rules = manuscript.front, rules_of(manuscript.rules)
        convert = self._words(article, rules)
        title = self._title(article, rules) if rules.title else convert(front.title)
        now = self.site.now
        return Row(
            title=title,
            short_title=convert(front.short_title) if front.short_title else title,
            url=self.url(article.url),
            date=front.date,
            summary=convert(manuscript.summary),
            cover=self.image(article, article.cover) if article.cover else None,
            section=self.section_link(article.section) if article.section else None,
            kind=manuscript.kind,
            pinned=front.pinned,
            urgent=is_urgent_now(article, now),
            state=badge(article, now),
            doc_no=convert(front.doc_no),
            index_no=front.index_no,
            effective=front.effective.date() if isinstance(front, Notice) and front.effective else None,
            expires=front.expires,
        )

    def _words(self, article: Article, rules: Rules) -> Callable[[str], str]:
        """What brings an article's plain words into this variant."""
        manuscript = article.manuscript
        if self._is_own(manuscript):
            return _as_it_is
        converter, language, verdicts = self._converter(article), manuscript.language, manuscript.verdicts
        return lambda text: convert_text(text, converter, language, rules, verdicts=verdicts.get(text))

    def markup(self, html: str) -> Markup:
        """A body: sanitised when it was read, and nothing but its addresses written since."""
        return Markup(html)  # noqa: S704
