"""The pictures of a body: what their author typed about each, and what to tell the author about them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath

from xinglin.core.diagnostics import Collector
from xinglin.manuscript import attribute_lists, picture_notes
from xinglin.manuscript.picture_notes import Layout, PictureNote
from xinglin.manuscript.records import Reference
from xinglin.manuscript.references import Collection

# On nh3's output: attribute values stand in double quotes and may hold a ">".
_ATTRIBUTES = r'(?:[^>"]|"[^"]*")*'
_IMAGE = re.compile(rf'<img(?={_ATTRIBUTES}?\ssrc="xl:(\d+)"){_ATTRIBUTES}>')
_ALT = re.compile(r'\salt="([^"]*[^"\s][^"]*)"')
_CODE = re.compile(r"<(code|pre)\b.*?</\1>", re.DOTALL)
_TAG = re.compile(rf"<{_ATTRIBUTES}>")
# What cameras, phones, WeChat and Word call a picture; it says nothing to somebody who cannot see it.
_EMPTY_NAME = re.compile(
    r"(?:img|dsc[nf]?|image|photo|pic|picture|mmexport|wx_camera|微信图片|图片|照片|图|截图|截屏|屏幕截图|未命名)?[\s_\-()（）\d.:]*"
    r"(?:\.(?:jpe?g|png|gif|webp))?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Pictures:
    """A body without our attributes, and what they said by reference index."""

    html: str
    notes: dict[int, PictureNote]
    layouts: dict[int, Layout]


def read_pictures(
    raw: str, html: str, lines: list[str], first_line: int, collection: Collection, collector: Collector
) -> Pictures:
    """
    Args:
        raw: HTML as Markdown made it.
        html: the same, sanitised.
        lines: the body as typed, ``first_line`` being the number of the first of them in the file.
    """
    notes: dict[int, PictureNote] = {}
    layouts: dict[int, Layout] = {}
    text = "\n".join(lines)
    if "{" in text or "｛" in text or "马赛克" in text or attribute_lists.PREFIX in raw:
        html, typed = picture_notes.take(html)
        for index, values in typed.items():
            note, layout = _interpret(values, index, collection, collector)
            if note != PictureNote():
                notes[index] = note
            if layout != Layout():
                layouts[index] = layout
        _report_left_over(raw, html, typed, lines, first_line, collector)
    if "<img" in html:
        _report_unknown(raw, lines, first_line, collector)
        _report_without_words(html, collection, collector)
    return Pictures(html, notes, layouts)


def _interpret(
    values: dict[str, str], index: int, collection: Collection, collector: Collector
) -> tuple[PictureNote, Layout]:
    reference = collection.references[index]

    def report(message: str, fix: str) -> None:
        collector.add(
            "PIC04", f"图片“{reference.address[:40]}”：{message}", fix, line=reference.line, column=reference.column
        )

    return picture_notes.interpret(values, report)


def _report_left_over(
    raw: str, html: str, typed: picture_notes.Typed, lines: list[str], first_line: int, collector: Collector
) -> None:
    """A cover or a cut that nothing took must stop the article: the picture behind it would be shown as it is."""
    found = attribute_lists.left_over(raw, _TAG.sub("", _CODE.sub("", html)))
    taken = sum(len(values) for values in typed.values())
    if not found and attribute_lists.count(raw) <= taken:
        return
    line = next((n for n, text in enumerate(lines) if attribute_lists.left_over("", text)), 0)
    collector.add(
        "PIC05",
        "这里的马赛克或裁剪没有起作用。",
        '花括号要紧跟在图片后面，例如  ![随访](01.jpg){马赛克="10,20,30,15"}。',
        line=first_line + line,
        column=1,
    )


def _report_unknown(raw: str, lines: list[str], first_line: int, collector: Collector) -> None:
    for name, guess in picture_notes.unknown_names(raw, lines):
        line = next((n for n, text in enumerate(lines) if name in text), _first_list(lines))
        collector.add(
            "PIC04",
            f"图片后面的“{name[:20]}”没有这种写法。",
            f"是不是“{guess}”？" if guess else "可以写：马赛克、裁剪、焦点、大小、位置、出镜、同意、摄影、供图。",
            line=first_line + line,
            column=max(0, lines[line].find(name)) + 1,
            width=len(name),
        )


def _first_list(lines: list[str]) -> int:
    return next((n for n, text in enumerate(lines) if "{" in text or "｛" in text), 0)


def _report_without_words(html: str, collection: Collection, collector: Collector) -> None:
    for image in _IMAGE.finditer(html):
        words = _ALT.search(image.group())
        reference = collection.references[int(image.group(1))]
        if words and not _says_nothing(words.group(1), reference):
            continue
        collector.warn(
            "PIC01",
            "这张图片没有文字说明，看不见图的读者不知道它是什么。"
            if words is None
            else f"“{words.group(1).strip()[:30]}”没有说出图片里有什么，看不见图的读者不知道它是什么。",
            f"在方括号里写出画面内容，例如  ![护士为老人测量血压]({reference.address[:40]})",
            line=reference.line,
            column=reference.column,
        )


def _says_nothing(words: str, reference: Reference) -> bool:
    """Whether a text is a file's name, this one's or such as machines give."""
    words = words.strip()
    return _EMPTY_NAME.fullmatch(words) is not None or PurePosixPath(reference.address).stem == words
