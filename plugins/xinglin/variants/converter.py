"""Simplified and Traditional Chinese: script only, never vocabulary.

Every step keeps the length of the text, so that converted text can be sliced at the positions of its source.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache

from xinglin.core.variant import Variant
from xinglin.core.words import Verdicts
from xinglin.manuscript.script_detection import Script
from xinglin.variants.common_glyphs import to_common_glyphs
from xinglin.variants.engine import engine
from xinglin.variants.names import TermFinder, in_glyphs_of, overlay_terms
from xinglin.variants.traditional import to_traditional

_Step = Callable[[str], str]


def to_simplified(text: str) -> str:
    """Traditional text in Simplified, by the inverse of its own region's glyphs: Taiwan writes 著 for 着, Hong Kong does not."""
    if _HONG_KONG.search(text) and not _TAIWAN.search(text):
        return engine("hk2s")(text)
    return engine("tw2s")(text).translate(_ONLY_HONG_KONG)


_HONG_KONG = re.compile("[説衞閲脱鋭裏羣温麪着]")
_TAIWAN = re.compile("[說衛閱脫銳裡群溫麵著]")
_ONLY_HONG_KONG = str.maketrans("衹粧敍枱糭衞", "只妆叙台粽卫")
"""What Taiwan's inverse leaves of Hong Kong's glyphs in a text that mixes both."""


def _by(configuration: str) -> _Step:
    return lambda text: engine(configuration)(text)


# A Simplified source is taken to OpenCC's own Traditional once and then given the glyphs readers use (為 眾 群 裡, not
# 爲 衆 羣 裏); a Traditional source is never put through the first step, which would convert it a second time.
_STEPS: Mapping[tuple[Script, Variant], tuple[_Step, ...]] = {
    ("zh-Hans", "zh-Hans"): (),
    ("zh-Hans", "zh-Hant"): (to_traditional, to_common_glyphs),
    ("zh-Hans", "zh-Hant-TW"): (to_traditional, to_common_glyphs),
    ("zh-Hans", "zh-Hant-HK"): (to_traditional, _by("t2hk")),
    ("zh-Hant", "zh-Hans"): (to_simplified,),
    ("zh-Hant", "zh-Hant"): (_by("t2tw"),),
    ("zh-Hant", "zh-Hant-TW"): (_by("t2tw"),),
    ("zh-Hant", "zh-Hant-HK"): (_by("t2hk"),),
}

_SHORT = 160
_REMEMBERED = 20_000
"""Names, keywords, titles and summaries stand on page after page; most are no longer than this."""

_SCALARS = re.compile("[^\ud800-\udfff]+")


class Converter:
    """Converts text of either script to one variant.

    Args:
        variant: the target.
        terms: Simplified term → its form in common Traditional glyphs, of the same length; they win over the
            dictionaries.
        vouched: people who are in the text for certain; their names are among the terms.
        beneath: a converter of the same variant over whose words these terms are laid.
        corner_quotes: quotations are shown as 「…『…』…」 (:mod:`xinglin.variants.fragments` does it).
    """

    def __init__(
        self,
        variant: Variant,
        terms: Mapping[str, str] | None = None,
        vouched: Iterable[str] = (),
        beneath: Converter | None = None,
        *,
        corner_quotes: bool = False,
    ) -> None:
        self.variant: Variant = variant
        self.corner_quotes = corner_quotes
        self._terms = dict(terms or {})
        self._beneath = beneath
        self._forms = in_glyphs_of(variant, self._terms)
        self._finder = _finder(tuple(self._terms.items()), frozenset(vouched))
        self._back = {form: term for term, form in self._terms.items()} if variant == "zh-Hans" else {}
        self._back_finder = _finder(tuple(self._back.items()), frozenset())
        self._steps = {script: steps for (script, target), steps in _STEPS.items() if target == variant}
        self._known: dict[Script, dict[str, str]] = {script: {} for script in self._steps}

    @property
    def terms(self) -> Mapping[str, str]:
        """What this converter knows besides the dictionaries."""
        return self._terms

    def convert(self, text: str, script: Script = "zh-Hans", verdicts: Verdicts | None = None) -> str:
        """The text in this variant; the same length as ``text``.

        Args:
            verdicts: what the words of this very text decide, where that is known (:func:`~xinglin.variants.traditional.verdicts_of`).
        """
        known = self._known[script]
        converted = known.get(text)
        if converted is not None:
            return converted
        steps = self._steps[script]
        if not steps or text.isascii():
            return text
        converted = self._convert(text, script, steps, verdicts)
        if len(text) <= _SHORT:
            if len(known) >= _REMEMBERED:
                known.clear()
            known[text] = converted
        return converted

    def _convert(self, text: str, script: Script, steps: tuple[_Step, ...], verdicts: Verdicts | None) -> str:
        try:
            is_known = verdicts is not None and steps[0] is to_traditional
            converted = to_traditional(text, verdicts) if is_known else steps[0](text)
            for step in steps[1:]:
                converted = step(converted)
        except UnicodeEncodeError:  # lone surrogates, which only broken input has, stay as they are
            converted = _SCALARS.sub(lambda match: _run_keeping_length(match.group(), steps), text)
        if len(converted) != len(text):
            # what changes length would shift every slice behind it: by pieces, then by characters, which stay as they are
            converted = "".join(_run_keeping_length(piece, steps) for piece in re.split(r"(\s+)", text))
        return self._overlay(text, converted, script) if self._terms or self._beneath else converted

    def with_terms(self, terms: Mapping[str, str], people: Iterable[str] = ()) -> Converter:
        """This converter with the terms and people of one article, which win over the site's."""
        own = overlay_terms(people) | dict(terms)
        return Converter(self.variant, own, people, self, corner_quotes=self.corner_quotes) if own else self

    def terms_in(self, text: str, script: Script = "zh-Hans") -> Iterator[tuple[int, str, str]]:
        """(position, term, form) of the names and terms in a text; the site's come before the article's, which win."""
        if self._beneath:
            yield from self._beneath.terms_in(text, script)
        yield from (
            (start, term, forms[term]) for finder, forms in self._table(script) for start, term in finder.find(text)
        )

    def _table(self, script: Script) -> tuple[tuple[TermFinder, Mapping[str, str]], ...]:
        if script == "zh-Hans":
            return ((self._finder, self._forms),)
        return ((self._back_finder, self._back),) if self._back else ()

    def _overlay(self, source: str, converted: str, script: Script) -> str:
        """The terms' forms where the source has the terms: of the site first, then of the article."""
        if self._beneath:
            converted = self._beneath._overlay(source, converted, script)
        for finder, forms in self._table(script):
            pieces: list[str] = []
            end = 0
            for start, term in finder.find(source):
                pieces += [converted[end:start], forms[term]]
                end = start + len(term)
            converted = "".join([*pieces, converted[end:]]) if pieces else converted
        return converted


@lru_cache(maxsize=16)
def _finder(terms: tuple[tuple[str, str], ...], vouched: frozenset[str]) -> TermFinder:
    """Variants of one site, and of one article, look for the same terms; a large roster takes as long to prepare as hundreds of
    articles to convert."""
    return TermFinder(dict(terms), vouched)


def _run(text: str, steps: tuple[_Step, ...]) -> str:
    for step in steps:
        text = step(text)
    return text


def _run_keeping_length(text: str, steps: tuple[_Step, ...]) -> str:
    converted = _run(text, steps)
    if len(converted) == len(text):
        return converted
    forms = ((character, _run(character, steps)) for character in text)
    return "".join(form if len(form) == 1 else character for character, form in forms)
