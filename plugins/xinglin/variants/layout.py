"""How the words of an ordinary fragment are laid out: one split, one text to convert, one join.

Ordinary is a fragment without code, without passages that declare a language or are not to be translated, without comments
and conversion marks: nearly every body. It is cut at its *gaps*, the tags between words with the white space beside
them. A gap with a block's tag parts words, one of inline tags joins them (头<b>发</b> is 头发), and a readable attribute
of a picture in it is words of its own. Anything else is for :mod:`xinglin.variants.splitting`, which knows every case.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from xinglin.variants.tags import ATTRIBUTE, TAG, cut, is_readable, read_tag

BOUNDARY = "\ue000"
"""A private-use character that OpenCC passes through: no phrase reaches across it."""
_GAP = re.compile(rf"({TAG.pattern}(?:\s*{TAG.pattern})*+\s*+)")
_LATEST = 8
_JOINERS: dict[str, str] = {}
"""Gap → what stands for it between words. A few dozen gaps are most of a site's."""
_AROUND: dict[tuple[str, str], list[str]] = {}
"""What stands before and behind the words of a gap's one readable attribute → what stands for either between words. Pictures
have words of their own, and tags around them as other pictures have."""
_NOT_ASCII = re.compile("[^\x00-\x7f]")
_MOST_KNOWN, _LONGEST_KNOWN = 4096, 400


class Layout(NamedTuple):
    """An ordinary fragment."""

    words: str
    """All of them, parted where its gaps part them."""
    parts: tuple[str, ...]
    """The fragment: words at even places, gaps at odd ones."""
    places: tuple[slice, ...]
    """Where in the words each even part stands."""

    def shown(self, words: str) -> str:
        """The fragment with other words, which are as long."""
        parts = list(self.parts)
        parts[::2] = map(words.__getitem__, self.places)
        return "".join(parts)


@lru_cache(maxsize=_LATEST)
def layout_of(html: str) -> Layout | None:
    """How a fragment is laid out, None where it is not ordinary. The latest are remembered: the variants of a page follow one
    another."""
    if "<!--" in html:
        return None
    parts = _GAP.split(html)
    try:
        joiners = list(map(_JOINERS.__getitem__, parts[1::2]))
    except KeyError:
        read = _with_attributes(parts)
        if read is None:
            return None
        parts, joiners = read
    joined = list(parts)
    joined[1::2] = joiners
    if len(parts) > 1:
        # nothing is parted from words that are not there
        joined[1] = joined[1] if parts[0] else joined[1].removeprefix(BOUNDARY)
        joined[-2] = joined[-2] if parts[-1] else joined[-2].removesuffix(BOUNDARY)
    ends = list(accumulate(map(len, joined)))
    places = map(slice, (0, *ends[1::2]), ends[::2])
    return Layout("".join(joined), tuple(parts), tuple(places))


def _with_attributes(parts: list[str]) -> tuple[list[str], list[str]] | None:
    """Words and gaps, readable attributes now among the words, and what stands for each gap."""
    shown, joiners = parts[:1], []
    for gap, words in zip(parts[1::2], parts[2::2], strict=True):
        joiner = _JOINERS.get(gap)
        if joiner is None:
            read = _read_alike(gap) or _read(gap)
            if read is None:
                return None
            shown += read[0]
            joiners += read[1]
        else:
            shown.append(gap)
            joiners.append(joiner)
        shown.append(words)
    return shown, joiners


def _read_alike(gap: str) -> tuple[list[str], list[str]] | None:
    """The same as :func:`_read` for a gap like one that was read before, but for the words in its quotation marks."""
    found = _NOT_ASCII.search(gap)
    if found is None:
        return None
    start, end = gap.rfind('"', 0, found.start()) + 1, gap.find('"', found.start())
    around = gap[:start], gap[end:]
    joiners = _AROUND.get(around)
    return ([around[0], gap[start:end], around[1]], joiners) if joiners else None


def _read(gap: str) -> tuple[list[str], list[str]] | None:
    """(gap, words of an attribute, gap …) and what stands for each of these gaps; None where it is out of the ordinary."""
    shown: list[str] = []
    joiners: list[str] = []
    joiner, is_parted = "", False
    begin = position = 0
    _, *tokens = cut(gap)
    tags, spaces = tokens[::2], tokens[1::2]
    for tag, space, following in zip(tags, spaces, (*tags[1:], ""), strict=True):
        facts = read_tag(tag)
        is_parted = is_parted or facts.parts_words
        if not facts.is_plain:
            if facts.is_code or facts.says_more or not facts.parts_words or not facts.name:
                return None
            for match in ATTRIBUTE.finditer(tag):
                at = match.lastindex or 0
                if match.group(at) and is_readable(facts.name, match.group(1).lower(), tag):
                    shown += (gap[begin : position + match.start(at)], match.group(at))
                    joiners.append(joiner + BOUNDARY)
                    joiner = ""
                    begin = position + match.end(at)
        position += len(tag) + len(space)
        if space and not (is_parted and following and read_tag(following).parts_words):
            joiner += BOUNDARY + space if is_parted else space
            is_parted = False
    shown.append(gap[begin:])
    joiners.append(joiner + BOUNDARY if is_parted else joiner)
    for known in (_JOINERS, _AROUND):
        if len(known) >= _MOST_KNOWN:
            known.clear()
    if len(gap) > _LONGEST_KNOWN:
        return shown, joiners
    if len(shown) == 1:
        _JOINERS[gap] = joiners[0]
    elif len(shown) == 3 and shown[0].endswith('="') and shown[2].startswith('"') and (shown[0] + shown[2]).isascii():
        _AROUND[shown[0], shown[2]] = joiners
    return shown, joiners
