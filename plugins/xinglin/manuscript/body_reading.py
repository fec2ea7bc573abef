"""A manuscript's body: through Markdown and the sanitiser, its references and pictures collected, its words told."""

from __future__ import annotations

import html as html_module
import re
from collections.abc import Callable
from typing import NamedTuple

from xinglin.core import mark_problems
from xinglin.core.diagnostics import Collector, Severity
from xinglin.manuscript import figures, lookalikes, markdown_body, marks, prose, sanitising
from xinglin.manuscript.picture_notes import PictureNote
from xinglin.manuscript.picture_reading import read_pictures
from xinglin.manuscript.records import Reference
from xinglin.manuscript.references import Collection

# On nh3's output: attribute values stand in double quotes and may hold a ">".
_ATTRIBUTES = r'(?:[^>"]|"[^"]*")*'
_PARAGRAPH = re.compile(rf"<(p|li|dd)\b{_ATTRIBUTES}>")
_TAG = re.compile(rf"<{_ATTRIBUTES}>")


class Body(NamedTuple):
    """What a body gives its manuscript."""

    html: str
    references: tuple[Reference, ...]
    plain: str
    notes: dict[int, PictureNote]
    is_marked: bool
    rules: str


def read_body(lines: list[str], first_line: int, collector: Collector) -> Body | None:
    """The body of a manuscript; None where it cannot be one, which the collector then knows.

    Args:
        lines: of the body, ``first_line`` being the number of the first of them in the file.
    """
    problem = markdown_body.refuse(lines)
    if problem:
        collector.add("TXT05", problem.message, problem.fix, line=first_line + problem.line, column=1)
        return None
    marked = marks.carry(lines, first_line, collector)
    try:
        raw, parted = rendered(marked.lines)
    except RecursionError:
        collector.add("TXT06", "正文里列表或引用套得太深，无法排版。", "减少缩进的层数。", line=first_line, column=1)
        return None
    collection = Collection(lines, first_line)
    html = parted.whole(sanitising.clean(raw, _typed(collection) if marked.is_marked else collection))
    if marked.is_marked and not marks.is_whole(html):
        line, column = _find(lines, "-{")
        collector.add(*mark_problems.NOT_CLOSED.said, line=first_line + line, column=column + 1, width=2)
    html = marks.settle(html, marked.is_marked)
    _report_removed(raw, lines, first_line, collector)
    for found in lookalikes.find(lines):
        collector.warn(
            found.code, found.message, found.fix, line=first_line + found.line, column=found.column, width=found.width
        )
    pictures = read_pictures(raw, html, lines, first_line, collection, collector)
    html = figures.arrange(pictures.html, pictures.layouts)
    plain = _plain(marks.in_plain_text(pictures.html))
    return Body(html, tuple(collection.references), plain, pictures.notes, marked.is_marked, marked.rules)


def rendered(lines: list[str]) -> tuple[str, prose.Parted]:
    """What Markdown makes of a body, without the plain paragraphs; those come back behind the sanitiser."""
    parted = prose.part(lines)
    raw = markdown_body.render(parted.rest)
    if not parted.has_all(raw):  # no paragraph may ever be lost
        parted = prose.Parted(lines)
        raw = markdown_body.render(lines)
    return raw, parted


def _typed(collection: Collection) -> Callable[[str, str, str], str]:
    """Addresses reach the collection as they were typed."""
    return lambda element, attribute, address: collection(element, attribute, marks.typed(address))


def _report_removed(raw: str, lines: list[str], first_line: int, collector: Collector) -> None:
    for item in sanitising.removed(raw):
        line, column = next((place for needle in item.needles if (place := _find(lines, needle))[0] >= 0), (-1, 0))
        if line < 0:
            continue  # not typed by the author: Markdown's own markup
        if item.kind == "style":
            message, fix = "正文里的 style= 已去掉，版式由网站统一控制。", "删去 style=…，字体、颜色和间距不用写。"
        elif item.kind == "local":
            message, fix = (
                f"“{item.what[:60]}”是电脑里的位置，读者打不开，已去掉。",
                "把文件复制到稿件所在的文件夹，只写它的文件名，例如  ![义诊现场](yizhen.jpg)。",
            )
        else:
            message, fix = (
                f"正文里不能用 {item.what}，已去掉。",
                '删去这段代码；视频请把文件放在稿件旁边，用 <video src="…" controls> 引用。',
            )
        # a picture that only this computer has would be missing from the page; everything else is better without
        severity = Severity.ERROR if item.kind == "local" else Severity.WARNING
        collector.add(
            "TXT07",
            message,
            fix,
            line=first_line + line,
            column=column + 1,
            width=len(item.needles[0]),
            severity=severity,
        )


def _find(lines: list[str], needle: str) -> tuple[int, int]:
    for number, line in enumerate(lines):
        column = line.lower().find(needle.lower())
        if column >= 0:
            return number, column
    return -1, 0


def _plain(html: str) -> str:
    """The words of paragraphs, in order, blanks as they come; captions, tables and footnotes are no beginning of an article."""
    text = html.split('<div class="footnote">')[0]
    words: list[str] = []
    position = 0
    while opening := _PARAGRAPH.search(text, position):
        end = text.find(f"</{opening.group(1)}>", opening.end())
        if end < 0:
            position = opening.end()
            continue
        piece = text[opening.end() : end]
        words.append(_TAG.sub("", piece) if "<" in piece else piece)
        position = end
    return html_module.unescape(" ".join(words))
