"""What is known of a picture file once it has been looked at. Without Pillow: pages are planned from it where no picture is opened."""

from __future__ import annotations

from dataclasses import dataclass
from math import isqrt
from typing import Literal

Format = Literal["JPEG", "PNG", "GIF", "WEBP", "AVIF", "HEIF", "SVG"]

MAX_FRAMES = 300
MAX_DECODED = 600_000_000
"""Pixels of all frames together at their own size: seconds of work."""
_MAX_KEPT = 40_000_000
"""Pixels of all frames together as published, since all are in memory when they are written: 160 MB."""
_WIDTH, _LEAST_WIDTH = 960, 120


@dataclass(frozen=True, slots=True)
class Photograph:
    """A sound picture file: its content hash (``core.hashing``), its true format and its size in upright pixels.

    ``is_drawing``: line art or a screenshot, published without loss. ``aigc``: the label of a picture made by artificial
    intelligence (:mod:`.aigc`), or empty.
    """

    digest: str
    format: Format
    width: int
    height: int
    has_alpha: bool
    is_animated: bool
    frames: int = 1
    is_drawing: bool = False
    aigc: str = ""


def size_of(frames: int, source: tuple[int, int]) -> int:
    """The width an animation of this many frames is published at; 0 when it is not one, or too long to publish."""
    width, height = source
    if not 1 < frames <= MAX_FRAMES or frames * width * height > MAX_DECODED:
        return 0
    # width × (width × height ÷ width of the source) × frames stays within what is kept
    fitting = isqrt(_MAX_KEPT * width // (height * frames))
    chosen = min(width, _WIDTH, fitting)
    return chosen if chosen >= min(width, _LEAST_WIDTH) else 0


def usual_focus(width: int, height: int) -> tuple[float, float]:
    """Where to look when nobody said: the middle; in an upright picture higher, where faces are."""
    return (50, 50) if width * 11 >= height * 10 else (50, 25)
