"""Rectangles and points of a picture as authors type them: per cent of the upright picture, from its top left corner."""

from __future__ import annotations

import re
import unicodedata

from xinglin.core.diagnostics import AuthorError

Area = tuple[float, float, float, float]
"""Left edge, top edge, width, height, in per cent."""
Point = tuple[float, float]
"""From the left, from the top, in per cent."""

MAX_AREAS = 60
"""A crowd in a waiting room has as many faces; more is a slip, and each costs time."""

DONE = frozenset({"done", "已打", "已处理", "已完成"})
"""As a mosaic's value: it has been laid into the file itself (``xinglin reduce`` writes it)."""

_SEPARATORS = re.compile(r"[;；|/\n]+")
_NUMBERS = re.compile(r"[,，、\s]+")
_NUMBER = re.compile(r"\d{1,5}(?:\.\d{1,4})?")
_SLACK = 0.5
"""Rounded figures may pass the edge by so much (33.4 + 66.7)."""

_WORDS: dict[str, Point] = {
    "左上": (0, 0), "上": (50, 0), "右上": (100, 0), "左": (0, 50), "中": (50, 50), "右": (100, 50), "左下": (0, 100),
    "下": (50, 100), "右下": (100, 100), "top": (50, 0), "bottom": (50, 100), "left": (0, 50), "right": (100, 50),
    "center": (50, 50), "middle": (50, 50),
}  # fmt: skip


def parse_areas(typed: str) -> tuple[Area, ...]:
    """``10,20,30,15; 60,25,12,12`` → areas, in the order typed.

    Raises:
        AuthorError: not four numbers each, outside the picture, or none at all.
    """
    pieces = [piece.strip() for piece in _SEPARATORS.split(typed) if piece.strip()]
    if not pieces:
        raise AuthorError("没有写范围。", _example())
    if len(pieces) > MAX_AREAS:
        raise AuthorError(f"范围太多（{len(pieces)} 处，最多 {MAX_AREAS} 处）。", "相邻的合成一处大的。")
    return tuple(_area(piece) for piece in pieces)


def parse_area(typed: str) -> Area:
    """One rectangle; see :func:`parse_areas`."""
    areas = parse_areas(typed)
    if len(areas) != 1:
        raise AuthorError("只能写一个范围。", _example("裁剪", "10,0,80,100"))
    return areas[0]


def parse_point(typed: str) -> Point:
    """``30,20``, or a word such as 上.

    Raises:
        AuthorError: neither two numbers from 0 to 100 nor a known word.
    """
    text = unicodedata.normalize("NFKC", typed).strip()
    if text.lower() in _WORDS:
        return _WORDS[text.lower()]
    numbers = _read(text)
    if len(numbers) != 2 or max(numbers) > 100:
        raise AuthorError(
            f"看不懂焦点“{typed[:30]}”。", "写“上、下、左、右、中”，或离左边和上边各百分之几，例如  焦点=50,30。"
        )
    return numbers[0], numbers[1]


def _area(piece: str) -> Area:
    numbers = _read(piece)
    if len(numbers) != 4:
        raise AuthorError(f"看不懂范围“{piece[:40]}”。", _example())
    x, y, width, height = numbers
    if max(numbers) > 100 + _SLACK or x + width > 100 + _SLACK or y + height > 100 + _SLACK:
        raise AuthorError(
            f"范围“{piece[:40]}”超出了图片。", "四个数都是百分比（0 到 100），不是像素：左边、上边、宽、高。"
        )
    if width <= 0 or height <= 0:
        raise AuthorError(f"范围“{piece[:40]}”的宽或高是 0。", _example())
    return x, y, width, height


def _read(text: str) -> list[float]:
    parts = [part.rstrip("%") for part in _NUMBERS.split(unicodedata.normalize("NFKC", text).strip())]
    return [float(part) for part in parts] if all(map(_NUMBER.fullmatch, parts)) else []


def _example(name: str = "马赛克", value: str = "10,20,30,15") -> str:
    return f'写成  {{{name}="{value}"}}：离左边、离上边、宽、高各占图片的百分之几，几处之间用分号隔开。'
