"""From Simplified to Traditional, before a region's glyphs: OpenCC, corrected.

OpenCC's phrases have a say only beside the characters they are about; there its answer is never taken as it is, but words are
cut and it is asked for each of them. So the rest of a text needs each character's own form and no phrases at all.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache

from xinglin.core.words import Verdicts
from xinglin.variants import common_glyphs
from xinglin.variants.characters import traditional_characters
from xinglin.variants.correction import Corrector, laid_over
from xinglin.variants.engine import engine
from xinglin.variants.glossary import glossary
from xinglin.variants.segmentation import load_lexicon, load_risks

_GLOSSARY_COST = 70
"""That of a word seen 55,000 times in sixty million: against the commonest characters one by one."""
# Forms that dictionaries of old spellings prefer, and that no institution of any region writes today.
_MODERN = (("巖", "岩"), ("孃", "娘"))
_LATEST, _LATEST_SHORT = 8, 256
_SHORT, _LONG = 200, 100_000
"""The latest texts are remembered, of the short ones (names, titles, summaries) more; none longer than a book's chapter."""


def to_traditional(text: str, verdicts: Verdicts | None = None) -> str:
    """Simplified text in Traditional, with OpenCC's own glyphs (裏 爲 羣), of the same length.

    The latest texts are remembered: a page's variants for different regions follow one another.

    Args:
        verdicts: what :func:`verdicts_of` gave for this text.
    """
    if len(text) < _SHORT:
        return _remembered_short(text, verdicts)
    return _remembered(text, verdicts) if len(text) < _LONG else _converted(text, verdicts)


def verdicts_of(text: str) -> Verdicts | None:
    """What its words decide in a Simplified text, to be kept with it: no name and no setting has a say in it. None for text
    with lone surrogates, which only broken input has."""
    try:
        return corrector().verdicts(text)
    except UnicodeEncodeError:
        return None


def _converted(text: str, verdicts: Verdicts | None = None) -> str:
    converted = traditional_characters(text)
    if converted is None:
        converted = engine("s2t")(text)
        if len(converted) != len(text):
            return converted
        converted = corrector().correct(text, converted)
    else:
        converted = laid_over(converted, corrector().verdicts(text) if verdicts is None else verdicts)
    for old, modern in _MODERN:
        converted = converted.replace(old, modern)
    return converted


_remembered = lru_cache(maxsize=_LATEST)(_converted)
_remembered_short = lru_cache(maxsize=_LATEST_SHORT)(_converted)


def forget() -> None:
    """Let go of what was met so far, as a measurement must."""
    _remembered.cache_clear()
    _remembered_short.cache_clear()
    common_glyphs.forget()
    corrector().forget()


@cache
def corrector() -> Corrector:
    """The corrector with this package's lexicon and glossary."""
    return make_corrector(glossary())


def make_corrector(words: Mapping[str, str]) -> Corrector:
    """A corrector with another glossary."""
    lexicon = load_lexicon().with_words(dict.fromkeys(words, _GLOSSARY_COST))
    return Corrector(lexicon, risks_with(words), engine("s2t"), words)


def risks_with(words: Mapping[str, str]) -> Mapping[str, tuple[str, str]]:
    """OpenCC's risks and those of a glossary's words: character → what stands before and behind it where it has another
    form than it has alone."""
    convert = engine("s2t")
    risks = dict(load_risks())
    for word, form in words.items():
        for position, (character, written) in enumerate(zip(word, form, strict=True)):
            if character in risks or convert(character) != written:
                before, behind = risks.get(character, ("", ""))
                previous, following = word[max(0, position - 1) : position], word[position + 1 : position + 2]
                risks[character] = (before + previous, behind + following)
    return risks
