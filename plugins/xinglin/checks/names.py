"""Probable names that nobody vouches for, where the converter would not write what a family writes.

The converter knows the site's people and each article's own. Of anybody else it only sees words: 记者于秀英 becomes
記者於秀英. Where the character of a surname or a given name may come out otherwise than names have it, and enough speaks for a
name, it is asked what it writes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from itertools import chain

from xinglin.checks.name_places import places_of, risky_places
from xinglin.checks.name_weights import weigh
from xinglin.variants.name_forms import traditional_name

_END_OF_SENTENCE = re.compile("。|(?=\n)")


@dataclass(frozen=True, slots=True)
class ProbableName:
    name: str
    start: int
    """Position in the text."""
    written: str
    """What the converter makes of it there."""
    form: str
    """What a family would write."""


def probable_names(text: str, convert: Callable[[str], str], terms: Collection[str] = ()) -> Iterator[ProbableName]:
    """Probable names that ``convert`` writes otherwise than names are written, in order.

    Args:
        convert: to zh-Hant, keeping length. It is asked only for the sentences in which something looks like such a name, for
            neither its phrases nor its rules look beyond a full stop.
        terms: what it writes in a way of its own.
    """
    places = chain(risky_places(text), places_of(terms, text)) if terms else risky_places(text)
    likely = {
        (start, end, weight) for start, end, own in places if (weight := weigh(text, start, end, own)) is not None
    }
    sentence, converted = (0, 0), ""
    best: tuple[float, int, ProbableName] | None = None
    for start, end, weight in sorted(likely):
        if start >= sentence[1]:
            sentence = _sentence(text, start)
            converted = convert(text[slice(*sentence)])
        name, written = text[start:end], converted[start - sentence[0] : end - sentence[0]]
        if (form := traditional_name(name)) == written:
            continue
        reading = (weight, end - start, ProbableName(name, start, written, form))
        if best and start >= best[2].start + best[1]:
            yield best[2]
            best = None
        if best is None or reading[:2] > best[:2]:
            best = reading
    if best:
        yield best[2]


def _sentence(text: str, position: int) -> tuple[int, int]:
    """Start and end of the sentence around ``position``, with the stops before and behind it, within its line."""
    start = max(text.rfind("\n", 0, position) + 1, text.rfind("。", 0, position))
    end = _END_OF_SENTENCE.search(text, position)
    return start, end.end() if end else len(text)
