"""How a picture looks, as a number: the same photograph made smaller, saved again or passed through WeChat keeps it.

A difference hash in both directions (Krawetz 2013; the `imagehash` package does the same with NumPy and SciPy, which
nothing else here needs): the picture in 17 × 17 greys, one bit for each pair of neighbours.
"""

from __future__ import annotations

from pathlib import Path

from PIL import Image, UnidentifiedImageError

_SIDE = 16
_BITS = 2 * _SIDE * _SIDE
SAME = 40
"""Bits of 512 in which two saves of one photograph may differ; different photographs differ in about half."""
_FLATTEST = 60
"""A blank form or a plain colour has too few edges to be told from another."""


def look(path: Path) -> str:
    """The picture's look in hex; empty when it is no picture, or one without anything to recognise."""
    try:
        with Image.open(path) as image:
            image.draft("L", (256, 256))
            grey = image.convert("L").resize((_SIDE + 1, _SIDE + 1), Image.Resampling.BOX)
    except (OSError, UnidentifiedImageError, ValueError, SyntaxError, Image.DecompressionBombError):
        return ""
    points = list(grey.tobytes())
    width = _SIDE + 1
    bits, edges = 0, 0
    for y in range(_SIDE):
        for x in range(_SIDE):
            here = points[y * width + x]
            for other in (points[y * width + x + 1], points[(y + 1) * width + x]):
                bits = bits << 1 | (here > other)
                edges += abs(here - other) > 2
    return f"{bits:0{_BITS // 4}x}" if edges >= _FLATTEST else ""


def is_same(one: str, other: str) -> bool:
    return bool(one and other) and (int(one, 16) ^ int(other, 16)).bit_count() <= SAME
