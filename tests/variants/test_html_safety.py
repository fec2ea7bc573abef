"""HTML in, the same HTML out with other words: what converts, what never does, and what broken input cannot do."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xinglin.core.marks import spans
from xinglin.core.variant import Variant
from xinglin.variants.converter import Converter
from xinglin.variants.fragments import convert_html, convert_text

HANT = Converter("zh-Hant")
VARIANTS: tuple[Variant, ...] = ("zh-Hans", "zh-Hant", "zh-Hant-TW", "zh-Hant-HK")


@pytest.mark.parametrize(
    ("html", "converted"),
    [
        ('<input type="submit" value="发送">', '<input type="submit" value="發送">'),
        ('<input value="发送" type=button>', '<input value="發送" type=button>'),
        ('<input type="text" value="发" name="发">', '<input type="text" value="发" name="发">'),
        ('<option value="发">发</option>', '<option value="发">發</option>'),
        ('<meta name="description" content="发展">', '<meta name="description" content="發展">'),
        ('<meta content="发展" property="og:title">', '<meta content="發展" property="og:title">'),
        ('<meta property="og:url" content="https://a.cn/发">', '<meta property="og:url" content="https://a.cn/发">'),
        ('<meta name="twitter:image" content="/发.png">', '<meta name="twitter:image" content="/发.png">'),
        ("<title>发展</title>", "<title>發展</title>"),
        ('<a href="/发" data-x="发" class="发" id="发" download="发.pdf">发</a>',
         '<a href="/发" data-x="发" class="发" id="发" download="发.pdf">發</a>'),
        ("<label aria-label='发' for=发>发</label>", "<label aria-label='發' for=发>發</label>"),
        ("<style>.发{}</style><script>var 发='发'</script>发", "<style>.发{}</style><script>var 发='发'</script>發"),
        ('<script type="application/ld+json">{"@id":"https://a.cn/发","name":"发展","url":"/发","keywords":["发","展"],'
         '"author":{"@type":"Person","name":"发\\"发"},"image":"/发.png","inLanguage":"zh-Hans"}</script>发',
         '<script type="application/ld+json">{"@id":"https://a.cn/发","name":"發展","url":"/发","keywords":["發","展"],'
         '"author":{"@type":"Person","name":"發\\"發"},"image":"/发.png","inLanguage":"zh-Hans"}</script>發'),
    ],
)  # fmt: skip
def test_what_converts(html: str, converted: str) -> None:
    """Buttons, metadata and readable structured data are words; addresses, names, code and files are not."""
    assert convert_html(html, HANT) == converted


PASSAGES = {
    "zh-Hans": ("头发", "头发", "頭髮"),
    "zh-Hant": ("頭髮", "头发", "頭髮"),
    "zh-TW": ("頭髮", "头发", "頭髮"),
    "zh_HK": ("頭髮", "头发", "頭髮"),
    "zh": ("头发", "头发", "頭髮"),
    "ja": ("頭髪", "頭髪", "頭髪"),
}


@pytest.mark.parametrize("language", PASSAGES)
def test_passages_in_another_script(language: str) -> None:
    """A passage is converted from the script it declares, by ``lang``; another language stays."""
    typed, hans, hant = PASSAGES[language]
    html = f'<p>头发<span lang="{language}">{typed}</span>头发<img lang="{language}" alt="{typed}">头</p>'
    for variant, words, around in (("zh-Hans", hans, "头发"), ("zh-Hant", hant, "頭髮")):
        converted = convert_html(html, Converter(variant))  # type: ignore[arg-type]
        head = around[0]
        assert converted == (
            f'<p>{around}<span lang="{language}">{words}</span>{around}<img lang="{language}" alt="{words}">{head}</p>'
        )


def test_a_converted_passage_says_so_on_a_page() -> None:
    """Where asked, ``lang`` becomes what the passage now is, so that its fonts are right; other languages keep theirs."""
    html = '<span lang="zh-Hant">頭髮</span><span lang="ja">頭</span><i lang="zh-TW" title="頭">頭</i>'
    assert convert_html(html, Converter("zh-Hans"), relabel=True) == (
        '<span lang="zh-Hans">头发</span><span lang="ja">頭</span><i lang="zh-Hans" title="头">头</i>'
    )
    assert convert_html(html, Converter("zh-Hant-TW"), relabel=True).endswith('<i lang="zh-TW" title="頭">頭</i>')


@pytest.mark.parametrize(
    ("variant", "language"),
    [("zh-Hans", "zh-CN"), ("zh-Hant", "zh-Hant"), ("zh-Hant-TW", "zh-TW"), ("zh-Hant-HK", "zh-Hant-MO")],
)
@given(text=st.text("头发頭髮于於里裏裡为為爲“”ab&;", max_size=20))
def test_what_declares_the_variant_stays(variant: Variant, language: str, text: str) -> None:
    """Whatever stands in it: 為 or 爲, Simplified or Traditional, the page says that it is as it should be."""
    html = f'<html lang="{language}"><title>{text}</title><body title="{text}"><p>{text}</p></body></html>'
    for script in ("zh-Hans", "zh-Hant"):
        assert convert_html(html, Converter(variant), script) == html  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("html", "hans", "hant"),
    [
        ('<img alt="-{于}-发">', '<img alt="于发">', '<img alt="于發">'),
        ('<img alt="-{zh-hans:甲;zh-hant:乙}-" src="-{x}-">', '<img alt="甲" src="-{x}-">', '<img alt="乙" src="-{x}-">'),
        ('<i title="-{X}-">发</i>', '<i title="X">发</i>', '<i title="X">發</i>'),
        ("<code>-{发}-</code>-{发}-", "<code>-{发}-</code>发", "<code>-{发}-</code>发"),
        ("-{<b>发</b>}-发", "<b>发</b>发", "<b>发</b>發"),
        ("-{zh-hans:<b>甲</b>;zh-hant:<i>乙</i>}-", "<b>甲</b>", "<i>乙</i>"),
        ("<b>-{zh-hans:甲;zh-hant:乙}-</b>发", "<b>甲</b>发", "<b>乙</b>發"),
        ("-{甲<em>}-乙</em>发", "<em>甲乙</em>发", "<em>甲乙</em>發"),
        ("-{zh-hans:<b>甲;zh-hant:乙</b>}-", "<b></b>甲", "<b></b>乙"),
        ("<p>-{H|头发=>zh-hant:甲乙丙}-头<b>发</b></p>", "<p>头<b>发</b></p>", "<p>甲<b>乙丙</b></p>"),
        ("<p>-{发</p><p>发}-</p>", "<p>-{发</p><p>发}-</p>", "<p>-{發</p><p>發}-</p>"),
        ("<p>-{a<br>b}-</p>", "<p>a<br>b</p>", "<p>a<br>b</p>"),
        ('-{zh;zh-hans;zh-hant|<span title="-{X}-">发</span>}-', '<span title="X">发</span>', '<span title="X">發</span>'),
        ("<p>-&#123;发}-</p>", "<p>-&#123;发}-</p>", "<p>-&#123;發}-</p>"),
        ('<span translate="no">-{甲}-</span>', '<span translate="no">-{甲}-</span>', '<span translate="no">-{甲}-</span>'),
    ],
)  # fmt: skip
def test_marks_in_html(html: str, hans: str, hant: str) -> None:
    """Marks in text, attributes and around tags; tags that cross a mark's edge all stay; code keeps its brackets."""
    assert convert_html(html, Converter("zh-Hans")) == hans
    assert convert_html(html, HANT) == hant


class _Attributes(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names |= {name for name in (f"<{tag}", *(name for name, _ in attrs)) if name.isascii()}


@pytest.mark.parametrize(
    "html",
    [
        '-{H|头=>zh-hant:x" onerror="alert(1)}-<img alt="头">',
        "-{H|头=>zh-hant:x' onerror='alert(1)}-<img alt='头'>",
        "-{H|头=>zh-hant:<b>x</b>}-<img alt='头' title=\"头\">",
        '<span title="-{zh-hans:A;zh-hant:B">x</span>}- onclick=alert(1)" y="',
        '-{ <span title="-{zh-hans:A;zh-hant:">x}- onclick="alert(1)" <span title="}-">y</span>',
        "-{zh-hans:&lt;script&gt;;zh-hant:&lt;}-script&gt;",
        "<p title='-{zh-hans:&quot; onclick=&quot;;zh-hant:&#39; onclick=&#39;x}-'>x</p>",
        "-{zh-hans:<b;zh-hant:x}- onclick=y>",
        "-{A|zh-hans:<i>头</i>;zh-hant:<b>}-头头",
    ],
)
@pytest.mark.parametrize("variant", VARIANTS)
def test_marks_make_no_markup(html: str, variant: Variant) -> None:
    """No element and no attribute appears that was not in the source, however marks and tags cross."""
    assert _Attributes(convert_html(html, Converter(variant))).names <= _Attributes(html).names


SOUP = st.lists(
    st.sampled_from(
        ["<p>", "</p>", "<b>", "</b>", '<a href="发">', "</a>", "<code>", "</code>", '<i lang="ja">', "</i>", "<", ">",
         '<img alt="发">', '<q lang="zh-Hant">', "</q>", "<!-- 发 -->", "<!--", "-->", "<br>", '<p title="发', "'", '"',
         "头", "发", "展", "后", "&amp;", "&lt;", " ", "\u202e", "\u2066", "\ue000", "\ud800", "\x00", "<script>", "</script>"]
    ),
    max_size=25,
).map("".join)  # fmt: skip
TAG = re.compile(r"<[a-zA-Z/!?](?:[^>\"']|\"[^\"]*\"|'[^']*')*>|<!--.*?-->", re.DOTALL)


@given(html=SOUP, variant=st.sampled_from(VARIANTS))
@settings(max_examples=400)
def test_soup_keeps_its_markup(html: str, variant: Variant) -> None:
    """For any HTML, however broken: same length; every ASCII character, control and surrogate at its place."""
    converted = convert_html(html, Converter(variant))
    assert len(converted) == len(html)
    for before, after in zip(html, converted, strict=True):
        assert before == after or (before in "头发展后" and after in "頭發髮展後后"), (before, after)
    assert re.findall(r'href="[^"]*"', converted) == re.findall(r'href="[^"]*"', html)


MARKED = st.lists(
    st.one_of(
        SOUP,
        st.sampled_from(
            ["-{", "}-", "-{发}-", "-{zh-hans:甲;zh-hant:乙}-", "-{H|发=>zh-hant:长的}-", "-{A|zh-hans:头;zh-hant:丁戊}-",
             "-{-|头}-", "zh-hans:", ";", "|", '<img title="-{zh-hans:甲;zh-hant:乙}-">']
        ),
    ),
    max_size=8,
).map("".join)  # fmt: skip


@given(html=MARKED, variant=st.sampled_from(VARIANTS))
@settings(max_examples=300)
def test_marked_soup_is_bounded(html: str, variant: Variant) -> None:
    """Marks in any HTML end, twice the same, and no element appears that was not there."""
    converted = convert_html(html, Converter(variant))
    assert converted == convert_html(html, Converter(variant))
    assert _Attributes(converted).names <= _Attributes(html).names
    assert spans(convert_text(html, Converter(variant))) == [] or "-{" in TAG.sub("", html)


@given(st.text(st.characters(codec=None), max_size=60), st.sampled_from(VARIANTS))
def test_any_text_keeps_its_length(text: str, variant: Variant) -> None:
    """Lone surrogates, controls, private characters: outside marks nothing is lost, nothing is added."""
    if "-{" not in text:
        assert len(convert_text(text, Converter(variant))) == len(text)
    assert isinstance(convert_html(text, Converter(variant)), str)


@given(SOUP)
def test_simplified_of_simplified_is_the_identity(html: str) -> None:
    """Without marks and foreign passages the Simplified page is the source."""
    html = html.replace('<q lang="zh-Hant">', "<q>")
    assert convert_html(html, Converter("zh-Hans")) == html
    assert convert_text(html, Converter("zh-Hans")) == html


@pytest.mark.parametrize(
    "html",
    [
        "发" * 3_300_000,
        "<a" * 2_000_000,
        '<a "' * 500_000,
        "<!--" * 500_000 + "发",
        "<b>" * 300_000 + "发" + "</b>" * 300_000,
        '<p lang="ja">' + "<b>" * 200_000 + "</i>" * 200_000,
        "<code>" * 200_000 + "发",
        "-{" * 500_000,
        "-{" * 200_000 + "发" + "}-" * 200_000,
        "-{发}-" * 100_000,
        "<p>-{" * 100_000,
        "-{H|发=>zh-hant:甲}-发" * 20_000,
        "-{zh-hans:" * 50_000,
        "-{" + "a=>" * 100_000 + "}-",
        "-{" + ";zh-hans" * 100_000 + "}-",
        "“" * 300_000 + "”" * 300_000,
        "\u202e" * 500_000 + "发",
        '<script type="application/ld+json">' + '{"name":"' * 100_000,
        '<p title="' + "-{" * 200_000 + '">',
        " a" * 1_000_000 + "=",
    ],
    ids=lambda html: html[:24],
)
def test_torture_ends(html: str) -> None:
    """Megabytes in one line, nesting without end: it ends, and text without marks keeps its length."""
    converted = convert_html(html, Converter("zh-Hant-TW", corner_quotes=True))
    if "-{" not in html:
        assert len(converted) == len(html)
    assert isinstance(convert_text(html, HANT), str)
