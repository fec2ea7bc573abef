"""Probable names that nobody vouches for are found; everyday sentences are left in peace."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinglin.checks import names
from xinglin.checks.name_places import Place
from xinglin.checks.name_weights import END_POSTS, of_itself, weigh
from xinglin.checks.names import probable_names
from xinglin.variants.converter import Converter
from xinglin.variants.name_context import EDGES
from xinglin.variants.name_forms import traditional_name

CONVERT = Converter("zh-Hant").convert
HERE = Path(__file__).parent


def sentences(path: Path) -> list[str]:
    return [line for line in path.read_text("utf-8").splitlines() if line and not line.startswith("#")]


UNKNOWN = sentences(HERE / "unknown_names.txt")
KNOWN = sentences(HERE.parent / "variants" / "name_sentences.txt")


def marked(sentence: str) -> tuple[str, list[tuple[int, str]]]:
    """The sentence without its marks, and (position, name) of those that conversion would write otherwise."""
    text = re.sub("[【】]", "", sentence)
    names = [(m.start() - 2 * n, m.group(1)) for n, m in enumerate(re.finditer("【(.+?)】", sentence))]
    converted = CONVERT(text)
    return text, [(at, name) for at, name in names if converted[at : at + len(name)] != traditional_name(name)]


def found_in(text: str) -> list[tuple[int, str]]:
    return [(probable.start, probable.name) for probable in probable_names(text, CONVERT)]


@pytest.mark.parametrize("sentence", UNKNOWN)
def test_names_nobody_vouches_for(sentence: str) -> None:
    """Beside posts, in bylines and lists, before deeds: exactly the marked names that would come out wrong."""
    text, names = marked(sentence)

    assert found_in(text) == names


def test_the_roster_sentences_without_a_roster() -> None:
    """Of the sentences written for known names, none is missed, and hardly a word is taken for a name."""
    wanted, reported = set(), set()
    for sentence in KNOWN:
        text, names = marked(sentence)
        wanted |= {(sentence, *name) for name in names}
        reported |= {(sentence, *name) for name in found_in(text)}

    assert len(wanted) > 100
    assert wanted - reported == set()
    assert len(reported - wanted) <= 5


@pytest.mark.parametrize(
    "sentence",
    [
        "由于大雪，门诊时间推迟。", "关于做好春节期间医疗服务的通知", "党员干部和后勤职工参加。", "其余志愿者分成三组。", "对于青年医生的培养",
        "党中央、国务院印发规划。", "医院后勤服务中心", "各种慢性病患者", "手术后，患者恢复良好。", "成立于1952年。", "旅游旺季",
        "山里的老人下山看病。", "家里有老人的，可以预约。", "规范使用抗菌药物", "劳动模范代表发言", "骨干医师培训班", "特征明显", "余额不足",
        "医院于2020年通过评审。", "一等奖空缺。", "院长信箱", "护士站前台", "主任说，后续会跟进。", "医生后来又去看了她。", "党建引领",
        "谷雨时节养生", "公布一批名单", "白发老人", "宣布结果", "胡同里的社区医院", "郁金香开了", "干眼症患者", "朴实的话语",
        "范例由专家点评。", "各地范例老师们都学过。", "范围医生自己定。", "干片同志收好。", "然后卫生间也改造了。", "专家余下的时间不多。", "记者后来了解到", "护士长种下一棵树。", "书记党课", "会议将于明天召开。", "贯穿于全过程", "致力于康复事业",
    ],
)  # fmt: skip
def test_everyday_sentences(sentence: str) -> None:
    """Ambiguous characters in words, beside the very posts that names stand beside."""
    assert found_in(sentence) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("护士南宫采同志", "南宫采"), ("主任长孙郁说", "长孙郁"), ("院长欧阳余光、", "欧阳余光"), ("记者独孤志范报道", "独孤志范"),
        ("（供稿：上官于）", "上官于"),
    ],
)  # fmt: skip
def test_compound_surnames(text: str, name: str) -> None:
    """The risky character is the third or the fourth of the name."""
    assert [found for _, found in found_in(text)] == [name]


def test_terms_of_the_article() -> None:
    """A term may give any character another form: 向 is 向 in a name, and nothing but the term makes it 嚮."""
    converter = Converter("zh-Hant").with_terms({"向东": "嚮東"})

    assert found_in("护士长沈向东说") == []
    assert [
        (probable.name, probable.written)
        for probable in probable_names("护士长沈向东说", converter.convert, converter.terms)
    ] == [("沈向东", "沈嚮東")]


_WORDS = (
    *"于余范党干后里系志向复表发台云征松范丰周郁梁樑巖娘秀英建国文王张欧阳南宫采的、，。；：由（）·5",
    "\n", "主任", "记者", "供稿：", "说", "表示", "负责", "授课", "一个", "公里", "体系", "头发", "复旦", "范例", "老师", "志愿", "万余名",
)  # fmt: skip
"""Risky characters, what makes another form of them, names, and what speaks for names and against them."""
_TEXTS = st.lists(st.sampled_from(_WORDS), max_size=30).map("".join)


def every_place(text: str) -> list[Place]:
    """All there are: no place is passed over for what the characters are or what is beside them."""
    return [
        (start, start + size, own.weight)
        for start in range(len(text))
        for size in range(2, min(4, len(text) - start) + 1)
        if (own := of_itself(text[start : start + size]))
        and (not own.needs_post or text[start - 1 : start] in END_POSTS)
    ]


@given(_TEXTS)
def test_no_name_is_passed_over(text: str) -> None:
    """What is reported is what would be if every place were weighed and every line converted."""
    quick = list(probable_names(text, CONVERT))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(names, "risky_places", every_place)
        patch.setattr(names, "_sentence", lambda text, position: (0, len(text)))
        thorough = list(probable_names(text, by_lines))

    assert quick == thorough


def by_lines(text: str) -> str:
    return "\n".join(map(CONVERT, text.split("\n")))


@given(_TEXTS, st.sampled_from([*sorted(END_POSTS), *EDGES, ""]), st.sampled_from([*EDGES, ""]), _TEXTS)
def test_what_is_not_weighed_would_not_weigh_enough(before: str, left: str, right: str, behind: str) -> None:
    """A place is given up only where nothing beside it could make up for what its characters lack."""
    text = f"{before}{left}于秀英{right}{behind}"
    start = len(before) + len(left)
    place = (weigh(text, start, start + 3, 100) or 0) - 100
    for tenths in range(-60, 60):
        weight = tenths / 10 + place
        if abs(weight - 1.3) > 1e-6:
            assert (weigh(text, start, start + 3, tenths / 10) is not None) == (weight > 1.3)


@given(st.text("于余范党干后里主任长，、。说秀英建国文王张\n（）-{}", max_size=60))
def test_what_is_reported_stands_there(text: str) -> None:
    """Whatever the text: places, forms and order are the text's."""
    end = 0
    for probable in probable_names(text, CONVERT):
        assert text[probable.start : probable.start + len(probable.name)] == probable.name
        assert probable.form == traditional_name(probable.name) != probable.written
        assert probable.start >= end
        end = probable.start + len(probable.name)


def test_long_texts_take_no_time() -> None:
    """A megabyte of posts and surnames, in one line and in many."""
    started = time.process_time()
    for text in ("主任于秀英，" * 30_000, "王于\n" * 60_000):
        list(probable_names(text, CONVERT))

    assert time.process_time() - started < 60
