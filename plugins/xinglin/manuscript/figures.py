"""Body markup that follows from structure: a photo alone is a figure, tables can be scrolled. On sanitised HTML."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape

from xinglin.manuscript.picture_notes import Layout

_IMAGE = r'<img(?:\s+[\w:-]+(?:="[^"]*")?)*\s*/?>'
_ALONE = re.compile(rf"<p>\s*((?:{_IMAGE}(?:<br\s*/?>)?\s*)+)</p>")
_ONE = re.compile(_IMAGE)
_TITLE = re.compile(r'\s+title="([^"]*)"')
_PLACE = re.compile(r'\ssrc="xl:(\d+)"')
_ALT = re.compile(r'\salt="[^"]*[^"\s]')
_FIGURE = r'<figure class="xl-figure">[^<]*(?:<(?!/figure>)[^<]*)*</figure>\s*'
_FIGURES = re.compile(rf"{_FIGURE}(?:{_FIGURE})+")
"""Two or more. A pattern that begins with letters, not with a repetition, is searched for far sooner."""
_OPENING = '<figure class="xl-figure">'

# How a photographer signs at the end of a caption: 张三 摄, （张三摄）, 摄影：张三, 张三/摄, （宣传科供图）.
_NAME = r"[\u4e00-\u9fff·、]{2,24}?"
_SIGNED = re.compile(
    rf"""^(?P<caption>.*?)[\s,，。;；]*(?:
        [(（]\s*(?P<a>{_NAME}\s*[/／]?\s*(?:摄影?|攝影?|供图|供圖|图|文/图)|(?:摄影?|攝影?|供图|供圖|图片?来源|图)\s*[:：/／]\s*{_NAME})\s*[)）]
      | (?<=[\s,，。;；])(?P<b>{_NAME}(?:\s+|\s*[/／]\s*)(?:摄影?|攝影?|供图|供圖)|(?:摄影|攝影|供图|供圖|图片来源)\s*[:：/／]\s*{_NAME})
    )\s*$""",
    re.VERBOSE,
)

_SIGNING = "摄攝图圖"
"""No signature without one of these: most captions have none and need not be searched."""
_MAX_CAPTION = 400
"""Longer ones are not searched for a signature: the search grows with the square of the length."""

Layouts = Mapping[int, Layout]


def arrange(html: str, layouts: Layouts) -> str:
    """Photos alone in a paragraph become figures (title as caption), consecutive ones a gallery; tables get a frame.

    Args:
        layouts: reference index of a picture → what its author wants.
    """
    if "<img" in html:
        html = _ALONE.sub(
            lambda match: "\n".join(_figure(image, layouts) for image in _ONE.findall(match.group(1))), html
        )
        html = _FIGURES.sub(_gallery, html)
    return _frame_tables(html) if "<table" in html else html


def _figure(image: str, layouts: Layouts) -> str:
    """The photo is a link to itself in full: what a lightbox shows, and what a tap does where there is none."""
    place = _PLACE.search(image)
    layout = layouts.get(int(place.group(1)), Layout()) if place else Layout()
    title = _TITLE.search(image)
    shown = _TITLE.sub("", image)
    if layout.size in _FIT:
        shown = shown.replace("<img", f'<img data-fit="{layout.size}"', 1)
    if place:
        name = "" if _ALT.search(image) else ' aria-label="查看大图"'
        shown = f'<a class="xl-zoom" href="xl:{place.group(1)}"{name}>{shown}</a>'
    classes = [
        "xl-figure",
        *(f"xl-figure--{word}" for word in (layout.size, layout.align) if word and word != "center"),
    ]
    caption = _caption(title.group(1) if title else "", layout)
    return f'<figure class="{" ".join(classes)}">{shown}{caption}</figure>'


_FIT = ("half", "third")


def _caption(title: str, layout: Layout) -> str:
    """``title`` as it stands in the sanitised attribute, escaped."""
    caption, signature = title.strip(), ""
    is_signed = len(caption) <= _MAX_CAPTION and any(character in caption for character in _SIGNING)
    if is_signed and (signed := _SIGNED.match(caption)):
        caption, signature = signed["caption"].strip(), (signed["a"] or signed["b"]).strip()
    if layout.photographer or layout.credit:
        words = (
            f"{layout.photographer} 摄" if layout.photographer else "",
            f"{layout.credit} 供图" if layout.credit else "",
        )
        signature = escape("，".join(filter(None, words)))
    if not caption and not signature:
        return ""
    credit = f'<span class="xl-figure__credit">（{signature}）</span>' if signature else ""
    return f"<figcaption>{caption}{credit}</figcaption>"


def _gallery(match: re.Match[str]) -> str:
    """Two across; three across where that fills the rows. The class tells the theme, ``data-fit`` how large files to offer."""
    figures = match.group().strip()
    count = figures.count(_OPENING)
    fit = "third" if count >= 6 and count % 3 == 0 else "half"
    head, *rest = figures.split("<img")
    # of an odd number in pairs the first goes across
    first = f'<img data-fit="{fit}"' if fit == "third" or count % 2 == 0 else "<img"
    body = head + "".join(
        (first if number == 0 else f'<img data-fit="{fit}"') + piece for number, piece in enumerate(rest)
    )
    return f'<div class="xl-gallery xl-gallery--{fit}">\n{body}\n</div>\n'


def _frame_tables(html: str) -> str:
    """A wide table scrolls inside its frame; the frame can be reached by keyboard and has a name (WCAG 2.1.1, 4.1.2)."""
    pieces = re.split(r"(<table\b|</table>)", html)
    depth = count = 0
    result: list[str] = []
    for piece in pieces:
        if piece == "<table":
            if depth == 0:
                count += 1
                result.append(f'<section class="xl-table" tabindex="0" aria-label="表格 {count}">')
            depth += 1
        result.append(piece)
        if piece == "</table>":
            depth -= 1
            if depth == 0:
                result.append("</section>")
    return "".join(result)
