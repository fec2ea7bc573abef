"""Which sizes of a photograph are published, and under which names. Pure planning; nothing is read or written.

Later recipes (AVIF and WebP beside these, covers, galleries) are further rows of the same plan.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from xinglin.core.hashing import digest

from .inspect import Photograph
from .retouching import UNTOUCHED, Retouch

WIDTHS = (480, 960)
"""Pixels. The theme's column is 38em, about 760 CSS pixels, and phones are some 390 CSS pixels wide with two or three
device pixels each: 960 is sharp on both, 480 serves a half-width picture and the reader on slow 4G."""

RECIPE = 1
"""Raise it whenever the same source must give other pixels: names are immutable URLs, cached for a year."""

Encoding = Literal["JPEG", "PNG"]
_SUFFIXES: dict[Encoding, str] = {"JPEG": "jpg", "PNG": "png"}


@dataclass(frozen=True, slots=True)
class Rendition:
    """One published file: ``name`` is its URL path under the site, ``width`` and ``height`` are pixels."""

    name: str
    width: int
    height: int
    format: Encoding


def plan(photograph: Photograph, retouch: Retouch = UNTOUCHED) -> tuple[Rendition, ...]:
    """The renditions of a retouched photograph, narrowest first, never wider than its source; at least one.

    A picture narrower than the largest width is also published at its own width, so that no sharpness is lost.
    """
    encoding = _encoding(photograph)
    recipe = f"{photograph.digest} {RECIPE} {encoding}"
    key = digest(f"{recipe} {retouch}" if retouch else recipe)[:16]
    source = retouch.size(photograph.width, photograph.height)
    largest = min(source[0], WIDTHS[-1])
    widths = (*(width for width in WIDTHS if width < largest), largest)
    return tuple(
        Rendition(f"media/{key}-{width}.{_SUFFIXES[encoding]}", width, _height(source, width), encoding)
        for width in widths
    )


def _encoding(photograph: Photograph) -> Encoding:
    """PNG for what came as line art or may be transparent; a GIF becomes the PNG of its first frame."""
    if photograph.format == "JPEG" or (photograph.format == "WEBP" and not photograph.has_alpha):
        return "JPEG"
    return "PNG"


def _height(source: tuple[int, int], width: int) -> int:
    # in integers, half up: a float would round the same ratio differently at different sizes
    return max(1, (2 * source[1] * width + source[0]) // (2 * source[0]))
