"""Nothing gets out that a browser would run, and nothing is taken out in silence."""

from __future__ import annotations

import re

import lxml.html
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xinglin.manuscript import sanitising
from xinglin.manuscript.references import substitute

# Written down here from the HTML specification's own lists, not taken from the code under test: no element that runs,
# frames, submits or loads by itself.
ALLOWED_ELEMENTS = re.compile(
    r"p|div|section|h[1-6]|ul|ol|li|dl|dt|dd|blockquote|pre|hr|figure|figcaption|details|summary|table|caption|colgroup|col|thead|tbody"
    r"|tfoot|tr|th|td|address|aside|a|abbr|b|bdi|bdo|br|cite|code|del|dfn|em|i|ins|kbd|mark|q|rp|rt|ruby|s|samp|small|span|strong|sub|sup"
    r"|time|u|var|wbr|img|video|audio|source|track"
)
ALLOWED_ATTRIBUTES = re.compile(
    r"id|class|title|lang|translate|dir|href|src|alt|width|height|poster|controls|preload|type|kind|srclang|label|start|reversed|value"
    r"|colspan|rowspan|headers|scope|abbr|span|cite|datetime|open|role|tabindex|aria-label"
)


def check(html: str) -> None:
    """What must hold for the HTML of any body."""
    assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", html)
    for element in lxml.html.fragment_fromstring(html, create_parent="main").iterdescendants():
        assert ALLOWED_ELEMENTS.fullmatch(element.tag)
        for name, value in element.attrib.items():
            assert ALLOWED_ATTRIBUTES.fullmatch(name)
            if name in {"href", "src", "poster"}:
                assert re.fullmatch(r"xl:\d+", value)
            if name == "cite":
                assert not re.match(r"[\s\x00-\x20]*(?:javascript|data|vbscript)", value, re.IGNORECASE)
            if name == "id":
                assert not value.startswith("xl-")


def checked(result) -> str:
    """The HTML, checked, its addresses too."""
    check(result.manuscript.html)
    for reference in result.manuscript.references:
        address = re.sub(r"[\x00-\x20]", "", reference.address).lower()
        assert not re.match(r"(?!https?:|mailto:|tel:)[a-z][a-z0-9+.-]*:", address), address
    return result.manuscript.html


@pytest.mark.parametrize(
    ("markdown", "told"),
    [
        ("<script>alert(1)</script>", "script"),
        ("<SCRIPT SRC=//a.cn/x.js></SCRIPT>", "script"),
        ('<iframe src="https://a.cn"></iframe>', "iframe"),
        ("<object data=a.swf></object>", "object"),
        ("<embed src=a.swf>", "embed"),
        ("<form action=/x><input name=a></form>", "form"),
        ("<base href=//a.cn/>", "base"),
        ("<meta http-equiv=refresh content=0>", "meta"),
        ("<link rel=stylesheet href=//a.cn>", "link"),
        ("<style>p{color:red}</style>", "style"),
        ("<svg><script>alert(1)</script></svg>", "svg"),
        ("<math><mtext><style><img src=x onerror=alert(1)></style></mtext></math>", "math"),
        ('<img src="a.jpg" alt="甲" onerror="alert(1)">', "onerror"),
        ("<p ONCLICK=alert(1)>甲</p>", "ONCLICK"),
        ("<details open ontoggle=alert(1)>甲</details>", "ontoggle"),
        ('<p style="position:fixed">甲</p>', "style="),
        ("甲\n{: onclick=alert(1) }", "onclick"),
        ("[甲](javascript:alert(1))", "javascript:"),
        ("[甲](JaVaScRiPt:alert(1))", "JaVaScRiPt:"),
        ("<a href='javascript:alert(1)'>甲</a>", "javascript:"),
        ("<a href=' javascript:alert(1)'>甲</a>", "javascript:"),
        ("<a href='java&#115;cript:alert(1)'>甲</a>", "javascript:"),
        ("<a href='&#x6a;avascript&colon;alert(1)'>甲</a>", "javascript:"),
        ("<a href='java&#9;script:alert(1)'>甲</a>", "javascript:"),
        ("<a href='java&#1;script:alert(1)'>甲</a>", "javascript:"),
        ("<a href='&#14;javascript:alert(1)'>甲</a>", "javascript:"),
        ("<a href='vbscript:x'>甲</a>", "vbscript:"),
        ("![甲](data:image/svg+xml;base64,PHN2Zz4=)", "data:"),
        ("<a href='data:text/html,<script>alert(1)</script>'>甲</a>", "data:"),
        ("[甲](file:///etc/passwd)", "file:///etc/passwd"),
        ("![甲](C:\\Users\\a\\甲.jpg)", "C:\\Users"),
        ("<video poster='javascript:alert(1)' src='a.mp4'></video>", "javascript:"),
        ("[甲](xl:0)", "xl:"),
        ("<img alt='甲' src='xl:0'>", "xl:"),
        ("<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>", "noscript"),
        ("<template><script>1</script></template>", "template"),
    ],
)
def test_what_is_dangerous_goes_and_is_told(body_reading, markdown, told):
    """Scripts, frames, handlers and disguised addresses leave no trace, and a warning on their line names them."""
    result = body_reading(f"甲。\n\n{markdown}\n")
    html = checked(result)

    assert "alert" not in html.replace("&quot;", "") or "&lt;" in html
    found = [d for d in result.diagnostics if d.code == "TXT07" and told.lower() in d.message.lower()]
    assert found
    assert found[0].line == 8 or markdown.startswith("甲\n")
    # a picture or file that only the author's computer has would be missing from the page
    assert found[0].is_error == ("电脑里的位置" in found[0].message)


def test_local_paths_get_their_own_advice(body_reading):
    """A photo addressed on the editor's own disk: the fix says to copy it beside the article."""
    (found,) = body_reading("![义诊](C:\\Users\\a\\甲.jpg)").diagnostics

    assert (found.line, found.column) == (6, 7)
    assert "复制" in found.fix


@pytest.mark.parametrize(
    "html",
    [
        '<figure><img alt="甲" src="xl:0"><figcaption>图</figcaption></figure>',
        "<p>a<sup>2</sup> <mark>重点</mark> <kbd>Ctrl</kbd> <del>旧</del><ins>新</ins></p>",
        '<table><caption>表</caption><tr><th scope="col">甲</th><td colspan="2">乙</td></tr></table>',
        "<details open><summary>问</summary><p>答</p></details>",
        '<video src="a.mp4" controls poster="a.jpg"><track src="a.vtt" kind="captions" srclang="zh"></video>',
        '<p lang="ja" translate="no" dir="rtl" title="题">東京</p>',
        '<ol start="3" reversed type="a"><li value="7">甲</li></ol>',
    ],
)
def test_what_an_editor_can_live_with_stays(body_reading, html):
    """Figures, media of our own, tables, details and the like are kept, attributes and all."""
    html = html.replace("xl:0", "a.jpg")
    stored = checked(body_reading(html))
    for word in re.findall(r"<[a-z]+|[a-z-]+(?==)", html):
        assert word in stored


@pytest.mark.parametrize("name", ["xl-menu", "xl-", "xl-search"])
def test_ids_of_the_theme_are_reserved(body_reading, name):
    """An article cannot answer to an id or class of the theme, from HTML, attribute lists or headings."""
    html = checked(
        body_reading(f'<p id="{name}" class="a {name} b">甲</p>\n\n乙\n{{: #{name} .{name} }}\n\n## {name}\n')
    )

    assert f'="{name}"' not in html
    assert 'class="a b"' in html


FORGED = [
    "文字 xl:0 与 href=\"xl:0\"", '`<a href="xl:0">`', '<p title=\'<a href="xl:0">\'>甲</p>', "<p title=' href=\"xl:0\"'>甲</p>",
    '&lt;a href="xl:0"&gt;', '<a title=" href=&quot;xl:0&quot;" href="/真">甲</a>', "<img alt='\" src=\"xl:0' src='a.jpg'>",
    '```\n<img src="xl:0">\n```', "<a href='/真' title='xl:0'>甲</a>",
]  # fmt: skip


@pytest.mark.parametrize("markdown", FORGED)
def test_placeholders_cannot_be_forged(body_reading, markdown):
    """Only addresses we stored are substituted; words that look like a placeholder stay words."""
    manuscript = body_reading(f"[先](https://a.example/)\n\n{markdown}\n").manuscript
    seen: list[int] = []

    def write(element: str, attributes: str, places: dict[str, int]) -> str:
        seen.extend(places.values())
        return f"<{element}{attributes}>"

    written = substitute(manuscript.html, write)

    assert sorted(set(seen)) == [reference.index for reference in manuscript.references]
    assert lxml.html.fragment_fromstring(written, create_parent="main").text_content() == (
        lxml.html.fragment_fromstring(manuscript.html, create_parent="main").text_content()
    )


PIECES = st.lists(
    st.sampled_from(
        ["<", ">", "</", "/>", "<script>", "</script>", "<svg", "<math>", "<style>", "</style>", "<a ", "href=", "src=", "<img ", "<p>",
         "</p>", "<div", "'", '"', "=", " ", "\n", "javascript:", "data:", "xl:0", "xl-", "id=", "class=", "onload=", "style=", "&#", "x6a;",
         "&colon;", "&lt;", "<!--", "-->", "<![CDATA[", "]]>", "<?", "甲", "alert(1)", "<title>", "<textarea>", "<table>", "<td>", "<template>",
         "\t", "&#27;", "&#x202e;", "![", "](", ")", "`", "*", "<noscript>", "<iframe", "<video ", "poster=", "<b>", "</b>", "{: ", "}", "cite="]
    ),
    max_size=25,
).map("".join)  # fmt: skip


@given(PIECES)
@settings(max_examples=500, deadline=None)
def test_any_html_comes_out_clean(body_reading, markdown):
    """Whatever tags, quotes and entities are thrown together: only allowed elements, attributes and addresses remain."""
    result = body_reading("甲\n\n" + markdown)
    if result.manuscript is not None:
        checked(result)


@given(
    text=st.lists(
        st.sampled_from(["href", "src", "ſrc", "SRC", "poster", "=", '"', "'", " ", "\n", "x", ">", "a?b"])
    ).map("".join)
)
def test_every_address_is_looked_at(text):
    """Searching at each "=" finds what searching everywhere finds."""
    pattern = re.compile(r"""(?:href|src|poster)\s*=\s*("[^"]*"|'[^']*'|[^\s>"']+)""", re.IGNORECASE)

    assert list(sanitising._addresses(text)) == pattern.findall(text)
