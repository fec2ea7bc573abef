"""Probable names that nobody vouches for, where the converter would not write what a family writes.

The converter knows the site's people and each article's own. Of anybody else it only sees words: 记者于秀英 becomes
記者於秀英. This module looks where the character of a surname or a given name came out otherwise than names have it, and
weighs what speaks for a name there: a post before or behind, a deed, a list, characters that only names have.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from xinglin.core.surnames import COMPOUND, SINGLE
from xinglin.variants import name_words
from xinglin.variants.name_context import (
    BEFORE_A_PERSON,
    COUNTED,
    DEED,
    EDGES,
    IN_CHARGE,
    NUMERAL,
    POST_BEFORE,
    POST_BEHIND,
    TIME_OR_PLACE,
    UNIT_BEFORE,
)
from xinglin.variants.name_forms import ambiguous_characters, is_person, traditional_name

_ENOUGH = 1.3
"""Weight from which a name is reported. Found on half of a corpus of official news and on sentences of our own."""
_BESIDE = 6
"""Characters looked at on either side."""
_REMEMBERED = 100_000
"""Strings of two to four characters recur: 于民, 和万, 党员先."""


@dataclass(frozen=True, slots=True)
class ProbableName:
    name: str
    start: int
    """Position in the text."""
    written: str
    """What the converter makes of it there."""
    form: str
    """What a family would write."""


_AMBIGUOUS = ambiguous_characters()


def _class(characters: frozenset[str]) -> str:
    return f"[{''.join(sorted(characters))}]"


_GIVEN = _class(name_words.OF_NAMES | name_words.OF_BOTH)
_START = re.compile(
    rf"{_class(_AMBIGUOUS & SINGLE)}(?={_GIVEN})|(?<=[长任记授师生士员者事席]){_class(_AMBIGUOUS & SINGLE)}|"
    rf"{_class(SINGLE)}(?={_GIVEN}?{_class(_AMBIGUOUS)})|{_class(frozenset(name[0] for name in COMPOUND))}"
)
"""Where a name with an ambiguous character may begin. Cheap: most of a text is looked at no further."""


def probable_names(text: str, convert: Callable[[str], str]) -> Iterator[ProbableName]:
    """Probable names that ``convert`` writes otherwise than names are written, in order.

    Args:
        convert: to zh-Hant, keeping length. It is asked only for the lines in which something looks like such a name.
    """
    likely = [
        (weight, start, end)
        for match in _START.finditer(text)
        for end, own in _ends(text, match.start())
        if (weight := own + _of_place(text, start := match.start(), end)) >= _ENOUGH
    ]
    line, converted = (0, -1), ""
    best: tuple[float, int, ProbableName] | None = None
    for weight, start, end in likely:
        if start >= line[1]:
            line = text.rfind("\n", 0, start) + 1, (text.find("\n", start) + 1 or len(text) + 1) - 1
            converted = convert(text[slice(*line)])
        name, written = text[start:end], converted[start - line[0] : end - line[0]]
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


def _ends(text: str, start: int) -> Iterator[tuple[int, float]]:
    """Where a name that begins at ``start`` may end, and what its characters say for it."""
    size = 2 if text[start : start + 2] in COMPOUND else 1
    for end in range(start + size + 1, min(len(text), start + size + 2) + 1):
        own = _of_itself(text[start:end])
        if own is not None:
            yield end, own


@lru_cache(maxsize=_REMEMBERED)
def _of_itself(whole: str) -> float | None:
    """What speaks for a name in its own characters; None where none of them is ambiguous or no name looks like this."""
    if _AMBIGUOUS.isdisjoint(whole) or not is_person(whole):
        return None
    return _of_characters(whole[0], _given(whole), whole)


def _given(whole: str) -> str:
    return whole[2:] if whole[:2] in COMPOUND else whole[1:]


def _of_place(text: str, start: int, end: int) -> float:
    """What speaks for a name in ``text[start:end]`` around it, less what speaks against it."""
    before, behind = text[max(0, start - _BESIDE) : start], text[end : end + _BESIDE]
    first, whole = text[start], text[start:end]
    given = _given(whole)
    weight = _of_left(before, first) + _of_right(behind) + _of_both(before, behind)
    if behind and behind[0] in name_words.CROSSING.get(whole[-1], ""):
        weight -= 2
    if len(given) == 2 and given[1] not in name_words.OF_NAMES:
        rest = text[end - 1 : end + 4]
        weight -= 3 if POST_BEHIND.match(rest) else 1 if _BEGINS_DEED.match(rest) else 0
    if before[-1:] == "由" and IN_CHARGE.match(text[end : end + 14]):
        weight += 4 if first == "于" else 2
    if first in "于党" and (given in name_words.GIVEN or len(given) == 1):
        weight -= (1.2 if len(given) > 1 else 0.7) + 2 * (TIME_OR_PLACE.match(behind) is not None)
    return weight


def _of_characters(first: str, given: str, whole: str) -> float:
    weights = [1 if c in name_words.OF_NAMES else 0.5 if c in name_words.OF_BOTH else -1.5 for c in given]
    weight = sum(weights) - (0.3 if len(given) == 1 else 0) + 1.0 * (len(given) == 2 and min(weights) == 1)
    if whole[1] in name_words.BEGINNINGS.get(first, "") and (len(given) == 1 or min(weights) < 1):
        weight -= 1.5
    if first in name_words.STRONG.get(whole[1], "") or whole[1] in name_words.WORDS.get(first, ""):
        weight -= 5
    if whole[-1] in "里于后":
        weight -= (1.5 if len(given) == 2 else 0.5) + 2 * (whole[-2] in name_words.WEAK["里"])
    if first in _COMMON_WORDS:
        weight -= 0.8
    return weight - 1 if whole in name_words.WHOLE else weight


def _of_left(before: str, first: str) -> float:
    if POST_BEFORE.search(before):
        return 3
    if before[-1:] == "·":
        return -4
    if not before or before[-1] in EDGES:
        return 1
    if _STRONG_BEFORE.search(before):
        return 2
    if first == "于" and before[-1] == "的":
        return 2
    if before[-1] in _FAMILIES:
        return -1.5
    if before[-1] in name_words.STRONG.get(first, "") or (first in COUNTED and NUMERAL.search(before)):
        return -4
    if before[-1] in name_words.WEAK.get(first, "") or (first == "于" and before[-1] in "由对在同"):
        return -1 if first == "于" else -0.5
    return 1 if UNIT_BEFORE.search(before) or BEFORE_A_PERSON.search(before) else -0.5


def _of_right(behind: str) -> float:
    if behind[:1] == "·":
        return -4
    if POST_BEHIND.match(behind):
        return 3
    if not behind or behind[0] in EDGES:
        return 1
    if _STRONG_BEHIND.match(behind):
        return 2
    return 1 if DEED.match(behind) else -0.3


def _of_both(before: str, behind: str) -> float:
    """A line, a bracket or a place in a list that holds nothing else."""
    if not before and not behind:
        return 1
    if before[-1:] == "、" and (is_person(before[-3:-1]) or is_person(before[-4:-1])):
        return 1.5
    if before[-1:] == "、" and (not behind or behind[0] in "、，。；）)等和三两二四五六七八九十之"):
        return 1
    return 2 if _BYLINE.search(before) and behind[:1] in {")", "）"} else 0


_FAMILIES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗郑梁谢宋唐许韩冯邓曹彭肖董潘袁蔡蒋余杜魏吕丁沈姚卢傅钟姜崔谭廖范汪陆戴贾韦邱邹熊孟秦阎薛尹"
)
"""Surnames that are hardly ever the end of a word: what follows one is a given name."""
_BEGINS_DEED = re.compile(
    r"说|讲|来[自院到]|康复|出院|住院|入院|表示|介绍|主持|完成|参加|带领|负责|担任|同[志意]|审|等"
)
_COMMON_WORDS = frozenset("后从和越国万安党干种那游成时应关向都步有能边门东西")
"""Surnames that are everyday words, so that the characters alone say little."""
_STRONG_BEFORE = re.compile(r"(?:请|采访|见到|看望|慰问|感谢|祝贺|表彰|聘任|聘请|名叫|名为|任命|授予|邀请|找到|跟着)$")
_STRONG_BEHIND = re.compile(
    r"说|讲|表示|介绍|指出|强调|认为|告诉|回忆|坦言|提醒|解释|主持|主刀|主讲|牵头|带队|带领|担任|兼任|出席|宣布|宣读|致辞|发言|讲话|"
    r"汇报|授课|讲解|分享|点评|执笔|获[评得奖一二三]|荣获|入选|当选|值班|查房|坐诊|轮值|接诊"
)
_BYLINE = re.compile(r"(?:[科处部室办组院队社台报]|[文图影稿者员辑编]) ?[/／:：]?\s*$")
