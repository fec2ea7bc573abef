"""Words OpenCC lacks, or writes otherwise than institutions do today: ``data/glossary.tsv``.

Each row has a sentence in which the word comes out wrong without the row; a test holds every row to that.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from xinglin.variants.segmentation import DATA


class Row(NamedTuple):
    """A word, its Traditional form in OpenCC's own glyphs (裏 爲), and a sentence with the word."""

    word: str
    form: str
    sentence: str


@cache
def rows() -> tuple[Row, ...]:
    lines = (DATA / "glossary.tsv").read_text("utf-8").splitlines()
    return tuple(Row(*line.split("\t")) for line in lines if line and not line.startswith("#"))


@cache
def glossary() -> Mapping[str, str]:
    """Word → Traditional form."""
    return {row.word: row.form for row in rows()}
