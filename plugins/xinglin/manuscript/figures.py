"""Body markup that follows from structure: a photo alone is a figure, tables can be scrolled. On sanitised HTML."""

from __future__ import annotations

import re

_IMAGE = r'<img(?:\s+[\w:-]+(?:="[^"]*")?)*\s*/?>'
_ALONE = re.compile(rf"<p>\s*((?:{_IMAGE}(?:<br\s*/?>)?\s*)+)</p>")
_ONE = re.compile(_IMAGE)
_TITLE = re.compile(r'\s+title="([^"]*)"')
_FIGURES = re.compile(r'(?:<figure class="xl-figure">[^<]*(?:<(?!/figure>)[^<]*)*</figure>\s*){2,}')


def arrange(html: str) -> str:
    """Photos alone in a paragraph become figures (title as caption), consecutive ones a gallery; tables get a frame."""
    if "<img" in html:
        html = _ALONE.sub(lambda match: "\n".join(_figure(image) for image in _ONE.findall(match.group(1))), html)
        html = _FIGURES.sub(lambda match: f'<div class="xl-gallery">\n{match.group().strip()}\n</div>\n', html)
    return _frame_tables(html) if "<table" in html else html


def _figure(image: str) -> str:
    title = _TITLE.search(image)
    caption = f"<figcaption>{title.group(1)}</figcaption>" if title and title.group(1).strip() else ""
    return f'<figure class="xl-figure">{_TITLE.sub("", image)}{caption}</figure>'


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
