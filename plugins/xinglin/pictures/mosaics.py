"""Retouches applied to decoded pixels."""

from __future__ import annotations

from math import ceil

from PIL import Image

from .retouching import Retouch

_MOSAIC_CELLS = 6
"""Cells along the longer side of a mosaic, whatever the picture's size: a face of six cells shows nobody."""
_MIN_CELL = 16
"""Pixels of the decoded picture, which is never larger than the original: a mosaic drawn in many small pieces, one for
each line of a chart, must not end in cells that leave its strokes legible."""


def apply(image: Image.Image, retouch: Retouch) -> Image.Image:
    """The retouched copy of an upright picture (L, LA, RGB, RGBA or CMYK), at whatever scale it was decoded."""
    retouched = image.copy()
    for mosaic in retouch.mosaics:
        box = mosaic.pixels(image.size)
        retouched.paste(_pixelate(image.crop(box)), box)
    return retouched.crop(retouch.crop.pixels(image.size)) if retouch.crop else retouched


def _pixelate(region: Image.Image) -> Image.Image:
    """Every cell is the average of what was in it. Whole cells only: a narrow one at an edge would tell more."""
    cell = max(_MIN_CELL, ceil(max(region.size) / _MOSAIC_CELLS))
    cells = (max(1, region.width // cell), max(1, region.height // cell))
    return region.resize(cells, Image.Resampling.BOX).resize(region.size, Image.Resampling.NEAREST)
