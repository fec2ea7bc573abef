"""Dirty Traditional made clean. The damage is made by a simulated gateway, so that what was there before is known."""

from __future__ import annotations

import html
import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.variants import gateway

from xinglin.variants.converter import Converter, to_simplified
from xinglin.variants.repair import repair

HANT = Converter("zh-Hant").convert
CONTENT = Path(__file__).resolve().parents[2] / "content"

TEXTS = [
    "青岚医院的门诊部每天开放，挂号、缴费、取药都在一楼。药房的同志说：周末也不休息。",
    "外科党支部（党支部书记：周聪德）\n支部的党员参加了义诊，共为三百人量血压。",
    "本月的手术总人数比上月增加了两成，转变为日间手术的占一半。",
    "护士长说，病房里的事再小也是大事。患者的家属送来锦旗，全科的人都很高兴。",
    "学习《条例》以后，大家写了心得。“做好自己的本职工作，就是最好的学习。”",
    "检验科在2026年更换了12台设备，结果比过去快了40分钟，差错率不到0.1%。",
    "优质服务不是一句口号，院领导每周到窗口值班，听取患者的意见，当场解决问题。",
]


def source_of(text: str) -> str:
    """What can be had back at best: the gateway's character by character Traditional, in Simplified."""
    return to_simplified("".join(map(gateway.traditional, text)).encode("gbk", "ignore").decode("gbk"))


@pytest.mark.parametrize("tags", [False, True])
@pytest.mark.parametrize("doubles", [False, True])
@pytest.mark.parametrize("text", TEXTS)
def test_a_gateways_page_comes_back(text: str, doubles: bool, tags: bool) -> None:
    """Pinyin, doubled marks and rests of tags go; torn characters are put together again."""
    dirty = gateway.mangle(text, doubles=doubles, tags=tags)
    repaired = repair(dirty)

    assert dirty != text
    if "\n" in text and not tags:  # the end of a line may be what was swallowed
        assert repaired.text.strip() == source_of(text) or repaired.places
        return
    assert repaired.text.strip() == source_of(text)
    assert all(not place.is_lost for place in repaired.places)


@pytest.mark.parametrize(
    ("pair", "annotated"), [("聰德", "數"), ("總人數", "側數"), ("轉變為與", "優轉"), ("當地的", "數")]
)
def test_torn_characters(pair: str, annotated: str) -> None:
    """Where the annotated bytes lie across two characters: what follows is a byte out of step, and comes back."""
    dirty = gateway.mangle(f"書記{pair}來A組。", annotated, doubles=False, tags=False)

    assert "?" in dirty
    assert HANT(repair(dirty).text) == HANT(to_simplified(f"書記{pair}來A組。"))


def test_annotated_across_a_letter() -> None:
    """The second byte of 年 and a P are the bytes of 關, and were annotated as such."""
    dirty = gateway.mangle("2012年PCF學者", "關", doubles=False, tags=False)

    assert dirty == "2012年P(guān)CF學者"
    assert repair(dirty).text == "2012年PCF学者"
    assert repair("P(guān)CF").text == "P(guān)CF"


def test_words_are_converted_anew() -> None:
    """The gateway knows no words (后勤, 干部, 關于): from Simplified the converter makes them right."""
    repaired = repair("行政后勤干部(bù)關于公布模范名單的通知")

    assert HANT(repaired.text) == "行政後勤幹部關於公佈模範名單的通知"


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        ("義診,，免費,。", "义诊，免费。"),
        ("義診,,免費,、方便,。", "义诊，免费、方便。"),
        ("一樓,二樓", "一楼，二楼"),
        ("1,000 人次，3,500 元", "1,000 人次，3,500 元"),
        ("優質服務</strong>/p>", "优质服务"),
        ("<p><strong>通知</strong></p><p>各科室：</p>", "通知\n\n各科室："),
        ("通知<strong", "通知"),
        ("&#21307;&#x9662;", "医院"),
        ("醫院&nbsp;通知", "医院 通知"),
        ("請用 Python 3（官網）", "请用 Python 3（官网）"),
        ("體溫 < 37 度", "体温 < 37 度"),
        ("(黨支部書記：周某）", "（党支部书记：周某）"),
    ],
)
def test_marks_and_tags(dirty: str, clean: str) -> None:
    """Doubled punctuation, orphaned tags, character references; numbers and comparisons are left."""
    assert repair(dirty).text.strip() == clean


@pytest.mark.parametrize(
    ("wrong", "right"), [("gb18030", "utf-8"), ("latin-1", "utf-8"), ("latin-1", "gb18030"), ("cp1252", "utf-8")]
)
def test_wrong_encodings(wrong: str, right: str) -> None:
    """A line that was decoded with the wrong table is decoded with the right one; the line beside it stays."""
    line = "关于青岚医院门诊时间调整的通知，请各科室知悉。"
    data = line.encode(right)
    try:
        garbled = data.decode(wrong)
    except UnicodeDecodeError:
        pytest.skip("not every text can be decoded wrongly")

    assert repair(f"{garbled}\n{line}").text == f"{line}\n{line}"


def test_what_is_gone_is_marked() -> None:
    """Bytes that were replaced by decoders are nowhere any more: one 〓 each, said with line and column."""
    repaired = repair("第一行\n關于\ufffd\ufffd醫院和锟斤拷通知")

    assert repaired.text == "第一行\n关于〓医院和〓通知"
    assert [(p.line, p.column, p.character, p.is_lost) for p in repaired.places] == [
        (2, 3, "〓", True),
        (2, 7, "〓", True),
    ]


def test_a_swallowed_digit_is_marked() -> None:
    """Whatever stood there, nobody can tell: 〓 and a place, not a number that looks right."""
    dirty = gateway.mangle("當天300人", "數", doubles=False, tags=False).replace("當", "當")
    torn = gateway.shown(
        "聰德".encode("gbk").replace(bytes.fromhex("94b5"), bytes.fromhex("94b5") + "(shù)".encode("gbk")) + b"300"
    )
    repaired = repair(torn)

    assert dirty == "當天300人"
    assert "〓" in repaired.text
    assert any(place.is_lost for place in repaired.places)


def test_half_converted_pages() -> None:
    """Traditional with Simplified words in it (后者, 准確率) becomes one script."""
    assert HANT(repair("后者的准確率更高，頭發檢查").text) == "後者的準確率更高，頭髮檢查"


def test_short_lines_of_traditional_stay() -> None:
    """The bytes of 口腔乾燥症 are characters of Big5 too, 的 among them."""
    assert repair("口腔乾燥症").text == "口腔干燥症"


@pytest.mark.parametrize("text", [*TEXTS, "口腔干燥症", "2744——", "读音（shù）和(dì)不同", "What? (see p. 3)", ""])
def test_clean_text_stays(text: str) -> None:
    """Simplified text without damage comes back as it is, with nothing to read over."""
    repaired = repair(text)

    assert repaired.text == text
    assert repaired.is_certain


def test_real_questions_stay() -> None:
    """A question mark is a question mark, unless pinyin follows it."""
    assert repair("什麼時候開診?請看通知。").text == "什么时候开诊?请看通知。"


@given(st.text("數學業優醫院的一是在門診？?()shùxué，,。<>/strongp \n\ufffd聰德", max_size=80))
@settings(max_examples=200, deadline=None)
def test_any_text_is_repaired(text: str) -> None:
    """Whatever comes in: text and places that are in it come out, and repairing again finds nothing more to fill."""
    repaired = repair(text)
    lines = repaired.text.split("\n")

    for place in repaired.places:
        assert lines[place.line - 1][place.column - 1 : place.column] == place.character
        assert place.is_lost == (place.character == "〓")


def test_every_inexact_repair_is_flagged() -> None:
    """Damage that takes bytes away for good (two characters lost at once) is marked, never passed over in silence."""
    sentence = "當地{}的門診部已經開放，歡迎大家前來就診。"
    for word in ("還將", "全縣", "政府", "正在", "個別", "撥出", "圍繞", "集中", "播出", "被切", "公路"):
        text = sentence.format(word)
        repaired = repair(gateway.mangle(text, "數發業"))
        if repaired.text.strip() != to_simplified(text):
            assert repaired.places, word


def test_the_sample_hospital_through_the_gateway() -> None:
    """Of the sample site's articles, spoilt with the thirty characters that were seen annotated, 95 in 100 come back letter by
    letter, and no other is passed over in silence (with 數 and 總 too: nine in ten)."""
    texts = []
    for path in sorted(CONTENT.rglob("*.md")):
        raw = path.read_bytes()
        if b"\x00" in raw or not _is_utf8(raw):
            continue
        body = re.sub(r"[`*#\[\]()!|>{}:\"-]|[^\S\n]", "", raw.decode().split("---")[-1])
        texts.append(re.sub(r"\n+", "\n", body).strip())
    assert len(texts) > 50
    for annotated, share in ((gateway.ANNOTATED.replace("數", "").replace("總", ""), 0.95), (gateway.ANNOTATED, 0.9)):
        exact = 0
        for text in texts:
            repaired = repair(gateway.mangle(text, annotated))
            is_exact = re.sub(r"\n+", "\n", repaired.text).strip() == source_of(text)
            exact += is_exact
            assert is_exact or repaired.places
        assert exact >= share * len(texts)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def test_large_pages_take_no_time() -> None:
    """Nothing but damage, in one line: the time grows with the length."""
    started = time.process_time()
    for text in (
        "數(shù)" * 20_000,
        "?shù)" * 4_000,
        "聰?shù)拢?/strong>" * 300,
        "<" * 50_000,
        "," * 50_000,
        "(" * 50_000,
        "聰?shù)" + "拢?" * 500,
    ):
        repair(text)

    assert time.process_time() - started < 30


def test_html_keeps_its_tags() -> None:
    """With --html whole tags stay, and only their words change."""
    assert repair('<p class="a">數(shù)據,，</p>', keep_tags=True).text == '<p class="a">数据，</p>'
    assert html.unescape(re.sub("<[^>]*>", "", repair("<b>數(shù)</b>", keep_tags=True).text)) == "数"
