"""What an author says of one picture: what to cover and cut, who is on it, how it stands on the page."""

from __future__ import annotations

import html as html_module
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from xinglin.core.diagnostics import AuthorError
from xinglin.manuscript.areas import DONE, Area, Point, parse_area, parse_areas, parse_point
from xinglin.manuscript.attribute_lists import ATTRIBUTES, BARE, PREFIX, SPELLINGS
from xinglin.manuscript.values import parse_depicts

_SIZES = {"full", "half", "third"}
_SIZE_WORDS = {word: value for word, (name, value) in BARE.items() if name == "size"} | {
    "半": "half", "中": "half", "三分之一": "third", "large": "full", "medium": "half", "small": "third",
}  # fmt: skip
_ALIGN_WORDS = {word: value for word, (name, value) in BARE.items() if name == "align"} | {
    "中": "center", "中间": "center", "左对齐": "left", "右对齐": "right", "middle": "center",
}  # fmt: skip
_PER_CENT = re.compile(r"(\d{1,3})\s*%")

_TAG = re.compile(r"<(img|a)((?:\s+[\w:-]+(?:=\"[^\"]*\")?)*)\s*/?>")
_PLACE = re.compile(r'\s(?:src|href)="xl:(\d+)"')
_OURS = re.compile(rf'\s{PREFIX}({"|".join(sorted(a.removeprefix(PREFIX) for a in ATTRIBUTES))})="([^"]*)"')
_RAW_IMAGE = re.compile(r"<img\b([^<>]*)>", re.IGNORECASE)
_RAW_NAME = re.compile(r"""\s([^\s=<>"'/]+)(?=\s*=|\s|/|\Z)""")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_ORDINARY = frozenset(
    {"src", "alt", "title", "class", "id", "lang", "dir", "width", "height", "translate", *ATTRIBUTES}
)


@dataclass(frozen=True, slots=True)
class PictureNote:
    """What must be done to a picture before it is published, and what its author declares."""

    mosaic: tuple[Area, ...] = ()
    crop: Area | None = None
    focus: Point | None = None
    depicts: str = ""
    """none, staff, patient; empty where the article's own word holds."""
    consent: str = ""
    is_masked: bool = False
    """The mosaic lies in the file itself."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How a picture stands on the page."""

    size: str = ""
    """full, half, third; empty for the usual."""
    align: str = ""
    """left, right, center; empty for the usual."""
    photographer: str = ""
    credit: str = ""


Typed = dict[int, dict[str, str]]
"""Reference index → attribute without prefix → value as typed."""
Report = Callable[[str, str], None]
"""Called with a message and a fix."""


def take(html: str) -> tuple[str, Typed]:
    """Take our attributes off sanitised pictures and links to pictures."""
    typed: Typed = {}

    def strip(match: re.Match[str]) -> str:
        found = _OURS.findall(match.group(2))
        place = _PLACE.search(match.group(2)) if found else None
        if place is None:
            return match.group()
        typed[int(place.group(1))] = {name: html_module.unescape(value) for name, value in found}
        return _OURS.sub("", match.group())

    return _TAG.sub(strip, html), typed


def interpret(values: Mapping[str, str], report: Report) -> tuple[PictureNote, Layout]:
    """Typed values into what they mean; what cannot be understood is reported and left out."""

    def parsed(name: str, parser: Callable[[str], object]) -> object:
        if name not in values:
            return None
        try:
            return parser(values[name].strip())
        except AuthorError as error:
            report(error.message, error.fix)
            return None

    is_masked = values.get("mosaic", "").strip().lower() in DONE
    note = PictureNote(
        mosaic=() if is_masked else parsed("mosaic", parse_areas) or (),  # type: ignore[arg-type]
        crop=parsed("crop", parse_area),  # type: ignore[arg-type]
        focus=parsed("focus", parse_point),  # type: ignore[arg-type]
        depicts=parsed("depicts", parse_depicts) or "",  # type: ignore[arg-type]
        consent=values.get("consent", "").strip(),
        is_masked=is_masked,
    )
    align = str(parsed("align", _align) or "")
    size = str(parsed("size", _size) or "")
    if align in {"left", "right"} and not size:
        size = "half"
    return note, Layout(size, align, values.get("photographer", "").strip(), values.get("credit", "").strip())


def unknown_names(raw: str, lines: list[str]) -> list[tuple[str, str]]:
    """Attributes of pictures that nobody knows, each with the name that was probably meant (or nothing).

    An author's own ``<img>``, pasted from elsewhere, may carry anything; there only what looks like ours counts.

    Args:
        raw: HTML as Markdown made it.
        lines: the body as typed.
    """
    is_pasted = any("<img" in line.lower() for line in lines)
    found: dict[str, str] = {}
    for attributes in _RAW_IMAGE.findall(raw):
        for name in _RAW_NAME.findall(_QUOTED.sub('""', attributes)):
            if name.lower() in _ORDINARY or name in found:
                continue
            alike = get_close_matches(name.lower(), SPELLINGS, n=1, cutoff=0.75 if is_pasted else 0.5)
            if alike or not is_pasted or not name.isascii():
                found[name] = alike[0] if alike else ""
    return list(found.items())


def _size(typed: str) -> str:
    if match := _PER_CENT.fullmatch(typed):
        share = int(match.group(1))
        return "full" if share > 70 else "half" if share > 40 else "third"
    word = _SIZE_WORDS.get(typed, typed.lower())
    if word not in _SIZES:
        raise AuthorError(f"看不懂图片大小“{typed[:20]}”。", "写“大”“一半”“小”，或 100%、50%、30%。")
    return word


def _align(typed: str) -> str:
    word = _ALIGN_WORDS.get(typed, typed.lower())
    if word not in {"left", "right", "center"}:
        raise AuthorError(f"看不懂图片位置“{typed[:20]}”。", "写“左”“右”或“居中”。")
    return word
