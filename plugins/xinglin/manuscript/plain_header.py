"""Headers of nothing but ``name: value`` lines, as most are: read line by line, without mending them for YAML first.

It reads only what has one meaning; whatever else a header holds is YAML's (:mod:`xinglin.manuscript.header`), which
would give the very same document.
"""

from __future__ import annotations

import re

from xinglin.core.characters import has_control
from xinglin.core.yaml_document import Document, Place

_LINE = re.compile(r"""(?P<name>[^\W\d][\w.-]{,60})[ ]*[:：][ \u3000]*(?P<value>[^\s\[{"'|>].*)""", re.VERBOSE)
"""The value opens no list, no mapping, no quotation and no block of lines."""
_OTHER_BLANKS = ("\t", "\r", "\u2028", "\u2029")
_MOST = 5_000


def read(lines: list[str], start: int, end: int) -> Document | None:
    """The document of a file's lines from ``start`` to before ``end``; None when YAML itself must read them."""
    text = "\n".join(lines[start:end])
    if len(text) > _MOST or has_control(text) or any(blank in text for blank in _OTHER_BLANKS):
        return None
    document = Document()
    data, keys, values = document.data, document.keys, document.values
    for number in range(start, end):
        line = lines[number]
        if not line:
            continue
        match = _LINE.match(line)
        if match is None:
            return None
        name, value = match.groups()
        value = value.rstrip(" \u3000")
        if name in data or value[-1].isspace():
            return None
        if not values:
            values[()] = Place(number + 1, 1)
        data[name] = value
        keys[(name,)] = Place(number + 1, 1)
        values[(name,)] = Place(number + 1, match.start("value") + 1)
    return document if data else None
