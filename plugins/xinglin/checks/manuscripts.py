"""What is checked of a manuscript when it is read, and kept with its record."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from xinglin.checks.unvouched import find_unvouched
from xinglin.core.diagnostics import Collector
from xinglin.manuscript.decoding import decode
from xinglin.manuscript.reading import ReadingTask
from xinglin.manuscript.records import Reading
from xinglin.variants.converter import Converter
from xinglin.variants.people import people_of


def examined(task: ReadingTask, reading: Reading) -> Reading:
    """The reading with what its conversion to Traditional may get wrong; itself when nothing."""
    manuscript = reading.manuscript
    if manuscript is None or manuscript.language != "zh-Hans":
        return reading
    front = manuscript.front
    text = decode(task.data, Collector(task.path), task.size) or ""
    vouched = {*people_of(manuscript), *front.people, *front.conversion}
    converter = _converter().with_terms(front.conversion, front.people)
    unvouched = find_unvouched(task.path, text, vouched, converter.convert, converter.terms)
    return replace(reading, unvouched=unvouched) if unvouched else reading


@cache
def _converter() -> Converter:
    return Converter("zh-Hant")
