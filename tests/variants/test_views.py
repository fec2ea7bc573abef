"""A record as one variant shows it."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

import pytest
from pydantic import BaseModel, ConfigDict

from xinglin.core.words import Html, Name, Text
from xinglin.kinds import KINDS
from xinglin.manuscript.reading import ReadingTask, read
from xinglin.variants.converter import Converter
from xinglin.variants.names import overlay_terms
from xinglin.variants.views import view

HANT = Converter("zh-Hant", overlay_terms(["于发"]))


@dataclass(frozen=True)
class Inner:
    words: Text
    code: str


class Model(BaseModel):
    model_config = ConfigDict(frozen=True)

    title: Text
    url: str = "发"
    inner: Inner | None = None


@dataclass(frozen=True)
class Record:
    title: Text
    html: Html
    names: tuple[Name, ...]
    path: str
    inner: Inner
    model: Model
    more: tuple[Inner, ...]
    maybe: Text | None = None
    count: int = 1


RECORD = Record(
    "发展",
    '<p id="发">头<b>发</b></p>',
    ("于发", "张三"),
    "发",
    Inner("书", "书"),
    Model(title="门"),
    (Inner("a", "书"), Inner("诊", "诊")),
)


def test_marked_fields_change_and_no_others():
    """Text, fragments and names are converted, in nested records, models and tuples; paths, codes and numbers stay."""
    shown = view(RECORD, HANT)

    assert shown == Record(
        "發展",
        '<p id="发">頭<b>髮</b></p>',
        ("于發", "張三"),
        "发",
        Inner("書", "书"),
        Model(title="門"),
        (Inner("a", "书"), Inner("診", "诊")),
    )
    assert RECORD.title == "发展"
    assert shown.more[0] is RECORD.more[0]


@pytest.mark.parametrize(
    "record",
    [
        Inner("abc", "发"),
        Model(title="abc"),
        dataclasses.replace(RECORD, title="", html="", names=(), inner=Inner("", ""), model=Model(title=""), more=()),
    ],
)
def test_nothing_to_change_is_the_same_object(record):
    """A record without a word to convert is itself, not a copy."""
    assert view(record, HANT) is record


def test_the_own_variant_is_the_record_itself():
    """The Simplified view of a Simplified record is that record."""
    assert view(RECORD, Converter("zh-Hans")) is RECORD
    assert view(RECORD, HANT, "zh-Hant") is RECORD


def test_an_optional_field_is_converted_when_there():
    """None stays None; words in an optional field are words."""
    assert view(dataclasses.replace(RECORD, maybe="发展"), HANT).maybe == "發展"
    assert view(RECORD, HANT).maybe is None


def test_a_whole_manuscript():
    """An article's view: its words, its kind's own fields and its headings; never its slug, links, ids, source, digest."""
    text = (
        "---\n标题: 荣誉榜\n日期: 2026-03-05\n网址名: rongyu\n作者: 于发\n关键词: 党建\n来源: 本院\n来源网址: https://a.cn/发展\n"
        "荣誉:\n  - 名称: 先进党支部\n    级别: 省级\n    获得者: [门诊党支部]\n---\n\n## 发展\n\n[头**发**](/发展/)\n"
    )
    manuscript = read(ReadingTask("honours/发.md", text.encode(), "honours"), KINDS).manuscript
    shown = view(manuscript, HANT)

    assert (shown.front.title, shown.front.authors, shown.front.keywords) == ("榮譽榜", ("于發",), ("黨建",))
    assert shown.front.honours[0].title == "先進黨支部"
    assert shown.front.honours[0].holders[0].branch == "門診黨支部"
    assert (shown.headings[0].id, shown.headings[0].title) == ("发展", "發展")
    assert '<h2 id="发展">發展</h2>' in shown.html
    assert "頭<strong>髮</strong>" in shown.html
    assert shown.references == manuscript.references
    assert (shown.path, shown.digest, shown.spots) == (manuscript.path, manuscript.digest, manuscript.spots)
    assert (shown.front.slug, shown.front.source_url) == ("rongyu", "https://a.cn/发展")
    assert type(shown.front) is type(manuscript.front)
