"""Pelican's content objects of our records, for plugins that look at them. Our own pages are not printed from these.

Objects show the Simplified edition. ``content`` has its addresses resolved, ``summary`` is escaped text, ``url`` and
``save_as`` are the page's own. What a plugin changes in an object stays there: pages come from the immutable Site.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, MutableMapping
from datetime import datetime
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Any

from markupsafe import escape
from pelican import contents
from pelican.utils import SafeDatetime

from xinglin.core.variant import Variant
from xinglin.disclosure.states import State
from xinglin.press.bodies import body
from xinglin.press.edition import Edition
from xinglin.press.index import keyword_path
from xinglin.press.site import Article, Site

VARIANT: Variant = "zh-Hans"
_EXTRA = ("subtitle", "kicker", "department", "branch", "source", "doc_no", "index_no")
"""Front matter that is shown to readers and that plugins may want; what is for the house alone is not handed on."""


class _Placed:
    """A name with the address our site gives it, where Pelican would make one up from its settings."""

    def __init__(self, name: str, settings: Mapping[str, Any], slug: str, address: str) -> None:
        super().__init__(name, settings)  # type: ignore[call-arg]
        self.slug = slug
        self.address = address

    @property
    def url(self) -> str:
        return self.address

    @property
    def save_as(self) -> str:
        return f"{self.address}index.html" if self.address else ""

    @property
    def page_name(self) -> str:
        return f"{self.address}index" if self.address else ""


class Category(_Placed, contents.Category):
    """A section; its slug is the section's id."""


class Tag(_Placed, contents.Tag):
    """A keyword with a page of its own."""


class Author(_Placed, contents.Author):
    """Whoever signed: authors, reporters, correspondents. They have no pages here, so no address either."""


def is_page(article: Article) -> bool:
    """What Pelican calls a page: something that stands for itself and is no news of any section."""
    return article.section is None or article.manuscript.kind == "page"


def _body(article: Article, read: Callable[[str], str]) -> str:
    """The stored body; a record that was never parted from it has it with it."""
    manuscript = article.manuscript
    return read(manuscript.body) if manuscript.body else manuscript.html


def is_listed(article: Article) -> bool:
    """False for a withdrawn article whose text is kept: its page is printed, and nobody is told of it."""
    return article.state is not State.WITHDRAWN


class ContentMaker:
    """Makes objects of one Site. One name gives one object, as plugins compare and count them."""

    def __init__(self, site: Site, settings: Mapping[str, Any], read: Callable[[str], str]) -> None:
        """
        Args:
            read: gives a stored body by its key.
        """
        self.edition = Edition(site, VARIANT, lambda article: _body(article, read))
        self.settings = settings
        self._category = lru_cache(maxsize=None)(self._make_category)
        self._tag = lru_cache(maxsize=None)(self._make_tag)
        self._author = lru_cache(maxsize=None)(self._make_author)

    def metadata(self, position: int) -> dict[str, Any]:
        """What Pelican's reader would have read of it; listeners of ``…_generator_context`` may change it."""
        article = self.edition.article(position)
        front = article.manuscript.front
        # plugins take it for granted that somebody wrote it: what nobody signed is the hospital's
        signed = (*front.authors, *front.reporters, *front.correspondents)
        found: dict[str, Any] = {
            "title": front.title,
            "date": _moment(front.date),
            "summary": str(escape(article.manuscript.summary)),
            "slug": PurePosixPath(article.url).stem,
            "tags": [self._tag(keyword) for keyword in front.keywords],
            "authors": [self._author(name) for name in dict.fromkeys(signed) or (self.edition.configuration.name,)],
            "category": self._category(article.section),
            "kind": article.manuscript.kind,
            "status": "published",
            "url": article.url.removesuffix("index.html"),
            "save_as": article.url,
        }
        if front.modified:
            found["modified"] = _moment(front.modified)
        cover = self.edition.image(article, article.cover) if article.cover else None
        if cover:
            found["cover"] = cover.src.removeprefix(self.edition.base_path)
        return found | {name: value for name in _EXTRA if (value := getattr(front, name))}

    def content(self, position: int, metadata: dict[str, Any], context: MutableMapping[str, Any]) -> Any:
        """An Article or a Page; its making sends ``content_object_init``."""
        article = self.edition.article(position)
        made = contents.Page if is_page(article) else contents.Article
        return made(
            content=str(body(self.edition, article, self.edition.body(position))),
            metadata=metadata,
            settings=self.settings,
            source_path=str(self.edition.site.source(article.manuscript.path)),
            context=context,
        )

    def _make_category(self, section: str | None) -> Category:
        if section is None:  # Pelican gives pages one as well
            name = str(self.settings["DEFAULT_CATEGORY"])
            return Category(name, self.settings, name, "")
        found = self.edition.sections[section]
        return Category(found.title, self.settings, found.id, found.url)

    def _make_tag(self, keyword: str) -> Tag:
        address = keyword_path(keyword)
        return Tag(keyword, self.settings, PurePosixPath(address).name, address)

    def _make_author(self, name: str) -> Author:
        return Author(name, self.settings, name, "")


def _moment(moment: datetime) -> SafeDatetime:
    return SafeDatetime(
        moment.year, moment.month, moment.day, moment.hour, moment.minute, moment.second, tzinfo=moment.tzinfo
    )
