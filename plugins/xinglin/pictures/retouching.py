"""What an author has done to a picture before anybody sees it: a crop, and mosaics over what must not be recognised.

Both are measured in per cent of the whole upright picture, so they mean the same at every scale a picture is decoded at.
They are applied to the decoded pixels, before any rendition is scaled or encoded, and are part of a rendition's name.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in per cent of the upright picture: its left and top edge, its width and height."""

    x: float
    y: float
    width: float
    height: float

    def pixels(self, size: tuple[int, int]) -> tuple[int, int, int, int]:
        """Left, top, right and bottom in a picture of this size: rounded outwards, at least one pixel, inside it."""
        width, height = size
        left, top = min(floor(self.x * width / 100), width - 1), min(floor(self.y * height / 100), height - 1)
        right = min(ceil((self.x + self.width) * width / 100), width)
        bottom = min(ceil((self.y + self.height) * height / 100), height)
        return max(left, 0), max(top, 0), max(right, left + 1, 1), max(bottom, top + 1, 1)


@dataclass(frozen=True, slots=True)
class Retouch:
    """``mosaics`` are laid on the whole picture, then ``crop`` is cut out of it. Equal retouches give equal pixels."""

    crop: Box | None = None
    mosaics: tuple[Box, ...] = ()

    def __bool__(self) -> bool:
        return self.crop is not None or bool(self.mosaics)

    def size(self, width: int, height: int) -> tuple[int, int]:
        """Width and height in pixels of what is left of an upright picture of this size."""
        if self.crop is None:
            return width, height
        left, top, right, bottom = self.crop.pixels((width, height))
        return right - left, bottom - top


UNTOUCHED = Retouch()
