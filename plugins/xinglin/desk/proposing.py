"""Regions to cover, proposed by a detector somebody has installed. Nothing here needs one, and none is shipped.

A detector is an entry point of the group ``xinglin.region_detectors``: a function that takes a Pillow image (upright, RGB) and
gives boxes as (left, top, width, height) in per cent. It proposes; an editor looks, types, and answers for it.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from importlib.metadata import entry_points

from PIL import Image, ImageOps

from xinglin.manuscript.areas import Area

GROUP = "xinglin.region_detectors"
_MARGIN = 0.25
"""Of a box's own size, added on each side: hair, ears and a name badge belong to a face."""
_MAX_SIDE = 1600

Detector = Callable[[Image.Image], Iterable[Area]]


def detectors() -> dict[str, Detector]:
    """Installed detectors by name."""
    return {entry.name: entry.load() for entry in sorted(entry_points(group=GROUP), key=lambda entry: entry.name)}


def propose(data: bytes, found: Iterable[Detector]) -> list[Area]:
    """Boxes of all detectors, with a margin, inside the picture, from the left; whole per cent."""
    with Image.open(io.BytesIO(data)) as opened:
        image = ImageOps.exif_transpose(opened).convert("RGB")
    image.thumbnail((_MAX_SIDE, _MAX_SIDE))
    return sorted({_widened(box) for detector in found for box in detector(image)})


def list_of(areas: Iterable[Area]) -> str:
    """The words an editor pastes behind the picture."""
    return '{马赛克="' + "; ".join(",".join(f"{value:g}" for value in area) for area in areas) + '"}'


def _widened(box: Area) -> Area:
    left, top, width, height = box
    x, y = max(0, round(left - width * _MARGIN)), max(0, round(top - height * _MARGIN))
    right, bottom = min(100, round(left + width * (1 + _MARGIN))), min(100, round(top + height * (1 + _MARGIN)))
    return (float(x), float(y), float(max(1, right - x)), float(max(1, bottom - y)))
