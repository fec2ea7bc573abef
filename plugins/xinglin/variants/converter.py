"""Simplified and Traditional Chinese with OpenCC: script only, never vocabulary.

The dictionaries' ``…p`` configurations swap words (党委发布 → 黨委釋出) and cannot be reached from here. Every step keeps
the length of the text, so that converted text can be sliced at the positions of its source.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

import opencc

from xinglin.core.configuration import Variant
from xinglin.manuscript.script_detection import Script
from xinglin.variants.names import TermFinder, in_glyphs_of, overlay_terms

# From each script to each variant, a chain of OpenCC configurations. A Simplified source is taken to OpenCC's own
# Traditional once and then given the glyphs readers use (為 眾 群 裡, not 爲 衆 羣 裏); a Traditional source is never
# put through s2t, which would convert it a second time, and comes back with the inverse of its own glyph table.
_CHAINS: Mapping[tuple[Script, Variant], tuple[str, ...]] = {
    ("zh-Hans", "zh-Hans"): (),
    ("zh-Hans", "zh-Hant"): ("s2t", "t2tw"),
    ("zh-Hans", "zh-Hant-TW"): ("s2t", "t2tw"),
    ("zh-Hans", "zh-Hant-HK"): ("s2t", "t2hk"),
    ("zh-Hant", "zh-Hans"): ("tw2s",),
    ("zh-Hant", "zh-Hant"): ("t2tw",),
    ("zh-Hant", "zh-Hant-TW"): ("t2tw",),
    ("zh-Hant", "zh-Hant-HK"): ("t2hk",),
}


_SHORT = 64
_REMEMBERED = 20_000
"""Names, keywords and titles of up to 64 characters stand on page after page; calling the engine costs more than them."""


@cache
def _engine(configuration: str) -> Any:
    if not hasattr(opencc, "opencc_clib"):
        # opencc, opencc-py and opencc-python-reimplemented install into one folder and overwrite each other
        raise RuntimeError(
            "The package 'opencc' is not the official build; reinstall it: pip install --force-reinstall opencc"
        )
    return opencc.OpenCC(configuration)


class Converter:
    """Converts text of either script to one variant.

    Args:
        variant: the target.
        terms: Simplified term → its form in common Traditional glyphs, of the same length; they win over the
            dictionaries.
        vouched: people who are in the text for certain; their names are among the terms.
        beneath: a converter of the same variant over whose words these terms are laid.
    """

    def __init__(
        self,
        variant: Variant,
        terms: Mapping[str, str] | None = None,
        vouched: Iterable[str] = (),
        beneath: Converter | None = None,
    ) -> None:
        self.variant = variant
        self._terms = dict(terms or {})
        self._beneath = beneath
        self._forms = in_glyphs_of(variant, self._terms)
        self._finder = TermFinder(self._terms, vouched)
        self._back = {form: term for term, form in self._terms.items()} if variant == "zh-Hans" else {}
        self._back_finder = TermFinder(self._back)
        self._known: dict[tuple[Script, str], str] = {}

    @property
    def terms(self) -> Mapping[str, str]:
        """What this converter knows besides the dictionaries."""
        return self._terms

    def convert(self, text: str, script: Script = "zh-Hans") -> str:
        """The text in this variant; the same length as ``text``."""
        chain = _CHAINS[script, self.variant]
        if not chain or not text or text.isascii():
            return text
        if len(text) > _SHORT:
            return self._convert(text, script, chain)
        known = self._known.get((script, text))
        if known is None:
            known = self._known[script, text] = self._convert(text, script, chain)
            if len(self._known) > _REMEMBERED:
                self._known.clear()
        return known

    def _convert(self, text: str, script: Script, chain: tuple[str, ...]) -> str:
        converted = text
        for configuration in chain:
            converted = _engine(configuration).convert(converted)
        if len(converted) != len(text):
            # a dictionary entry that changes length would shift every slice behind it; convert it by pieces instead
            return "".join(self._characterwise(piece, chain) for piece in re.split(r"(\s+)", text))
        return self._overlay(text, converted, script)

    @staticmethod
    def _characterwise(text: str, chain: tuple[str, ...]) -> str:
        converted = text
        for configuration in chain:
            converted = _engine(configuration).convert(converted)
        if len(converted) == len(text):
            return converted
        result = []
        for character in text:
            out = character
            for configuration in chain:
                out = _engine(configuration).convert(out)
            result.append(out if len(out) == 1 else character)
        return "".join(result)

    def with_terms(self, terms: Mapping[str, str], people: Iterable[str] = ()) -> Converter:
        """This converter with the terms and people of one article, which win over the site's."""
        own = overlay_terms(people) | dict(terms)
        return Converter(self.variant, own, people, self) if own else self

    def _overlay(self, source: str, converted: str, script: Script) -> str:
        """The terms' forms where the source has the terms: of the site first, then of the article."""
        if self._beneath:
            converted = self._beneath._overlay(source, converted, script)
        if script == "zh-Hans":
            finder, forms = self._finder, self._forms
        elif self._back:
            finder, forms = self._back_finder, self._back
        else:
            return converted
        pieces: list[str] = []
        end = 0
        for start, term in finder.find(source):
            pieces += [converted[end:start], forms[term]]
            end = start + len(term)
        return "".join([*pieces, converted[end:]]) if pieces else converted
