"""Photos alone become figures, neighbours a gallery, tables get a frame."""

from __future__ import annotations

import time

import pytest

PHOTO = "![义诊现场](a.jpg)"
FIGURE = '<figure class="xl-figure"><img'


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

    assert html.startswith('<div class="xl-gallery">\n' + FIGURE)
    assert html.count("<figure") == html.count("</figure>") == 3
    assert html.count("xl-gallery") == 1
    assert "<p>" not in html


def test_words_between_photos_stay_outside(body):
    """A paragraph between photos parts them: only neighbours share a gallery."""
    html = body(f"{PHOTO}\n\n一段文字。\n\n{PHOTO}\n\n{PHOTO}\n")

    assert html.index("一段文字") < html.index("xl-gallery")
    assert html.count("xl-gallery") == 1
    assert html[html.index("xl-gallery") :].count("<figure") == 2
    assert "xl-gallery" not in body(f"{PHOTO}\n\n文字。\n\n{PHOTO}\n")


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
