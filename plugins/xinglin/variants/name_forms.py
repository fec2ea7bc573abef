"""A personal name's Traditional form: a family keeps the character it writes (名從主人).

OpenCC reads 于, 范, 余 as words and writes 於, 範, 餘. A name is converted character by character; its surname and the
characters of given names that have a meaning of their own there are taken from the tables below.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from xinglin.core.surnames import COMPOUND, is_name
from xinglin.core.variant import Variant
from xinglin.variants.engine import engine

# Surnames whose Simplified character stands for several Traditional ones, or is read as part of a word, with the one
# the surname is. Families that write another one (蕭 for 肖, 甯 for 宁) are given in conversion.yaml.
_SURNAMES = {
    "于": "于", "范": "范", "余": "余", "姜": "姜", "郁": "郁", "谷": "谷", "涂": "涂", "游": "游", "朴": "朴", "党": "党",
    "干": "干", "曲": "曲", "后": "后", "种": "种", "仇": "仇", "向": "向", "岳": "岳", "沈": "沈", "松": "松", "征": "征",
    "叶": "葉", "钟": "鍾", "云": "雲", "万": "萬", "丰": "豐", "卢": "盧", "肖": "肖", "系": "系", "卜": "卜", "舍": "舍",
    "秋": "秋", "胡": "胡", "宁": "寧", "苏": "蘇", "咸": "咸", "占": "占", "采": "采", "台": "台", "岩": "岩", "冲": "沖",
    "斗": "斗", "辟": "辟", "才": "才", "几": "几", "丑": "丑", "蒙": "蒙", "梁": "梁", "栗": "栗", "戚": "戚", "郄": "郄",
}  # fmt: skip
_COMPOUND = {"万俟": "万俟", "万俟卨": "万俟卨"}
# In given names these mean something else than in words: 岳 is a mountain, 松 a pine, 斗 the stars, 谷 a valley.
_GIVEN = {
    "岳": "岳", "松": "松", "于": "于", "里": "里", "余": "余", "征": "征", "志": "志", "谷": "谷", "郁": "郁", "游": "游",
    "岩": "岩", "斗": "斗", "采": "采", "冲": "沖", "占": "占", "辟": "辟", "秋": "秋", "升": "升", "咸": "咸", "丑": "丑",
}  # fmt: skip
# 余 in a given name is 餘 where it means "more than enough".
_GIVEN_PAIRS = {"庆余": "慶餘", "有余": "有餘", "富余": "富餘", "福余": "福餘", "积余": "積餘", "年余": "年餘"}
# Characters that some phrase of OpenCC's tables (STPhrases of 1.4.2) writes otherwise than it writes them alone.
_CONTEXTUAL = frozenset(
    "里干发钟面制斗系复松于布游冲周岩卷梁回采签才台历谷表只杆舍范烟后须蒙扎志并荡欲占征托赞准吊克注胡辟凶脏咸云借余升姜娘"
    "折郁杯汇当朴划奸核出几哄熏御念扣弦喂彩岳丑栗幸坛杰巨仑卤卜咽挨尝尸伙致夸吁曲尽涂炼溪筑背丰戚饥了暗沈个涌参叹皂仆挽"
    "苏昆针雕胄毁别迹凌家获刮向沾朱链夫宁径冬困酸鉴板修席杠合价庵搜愈佣铲拐团荫袅确党弥愿恶凄叶哗苔恤纤跖摆僵术坐泛枪同"
    "漓膻闲蜡厘扇局秋千蔑淀苹穗荐万棱玩札糊胜噪恒症种药腌芸帘腊仇狸浚适具象广录虫抵拿焰么仿佛霉豆厂吃呆檗私冢据捆俊柜咨"
    "澄斤藤琅筱锄吣耇堤虱斫镰矩果"
)
_IS_UNIT = re.compile(r"..(?:[科处部室局站队院组社办台店厂会]|中心|支部)$")
"""What ends like this has the length of a name, and names a department or a company: 后勤科, 余杭站."""


def is_person(name: str) -> bool:
    """True for what has the form of a Chinese personal name and does not end like a department."""
    return is_name(name) and not _IS_UNIT.search(name)


def depends_on_context(name: str) -> bool:
    """True when the converter may write a character of the name in one way here and in another there, or always wrong."""
    return not _CONTEXTUAL.isdisjoint(name)


def traditional_name(name: str, variant: Variant = "zh-Hant") -> str:
    """A personal name in a Traditional variant's glyphs, of the same length."""
    size = 2 if name[:2] in COMPOUND or name[:2] in _COMPOUND else 1
    surname = _COMPOUND.get(name[:2]) or "".join([_SURNAMES.get(c) or _character(c, variant) for c in name[:size]])
    given = name[size:]
    pair = _GIVEN_PAIRS.get(given)
    return surname + (pair or "".join([_GIVEN.get(c) or _character(c, variant) for c in given]))


def surname_size(name: str) -> int:
    return 2 if name[:2] in COMPOUND or name[:2] in _COMPOUND else 1


@cache
def _character(character: str, variant: Variant) -> str:
    to_traditional, to_taiwan, to_hong_kong = _engines()
    glyphs = to_hong_kong if variant == "zh-Hant-HK" else to_taiwan
    traditional: str = glyphs(to_traditional(character))
    return traditional if len(traditional) == 1 else character


@cache
def _engines() -> tuple[Any, Any, Any]:
    return engine("s2t"), engine("t2tw"), engine("t2hk")


@cache
def forms_of_their_own() -> tuple[frozenset[str], frozenset[str]]:
    """The characters that surnames, and those that given names, have in another form than they have by themselves."""
    return tuple(
        frozenset(character for character, form in table.items() if form != _character(character, "zh-Hant"))
        for table in (_SURNAMES, _GIVEN)
    )  # type: ignore[return-value]


def ambiguous_characters() -> frozenset[str]:
    """The characters that names may have in another form than words have."""
    return frozenset({*_SURNAMES, *_GIVEN, *_CONTEXTUAL})
