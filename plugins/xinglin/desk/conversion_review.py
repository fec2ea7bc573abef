"""The converter's close choices in new articles: what ``xinglin check`` lists for an editor to read over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from xinglin.core.diagnostics import Collector, Diagnostic
from xinglin.disclosure.states import State
from xinglin.kinds import KINDS
from xinglin.manuscript.decoding import MAX_BYTES, decode
from xinglin.manuscript.reading import ReadingTask, read
from xinglin.press.load_options import LoadOptions
from xinglin.press.site import Site, Standing

_NEW = timedelta(days=30)


def close_choices(site: Site, options: LoadOptions, wanted: Sequence[str]) -> Iterator[Diagnostic]:
    """Of the articles asked for; of those not yet published and of the last thirty days where none is asked for.

    Args:
        wanted: files and folders below content/; ``.`` is all of it.
    """
    if not site.configuration.is_converted:
        return
    # brings the lexicon; a check of a site in Simplified alone does without
    from xinglin.checks.doubts import find_doubts
    from xinglin.variants.converter import Converter

    files = options.scan()
    converter = Converter("zh-Hant", site.terms)
    for path, standing in site.standings.items():
        if not (_is_wanted(path, wanted) if wanted else _is_new(standing, site)):
            continue
        with files.absolute(path).open("rb") as stream:
            data = stream.read(MAX_BYTES)
        manuscript = read(ReadingTask(path, data, "news"), KINDS).manuscript
        if manuscript and manuscript.language == "zh-Hans":
            own = converter.with_terms(site.own_terms(manuscript.front), manuscript.front.people)
            yield from find_doubts(path, decode(data, Collector(path)) or "", own)


def _is_wanted(path: str, wanted: Sequence[str]) -> bool:
    return any(name == "." or path == name or path.startswith(f"{name}/") for name in wanted)


def _is_new(standing: Standing, site: Site) -> bool:
    if standing.state in {State.DRAFT, State.REVIEW, State.SCHEDULED}:
        return True
    return standing.state is State.PUBLISHED and standing.date is not None and standing.date > site.now - _NEW
