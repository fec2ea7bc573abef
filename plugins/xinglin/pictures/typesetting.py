"""Chinese type on pictures: a font of the system that has Chinese characters, and lines broken as Chinese lines are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from PIL import ImageFont

_REGIONS = {"zh-Hans": "SC", "zh-Hant": "TC", "zh-Hant-TW": "TC", "zh-Hant-HK": "HK"}
_MAX_FACES = 40

# 不能放在行首、行尾的标点 (CLREQ, 3.1.2)
_NEVER_FIRST = frozenset("，。、；：！？）》」』】〕”’…—·,.;:!?)]}%℃")
_NEVER_LAST = frozenset("（《「『【〔“‘([{")
_PARTS = re.compile(r"(?<=[^\x00-\x7f]) (?=[^\x00-\x7f])")
"""A space between Chinese characters parts the two halves of a headline."""
_UNIT = re.compile(r"[A-Za-z0-9.,:%+\-/~～]+|\s+|.", re.DOTALL)


@lru_cache(maxsize=32)
def face(path: str, size: int, variant: str) -> ImageFont.FreeTypeFont:
    """A font at ``size`` pixels; of a collection the face with the glyphs of the variant's region."""
    region = _REGIONS.get(variant, "SC")
    if not path.lower().endswith(".ttc"):
        return ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.BASIC)
    for index in range(_MAX_FACES):
        try:
            font = ImageFont.truetype(path, size, index=index, layout_engine=ImageFont.Layout.BASIC)
        except OSError:
            break
        if str(font.getname()[0]).split()[-1].upper() == region and "Mono" not in str(font.getname()[0]):
            return font
    return ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.BASIC)


def break_lines(text: str, font: ImageFont.FreeTypeFont, width: int) -> list[str]:
    """Lines no wider than ``width`` pixels and as even as can be; a space in a title is where it is best broken."""
    parts = [part for part in _PARTS.split(" ".join(text.split())) if part]
    if len(parts) > 1:
        apart = [line for part in parts for line in _even(part, font, width)]
        if len(apart) <= len(_even(" ".join(parts), font, width)) + 1:
            return apart
    return _even(" ".join(parts), font, width)


def _even(text: str, font: ImageFont.FreeTypeFont, width: int) -> list[str]:
    units = _UNIT.findall(text)
    lines = _fill(units, font, width)
    if len(lines) < 2:
        return lines
    low, high = width // 2, width
    while low < high:  # the narrowest measure that needs no more lines: the last one is not left alone
        middle = (low + high) // 2
        if len(_fill(units, font, middle)) <= len(lines):
            high = middle
        else:
            low = middle + 1
    return _fill(units, font, high)


def _fill(units: Sequence[str], font: ImageFont.FreeTypeFont, width: int) -> list[str]:
    lines = [""]
    for unit in units:
        line = lines[-1]
        if not line.strip() and unit.isspace():
            continue
        if (
            line
            and font.getlength((line + unit).rstrip()) > width
            and unit[0] not in _NEVER_FIRST
            and not unit.isspace()
        ):
            moved = ""
            while line and line[-1] in _NEVER_LAST:
                moved, line = line[-1] + moved, line[:-1]
            lines[-1] = line.rstrip()
            lines.append(moved + unit)
        else:
            lines[-1] = line + unit
    return [line.strip() for line in lines if line.strip()]
