"""One file in, one manuscript or at least one error out, whatever the file is."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from xinglin.core.hashing import digest
from xinglin.kinds import KINDS
from xinglin.manuscript.reading import ReadingTask, read, read_batch

BYTES = st.one_of(
    st.binary(max_size=200),
    st.text(max_size=200).map(lambda text: text.encode("utf-8", "ignore")),
    st.text(max_size=80).map(lambda text: text.encode("gb18030", "ignore")),
    st.text("-:： \n#标题日期作者甲[]{}'\"|>*&!%@,2026年3月5月日.", max_size=120).map(str.encode),
    st.text(max_size=150).map(lambda text: f"---\n标题: 甲\n日期: 2026-03-05\n---\n\n{text}".encode("utf-8", "ignore")),
    st.tuples(
        st.sampled_from(["标题", "日期", "作者", "荣誉", "封面", "公示期", "转换", "类型", "状态", "撤稿"]),
        st.text(max_size=60),
    ).map(lambda pair: f"---\n标题: 甲\n日期: 2026-03-05\n{pair[0]}: {pair[1]}\n---\n文".encode("utf-8", "ignore")),
)


@given(BYTES, st.sampled_from(sorted(KINDS)))
@settings(max_examples=800, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_read_never_raises(data, kind):
    """Arbitrary bytes give a manuscript or an error, every diagnostic placed within the file and with a message."""
    result = read(ReadingTask("news/a.md", data, kind), KINDS)

    assert result.manuscript is not None or any(found.is_error for found in result.diagnostics)
    for found in result.diagnostics:
        assert found.path == "news/a.md"
        assert found.message
        assert found.line >= 0
        assert found.column >= 0
    pickle.loads(pickle.dumps(result))


def test_a_whole_article(sound):
    """Everything of one article arrives: kind, front matter, body, headings, excerpt, digest."""
    text = (
        '---\n标题: 门诊开展义诊\n日期: 2026年3月5日 15:09\n作者: 张三\n---\n\n![现场](a.jpg "图说")\n\n'
        "3月5日，门诊党支部**开展**义诊\n活动[^1]。\n\n## 现场\n\n第二段。\n\n[^1]: 脚注。\n"
    )
    manuscript = sound(text)

    assert manuscript.path == "news/2026/a/index.md"
    assert manuscript.digest == digest(text)
    assert (manuscript.kind, manuscript.language) == ("news", "zh-Hans")
    assert [(h.id, h.level, h.title) for h in manuscript.headings] == [("现场", 2, "现场")]
    assert manuscript.excerpt == "3月5日，门诊党支部开展义诊活动1。 第二段。"
    assert manuscript.summary == manuscript.excerpt


def test_the_excerpt_is_short_and_plain(sound):
    """At most 120 characters of prose: no captions, tables, footnotes or tags; the author's summary wins."""
    manuscript = sound("---\n标题: 甲\n日期: 2026-03-05\n---\n\n|表|格|\n|-|-|\n|x|y|\n\n" + "甲&乙<b>丙</b>" * 60)

    assert len(manuscript.excerpt) == 120
    assert manuscript.excerpt.startswith("甲&乙丙甲&乙丙")
    assert sound("---\n标题: 甲\n日期: 2026-03-05\n摘要: 概要\n---\n\n正文。").summary == "概要"


def test_an_unreadable_file_is_told():
    """What the operating system says about a file is said of the file."""
    result = read(ReadingTask("news/a.md", b"", "news", "Permission denied"), KINDS)

    assert result.manuscript is None
    assert [(d.code, d.is_error) for d in result.diagnostics] == [("FIL01", True)]


def test_an_article_without_body_is_an_article(sound):
    """Title and date alone make a page (an honour list or notice may have no more)."""
    assert sound("---\n标题: 甲\n日期: 2026-03-05\n---").html == ""


def test_batches_read_each_file_by_itself():
    """A bad file costs the good one beside it nothing, and results come in order."""
    good = "---\n标题: 甲\n日期: 2026-03-05\n---\n文".encode()
    tasks = [ReadingTask(f"news/{i}.md", data, "news") for i, data in enumerate([good, b"\xff\xfe\x00", good])]
    results = read_batch(tasks)

    assert [(r.path, r.manuscript is not None) for r in results] == [
        ("news/0.md", True),
        ("news/1.md", False),
        ("news/2.md", True),
    ]


def test_an_examination_is_given_the_text_as_decoded():
    """Whatever the encoding and the line ends; it is asked of nothing that is no manuscript."""
    text = "---\n标题: 甲\n日期: 2026-03-05\n---\n\n正文。\n"
    files = [text.replace("\n", "\r\n").encode("gb18030"), b"\xff\xfe\x00", text.encode("utf-16")]
    asked = []
    read_batch(
        [ReadingTask(f"news/{i}.md", data, "news") for i, data in enumerate(files)],
        examine=lambda manuscript, text: asked.append((manuscript.path, text)) or (),
    )

    assert asked == [("news/0.md", text), ("news/2.md", text)]


@pytest.mark.parametrize("text", ["&#27;[31m", "&#x202e;abc", "&#0;", "&#x9b;", "&#xffff;"])
def test_character_references_bring_no_controls_in(sound, text):
    """A control character written as an HTML entity does not reach page or feed, in text or attribute."""
    manuscript = sound(f'---\n标题: 甲\n日期: 2026-03-05\n---\n\n甲{text}乙 <b title="丙{text}丁">戊</b>\n')

    assert not set(manuscript.html) & set("\x00\x1b\x9b\u202e\uffff")


def test_a_pickled_reading_is_the_same(reading):
    """The store gives back every value, the names that were given, and mappings no two records share."""
    text = (
        "---\n标题: 甲\n日期: 1988-06-05 12:30\n失效: 2026-03-05\n作者: 张三 李四\n状态: 发布\n公开范围: 党内\n"
        "封面: a.jpg\n公示期: 2026年3月5日至3月11日\n更正: 写错了\n---\n\n## 义诊\n\n![图](a.jpg) [乙](b.html)\n"
    )
    first = reading(text)
    again = pickle.loads(pickle.dumps(first))
    third = pickle.loads(pickle.dumps(first))

    assert again == first
    assert repr(again) == repr(first)
    assert again.manuscript.front.model_fields_set == first.manuscript.front.model_fields_set
    assert again.manuscript.front.conversion is not third.manuscript.front.conversion


def test_a_pickled_reading_is_small(reading):
    """Of its front matter a record holds what the author wrote, not the forty defaults."""
    pickled = pickle.dumps(reading("---\n标题: 甲\n日期: 2026-03-05\n---\n\n文\n"))

    assert b"photographers" not in pickled
    assert b"zoneinfo" not in pickled
