"""What conversion marks make of one text: the words each stands for, and the rules that hold from there on.

A rule (``-{A|…}-``, ``-{H|…}-``) is laid over the converted text by position, wherever its words stand in the source; its
form may be longer or shorter. As in MediaWiki a rule holds in both directions between all the forms it gives, a variant
without a form takes its neighbour's, and a variant that names no region (zh-hans, zh-hant) takes none: there a rule holds
only where it names the variant itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from xinglin.core.marks import FALLBACKS, SCRIPTS, Mark, parse, pieces, variant_code
from xinglin.manuscript.script_detection import Script

MAX_RULES = 200
"""Of one text; what comes after them is ignored (MediaWiki's templates stop at 30 groups and 30 rules)."""

NAMES: Mapping[str, str] = {
    "zh": "不转换", "zh-hans": "简体", "zh-hant": "繁體", "zh-cn": "大陆", "zh-hk": "香港", "zh-mo": "澳門", "zh-my": "大马",
    "zh-sg": "新加坡", "zh-tw": "臺灣",
}  # fmt: skip
"""What a mark with the flags D and N calls the variants."""


@dataclass(frozen=True, eq=False)
class Table:
    """Words → form, in one variant."""

    pairs: Mapping[str, str]

    def find(self, text: str) -> Iterator[re.Match[str]]:
        """Each place where words of the table stand, the longest first, without overlaps."""
        return _pattern(tuple(sorted(self.pairs, key=len, reverse=True))).finditer(text)


NO_TABLE = Table({})


@lru_cache(maxsize=256)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, words)))


@dataclass(frozen=True, eq=False)
class Rules:
    """The rules read so far, in order, and the title a mark gave."""

    marks: tuple[Mark, ...] = ()
    title: Mark | None = None
    _tables: dict[str, Table] = field(default_factory=dict, repr=False)

    def after(self, mark: Mark) -> Rules:
        """These rules and what ``mark`` adds to them, or takes from them."""
        title = mark if "T" in mark.flags else self.title
        if mark.flags.isdisjoint("AH-") or len(self.marks) >= MAX_RULES:
            return self if title is self.title else Rules(self.marks, title)
        return Rules((*self.marks, mark), title)

    def table(self, code: str) -> Table:
        if not self.marks:
            return NO_TABLE
        if code not in self._tables:
            pairs: dict[str, str] = {}
            for mark in self.marks:
                found = _pairs(mark, code)
                if "-" in mark.flags:
                    pairs = {words: form for words, form in pairs.items() if words not in found}
                else:
                    pairs |= found
            self._tables[code] = Table(pairs) if pairs else NO_TABLE
        return self._tables[code]


NO_RULES = Rules()


@lru_cache(maxsize=1024)
def rules_of(text: str) -> Rules:
    """The rules of a text that consists of marks."""
    rules = NO_RULES
    for piece, is_mark in pieces(text) if text else ():
        if is_mark:
            rules = rules.after(parse(piece))
    return rules


def _pairs(mark: Mark, code: str) -> dict[str, str]:
    """What one rule makes of which words in one variant."""
    if code == "zh":
        return {}
    if not mark.has_forms:
        return {mark.text: mark.text} if mark.text else {}
    pairs: dict[str, str] = {}
    own = mark.forms.get(code) if code in SCRIPTS else mark.form(code) if mark.forms else None
    if own:
        pairs = {words: own for other in FALLBACKS if other != code and (words := _filled(mark, other))}
    return pairs | dict(mark.one_way.get(code, {}))


def _filled(mark: Mark, code: str) -> str | None:
    return next((mark.forms[name] for name in (code, *FALLBACKS[code]) if name in mark.forms), None)


def script_of(code: str, otherwise: Script) -> Script:
    """The script of what is written for a variant."""
    if code == "zh":
        return otherwise
    return "zh-Hant" if code == "zh-hant" or "zh-hant" in FALLBACKS[code] else "zh-Hans"


Convert = Callable[[str, Script, Rules, str], str]
"""Converts words: (words, their script, rules, variant code)."""


@dataclass(slots=True)
class Resolver:
    """Reads the marks of one text in their order.

    Args:
        code: of the variant the text is shown in.
        script: of the text.
        convert: for words inside marks that are to be converted after all.
    """

    code: str
    script: Script
    convert: Convert
    rules: Rules = NO_RULES

    @property
    def table(self) -> Table:
        return self.rules.table(self.code)

    def show(self, inside: str) -> str:
        """What a reader sees in a mark's place. ``inside``: between its brackets, without marks."""
        mark = parse(inside)
        if mark.is_rule:
            self.rules = self.rules.after(mark)
        if mark.only:
            chosen = next((code for code in (self.code, *FALLBACKS[self.code]) if code in mark.only), None)
            return self.convert(mark.text, self.script, self.rules, chosen) if chosen else mark.text
        if "N" in mark.flags:
            return NAMES.get(variant_code(mark.text) or "", "")
        if "D" in mark.flags and mark.has_forms:
            return "" if "A" in mark.flags else _description(mark)
        if not mark.flags.isdisjoint("H-") or mark.flags == {"T"}:
            return ""
        return self._form(mark)

    def _form(self, mark: Mark) -> str:
        if not mark.has_forms:
            return mark.text
        form = mark.form(self.code)
        if form is not None:
            return form
        # MediaWiki prints an error here; a reader is better served with what there is, in his script
        if mark.forms:
            given, words = next(iter(mark.forms.items()))
            script = script_of(given, self.script)
        else:
            script, words = self.script, next(iter(next(iter(mark.one_way.values()))))
        return self.convert(words, script, NO_RULES, self.code)


def _description(mark: Mark) -> str:
    forms = [f"{NAMES[code]}：{form}；" for code, form in mark.forms.items()]
    one_way = [
        f"{words}⇒{NAMES[code]}：{form}；" for code, table in mark.one_way.items() for words, form in table.items()
    ]
    return "".join([*forms, *one_way])
