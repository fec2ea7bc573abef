"""From a file's bytes to text with \\n line ends, whatever an editor's Windows saved."""

from __future__ import annotations

import codecs
import re
import unicodedata

from xinglin.core.characters import CONTROL, has_control
from xinglin.core.diagnostics import Collector

MAX_BYTES = 1_000_000
"""A manuscript above this is no article; the longest real ones are some 60 KB."""

# Unicode's own line and paragraph separators come with text pasted from design programs (UAX 14: mandatory breaks)
_LINE_ENDS = re.compile("\r\n|[\r\u2028\u2029]")
_OTHER_LINE_ENDS = ("\r", "\u2028", "\u2029")
_MOST_CONTROLS = 20
"""Above this, and one in a hundred characters, the bytes are no text: a picture or a Word file under a wrong name."""


def decode(data: bytes, collector: Collector, size: int = 0) -> str | None:
    """Decode one manuscript; None when nothing readable is in it (the collector then says why).

    ``size`` is the file's, where only the beginning of it was read.

    UTF-8 with or without BOM, UTF-16 with BOM (Notepad's “Unicode”), else GB18030, which reads GBK and GB2312 too.
    """
    if len(data) > MAX_BYTES:
        collector.add(
            "TXT01",
            f"稿件太大（{max(size, len(data)) / 1_000_000:.1f} MB，最多 {MAX_BYTES // 1_000_000} MB）。",
            "稿件里只放文字；图片另存为文件放在旁边，长篇请分成几篇。",
        )
        return None
    decoded = _text(data, collector)
    if decoded is None:
        return None
    text, has_controls = decoded
    if not text or text.isspace():
        collector.add("TXT03", "这个文件是空的。", "写上标题、日期和正文，或删除这个文件。")
        return None
    if any(end in text for end in _OTHER_LINE_ENDS):
        text = _LINE_ENDS.sub("\n", text)
    text = unicodedata.normalize("NFC", text)
    collector.lines = text.split("\n")
    return _without_controls(text, collector) if has_controls else text


def _text(data: bytes, collector: Collector) -> tuple[str, bool] | None:
    """The text, and whether control characters stand in it."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not has_control(text):
            return text, False
        if len(CONTROL.findall(text)) <= max(_MOST_CONTROLS, len(text) // 100):
            return text, True
    collector.add(
        "TXT02",
        "认不出这个文件的文字编码，它可能不是文本文件。",
        "用记事本打开，选“另存为”，编码选 UTF-8，再保存。",
    )
    return None


def _without_controls(text: str, collector: Collector) -> str:
    """Drop invisible control characters; each line that had one is reported once."""
    for number, line in enumerate(collector.lines, 1):
        if found := CONTROL.search(line):
            collector.warn(
                "TXT04",
                f"这一行有看不见的控制字符（U+{ord(found.group()):04X}），已去掉。",
                "删除这个字符后重新保存；它多半是从别处粘贴来的。",
                line=number,
                column=found.start() + 1,
            )
    cleaned = CONTROL.sub("", text)
    collector.lines = cleaned.split("\n")
    return cleaned
