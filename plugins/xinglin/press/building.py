"""A build: load, print into staging, land. What `xinglin build`, `xinglin serve` and Pelican's run have in common."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, cast

from xinglin.core.diagnostics import Diagnostic
from xinglin.core.pools import default_jobs
from xinglin.press import last_build
from xinglin.press.file_hashes import FileHashes
from xinglin.press.internal import cache_of, internal_folder, state_of_files
from xinglin.press.landing import Landed, check_output, exclusive
from xinglin.press.last_build import LastBuild, Sources, output_mark, sources_of
from xinglin.press.load_options import LoadOptions
from xinglin.press.page_book import Book, Pages
from xinglin.press.staging import Staging, sizes
from xinglin.press.store import Store
from xinglin.press.theme_mark import theme_folder

if TYPE_CHECKING:
    from xinglin.disclosure.states import Audience
    from xinglin.press.site import Site

Progress = Callable[[str, int, int], None]
"""Called with (stage, done, total) as work goes on."""


@dataclass(frozen=True)
class BuildOptions:
    """One build. ``cache`` lies beside content/ unless said otherwise."""

    content: Path
    output: Path
    now: datetime
    cache: Path | None = None
    audience: Audience = "public"
    jobs: int = field(default_factory=default_jobs)
    everything: bool = False
    """Print every page, whatever the store says."""
    keep_going: bool = False
    preview: bool = False
    url: str | None = None
    internal: Path | None = None
    """The internal root; by default ``content-internal/`` beside content/, where there is one."""
    theme: Path = field(default_factory=theme_folder)

    @property
    def cache_folder(self) -> Path:
        """Each audience has its own: internal records never enter the store of the public edition."""
        folder = self.cache or self.content.resolve().parent / ".xinglin-cache"
        return cache_of(folder, self.audience)

    @cached_property
    def loading(self) -> LoadOptions:
        """
        Raises:
            UnsafeOutput: the internal root overlaps content/, or is missing.
        """
        internal = internal_folder(self.content, self.internal)
        return LoadOptions(self.content, self.now, self.audience, self.preview, self.url, internal)

    def sources(self, hashes: FileHashes) -> Sources:
        """Everything this build is made from."""
        secrets = state_of_files(self.loading.internal) if self.audience == "public" else ""
        chosen = (self.audience, self.keep_going, self.preview, self.url, str(self.theme), secrets)
        return sources_of(hashes, repr(chosen), self.theme)


@dataclass(slots=True)
class BuildResult:
    """What happened. ``landed`` is None when errors kept the output as it was."""

    diagnostics: tuple[Diagnostic, ...] = ()
    landed: Landed | None = None
    """None when errors kept the output as it was."""
    is_leaking: bool = False
    """Something internal stands in the finished public site: it has not been published, with ``keep_going`` neither."""
    is_unusable: bool = False
    """A data file is wrong, so that not even the sound articles could be published."""
    left_out: frozenset[str] = frozenset()
    """Paths of files that are not on the site because of their errors."""
    pages: int = 0
    """Of the whole site."""
    rendered: int = 0
    """Of those, the ones that were printed because something they show had changed."""
    printing: Pages | None = None
    """What became of each page; None when nothing at all had changed, or nothing was printed."""
    seconds: dict[str, float] = field(default_factory=dict)
    """Stage → wall time."""
    store_was_rebuilt: bool = False
    """The store was damaged or another version's; worth one line."""

    @property
    def exit_code(self) -> int:
        return 1 if any(diagnostic.is_error for diagnostic in self.diagnostics) else 0


def build(
    options: BuildOptions,
    progress: Progress = lambda stage, done, total: None,
    store: Store | None = None,
    *,
    may_rest: bool = True,
    may_revise: bool = True,
) -> BuildResult:
    """Build the site.

    Args:
        store: of a process that builds again and again; by default one is opened in the cache folder.
        may_rest: when nothing has changed since the last build, do nothing.
        may_revise: when nothing but the words of articles has, print what shows them and look at nothing else.

    Raises:
        UnsafeOutput: output and content overlap, or output holds other people's files.
    """
    with closing(stages(options, progress, store, may_rest=may_rest, may_revise=may_revise)) as course:
        while True:
            try:
                next(course)
            except StopIteration as end:
                return cast(BuildResult, end.value)


def stages(
    options: BuildOptions,
    progress: Progress,
    store: Store | None = None,
    *,
    may_rest: bool = False,
    may_revise: bool = False,
) -> Generator[Site, None, BuildResult]:
    """The same build with a pause: gives the Site once it is loaded, prints and lands when asked to go on.

    Pelican's run calls its generators twice, for their contexts and for their output; this is what they share.
    Closing it at the pause leaves the output as it was. The output is held for this build until it is done or closed.

    Args:
        may_rest: when nothing has changed since the last build, the result is given at once, and no Site.
        may_revise: nor when nothing but words of articles has.
    """
    for root in filter(None, (options.content, options.loading.internal)):
        check_output(options.output, root, options.audience)
    with (
        nullcontext(store) if store else closing(Store(options.cache_folder)) as kept,
        exclusive(options.output, lambda: progress("另一个生成正在进行，等它结束", 0, 0)),
        without_collector(),
    ):
        hashes = FileHashes(options.loading.scan(), kept)
        short = _shortcut(options, kept, hashes, may_revise=may_revise) if may_rest else None
        result = short or (yield from _whole(options, kept, hashes, progress))
        result.store_was_rebuilt = kept.rebuilt
        return result


def _whole(
    options: BuildOptions, store: Store, hashes: FileHashes, progress: Progress
) -> Generator[Site, None, BuildResult]:
    from xinglin.press.whole_build import build_whole

    return (yield from build_whole(options, store, hashes, progress))


def forget(options: BuildOptions) -> Book:
    """Let the next build print every page of this output; what is known of them until now."""
    with closing(Store(options.cache_folder)) as store:
        output = options.output.resolve()
        known = Book.open(store, output)
        Book().save(store, output)
        last_build.forget(store, output)
        return known


def remember(options: BuildOptions, book: Book) -> None:
    """What of a forgotten output is true after all."""
    with closing(Store(options.cache_folder)) as store:
        book.save(store, options.output.resolve())


def _shortcut(options: BuildOptions, store: Store, hashes: FileHashes, *, may_revise: bool) -> BuildResult | None:
    """What a build does that need not look at the whole site; None when it must."""
    started = time.perf_counter()
    last = None if options.everything else LastBuild.of(store, options.output)
    if last is None:
        return None
    sources = options.sources(hashes)
    present = sizes(options.output)
    edited = last.edited(sources, options.now, options.output, present)
    if edited is None or (edited and not may_revise):
        return None
    result = _revised(options, store, hashes, last, sources, edited, present) if edited else _rested(last, hashes)
    if result:
        result.seconds = {"revise" if edited else "look": round(time.perf_counter() - started, 3)}
    return result


def _rested(last: LastBuild, hashes: FileHashes) -> BuildResult:
    hashes.save()
    return BuildResult(last.diagnostics, Landed(0, last.files, 0), left_out=frozenset(last.left_out), pages=last.pages)


def _revised(
    options: BuildOptions,
    store: Store,
    hashes: FileHashes,
    last: LastBuild,
    sources: Sources,
    edited: Sequence[str],
    present: Mapping[str, int],
) -> BuildResult | None:
    from xinglin.press import kept_site
    from xinglin.press.revision import revise

    kept = kept_site.kept(store, options.output.resolve(), last.sources.manuscripts)
    if kept is None:
        return None
    staging = Staging(options.output, options.audience, present)
    try:
        revision = revise(kept, edited, last.diagnostics, staging, store, hashes)
    finally:
        staging.discard()
    if revision is None:
        return None
    # the bytes that were parsed: a file may have been saved since the sources were named
    names = {**sources.manuscripts, **{path: hashes.name(path) for path in edited}}
    replace(
        last,
        sources=replace(sources, manuscripts=names),
        output=output_mark(staging.sizes, staging.output),
        diagnostics=revision.diagnostics,
    ).save(store, options.output)
    return BuildResult(
        revision.diagnostics,
        revision.landed,
        left_out=frozenset(last.left_out),
        pages=last.pages,
        rendered=revision.pages.printed_count,
        printing=revision.pages,
    )


@contextmanager
def without_collector() -> Iterator[None]:
    """Records live as long as the build: looking for rubbish among a million of them over and over is a fifth of it."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
