"""The people a manuscript tells of in its front matter."""

from __future__ import annotations

from collections.abc import Iterator

from xinglin.manuscript.records import Manuscript


def people_of(manuscript: Manuscript) -> Iterator[str]:
    """Those who wrote, photographed, edited; those who hold its honours, and their secretaries."""
    front = manuscript.front
    yield from (*front.authors, *front.reporters, *front.correspondents, *front.photographers, *front.editors)
    yield from front.proofreaders
    for honour in getattr(front, "honours", ()):
        for holder in honour.holders:
            yield from (holder.person, holder.secretary)
