"""Conversion of HTML: its words, and nothing that is not words."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xinglin.variants.converter import Converter
from xinglin.variants.fragments import convert_html

HANT = Converter("zh-Hant")


@pytest.mark.parametrize(
    ("html", "converted"),
    [
        ("头<b>发</b>", "頭<b>髮</b>"),
        ('干<a href="xl:0">部</a>', '幹<a href="xl:0">部</a>'),
        ('头<a href="xl:0" title="发展">发</a>', '頭<a href="xl:0" title="發展">髮</a>'),
        ("<em>头</em><strong>发</strong>", "<em>頭</em><strong>髮</strong>"),
        ("头<!-- 发 -->发", "頭<!-- 发 -->發"),
        ("<p>理</p><p>发</p>", "<p>理</p><p>發</p>"),
        ("<li>头</li><li>发</li>", "<li>頭</li><li>發</li>"),
        ("头<br>发", "頭<br>發"),
        ('<img src="xl:0" alt="头发" title="发展">', '<img src="xl:0" alt="頭髮" title="發展">'),
        ('<img src="xl:0" alt="" title="义诊">发展', '<img src="xl:0" alt="" title="義診">發展'),
        ("<img src='xl:0' alt='头发'>", "<img src='xl:0' alt='頭髮'>"),
        ("<img src=xl:0 alt=头发>", "<img src=xl:0 alt=頭髮>"),
        (
            '<section aria-label="表格 1"><table><th abbr="价">价格</th>',
            '<section aria-label="表格 1"><table><th abbr="價">價格</th>',
        ),
        ('<track label="简体字幕" src="xl:0">', '<track label="簡體字幕" src="xl:0">'),
        ("发&amp;展 &lt;发&gt;", "發&amp;展 &lt;發&gt;"),
        ("发展", "發展"),
        ("", ""),
        ("<p>ascii</p>", "<p>ascii</p>"),
    ],
)
def test_words_are_converted(html, converted):
    """Text runs through inline tags and stops at blocks; alt, title, aria-label and the like are words too."""
    assert convert_html(html, HANT) == converted


@pytest.mark.parametrize(
    "html",
    [
        '<a href="/发展/头发.html#发" id="发展" class="发 x" data-name="发展" lang="zh-Hans" name="发">a</a>',
        "<code>发展</code>",
        "<pre>发<b>展</b></pre>",
        "<kbd>发</kbd><samp>发</samp><var>发</var>",
        '<p lang="ja">発展は芸術<b>会</b></p>',
        "<p lang='ja'>会</p>",
        "<p lang=ja>会</p>",
        '<p lang="">会</p>',
        '<span translate="no">发展</span>',
        "<span translate='no'>发展<i>发</i></span>",
        '<span class="a notranslate b">发展</span>',
        '<img alt="会" lang="ja">',
        "<code><code>发</code>发</code>",
        "<script>发</script><style>发</style><textarea>发</textarea>",
        '<!-- 发展 alt="发" -->',
        "<p title>a</p>",
    ],
)
def test_what_is_not_words_stays(html):
    """Addresses, ids, classes, data, code, passages in other languages and marked ones stay byte for byte."""
    assert convert_html(html, HANT) == html


@pytest.mark.parametrize("after", ["发展", "<p>发展</p>"])
@pytest.mark.parametrize(
    "kept", ["<code>发</code>", '<p lang="en">发<br>发</p>', '<span translate="no">发<img src="a"></span>']
)
def test_conversion_goes_on_behind(kept, after):
    """Behind a kept passage words are converted again."""
    assert convert_html(kept + after, HANT) == kept + after.replace("发展", "發展")


def test_chinese_within_kept_passages_stays():
    """A passage marked as its author's own keeps what is in it, Chinese or not; lang="zh…" alone keeps nothing."""
    assert convert_html('<p lang="zh-CN">发</p>', HANT) == '<p lang="zh-CN">發</p>'
    assert (
        convert_html('<p lang="ja">会<span lang="zh">发</span></p>', HANT)
        == '<p lang="ja">会<span lang="zh">发</span></p>'
    )


TEXTS = st.text("头发展干部里后会于建国 a,，&;", max_size=6).map(lambda text: text.replace("&", "&amp;"))
ATTRIBUTES = st.lists(
    st.tuples(st.sampled_from(["alt", "title", "href", "id", "class", "data-x", "aria-label", "lang", "translate"]),
              st.sampled_from(["", "发展", "头发 x", "xl:1", "ja", "zh", "no", "a > b", "notranslate"])),
    max_size=3, unique_by=lambda pair: pair[0],
).map(lambda pairs: "".join(f' {name}="{value}"' for name, value in pairs))  # fmt: skip
ELEMENTS = st.sampled_from(["p", "b", "a", "span", "code", "li", "td", "em", "figure", "pre", "section"])
FRAGMENTS = st.recursive(
    st.one_of(TEXTS, ATTRIBUTES.map(lambda attributes: f"<img{attributes}>"), st.just("<br>")),
    lambda inner: st.tuples(ELEMENTS, ATTRIBUTES, st.lists(inner, max_size=4)).map(
        lambda parts: f"<{parts[0]}{parts[1]}>{''.join(parts[2])}</{parts[0]}>"
    ),
    max_leaves=12,
)
TAG = re.compile(r'<(?:[^>"]|"[^"]*")*>')


def skeleton(html: str) -> list[str]:
    """The tags, with the values of readable attributes left out."""
    return [re.sub(r' (alt|title|aria-label)="[^"]*"', r' \1=""', tag) for tag in TAG.findall(html)]


@given(st.lists(FRAGMENTS, max_size=4).map("".join), st.sampled_from(["zh-Hant", "zh-Hant-TW", "zh-Hant-HK"]))
@settings(max_examples=400, deadline=None)
def test_structure_never_changes(html, variant):
    """For any fragment: same length, same tags, same addresses; the Simplified variant is the fragment itself."""
    converted = convert_html(html, Converter(variant))

    assert len(converted) == len(html)
    assert skeleton(converted) == skeleton(html)
    assert convert_html(html, Converter("zh-Hans")) == html


@given(st.lists(FRAGMENTS, max_size=4).map("".join))
@settings(max_examples=200, deadline=None)
def test_each_word_is_the_one_plain_text_has(html):
    """A fragment without kept passages has, tag by tag removed, the words of its blocks converted as plain text."""
    html = (
        re.sub(r' (?:lang|translate|class)="[^"]*"', "", html)
        .replace("code", "div")
        .replace("pre>", "div>")
        .replace("<pre", "<div")
    )
    inline = re.sub(r"</?(?:a|b|em|span)(?: [^>]*)?>", "", re.sub(r'"[^"]*"', '""', html))
    words = [re.sub(r"\s", "", HANT.convert(block)) for block in TAG.split(inline)]
    found = [
        re.sub(r"\s", "", block)
        for block in TAG.split(re.sub(r"</?(?:a|b|em|span)(?: (?:[^>\"]|\"[^\"]*\")*)?>", "", convert_html(html, HANT)))
    ]

    assert found == words


def test_broken_html_takes_no_time():
    """What is no HTML at all (standard input of xinglin convert) keeps its length, in bounded time."""
    started = time.process_time()
    for text in ("<" * 20_000, '<a "' * 5_000, "<!--" * 5_000 + "发", "< 发 > <"):
        assert len(convert_html(text, HANT)) == len(text)

    assert time.process_time() - started < 10
