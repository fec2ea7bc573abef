"""Which files are made of a picture, and under which names. Pure planning; nothing is read or written.

A photograph is published for three generations of browsers: AVIF, WebP, and one JPEG that every program opens. A drawing
(line art, a screenshot) is published without loss, at its own width wherever that is reasonable: scaled down it would
be both blurred and larger, since smooth edges compress worse than hard ones. docs/decisions/0021 has the measurements.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from xinglin.core.hashing import digest

from .photograph import Photograph, size_of
from .retouching import UNTOUCHED, Retouch

Encoding = Literal["AVIF", "WEBP", "JPEG", "PNG", "SVG", "ANIMATION"]

VERSION = 2
"""Raise it whenever the same source must give other pixels: names are immutable URLs, cached for a year."""

_SUFFIXES: dict[Encoding, str] = {"AVIF": "avif", "WEBP": "webp", "JPEG": "jpg", "PNG": "png", "SVG": "svg"}
_SUFFIXES["ANIMATION"] = "webp"
_MAX_SIDES = {"WEBP": 16_383, "AVIF": 16_383}
"""Pixels. WebP's limit (RFC 9649); AVIF could do more, but then encodes for minutes what nobody looks at."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """Formats, best first, and the widths each is made in, in pixels; the last format's file stands in ``<img>``.

    ``enlarged``: the longer side of what a link opens, 0 for none.
    """

    formats: tuple[tuple[Encoding, tuple[int, ...]], ...]
    enlarged: int = 0


PHOTO = Recipe((("AVIF", (480, 960)), ("WEBP", (480, 960)), ("JPEG", (960,))), enlarged=1600)
"""The theme's column is 42rem, 672 CSS pixels, and phones are some 390 CSS pixels wide with two or three device pixels
each: 960 is sharp enough on both, 480 serves a half-width picture, a list and the reader on slow 4G. Whoever wants to
read a certificate opens it at 1600."""

DRAWING = Recipe((("WEBP", (480, 1600)), ("PNG", (1600,))))


@dataclass(frozen=True, slots=True)
class Rendition:
    """One published file: ``name`` is its URL path under the site, ``width`` and ``height`` are pixels."""

    name: str
    width: int
    height: int
    format: Encoding


@dataclass(frozen=True, slots=True)
class Plan:
    """What is made of one picture: ``formats`` best first, each narrowest first; at least one file."""

    formats: tuple[tuple[Rendition, ...], ...]
    enlarged: Rendition | None = None
    """Where it shows more than the widest of the others: a larger JPEG, or the animation a still stands for."""

    @property
    def files(self) -> tuple[Rendition, ...]:
        """Every file."""
        files = [rendition for renditions in self.formats for rendition in renditions]
        return (*files, self.enlarged) if self.enlarged else tuple(files)

    @property
    def fallback(self) -> Rendition:
        """The widest file of the format that every program opens."""
        return self.formats[-1][-1]

    @property
    def sources(self) -> tuple[tuple[Rendition, ...], ...]:
        """The better formats, for ``<source>``."""
        return self.formats[:-1]


def plan(photograph: Photograph, retouch: Retouch = UNTOUCHED, recipe: Recipe | None = None) -> Plan:
    """The files of a retouched picture, never wider than its source.

    A picture narrower than a recipe's width is published at its own width instead, so that no sharpness is lost.

    Args:
        recipe: by default the site's own for what the picture is.
    """
    source = retouch.size(photograph.width, photograph.height)
    chosen = recipe or (DRAWING if photograph.is_drawing else PHOTO)
    words = f"{photograph.digest} {VERSION} {chosen} {photograph.is_drawing}"
    key = digest(f"{words} {retouch}" if retouch else words)[:16]
    if photograph.format == "SVG":
        return Plan(((_rendition(key, "SVG", source, source[0]),),))
    formats = [
        tuple(_rendition(key, encoding, source, width) for width in _widths(source[0], widths))
        for encoding, widths in chosen.formats
        if max(source) <= _MAX_SIDES.get(encoding, max(source)) or encoding == chosen.formats[-1][0]
    ]
    if moving := size_of(photograph.frames, source):
        # a name of its own: a still in the same format and width stands beside it
        return Plan(tuple(formats), _rendition(digest(f"{key} moving")[:16], "ANIMATION", source, moving))
    return Plan(tuple(formats), _enlarged(key, source, formats[-1][-1], chosen.enlarged))


def _widths(source: int, wanted: Sequence[int]) -> list[int]:
    largest = min(source, wanted[-1])
    return [*(width for width in wanted if width < largest), largest]


def _enlarged(key: str, source: tuple[int, int], widest: Rendition, side: int) -> Rendition | None:
    width = min(source[0], side * source[0] // max(source))
    # a fifth more is the least that is worth a file
    return _rendition(key, widest.format, source, width) if width * 5 >= widest.width * 6 else None


def _rendition(key: str, encoding: Encoding, source: tuple[int, int], width: int) -> Rendition:
    # in integers, half up: a float would round the same ratio differently at different sizes
    height = max(1, (2 * source[1] * width + source[0]) // (2 * source[0]))
    return Rendition(f"media/{key}-{width}.{_SUFFIXES[encoding]}", width, height, encoding)
