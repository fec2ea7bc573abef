"""Which script an article is written in."""

from __future__ import annotations

import opencc
import pytest

from xinglin.manuscript.script_detection import detect, exclusive_characters


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("门诊综合党支部：凝聚最小单元", "zh-Hans"),
        ("門診綜合黨支部：凝聚最小單元", "zh-Hant"),
        ("黨委書記李軍到醫院調研", "zh-Hant"),
        ("中心主任", "zh-Hans"),
        ("", "zh-Hans"),
        ("Hello 123", "zh-Hans"),
        ("王府井醫院发布通知，门诊时间调整", "zh-Hans"),
        ("臺灣地區醫師來院交流，簡介见下", "zh-Hant"),
        ("后里皇后公里", "zh-Hans"),
        ("說 衞生 為 裡", "zh-Hant"),
        ("持續(xù)不斷發(fā)揮黨員先鋒模范作用，，圓滿完成核酸采樣", "zh-Hant"),  # damaged by a gateway
    ],
)
def test_detection(text, script):
    """Characters of one script only decide, by their number; Simplified where nothing decides."""
    assert detect(text) == script


def test_an_article_is_detected_and_may_say_otherwise(sound):
    """The script is read from title and words; 文字 overrules it."""
    body = "\n---\n\n醫院黨委召開會議。\n"

    assert sound("---\n标题: 醫院黨委會議\n日期: 2026-03-05" + body).language == "zh-Hant"
    assert sound("---\n标题: 醫院黨委會議\n日期: 2026-03-05\n文字: 简体" + body).language == "zh-Hans"


def test_the_list_is_opencc_s_own() -> None:
    """Made again from OpenCC's tables and the national standards."""

    def changed(configuration: str) -> set[str]:
        # a line each, in one call: no phrase reaches across the end of a line
        block = [chr(code) for code in range(0x4E00, 0xA000)]
        converted = opencc.OpenCC(configuration).convert("\n".join(block)).split("\n")
        return {before for before, after in zip(block, converted, strict=True) if before != after}

    def lacks(charset: str, character: str) -> bool:
        return not character.encode(charset, "ignore")

    simplified, traditional = exclusive_characters()

    assert simplified == {c for c in changed("s2t") if lacks("big5", c)}
    assert traditional == {c for c in changed("t2s") if lacks("gb2312", c)}
