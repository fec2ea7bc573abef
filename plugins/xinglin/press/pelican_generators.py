"""Pelican's generators fed from the Site. They send Pelican's signals in Pelican's order and read no files.

What the signals carry with our theme:

- ``article_generator_init``, ``page_generator_init``, ``static_generator_init``, ``generator_init``: the generator.
- ``…_generator_preread`` (generator), ``…_generator_context`` (generator, metadata), ``content_object_init`` (the
  object): once per article and page, when somebody is there to listen.
- ``article_generator_pretaxonomy``, ``…_generator_finalized``: the generator with ``articles``, ``dates``,
  ``categories``, ``tags``, ``authors``, ``pages``; ``staticfiles`` is always empty, drafts never come here.
- ``article_generator_write_article``, ``page_generator_write_page``: the generator and the object, before ``finish``
  prints for articles; the page's bytes come from the Site, whatever the object says by then.
- ``content_written``: path and context, once for every page of every variant, after the whole site has landed.
- ``feed_generated``, ``feed_written``: Pelican's feed of the same articles as the Simplified feed that stands there.
- ``…_writer_finalized``: the generator and the writer.
"""

from __future__ import annotations

import copy
from collections import defaultdict
from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import Any, NoReturn

from pelican.generators import ArticlesGenerator, PagesGenerator, StaticGenerator
from pelican.plugins import signals

from xinglin.core.marks import plain
from xinglin.press.machine_files import FEED_ENTRIES
from xinglin.press.pelican_contents import ContentMaker, is_listed, is_page
from xinglin.press.pelican_listeners import is_heard
from xinglin.press.pelican_names import name_site
from xinglin.press.pelican_run import PressRun


class Unmade(Sequence[Any]):
    """So many contents, of which nobody asked for one."""

    def __init__(self, count: int) -> None:
        self._count = count

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, index: Any) -> NoReturn:
        raise TypeError("content objects are made only when a plugin is installed")


class ArticlesFromSite(ArticlesGenerator):
    """Pelican's articles generator; it also drives the press, as Pelican calls it first."""

    press: PressRun
    # Pelican's own attributes: mappings while articles are sorted, lists of pairs afterwards
    articles: Any
    dates: Any
    tags: Any
    categories: Any
    authors: Any

    def check_disabled_readers(self) -> None:
        """Nothing: unreadable manuscripts are diagnostics of the Site."""

    def generate_context(self) -> None:
        """Load the Site, name it in the settings, and make the objects if anybody wants them."""
        site = self.press.site
        name_site(site.configuration, self.settings, self.context)
        records = [
            position for position, article in enumerate(site.articles) if not is_page(article) and is_listed(article)
        ]
        if self.press.makes_contents:
            self.articles = _contents(
                self, records, signals.article_generator_preread, signals.article_generator_context
            )
        signals.article_generator_pretaxonomy.send(self)
        self._sort_into_shelves()
        self.context |= {
            "articles": self.articles,
            "dates": self.dates,
            "drafts": self.drafts,
            "hidden_articles": self.hidden_articles,
            "categories": self.categories,
            "tags": list(self.tags.items()),
            "authors": self.authors,
            "related_posts": self.related_posts,
            "period_archives": self.period_archives,
        }
        signals.article_generator_finalized.send(self)
        if not self.press.makes_contents:
            self.articles = Unmade(len(records))  # Pelican counts them at the end

    def _sort_into_shelves(self) -> None:
        for article in self.articles:
            if hasattr(article, "category"):
                self.categories[article.category].append(article)
            for tag in getattr(article, "tags", ()):
                self.tags[tag].append(article)
            for author in getattr(article, "authors", ()):
                self.authors[author].append(article)
        self.categories = sorted(
            self.categories.items(), key=lambda shelf: shelf[0], reverse=self.settings["REVERSE_CATEGORY_ORDER"]
        )
        self.authors = sorted(self.authors.items(), key=lambda shelf: shelf[0])
        self.dates = sorted(self.articles, key=attrgetter("date"), reverse=self.settings["NEWEST_FIRST_ARCHIVES"])

    def refresh_metadata_intersite_links(self) -> None:
        """As Pelican's, for the objects there are."""
        if self.press.makes_contents:
            super().refresh_metadata_intersite_links()

    def generate_output(self, writer: Any) -> None:
        """Hand all pages to the press, then tell who listens what has been written."""
        if self.press.makes_contents:
            for article in self.articles:
                signals.article_generator_write_article.send(self, content=article)
        self.press.finish()
        self._tell_feeds(writer)
        if is_heard(signals.content_written):
            told = _tell_written(self, self.articles, "article")
            # pages of the pages generator are told by it; whatever else stands there is a list or the like
            apart = {path for page in self.context["pages"] for path in self.press.paths_of(page.source_path)}
            for path in self.press.page_paths:
                if path not in told and path not in apart:
                    _tell(self, path, {})
        signals.article_writer_finalized.send(self, writer=writer)

    def _tell_feeds(self, writer: Any) -> None:
        if not is_heard(signals.feed_generated) and not is_heard(signals.feed_written):
            return
        tree = self.press.site.tree
        shelves: dict[str, list[Any]] = defaultdict(list)
        for article in self.articles:
            section = article.category.slug
            for name in ("site", section, *(above.id for above in tree.ancestors(section))):
                shelves[name].append(article)
        for name in self.press.feed_names:
            # without a path Pelican's writer makes the feed and writes none: ours stands there already
            title = None if name == "site" else plain(tree.sections[name].title)
            elements = shelves[name][:FEED_ENTRIES]
            feed = writer.write_feed(elements, self.context, url=f"feeds/{name}.xml", feed_title=title)
            path = self.press.output / "feeds" / f"{name}.xml"
            signals.feed_written.send(str(path), context=self.context, feed=feed)


class PagesFromSite(PagesGenerator):
    """Pelican's pages generator; its pages are printed with the articles."""

    press: PressRun
    pages: Any

    def check_disabled_readers(self) -> None:
        """Nothing: unreadable manuscripts are diagnostics of the Site."""

    def generate_context(self) -> None:
        """Make the objects if anybody wants them."""
        records = [
            position
            for position, article in enumerate(self.press.site.articles)
            if is_page(article) and is_listed(article)
        ]
        if self.press.makes_contents:
            self.pages = _contents(self, records, signals.page_generator_preread, signals.page_generator_context)
        self.context |= {"pages": self.pages, "hidden_pages": [], "draft_pages": []}
        signals.page_generator_finalized.send(self)
        if not self.press.makes_contents:
            self.pages = Unmade(len(records))

    def refresh_metadata_intersite_links(self) -> None:
        """As Pelican's, for the objects there are."""
        if self.press.makes_contents:
            super().refresh_metadata_intersite_links()

    def generate_output(self, writer: Any) -> None:
        """Nothing is left to print; say of each page that it is written."""
        if self.press.makes_contents:
            for page in self.pages:
                signals.page_generator_write_page.send(self, content=page)
            if is_heard(signals.content_written):
                _tell_written(self, self.pages, "page")
        signals.page_writer_finalized.send(self, writer=writer)


class StaticFromSite(StaticGenerator):
    """Pelican's static generator with nothing to copy.

    Photographs are published as renditions without their metadata, attachments with the articles that offer them, the
    theme's files under hashed names; a copy of a folder as it lies would publish what nobody released.
    """

    press: PressRun

    def check_disabled_readers(self) -> None:
        """Nothing: there are no static files to look through."""

    def generate_context(self) -> None:
        """No static files."""
        self.staticfiles: list[Any] = []
        self.context["staticfiles"] = self.staticfiles
        signals.static_generator_finalized.send(self)

    def generate_output(self, writer: Any) -> None:
        """Nothing."""


def _contents(generator: Any, positions: Iterable[int], preread: Any, metadata_read: Any) -> list[Any]:
    """The objects of some records, made as Pelican's readers make them: the same signals before each."""
    maker = ContentMaker(generator.press.site, generator.settings, generator.press.read_body)
    found = []
    for position in positions:
        preread.send(generator)
        metadata = maker.metadata(position)
        metadata_read.send(generator, metadata=metadata)
        content = maker.content(position, metadata, generator.context)
        generator.add_source_path(content)
        found.append(content)
    return found


def _tell_written(generator: Any, contents: Iterable[Any], name: str) -> set[str]:
    """Send ``content_written`` for the pages of objects, in every variant."""
    told = set()
    for content in contents:
        more = {"category": content.category} if name == "article" else {}
        for path in generator.press.paths_of(content.source_path):
            _tell(generator, path, more | {name: _at(content, path)})
            told.add(path)
    return told


def _at(content: Any, path: str) -> Any:
    """The object as the page at ``path`` shows it: a variant's page has its own address, and sitemaps list addresses."""
    if path == content.save_as:
        return content
    twin = copy.copy(content)
    twin.override_save_as, twin.override_url = path, path.removesuffix("index.html")
    return twin


def _tell(generator: Any, path: str, more: dict[str, Any]) -> None:
    context = {**generator.context, "output_file": path, **more}
    signals.content_written.send(str(generator.press.output / path), context=context)
