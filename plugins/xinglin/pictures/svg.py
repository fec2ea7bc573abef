"""SVG: published only when nothing in it can act, ask another server, or tell who drew it.

An allow-list, applied while an XML parser reads the file; what draws is copied, what is private (comments, the drawing
program's own notes, metadata) is left out without a word, and what could do harm refuses the file. Entities cannot be
declared, since a document type refuses it as well. In ``<img>`` browsers run no script in an SVG, but its address can be
opened on its own.
"""

from __future__ import annotations

import re
from html import escape
from math import isfinite
from xml.parsers import expat

from .problem import PictureProblem, damaged

NAMESPACE = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
MAX_BYTES, MAX_ELEMENTS, MAX_DEPTH = 1_000_000, 20_000, 60
MAX_SIDE = 10_000

_ELEMENTS = frozenset({
    "svg", "g", "defs", "symbol", "use", "title", "desc", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon",
    "text", "tspan", "textPath", "marker", "linearGradient", "radialGradient", "stop", "clipPath", "mask", "pattern", "style",
    "switch", "filter", "feGaussianBlur", "feOffset", "feBlend", "feMerge", "feMergeNode", "feColorMatrix", "feFlood",
    "feComposite", "feDropShadow",
})  # fmt: skip
_DROPPED = frozenset({"metadata", "view"})
_ATTRIBUTE = re.compile(r"(?!on)[a-zA-Z][a-zA-Z0-9-]*")
_HARMFUL_VALUE = re.compile(
    r"javascript:|data:|@import|expression\s*\(|\\|&#|url\s*\(\s*(?!['\"]?#)|https?:|//", re.IGNORECASE
)
_LENGTH = re.compile(r"\s*([0-9.]+(?:e[0-9]+)?)\s*(px|pt|pc|mm|cm|in)?\s*", re.IGNORECASE)
_PIXELS = {"px": 1.0, "": 1.0, "pt": 4 / 3, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0}
"""CSS Values and Units 3, 5.2."""


def is_svg(data: bytes) -> bool:
    """Whether a file that is text seems to be an SVG."""
    return re.search(rb"<(?:[A-Za-z]+:)?svg[\s>]", data[:4096]) is not None


def sanitise(data: bytes) -> tuple[bytes, int, int]:
    """The SVG to publish, and its width and height in CSS pixels.

    Raises:
        PictureProblem: not well-formed, too large, without a size, or with something in it that could do harm.
    """
    if len(data) > MAX_BYTES:
        raise PictureProblem("SVG 图超过 1 MB。", "请简化图形，或导出成 PNG 再放进来。")
    reader = _Reader()
    try:
        reader.parse(data)
    except expat.ExpatError as error:
        raise damaged() from error
    width, height = reader.size
    return "".join(reader.written).encode(), width, height


class _Reader:
    def __init__(self) -> None:
        self.written: list[str] = []
        self.size = (0, 0)
        self._open: list[str] = []
        self._skipping = 0
        self._count = 0
        parser = self._parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.StartDoctypeDeclHandler = self._doctype
        parser.ProcessingInstructionHandler = self._instruction

    def parse(self, data: bytes) -> None:
        self._parser.Parse(data, True)

    def _doctype(self, name: str, system: str | None, public: str | None, has_internal: int) -> None:
        if has_internal:  # older programs write one that declares nothing
            raise _harmful("文件类型声明（DOCTYPE）里的定义")

    def _instruction(self, target: str, data: str) -> None:
        if target == "xml-stylesheet":
            raise _harmful("引用外部样式（xml-stylesheet）")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        namespace, _, local = name.rpartition(" ")
        self._count += 1
        if self._count > MAX_ELEMENTS or len(self._open) >= MAX_DEPTH:
            raise PictureProblem("SVG 图太复杂。", "请简化图形，或导出成 PNG 再放进来。")
        if self._skipping or namespace != NAMESPACE or local in _DROPPED:
            if not self._open and not self._skipping:
                raise PictureProblem("这不是 SVG 图。", "请导出成 PNG 再放进来。")
            self._skipping += 1
            return
        if local not in _ELEMENTS:
            raise _harmful(f"<{local[:30]}>")
        kept = self._attributes(attributes)
        if not self._open:
            if local != "svg":
                raise PictureProblem("这不是 SVG 图。", "请导出成 PNG 再放进来。")
            self.size = _size(attributes)
            kept = {"xmlns": NAMESPACE, "xmlns:xlink": _XLINK} | kept
        from xml.sax.saxutils import quoteattr  # brings a web client with it, in every build

        self.written.append(f"<{local}{''.join(f' {key}={quoteattr(value)}' for key, value in kept.items())}>")
        self._open.append(local)

    def _attributes(self, attributes: dict[str, str]) -> dict[str, str]:
        kept: dict[str, str] = {}
        for name, value in attributes.items():
            namespace, _, local = name.rpartition(" ")
            if local.lower().startswith("on"):
                raise _harmful(f"事件属性 {local[:30]}")
            if local == "href" and namespace in ("", _XLINK):
                if not value.strip().startswith("#"):
                    raise _harmful("指向图外的链接（href）")
                kept["href" if not namespace else "xlink:href"] = value.strip()
            elif local == "space" and namespace == "http://www.w3.org/XML/1998/namespace":
                kept["xml:space"] = value
            elif not namespace and _ATTRIBUTE.fullmatch(local):
                if _HARMFUL_VALUE.search(value):
                    raise _harmful(f"属性 {local[:30]} 里的外部引用")
                kept[local] = value
        return kept

    def _end(self, name: str) -> None:
        if self._skipping:
            self._skipping -= 1
            return
        self.written.append(f"</{self._open.pop()}>")

    def _text(self, text: str) -> None:
        if self._skipping or not self._open:
            return
        if self._open[-1] == "style" and _HARMFUL_VALUE.search(text):
            raise _harmful("样式（style）里的外部引用")
        self.written.append(escape(text, quote=False))


def _size(attributes: dict[str, str]) -> tuple[int, int]:
    """As browsers take it: width and height, else those of the viewBox."""
    lengths = [_length(attributes.get(name, "")) for name in ("width", "height")]
    box = re.split(r"[\s,]+", attributes.get("viewBox", "").strip())
    try:
        view = (float(box[2]), float(box[3])) if len(box) == 4 else (0.0, 0.0)
    except ValueError:
        view = (0.0, 0.0)
    width, height = lengths if all(lengths) else view
    if not (isfinite(width) and isfinite(height) and 1 <= width <= MAX_SIDE and 1 <= height <= MAX_SIDE):
        raise PictureProblem("SVG 图没有写明大小。", "请在绘图软件里设好画布大小再导出，或导出成 PNG。")
    return round(width), round(height)


def _length(text: str) -> float:
    found = _LENGTH.fullmatch(text)
    try:
        return float(found[1]) * _PIXELS[(found[2] or "").lower()] if found else 0.0
    except ValueError:
        return 0.0


def _harmful(what: str) -> PictureProblem:
    return PictureProblem(
        f"SVG 图里有不安全的内容：{what}。", "请在绘图软件里删去脚本、链接和嵌入的图片，或导出成 PNG 再放进来。"
    )
