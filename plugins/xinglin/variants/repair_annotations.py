"""Pinyin that a gateway inserted behind characters, on the bytes of GBK: found, taken out, and its damage undone.

Some sites offer Traditional through a gateway that replaces 數 by 數(shù) in the page's GBK bytes. Where the two bytes of 數
happen to be the second byte of one character and the first of the next, it tears both apart: 聰德 (C2 94 B5 C2) becomes
C2 94 B5 ( s h ù ) C2, which reads 聰?shù)… and shifts everything behind it by a byte, until an ASCII character is swallowed
and the text is in step again. Since 數 is known from its reading and from the byte before, the bytes can be put back.
What a second ``?`` swallowed is lost: it is filled from its context where one reading stands out, and marked 〓 elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache

from xinglin.variants.repair_context import SURE, Cell, Filled, cells_of, cheapest, gap_cell, is_tried

LOST = "〓"
"""Stands for a character that cannot be recovered."""
_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿê"
_PINYIN = f"[a-zɑɡü]{{0,6}}[{_TONED}][a-zɑɡü]{{0,4}}"
_ANNOTATION = re.compile(rf"(?P<torn>[?\ufffd])?\(?(?P<pinyin>{_PINYIN})\)")
_TAG_REMNANT = re.compile(
    r"/?(?:strong|b|em|i|u|p|br|span|font|div|a|h[1-6]|td|tr|th|li|ul|ol|table|img|section)\b[^<>\n]{0,200}>", re.I
)
_UNKNOWN = 0
"""A pending byte that is lost."""
_MOST_READINGS = 12
"""Ways to read one torn stretch that are followed; there are seldom more than four."""
_LONGEST_STRETCH = 400
"""Characters; every ASCII character ends one."""
_CONTEXT = 12
_CLAUSE_ENDS = "\n<，。、；：！？,.;:!?）)”》和与及的等"
_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff]")
_GOES_ON = re.compile(r"[^，。、；：！？,.;:!?<\s]|\.\d")
_LONGEST_LINE = 300


@dataclass(frozen=True, slots=True)
class Gap:
    """A character of which one byte is known: the first (``lead``) or the second (``trail``); -1 where it is lost."""

    lead: int = -1
    trail: int = -1

    def allows(self, character: str) -> bool:
        """Whether the character has the known byte."""
        pair = _bytes(character)
        return len(pair) == 2 and (self.lead == pair[0] or self.trail == pair[1])


@dataclass(frozen=True, slots=True)
class Doubt:
    """A place in the repaired text that was not recovered from its bytes alone."""

    position: int
    """Of the character in the repaired text."""
    is_lost: bool
    """It is marked 〓; otherwise it was filled from its context."""


@dataclass(slots=True)
class Inverted:
    text: str
    count: int = 0
    """Annotations taken out."""
    doubts: list[Doubt] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Reading:
    """One way to read a torn stretch: its characters, where the text is in step again, the byte still without a second."""

    pieces: tuple[str | Gap, ...]
    end: int
    pending: int
    swallowed: bool = False
    """An ASCII character at the end was lost besides."""


def is_annotated(text: str) -> bool:
    return _ANNOTATION.search(text) is not None


def invert(text: str) -> Inverted:
    """The text without the inserted pinyin, its bytes put back."""
    result = Inverted("")
    common = frozenset(
        text[m.start() - 1]
        for m in _ANNOTATION.finditer(text)
        if m.start() and not m["torn"] and text[m.start()] == "("
    )
    out: list[str] = []
    position = 0
    while match := _ANNOTATION.search(text, position):
        out += text[position : match.start()]
        position = match.end()
        previous = out[-1] if out else ""
        if match["torn"]:
            reading = _best(text, position, out, match["pinyin"], common) if previous else None
            if reading is None:
                result.doubts.append(Doubt(len(out), True))
                out.append(LOST)
            else:
                _put(reading, text, out, result)
                position = reading.end
            result.count += 1
        elif text[match.start()] == "(" and (previous == LOST or match["pinyin"] in _readings_before(out)):
            if previous == LOST:
                _name_by_reading(match["pinyin"], common, out, result)
            result.count += 1
        else:
            out += match.group()
    out += text[position:]
    result.text = "".join(out)
    return result


def _readings_before(out: list[str]) -> frozenset[str]:
    """The readings of the character just read, or of the one whose bytes are the second of 年 and the P behind it."""
    *_, before, last = "", "", *out[-2:]
    if not last.isascii():
        return readings_of(last)
    pair = _bytes(before)
    return readings_of(_decoded(pair[1], ord(last))) if last and len(pair) == 2 else frozenset()


def _name_by_reading(pinyin: str, common: frozenset[str], out: list[str], result: Inverted) -> None:
    """A lost character whose pinyin followed it is the one that the page annotates so elsewhere."""
    found = [character for character in common if pinyin in readings_of(character)]
    if len(found) == 1 and result.doubts and result.doubts[-1].position == len(out) - 1:
        out[-1] = found[0]
        result.doubts[-1] = Doubt(len(out) - 1, False)


def _put(reading: _Reading, text: str, out: list[str], result: Inverted) -> None:
    """Append the characters of a stretch, its gaps filled or marked."""
    line = "".join(out[-_LONGEST_LINE:]).rpartition("\n")[2]
    cells, first = _cells(reading, line, text)
    best = cheapest(cells)
    for number, piece in enumerate(reading.pieces):
        if isinstance(piece, str):
            out.append(piece)
            continue
        following = (
            "".join(p for p in reading.pieces[number + 1 :] if isinstance(p, str)) + text[reading.end : reading.end + 1]
        )
        found = _closing(line, piece, following[:1]) or _sure(cells, first + number, best)
        result.doubts.append(Doubt(len(out), not found))
        out.append(found or LOST)
        line += out[-1]
    if reading.swallowed and _GOES_ON.match(text, reading.end):
        result.doubts.append(Doubt(len(out), True))
        out.append(LOST)  # before a mark it was the gateway's comma; here a digit, a sign or a space


def _sure(cells: list[Cell], position: int, best: Filled) -> str:
    """The character of a gap, if any other would make the text much dearer; else empty."""
    simplified = best.characters[position]
    if not simplified or not cells[position]:
        return ""
    others = {simple: character for simple, character in cells[position].items() if simple != simplified}
    if others and cheapest([*cells[:position], others, *cells[position + 1 :]]).cost - best.cost < SURE:
        return ""
    return cells[position][simplified]


def _closing(line: str, gap: Gap, behind: str) -> str:
    """The bracket or quotation mark that the line has open, where the gap may be its other half and the clause ends."""
    for opening, closing in (("(（", "）"), ("“", "”"), ("《", "》")):
        closed = line.count(closing) + (line.count(")") if closing == "）" else 0)
        if sum(map(line.count, opening)) > closed and gap.allows(closing) and (not behind or behind in _CLAUSE_ENDS):
            return closing
    return ""


def _best(text: str, position: int, out: list[str], pinyin: str, common: frozenset[str]) -> _Reading | None:
    """The most plausible way to read what follows a torn annotation whose text ends at ``position``."""
    head = _bytes(out[-1])
    if len(head) != 2:
        return None
    trails = [_bytes(character)[1] for character in _annotated(head[1], pinyin, common)]
    begun = [_Reading((), position, trail) for trail in trails if trail > 0x80]  # it began a character
    readings = [reading for start in begun for reading in _follow(text, start)][:_MOST_READINGS]
    if len(readings) < 2:
        return readings[0] if readings else None
    line = "".join(out[-_LONGEST_LINE:]).rpartition("\n")[2]
    horizon = max(reading.end for reading in readings)
    return min(readings, key=lambda reading: cheapest(_cells(reading, line, text, horizon)[0]).cost)


def _cells(reading: _Reading, line: str, text: str, horizon: int = 0) -> tuple[list[Cell], int]:
    """The stretch with its surroundings as cells, and where it begins in them."""
    before = cells_of(line[-_CONTEXT:])
    between = [gap_cell(_characters(p)) if isinstance(p, Gap) else cells_of(p)[0] for p in reading.pieces]
    behind = text[reading.end : max(horizon, reading.end)] + _behind(text, max(horizon, reading.end))
    return [*before, *between, *cells_of(_ANNOTATION.sub("", behind))], len(before)


def _behind(text: str, position: int) -> str:
    """The words behind a place, as far as they are whole."""
    words = text[position : position + 4 * _CONTEXT]
    torn = next((match for match in _ANNOTATION.finditer(words) if match["torn"]), None)
    return _ANNOTATION.sub("", words[: torn.start()] if torn else words)[:_CONTEXT]


def _follow(text: str, reading: _Reading) -> Iterator[_Reading]:
    """Every way to go on from a reading with a byte pending, to where the text is in step again."""
    open_readings = [reading]
    for _ in range(_LONGEST_STRETCH):
        following: list[_Reading] = []
        for current in open_readings[:_MOST_READINGS]:
            for step in _steps(text, current):
                if step.pending < 0:
                    yield step
                else:
                    following.append(step)
        if not following:
            return
        open_readings = following


def _steps(text: str, reading: _Reading) -> Iterator[_Reading]:
    """What the next characters of the text, read with a byte pending, may have been."""
    position, lead, pieces = reading.end, reading.pending, reading.pieces
    annotation = _ANNOTATION.match(text, position)
    if annotation and annotation["torn"]:
        # the annotated character stood in step: its first byte is the one pending
        whole = _annotated(lead, annotation["pinyin"], frozenset()) if lead != _UNKNOWN else []
        known: list[str | Gap] = [*whole] if lead != _UNKNOWN else [Gap()]
        for piece in known:
            yield _Reading((*pieces, piece), annotation.end(), -1)
        return
    if annotation and text[position] == "(":
        yield _Reading(pieces, annotation.end(), lead)  # between two halves: 數 stood out of step
        return
    character = text[position : position + 1]
    if character in {"?", "\ufffd"}:
        end = position + 1
        gap = Gap() if lead == _UNKNOWN else Gap(lead=lead)
        if _TAG_REMNANT.match(text, end):
            yield _Reading((*pieces, gap, "<"), end, -1)
            return
        yield _Reading((*pieces, gap), end, -1, True)  # an ASCII character was swallowed
        yield _Reading((*pieces, gap), end, _UNKNOWN)  # two bytes were, the second the first of another character
        return
    if not character or character == "\n":
        yield _Reading((*pieces, Gap() if lead == _UNKNOWN else Gap(lead=lead)), position, -1)
        return
    pair = _bytes(character)
    if not pair or pair[0] < 0x40:
        return
    made: str | Gap = Gap(trail=pair[0]) if lead == _UNKNOWN else _decoded(lead, pair[0])
    if not made:
        return
    if len(pair) == 1:
        yield _Reading((*pieces, made), position + 1, -1)  # a second byte below 0x80, as 與 has
    elif pair[1] < 0x80:
        yield _Reading((*pieces, made, chr(pair[1])), position + 1, -1)
    else:
        yield _Reading((*pieces, made), position + 1, pair[1])


def _annotated(lead: int, pinyin: str, common: frozenset[str]) -> list[str]:
    """Characters with that first byte and reading: those annotated elsewhere on the page, else those in use, else all."""
    found = [c for c in _characters(Gap(lead=lead)) if pinyin in readings_of(c)]
    return [c for c in found if c in common] or [c for c in found if is_tried(c)] or found


def _characters(gap: Gap) -> Iterator[str]:
    """The characters of GBK with the known byte."""
    pairs: Iterable[tuple[int, int]] = ()
    if gap.lead >= 0:
        pairs = ((gap.lead, trail) for trail in range(0x40, 0xFF))
    elif gap.trail >= 0:
        pairs = ((lead, gap.trail) for lead in range(0x81, 0xFF))
    for pair in pairs:
        if made := _decoded(*pair):
            yield made


@cache
def _decoded(lead: int, trail: int) -> str:
    """The character of two bytes; empty where GBK has none."""
    try:
        return bytes((lead, trail)).decode("gbk")
    except UnicodeDecodeError:
        return ""


def _bytes(character: str) -> bytes:
    """GBK bytes; none where it has no such character."""
    try:
        return character.encode("gbk")
    except UnicodeEncodeError:
        return b""


@cache
def readings_of(character: str) -> frozenset[str]:
    """All readings of a character, with tone marks.

    Raises:
        ModuleNotFoundError: pypinyin is not installed (the extra ``desk``).
    """
    from pypinyin import Style, pinyin  # an extra, and half a second of loading

    if len(character) != 1 or not _HAN.match(character):
        return frozenset()
    (readings,) = pinyin(character, style=Style.TONE, heteronym=True)
    return frozenset(readings)
