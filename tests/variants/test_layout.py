"""The layout of ordinary fragments: words and gaps, and when a fragment is not ordinary."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xinglin.variants.assembly import assembled
from xinglin.variants.converter import Converter
from xinglin.variants.fragments import convert_html, html_verdicts
from xinglin.variants.layout import layout_of
from xinglin.variants.splitting import Splitter

HANT = Converter("zh-Hant")
HANT.convert("热身")  # reads the dictionaries, which no single test has time for


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("", ""),
        ("头发", "头发"),
        ("<p>头发</p>", "头发"),
        ("<p>头</p>\n<p>发</p>", "头\ue000发"),
        ("<p>头<b>发</b></p>\n", "头发\ue000\n"),
        ("头<b> 发 </b>展", "头 发 展"),
        ("<p>　　头<br>\n发</p>", "　　头\ue000\n发"),
        ("<ul>\n<li>头</li>\n<li><a href='xl:1'>发</a>展</li>\n</ul>", "头\ue000发展"),
        ('<p>头<img src="a" alt="发" title=展>后</p>', "头\ue000发\ue000展\ue000后"),
        ('<figure><img alt="头"></figure>', "头"),
        ('<img alt=""><img id="发">展', "展"),
        ("头 < 发", "头 < 发"),
        ('<p id="发">头</p>', "头"),
    ],
)
def test_the_words_of_a_fragment(html, words):
    """Blocks part words, inline tags do not; readable attributes are words of their own; white space between blocks is none."""
    layout = layout_of(html)

    assert layout is not None
    assert layout.words == words
    assert layout.shown(words) == html


@pytest.mark.parametrize(
    "html",
    [
        "<code>发</code>",
        '<p lang="ja">会</p>',
        "<p LANG=ja>会</p>",
        '<b translate="no">发</b>',
        '<b class="notranslate">发</b>',
        "头<!-- 发 -->发",
        '头<a title="发展">发</a>',
        "<!发>头",
        "头<script>发</script>",
    ],
)
def test_what_is_not_ordinary(html):
    """Code, other languages, comments, words in the midst of words: for the one who knows every case."""
    assert layout_of(html) is None


@pytest.mark.parametrize(
    "words",
    ["检查", "CT检查", "a > b < 查", "它's 查", "lang 查", "查 alt=查 title='查'", "", "CT", "<b>查</b>", " 查 "],
)
@pytest.mark.parametrize("quote", ['"', "'"])
def test_a_picture_like_another(words, quote):
    """Whatever its words are, a picture is read as if there had been none before it."""
    html = '<p>头</p>\n<figure><a href=\'x\'><img class="a" alt={0}{1}{0} src="xl:1"></a><figcaption>发</figcaption></figure>'
    words = words.replace(quote, "")
    layout_of(html.format(quote, "片"))
    layout = layout_of(html.format(quote, words))
    splitter = Splitter("zh-Hant", "zh-Hans")
    shown = assembled(splitter.split(html.format(quote, words)), splitter.runs, HANT)

    assert layout is not None or "lang" in words
    assert convert_html(html.format(quote, words), HANT) == shown


SOUP = st.lists(
    st.sampled_from(
        ["<p>", "</p>", "<b>", "</b>", '<a href="x">', "</a>", '<a href="发">', "<br>", "<li>", "</li>", "\n", " ", "　", "<", ">",
         '<img alt="发">', '<img alt="展">', "<img alt='后'>", '<img src="x">', '<img alt="">', '<h2 id="发">', "</h2>", '<i title="发">', "<wbr>", "<td>", "<code>",
         '<q lang="zh-Hant">', "头", "发", "展", "系", "后", "一个", "&amp;", '"', "'", "\ud800", "\ue000"]
    ),
    max_size=25,
).map("".join)  # fmt: skip


@given(html=SOUP)
@settings(max_examples=400)
def test_a_layout_says_what_the_splitter_says(html):
    """Wherever a fragment is ordinary, converting by its layout and by its pieces is the same."""
    splitter = Splitter("zh-Hant", "zh-Hans")

    assert convert_html(html, HANT) == assembled(splitter.split(html), splitter.runs, HANT)


KNOWING = Converter("zh-Hant-HK", {"展后": "展后"}, vouched=["展后"])


@given(html=SOUP | st.lists(SOUP, max_size=8).map("理发".join))
@settings(max_examples=400)
def test_kept_verdicts_change_nothing(html):
    """Converted with the verdicts kept with its record, a fragment is what it is without; only broken input has none."""
    verdicts = html_verdicts(html)

    assert convert_html(html, HANT, verdicts=verdicts) == convert_html(html, HANT)
    assert convert_html(html, KNOWING, verdicts=verdicts) == convert_html(html, KNOWING)
    assert verdicts is not None or layout_of(html) is None or "\ud800" in html


def test_kept_verdicts_are_believed():
    """What was kept is not decided a second time."""
    assert html_verdicts("<p>维护发展，理发</p>") == ((5, "理髮"),)
    assert convert_html("<p>维护发展，理发</p>", HANT, verdicts=((5, "禮法"),)) == "<p>維護發展，禮法</p>"


@given(html=SOUP)
def test_a_layout_puts_everything_back(html):
    """Shown with its own words, a fragment is itself; what is shown has the words' length."""
    layout = layout_of(html)
    if layout is not None:
        assert layout.shown(layout.words) == html
        assert len(layout.shown("x" * len(layout.words))) == len(html)
