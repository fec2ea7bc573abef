"""An explanation tells what the converter does."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinglin.variants.converter import Converter
from xinglin.variants.explaining import explain
from xinglin.variants.names import overlay_terms

TERMS = overlay_terms(["于建国"]) | {"发展": "發展"}


@given(
    st.text("维护发展一个中国新征程里面的，医生头发干部长言于建国說明里 a", max_size=30),
    st.sampled_from(["zh-Hans", "zh-Hant", "zh-Hant-TW", "zh-Hant-HK"]),
    st.sampled_from(["zh-Hans", "zh-Hant"]),
)
def test_it_ends_where_the_converter_ends(text, variant, script):
    """The first stage is the text, the last what the converter makes of it; every reason lies in the text."""
    converter = Converter(variant, TERMS)
    stages = explain(text, converter, script)

    assert stages[0].text == text
    assert stages[-1].text == converter.convert(text, script)
    for stage in stages:
        for reason in stage.reasons:
            words = reason.words.replace("｜", "")
            assert len(words) == len(reason.form)
            assert (
                stage.text[reason.position : reason.position + len(words)] == reason.form or stage.name == "人名和词语"
            )


@pytest.mark.parametrize(
    ("text", "words", "rule"),
    [
        ("护发素", "护发", "OpenCC 的词条“护发”"),
        ("新征程", "征", "多义字取最常用的字形"),
        ("皇后", "皇后", "OpenCC 的词条“皇后”"),
    ],
)
def test_phrases_are_named(text, words, rule):
    """The dictionary's stage names the phrase, or says that none decided."""
    assert [(reason.words, reason.rule) for reason in explain(text, Converter("zh-Hant"))[1].reasons] == [(words, rule)]


@pytest.mark.parametrize(
    ("text", "rule"), [("抓不准", "系统词表：抓不准作抓不準"), ("香港回归", "系统词表：回归作回歸")]
)
def test_the_row_that_decides_is_named(text, rule):
    """A row for the whole word, and no row for a part of it; a part's where there is none."""
    (reason,) = explain(text, Converter("zh-Hant"))[2].reasons

    assert reason.rule == rule
