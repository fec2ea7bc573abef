"""One build as Pelican's run sees it: loaded while contexts are made, printed and landed while output is."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Generator
from functools import cached_property
from pathlib import Path

from xinglin.core.variant import VARIANT_PREFIXES
from xinglin.press.building import BuildOptions, BuildResult, Progress, forget, remember, stages
from xinglin.press.manifest import read_manifest
from xinglin.press.page_book import Book
from xinglin.press.site import Site
from xinglin.press.store import STORE_FILE, BodyReader

_NOT_PAGES = ("media/", "theme/")
_FEEDS = "feeds/"


class NotPublished(Exception):
    """Errors stopped the build; the output is as it was."""

    def __init__(self, result: BuildResult) -> None:
        super().__init__("the content has errors")
        self.result = result


class PressRun:
    """What the generators of one run share. ``site`` and ``result`` are there once loaded and finished."""

    def __init__(
        self,
        options: BuildOptions,
        *,
        makes_contents: bool,
        is_acceptable: Callable[[Site], bool] = lambda site: True,
        progress: Progress = lambda stage, done, total: None,
    ) -> None:
        self.options = options
        self.makes_contents = makes_contents
        """Whether anybody looks at Pelican's content objects."""
        self._is_acceptable = is_acceptable
        self._stages: Generator[Site, None, BuildResult] = stages(options, progress)
        self._site: Site | None = None
        self.result: BuildResult | None = None
        self._landed: dict[str, tuple[int, int, int]] = {}
        self._known = Book()

    @property
    def site(self) -> Site:
        """The Site; loaded the first time it is asked for.

        Raises:
            NotPublished: it has errors, or what the caller does not accept.
            UnsafeOutput: the output folder cannot be used.
        """
        if self._site is None:
            try:
                site = next(self._stages)
            except StopIteration as end:
                raise NotPublished(end.value) from None
            if not self._is_acceptable(site):
                raise NotPublished(BuildResult(site.diagnostics))
            self._site = site
        return self._site

    @cached_property
    def read_body(self) -> BodyReader:
        """Bodies of the loaded Site, by their keys."""
        return BodyReader(self.options.cache_folder / STORE_FILE)

    def finish(self) -> BuildResult:
        """Print and land.

        Raises:
            NotPublished: a picture could not be made.
            UnsafeOutput: somebody else's file is in the way.
        """
        assert self.site is not None
        try:
            next(self._stages)
        except StopIteration as end:
            result: BuildResult = end.value
        if result.landed is None:
            raise NotPublished(result)
        self.result = result
        if self.makes_contents:
            # killed while plugins are at work, the next build trusts no page
            self._landed, self._known = self._stamps(), forget(self.options)
        return result

    def close(self) -> None:
        """Let go of the output; a build that has not been finished leaves no trace.

        Plugins may have minified our pages or written their own over them. That stands, and the store is not told of such
        a page, so that no later build takes it for the one it knows.
        """
        self._stages.close()
        if self._known.entries:
            stamps = self._stamps()
            entries = {p: e for p, e in self._known.entries.items() if stamps.get(p) == self._landed.get(p)}
            remember(self.options, Book(entries))
            self._known = Book()

    def _stamps(self) -> dict[str, tuple[int, int, int]]:
        found = {}
        folder = str(self.output)
        for path in self.page_paths:
            with contextlib.suppress(OSError):
                status = os.stat(f"{folder}/{path}")  # noqa: PTH116  # thousands of Path objects would cost more than this
                found[path] = (status.st_mtime_ns, status.st_size, status.st_ino)
        return found

    @cached_property
    def output(self) -> Path:
        return self.options.output.resolve()

    @cached_property
    def _landed_files(self) -> tuple[str, ...]:
        assert self.result is not None
        return tuple(read_manifest(self.output).files)

    @cached_property
    def page_paths(self) -> tuple[str, ...]:
        """Every page that has landed, below the output."""
        return tuple(sorted(p for p in self._landed_files if p.endswith(".html") and not p.startswith(_NOT_PAGES)))

    @cached_property
    def feed_names(self) -> tuple[str, ...]:
        """Simplified feeds that have landed: ``site`` and sections' ids."""
        return tuple(sorted(Path(path).stem for path in self._landed_files if path.startswith(_FEEDS)))

    @cached_property
    def _addresses(self) -> dict[str, str]:
        site = self.site
        return {str(site.source(article.manuscript.path)): article.url for article in site.articles}

    def paths_of(self, source_path: str) -> list[str]:
        """Paths below the output of one manuscript's page in every variant; none for what is not of the Site."""
        address = self._addresses.get(source_path)
        if address is None:
            return []
        return [VARIANT_PREFIXES[variant] + address for variant in self.site.configuration.variants]
