"""What speaks for a name in characters that may be one, and what speaks against it.

A post before or behind, a deed, a list, characters that only names have; against it, the words that the characters make with
one another and with what is beside them.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from xinglin.core.surnames import COMPOUND
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
from xinglin.variants.name_forms import ambiguous_characters, is_person

_ENOUGH = 1.3
"""Weight from which a name is reported. Found on half of a corpus of official news and on sentences of our own."""
_BESIDE = 6
"""Characters looked at on either side."""
_LONGEST_BEFORE = 4
"""Characters of the longest post or word that is looked for before a name, and the end of a line behind it."""
_FOR_THINGS = 2
"""What speaks for a name that is a thing's too, as long as it stands alone before a title and nothing else does."""
_REMEMBERED = 100_000
"""Strings of two to four characters recur: 于民, 和万, 党员先."""

OF_GIVEN_NAMES = name_words.OF_NAMES | name_words.OF_BOTH
BEGIN_COMPOUND = frozenset(name[0] for name in COMPOUND)
END_POSTS = frozenset("长任记授师生士员者事席")
"""How most posts end."""
_AMBIGUOUS = ambiguous_characters()


class Own(NamedTuple):
    """What the characters of a possible name say for it."""

    weight: float
    needs_post: bool
    """They are no name at all but behind a post."""


@lru_cache(maxsize=_REMEMBERED)
def of_itself(whole: str) -> Own | None:
    """What speaks for a name in its own characters; None where none of them is ambiguous or no name looks like this."""
    if _AMBIGUOUS.isdisjoint(whole) or not is_person(whole):
        return None
    first, second = whole[0], whole[1]
    needs_post = not (
        second in _AMBIGUOUS
        or (second in OF_GIVEN_NAMES and (first in _AMBIGUOUS or whole[2:3] in _AMBIGUOUS))
        or first in BEGIN_COMPOUND
        or whole in name_words.THINGS
    )
    if needs_post and first not in _AMBIGUOUS:
        return None
    return Own(_of_characters(first, _given(whole), whole), needs_post)


def may_stand_between(own: Own, before: str, behind: str) -> bool:
    """Whether a name may be worth weighing, told by the characters beside it alone.

    Args:
        own: what its characters say for it.
        before: the character before it; an end of line where there is none, as for ``behind``.
    """
    if own.needs_post and before not in END_POSTS:
        return False
    right = _MOST_BEHIND.get(behind)
    if right is None:
        right = _MOST_BEHIND_NUMBERS if behind.isdecimal() else _NOTHING_BEHIND
    return own.weight + _MOST_BEFORE.get(before, _NOTHING_BEFORE) + right > _ENOUGH - _ROUNDING


def weigh(text: str, start: int, end: int, own: float) -> float | None:
    """What speaks for a name in ``text[start:end]``, less what speaks against it; None where that is not enough.

    Args:
        own: what its characters say for it.
    """
    before, behind = text[max(0, start - _BESIDE) : start], text[end : end + _BESIDE]
    right = _of_right(behind)
    most = right + _MOST_BEFORE.get(before[-1:] or "\n", _NOTHING_BEFORE)
    if behind[:1] in _CLOSING:
        most += _MOST_IN_BRACKETS
    if own + most < _ENOUGH - _ROUNDING:
        return None
    weight = own + _of_place(text, start, end, right)
    return weight if weight >= _ENOUGH else None


def _given(whole: str) -> str:
    return whole[2:] if whole[:2] in COMPOUND else whole[1:]


def _of_place(text: str, start: int, end: int, right: float) -> float:
    """What speaks for a name in ``text[start:end]`` around it, less what speaks against it.

    Args:
        right: what the text behind it says.
    """
    before, behind = text[max(0, start - _BESIDE) : start], text[end : end + _BESIDE]
    first, whole = text[start], text[start:end]
    given = _given(whole)
    weight = _of_left(before[-_LONGEST_BEFORE:], first) + right + _of_both(before, behind)
    if behind and behind[0] in name_words.CROSSING.get(whole[-1], ""):
        weight -= 2
    if len(given) == 2 and given[1] not in name_words.OF_NAMES:
        rest = text[end - 1 : end + 4]
        weight -= 3 if POST_BEHIND.match(rest) else 1 if _BEGINS_DEED.match(rest) else 0
    if whole in name_words.THINGS and not ((not before or before[-1] in EDGES) and _ADDRESS.match(behind)):
        weight -= _FOR_THINGS
    if before[-1:] == "由" and IN_CHARGE.match(text[end : end + 14]):
        weight += 4 if first == "于" else 2
    if first in "于党" and (given in name_words.GIVEN or len(given) == 1):
        weight -= (1.2 if len(given) > 1 else 0.7) + 2 * (TIME_OR_PLACE.match(behind) is not None)
    return weight


def _of_characters(first: str, given: str, whole: str) -> float:
    weights = [1 if c in name_words.OF_NAMES else 0.5 if c in name_words.OF_BOTH else -1.5 for c in given]
    weight = sum(weights) - (0.3 if len(given) == 1 else 0) + 1.0 * (len(given) == 2 and min(weights) == 1)
    begins_word = whole[1] in name_words.BEGINNINGS.get(first, "") and given not in name_words.GIVEN
    if begins_word and (len(given) == 1 or min(weights) < 1):
        weight -= 1.5
    if first in name_words.STRONG.get(whole[1], "") or whole[1] in name_words.WORDS.get(first, ""):
        weight -= 5
    if whole[-1] in "里于后":
        weight -= (1.5 if len(given) == 2 else 0.5) + 2 * (whole[-2] in name_words.WEAK["里"])
    if first in _COMMON_WORDS:
        weight -= 0.8
    if whole in name_words.THINGS:
        weight += _FOR_THINGS
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
    return 2 if behind[:1] in _CLOSING and _BYLINE.search(before) else 0


_FAMILIES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗郑梁谢宋唐许韩冯邓曹彭肖董潘袁蔡蒋余杜魏吕丁沈姚卢傅钟姜崔谭廖范汪陆戴贾韦邱邹熊孟秦阎薛尹"
)
"""Surnames that are hardly ever the end of a word: what follows one is a given name."""
_ADDRESS = re.compile("老师|医[生师]|护[士师]|教授|主任|大夫|[院科]长|同志|同学|先生|女士")
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


_NOTHING_BEFORE, _NOTHING_BEHIND = -0.5, -0.3
_MOST_IN_BRACKETS = 2
_CLOSING = frozenset(")）")
_ROUNDING = 1e-6


def _most(*said: tuple[float, str]) -> dict[str, float]:
    """Character → the most that may be said where it stands beside a name; the last that is given holds."""
    return {character: weight for weight, characters in said for character in characters}


# A pattern matches only where one of the characters it is written with stands next to the name, or an end of line. What is
# said of both sides is counted with the comma, the bracket or the end of line that it needs, being in charge with its 由.
_MOST_BEFORE = _most(
    (1, UNIT_BEFORE.pattern + BEFORE_A_PERSON.pattern + EDGES),
    (2, _STRONG_BEFORE.pattern + "的"),
    (2.5, "、"),
    (3, POST_BEFORE.pattern + "\n"),
    (5, "由"),
)
_MOST_BEHIND = _most((1, DEED.pattern + EDGES), (2, _STRONG_BEHIND.pattern + "\n"), (3, POST_BEHIND.pattern + ")）"))
_MOST_BEHIND_NUMBERS = 3
