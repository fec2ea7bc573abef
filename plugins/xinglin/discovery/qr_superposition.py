"""Pictures of QR codes as sums of pictures, for ten thousands of addresses.

With one mask, one level and one mode every module of a code is a sum (exclusive or) of bits of the text: the check words are linear
(ISO/IEC 18004, 7.5), the placement is a permutation (7.7) and the mask a constant (7.8). So the difference that one character
makes at one place is the same picture whatever stands around it. It is made once, from two codes of the library, and a code is
then some seventy sums of small numbers: a tenth of the time the library takes.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache, reduce
from operator import getitem, xor

Draw = Callable[[str], bytes]
"""The picture of a text's code: lines of one width for one length of text."""

_FILLER = "a"
"""Neither a digit nor a capital: a text of it is encoded byte by byte (7.4.5), and so is one with a single other character."""

_BEGINNINGS = 1024
"""Sums remembered for what addresses begin with: a site has a folder for each year of a section, in a few lengths."""


class _Differences(dict[str, int]):
    """Character → what it changes at one place of the text, against the filler."""

    def __init__(self, draw: Draw, place: int, length: int, plain: int) -> None:
        super().__init__({_FILLER: 0})
        self._draw = draw
        self._before, self._behind, self._plain = _FILLER * place, _FILLER * (length - place - 1), plain

    def __missing__(self, character: str) -> int:
        picture = int.from_bytes(self._draw(self._before + character + self._behind))
        self[character] = difference = picture ^ self._plain
        return difference


class Superposition:
    """Pictures of texts' codes.

    Args:
        draw: makes the picture of one text; must encode runs of small letters byte by byte, with one mask and one level.
    """

    def __init__(self, draw: Draw) -> None:
        self._draw = draw
        self._of_length = cache(self._of_filler)
        self._begun = lru_cache(maxsize=_BEGINNINGS)(self._of_beginning)
        self._places: dict[int, list[_Differences]] = {}

    def picture(self, text: str) -> bytes:
        """As ``draw`` gives it, but encoded byte by byte throughout: a run of digits is not packed.

        Args:
            text: ASCII.
        """
        last = text.rfind("/") + 1
        begun, size, places = self._begun(text[:last], len(text))
        return reduce(xor, map(getitem, places[last:], text[last:]), begun).to_bytes(size)

    def _of_beginning(self, beginning: str, length: int) -> tuple[int, int, list[_Differences]]:
        """The sum for the beginning of a text, the size of its picture, and what comes at each place."""
        plain, size = self._of_length(length)
        places = self._places.setdefault(size, [])
        while len(places) < length:  # a place's differences hold for all texts whose codes have this size
            places.append(_Differences(self._draw, len(places), length, plain))
        return reduce(xor, map(getitem, places, beginning), plain), size, places

    def _of_filler(self, length: int) -> tuple[int, int]:
        picture = self._draw(_FILLER * length)
        return int.from_bytes(picture), len(picture)
