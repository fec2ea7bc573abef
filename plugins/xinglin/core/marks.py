"""Conversion marks, the grammar: what an author types so that a passage converts the way he wants.

``-{原文}-`` stays as it is; ``-{zh-hans:…;zh-hant:…}-`` gives each variant its form; flags before a bar make a rule for the
whole article (A, H), take one back (``-``), give the title (T). The grammar and the fallback chains are those of
MediaWiki's language converter (https://www.mediawiki.org/wiki/Writing_systems/Syntax), with what Chinese editors type
besides: full-width colons and semicolons, 简体 and 繁体 for the codes. Marks stand in authored plain text and, with tags
inside, in sanitised HTML. This module says what a mark means; :mod:`xinglin.variants.rules` gives its words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

OPEN, CLOSE = "-{", "}-"
MAX_DEPTH = 10
"""Marks inside marks, as in MediaWiki; what is deeper is text."""

FALLBACKS: Mapping[str, tuple[str, ...]] = {
    "zh": ("zh-hans", "zh-hant", "zh-cn", "zh-tw", "zh-hk", "zh-sg", "zh-mo", "zh-my"),
    "zh-hans": ("zh-cn", "zh-sg", "zh-my"),
    "zh-hant": ("zh-tw", "zh-hk", "zh-mo"),
    "zh-cn": ("zh-hans", "zh-sg", "zh-my"),
    "zh-hk": ("zh-mo", "zh-hant", "zh-tw"),
    "zh-mo": ("zh-hk", "zh-hant", "zh-tw"),
    "zh-my": ("zh-sg", "zh-hans", "zh-cn"),
    "zh-sg": ("zh-my", "zh-hans", "zh-cn"),
    "zh-tw": ("zh-hant", "zh-hk", "zh-mo"),
}
"""Each variant code → the codes whose form it takes when a mark gives none for itself, nearest first."""
SCRIPTS = frozenset({"zh", "zh-hans", "zh-hant"})
"""Codes that name no region: a rule for a whole article holds there only where it names them."""
_SPELLINGS: Mapping[str, str] = {code: code for code in FALLBACKS} | {
    "zh-hans-cn": "zh-cn", "zh-hans-sg": "zh-sg", "zh-hans-my": "zh-my",
    "zh-hant-tw": "zh-tw", "zh-hant-hk": "zh-hk", "zh-hant-mo": "zh-mo",
    "简体": "zh-hans", "简": "zh-hans", "繁体": "zh-hant", "繁體": "zh-hant", "繁": "zh-hant",
    "大陆": "zh-cn", "台湾": "zh-tw", "臺灣": "zh-tw", "台灣": "zh-tw", "香港": "zh-hk", "澳门": "zh-mo", "澳門": "zh-mo",
}  # fmt: skip
FLAGS = frozenset("AHTRDN-")

_EDGE = re.compile(r"-\{|\}-")
_CODE = "|".join(sorted(map(re.escape, _SPELLINGS), key=len, reverse=True))
_SEPARATOR = re.compile(rf"[;；]\s*(?=(?:[^;；]*?=>\s*)?(?:{_CODE})\s*[:：])|[;；]\s*$", re.IGNORECASE)
_ENTITY = re.compile(r"(&[#a-zA-Z0-9]+);")
_KEPT_SEMICOLON = "\x01"
_COLON = re.compile("[:：]")


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark, marks inside it already replaced by their words.

    Attributes:
        text: what stands between the brackets, without the flags.
        flags: of A (rule, shown), H (rule, hidden), ``-`` (rule taken back), T (title), R (as it is), D (described),
            N (a variant's name).
        only: variant codes before the bar: the text is converted as the first of them that fits.
        forms: code → form, in the order given; each form stands for all others, in both directions.
        one_way: code → words → form.
    """

    text: str
    flags: frozenset[str] = frozenset()
    only: tuple[str, ...] = ()
    forms: Mapping[str, str] = field(default_factory=dict)
    one_way: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def is_rule(self) -> bool:
        """Whether it changes how what follows is converted, or the title."""
        return not self.flags.isdisjoint("AHT-")

    @property
    def has_forms(self) -> bool:
        return bool(self.forms or self.one_way)

    def form(self, code: str) -> str | None:
        """The words given for a variant, by MediaWiki's chain; None where the mark gives none.

        Raises:
            KeyError: no such code.
        """
        for candidate in (code, *FALLBACKS[code]):
            if candidate in self.forms:
                return self.forms[candidate]
        if code in self.one_way:
            return next(iter(self.one_way[code].values()))
        if code == "zh" and self.has_forms:
            return next(iter(self.forms.values()), None) or next(iter(next(iter(self.one_way.values())).values()))
        return None


def variant_code(typed: str) -> str | None:
    """``zh-Hant-TW``, ``zh-tw`` and ``台湾`` alike → ``zh-tw``; None for what names no variant."""
    return _SPELLINGS.get(typed.strip().lower())


@lru_cache(maxsize=4096)
def parse(inside: str) -> Mark:
    """The mark whose brackets hold ``inside``. Anything is a mark: what follows no rule is text that stays."""
    flags, only, text = _flags(inside)
    if "R" in flags:
        return Mark(text, frozenset("R"))
    if "N" in flags:
        return Mark(text, frozenset("N"))
    if "-" in flags:
        flags = {"-"}
    if only and not flags:
        return Mark(text, only=only)
    forms, one_way = _rules(text.replace("=&gt;", "=>"))
    return Mark(text, frozenset(flags), (), forms, one_way)


def _flags(inside: str) -> tuple[set[str], tuple[str, ...], str]:
    before, bar, text = inside.partition("|")
    if not bar:
        return set(), (), inside
    typed = [word.strip() for word in before.split(";") if word.strip()]
    flags = {word for word in typed if word in FLAGS}
    only = tuple(code for word in typed if (code := variant_code(word)))
    # MediaWiki drops what stands before a bar that follows no flag; an author's words are not to be lost
    return (flags, only, text) if flags or only or not typed else (set(), (), inside)


def _rules(text: str) -> tuple[dict[str, str], dict[str, dict[str, str]]]:
    forms: dict[str, str] = {}
    one_way: dict[str, dict[str, str]] = {}
    for choice in _choices(text):
        parts = _COLON.split(choice, maxsplit=1)
        if len(parts) != 2:
            continue
        target, to = parts[0].strip(), parts[1].strip()
        source, arrow, named = target.partition("=>")
        code = variant_code(named if arrow else target)
        if code is None:
            return {}, {}
        if not arrow:
            if to:
                forms[code] = to
        elif source.strip():
            one_way.setdefault(code, {})[source.strip()] = to
    return forms, one_way


def _choices(text: str) -> list[str]:
    kept = _ENTITY.sub(rf"\1{_KEPT_SEMICOLON}", text) if "&" in text else text
    return [choice.replace(_KEPT_SEMICOLON, ";") for choice in _SEPARATOR.split(kept)]


def spans(text: str) -> list[tuple[int, int]]:
    """Start and end of each outermost closed mark, brackets included."""
    opened: list[int] = []
    found: list[tuple[int, int]] = []
    for match in _EDGE.finditer(text):
        if match.group() == OPEN:
            if len(opened) < MAX_DEPTH:
                opened.append(match.start())
        elif opened:
            start = opened.pop()
            while found and found[-1][0] > start:
                found.pop()
            found.append((start, match.end()))
    return found


def pieces(text: str) -> Iterator[tuple[str, bool]]:
    """The text in order: (words outside marks, False) and (what a mark's brackets hold, True)."""
    end = 0
    for start, stop in spans(text):
        if start > end:
            yield text[end:start], False
        yield text[start + len(OPEN) : stop - len(CLOSE)], True
        end = stop
    if end < len(text):
        yield text[end:], False


def outside(text: str) -> str:
    """The words outside marks: what tells the script an author writes in."""
    return "".join(piece for piece, is_mark in pieces(text) if not is_mark) if OPEN in text else text


def plain(text: str, code: str = "zh-hans") -> str:
    """The text as a reader of one variant sees it where nothing is converted: names in messages, addresses, sizes."""
    if OPEN not in text:
        return text
    return "".join(_plain_mark(piece, code) if is_mark else piece for piece, is_mark in pieces(text))


def _plain_mark(inside: str, code: str) -> str:
    mark = parse(plain(inside, code))
    if not mark.flags.isdisjoint("HT-N") and "A" not in mark.flags:
        return ""
    return mark.form(code) or next(iter(mark.forms.values()), mark.text)


def split_outside(separator: re.Pattern[str], text: str) -> list[str]:
    """``separator.split(text)``, marks staying whole."""
    if OPEN not in text:
        return separator.split(text)
    parts = [""]
    for piece, is_mark in pieces(text):
        first, *rest = [f"{OPEN}{piece}{CLOSE}"] if is_mark else separator.split(piece)
        parts[-1] += first
        parts += rest
    return parts


def shorten(text: str, length: int) -> str:
    """The first ``length`` characters a reader sees; no mark is cut in two."""
    if OPEN not in text:
        return text[:length]
    kept: list[str] = []
    for piece, is_mark in pieces(text):
        if is_mark:
            length -= len(_plain_mark(piece, "zh-hans"))
            if length < 0:
                break
            kept.append(f"{OPEN}{piece}{CLOSE}")
        else:
            kept.append(piece[:length])
            length -= len(kept[-1])
            if length <= 0:
                break
    return "".join(kept)
