"""What is checked of a manuscript when it is read, and kept with its record."""

from __future__ import annotations

from functools import cache

from xinglin.checks.unvouched import find_unvouched
from xinglin.manuscript.records import Manuscript, Unvouched
from xinglin.variants.converter import Converter
from xinglin.variants.people import people_of


def unvouched_names(manuscript: Manuscript, text: str) -> tuple[Unvouched, ...]:
    """What its conversion to Traditional may get wrong.

    Args:
        text: the whole manuscript as typed, front matter too.
    """
    if manuscript.language != "zh-Hans":
        return ()
    front = manuscript.front
    vouched = {*people_of(manuscript), *front.people, *front.conversion}
    converter = _converter().with_terms(front.conversion, front.people)
    return find_unvouched(manuscript.path, text, vouched, converter.convert, converter.terms)


@cache
def _converter() -> Converter:
    return Converter("zh-Hant")
