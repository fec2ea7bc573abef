"""Probable names that nobody vouches for are found; everyday sentences are left in peace."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinglin.checks.names import probable_names
from xinglin.variants.converter import Converter
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


def found(text: str) -> list[tuple[int, str]]:
    return [(probable.start, probable.name) for probable in probable_names(text, CONVERT)]


@pytest.mark.parametrize("sentence", UNKNOWN)
def test_names_nobody_vouches_for(sentence: str) -> None:
    """Beside posts, in bylines and lists, before deeds: exactly the marked names that would come out wrong."""
    text, names = marked(sentence)

    assert found(text) == names


def test_the_roster_sentences_without_a_roster() -> None:
    """Of the sentences written for known names, hardly one is missed, and hardly a word is taken for a name."""
    wanted, reported = set(), set()
    for sentence in KNOWN:
        text, names = marked(sentence)
        wanted |= {(sentence, *name) for name in names}
        reported |= {(sentence, *name) for name in found(text)}

    assert len(wanted) > 100
    assert len(wanted - reported) <= len(wanted) * 0.05
    assert len(reported - wanted) <= 5


@pytest.mark.parametrize(
    "sentence",
    [
        "由于大雪，门诊时间推迟。", "关于做好春节期间医疗服务的通知", "党员干部和后勤职工参加。", "其余志愿者分成三组。", "对于青年医生的培养",
        "党中央、国务院印发规划。", "医院后勤服务中心", "各种慢性病患者", "手术后，患者恢复良好。", "成立于1952年。", "旅游旺季",
        "山里的老人下山看病。", "家里有老人的，可以预约。", "规范使用抗菌药物", "劳动模范代表发言", "骨干医师培训班", "特征明显", "余额不足",
        "医院于2020年通过评审。", "一等奖空缺。", "院长信箱", "护士站前台", "主任说，后续会跟进。", "医生后来又去看了她。", "党建引领",
        "谷雨时节养生", "公布一批名单", "白发老人", "宣布结果", "胡同里的社区医院", "郁金香开了", "干眼症患者", "朴实的话语",
        "专家余下的时间不多。", "记者后来了解到", "护士长种下一棵树。", "书记党课", "会议将于明天召开。", "贯穿于全过程", "致力于康复事业",
    ],
)  # fmt: skip
def test_everyday_sentences(sentence: str) -> None:
    """Ambiguous characters in words, beside the very posts that names stand beside."""
    assert found(sentence) == []


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
