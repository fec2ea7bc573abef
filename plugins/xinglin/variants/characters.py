"""Each character as OpenCC's ``s2t`` writes it where none of its phrases has a say.

Whole texts need no more: where a phrase could have a say, words decide (:mod:`xinglin.variants.correction`). Looking
characters up in a table is three times as fast as matching phrases at every place of a text.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from xinglin.variants.segmentation import DATA

COMPATIBILITY = (range(0xF900, 0xFB00), range(0x2F800, 0x2FA20))
"""Double encodings of ideographs, which OpenCC replaces before it looks for phrases."""
_LEFT_TO_THE_ENGINE = "\ue001"


def traditional_characters(text: str) -> str | None:
    """The text with each character's own Traditional form; None where OpenCC would read other characters than stand there."""
    converted = text.translate(_table())
    return None if _LEFT_TO_THE_ENGINE in converted else converted


@cache
def _table() -> Sequence[int]:
    """Code point → code point. A list is looked up faster than a mapping; what lies behind its end stays."""
    text = (DATA / "characters.txt").read_text("utf-8")
    # a line is a character, a space, its form and the end of the line
    forms = dict(zip(map(ord, text[::4]), map(ord, text[2::4]), strict=True))
    table = list(range(1 + max(forms)))
    for source, form in forms.items():
        table[source] = form
    for block in COMPATIBILITY:
        for source in block:
            table[source] = ord(_LEFT_TO_THE_ENGINE)
    return table
