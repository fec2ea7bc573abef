"""The picture a shared link brings along: 1200×630, the title set in type, the hospital's name, the article's cover.

The cover comes from a finished rendition, so what was covered or cut there is covered and cut here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw

from xinglin.core.files import write_atomic

from . import encoding
from .card import SIZE, Card
from .covers import cut, flatten
from .fonts import Fonts
from .typesetting import break_lines, face

_COVER_WIDTH = 480
_MARGIN = 72
_TITLE_SIZES = (68, 60, 52, 46)
_MAX_LINES = 4
_INKS = {"": ("#07443d", "#e3a066"), "party": ("#7c1712", "#e3a066")}
"""Tone of the section → ground and ornament, the theme's."""


@dataclass(frozen=True, slots=True)
class CardTask:
    """A card, the file of its cover, and the folder that ``Card.name`` is relative to."""

    card: Card
    cover: Path | None
    folder: Path


def make_cards(tasks: Sequence[CardTask]) -> list[str]:
    """Draw cards, in order; gives their names."""
    for task in tasks:
        write_atomic(task.folder / task.card.name, draw(task.card, task.cover))
    return [task.card.name for task in tasks]


def draw(card: Card, cover: Path | None) -> bytes:
    """The card as JPEG."""
    ground, ornament = _INKS.get(card.tone, _INKS[""])
    image = Image.new("RGB", SIZE, ground)
    if cover is not None:
        with Image.open(cover, formats=("JPEG", "PNG")) as opened:
            picture = flatten(opened)
        width = _COVER_WIDTH if card.fonts else SIZE[0]
        image.paste(cut(picture, (width, SIZE[1]), card.focus), (SIZE[0] - width, 0))
    pen = ImageDraw.Draw(image)
    if card.fonts:
        room = SIZE[0] - 2 * _MARGIN - (_COVER_WIDTH - 24 if cover is not None else 0)
        _set_title(pen, card, card.fonts, room)
        _set_name(pen, card, card.fonts, room, ornament)
    pen.rectangle((0, SIZE[1] - 12, SIZE[0], SIZE[1]), fill=ornament)
    return encoding.encode_jpeg(image)


def _set_title(pen: ImageDraw.ImageDraw, card: Card, fonts: Fonts, room: int) -> None:
    for size in _TITLE_SIZES:
        font = face(fonts.bold, size, card.variant)
        lines = break_lines(card.title, font, room)
        if len(lines) <= _MAX_LINES:
            break
    if len(lines) > _MAX_LINES:
        lines = [*lines[: _MAX_LINES - 1], lines[_MAX_LINES - 1].rstrip("，。、；：")[:-1] + "…"]
    step = round(size * 1.42)
    top = (SIZE[1] - 130 - step * len(lines)) // 2 + 20
    for number, line in enumerate(lines):
        pen.text((_MARGIN, top + number * step), line, font=font, fill="#ffffff")


def _set_name(pen: ImageDraw.ImageDraw, card: Card, fonts: Fonts, room: int, ornament: str) -> None:
    size = 34
    while size > 18 and face(fonts.regular, size, card.variant).getlength(card.hospital) > room:
        size -= 2
    pen.rectangle((_MARGIN, SIZE[1] - 132, _MARGIN + 64, SIZE[1] - 127), fill=ornament)
    pen.text((_MARGIN, SIZE[1] - 100), card.hospital, font=face(fonts.regular, size, card.variant), fill="#f3e7da")
