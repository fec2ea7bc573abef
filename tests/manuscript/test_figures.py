"""Photos alone become figures, neighbours a gallery, tables get a frame."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinglin.manuscript import figures

PHOTO = "![义诊现场](a.jpg)"
FIGURE = '<figure class="xl-figure"><a class="xl-zoom" href="xl:0"><img'


def test_a_photo_alone_is_a_figure(body):
    """A photo in a paragraph of its own is a figure; its title is the caption, no tooltip as well."""
    html = body('![义诊](a.jpg "门诊大厅义诊现场")')

    assert html.startswith(FIGURE)
    assert html.endswith("<figcaption>门诊大厅义诊现场</figcaption></figure>")
    assert "title=" not in html
    assert "<p>" not in html


def test_without_title_no_empty_caption(body):
    """No title, no caption."""
    assert "<figcaption" not in body(PHOTO)


@pytest.mark.parametrize("markdown", [f"文{PHOTO}", f"{PHOTO}文", f"[{PHOTO}](a.md)", f"- {PHOTO}"])
def test_a_photo_among_words_is_none(body, markdown):
    """A photo within a line of text, a link or a list item stays where it is."""
    assert "<figure" not in body(markdown)


@pytest.mark.parametrize("gap", ["\n", "\n\n", "  \n", " ", ""])
def test_neighbours_are_a_gallery(body, gap):
    """Photos one behind the other, on one line or on lines of their own, are one gallery."""
    html = body(gap.join([PHOTO] * 3))

    assert html.startswith('<div class="xl-gallery xl-gallery--half">\n' + FIGURE)
    assert html.count("<figure") == html.count("</figure>") == 3
    assert html.count('<div class="xl-gallery') == 1
    assert "<p>" not in html


def test_words_between_photos_stay_outside(body):
    """A paragraph between photos parts them: only neighbours share a gallery."""
    html = body(f"{PHOTO}\n\n一段文字。\n\n{PHOTO}\n\n{PHOTO}\n")

    assert html.index("一段文字") < html.index("xl-gallery")
    assert html.count('<div class="xl-gallery') == 1
    assert html[html.index("xl-gallery") :].count("<figure") == 2
    assert "xl-gallery" not in body(f"{PHOTO}\n\n文字。\n\n{PHOTO}\n")


def test_a_figure_leads_to_its_picture(body):
    """A photo alone is a link to itself, one within a link of the author's is not; without words the link has a name."""
    assert '<a class="xl-zoom" href="xl:0"><img alt="义诊现场" src="xl:0"></a>' in body(PHOTO)
    assert "xl-zoom" not in body(f"[{PHOTO}](a.md)")


@pytest.mark.parametrize(
    ("count", "fit", "whole"),
    [(2, "half", 0), (3, "half", 1), (4, "half", 0), (5, "half", 1), (6, "third", 0), (9, "third", 0)],
)
def test_galleries_by_number(body, count, fit, whole):
    """Two across; three across where that fills the rows; of an odd number in pairs the first keeps its whole width."""
    html = body("\n\n".join([PHOTO] * count))

    assert f"xl-gallery--{fit}" in html
    assert html.count(f'data-fit="{fit}"') == count - whole
    assert ("data-fit" not in html.split("</figure>")[0]) == bool(whole)


@pytest.mark.parametrize(
    ("title", "caption", "credit"),
    [
        ("门诊大厅（张三 摄）", "门诊大厅", "张三 摄"),
        ("门诊大厅。摄影：张三", "门诊大厅", "摄影：张三"),
        ("门诊大厅 张三/摄", "门诊大厅", "张三/摄"),
        ("门诊大厅（宣传科供图）", "门诊大厅", "宣传科供图"),
        ("门诊大厅，李四 王五 摄", "门诊大厅，李四", "王五 摄"),
    ],
)
def test_a_signature_is_a_credit(body, title, caption, credit):
    """Whoever signed at the end of a caption is the picture's credit."""
    html = body(f'![义诊](a.jpg "{title}")')

    assert f'<figcaption>{caption}<span class="xl-figure__credit">（{credit}）</span></figcaption>' in html


@pytest.mark.parametrize(
    "title", ["医护合影", "张三在拍摄", "本院平面图", "门诊大厅（一楼）", "来源：新华社的报道很多"]
)
def test_a_caption_without_signature_stays(body, title):
    """What only looks a little like a signature stays in the caption."""
    assert f"<figcaption>{title}</figcaption>" in body(f'![义诊](a.jpg "{title}")')


def test_a_typed_credit_wins(body):
    """摄影 and 供图 behind the picture are its credit, whatever the caption says."""
    html = body('![义诊](a.jpg "大厅（张三 摄）"){摄影=李四 供图=门诊部}')

    assert '<figcaption>大厅<span class="xl-figure__credit">（李四 摄，门诊部 供图）</span></figcaption>' in html


def test_a_caption_cannot_bring_markup(body):
    """A title and a credit are words, whatever they look like."""
    html = body('![义诊](a.jpg "<b>甲</b> & 乙"){摄影="<i>丙</i>"}')

    assert "&lt;b&gt;甲&lt;/b&gt; &amp; 乙" in html
    assert "<b>" not in html
    assert "<i>" not in html


@pytest.mark.parametrize(
    ("typed", "classes"),
    [
        ("小", "xl-figure xl-figure--third"),
        ("小 右", "xl-figure xl-figure--third xl-figure--right"),
        ("靠左", "xl-figure xl-figure--half xl-figure--left"),
        ("size=half", "xl-figure xl-figure--half"),
        ("宽=30%", "xl-figure xl-figure--third"),
        ("大小=一半 位置=居中", "xl-figure xl-figure--half"),
        ("align=right", "xl-figure xl-figure--half xl-figure--right"),
        ("通栏", "xl-figure xl-figure--full"),
    ],
)
def test_size_and_place_in_both_languages(body, typed, classes):
    """Words for size and place become classes of the theme."""
    assert f'<figure class="{classes}">' in body(f"{PHOTO}{{{typed}}}")


def test_a_photo_with_a_place_of_its_own_is_in_no_gallery(body):
    """What its author has put beside the text stays there."""
    assert "xl-gallery" not in body(f"{PHOTO}{{右}}\n\n{PHOTO}\n")


def test_many_photos_before_words_take_no_time(body):
    """Forty photos in one paragraph with a last word: linear, not two to the fortieth."""
    started = time.process_time()

    assert body("\n".join([PHOTO] * 40) + "\n文字").count("<img") == 40
    assert time.process_time() - started < 2


def test_tables_have_a_named_frame(body):
    """Each table scrolls in a frame that the keyboard reaches and a screen reader can name; nested ones share it."""
    html = body("|甲|乙|\n|-|-|\n|1|2|\n\n文\n\n<table><tr><td><table><tr><td>内</td></tr></table></td></tr></table>\n")

    assert html.count('<section class="xl-table" tabindex="0"') == html.count("</section>") == 2
    assert 'aria-label="表格 1"><table' in html.replace("\n", "")
    assert 'aria-label="表格 2"' in html
    assert html.count("<table") == html.count("</table>") == 3


def test_a_table_in_words_is_no_table(body):
    """The word <table> in code gets no frame."""
    assert "xl-table" not in body("`<table>` 与 `</table>`")


@given(caption=st.text(st.sampled_from("张三摄影攝供图圖文/片来源：（）() ，义诊")))
def test_no_caption_is_signed_without_a_sign(caption):
    """Captions that are not searched for a signature have none."""
    assert any(sign in caption for sign in figures._SIGNING) or figures._SIGNED.match(caption) is None
