"""The body: Markdown to HTML, with Python-Markdown and the few things Chinese manuscripts need besides.

What differs from stock Python-Markdown, and why: four leading spaces are an indent, not code (Word habits); a list or
table may follow a line of text directly; a line break between Chinese characters joins them, since browsers would show
a gap; a level-one heading becomes level two, the page's only h1 being the title; heading ids keep Chinese.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

import markdown
from markdown import util
from markdown.extensions import Extension
from markdown.extensions.footnotes import FootnotePostTreeprocessor
from markdown.preprocessors import Preprocessor

from xinglin.manuscript import attribute_lists
from xinglin.manuscript import markdown_processors as processors
from xinglin.manuscript.marks import CARRIED

_CJK = (
    r"\u2e80-\u303f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\u2014\u2018\u2019\u201c\u201d\u2026"
    + CARRIED
)
_INLINE_TAGS = (
    r"(?:</?(?:a|abbr|b|bdi|cite|code|del|dfn|em|i|ins|kbd|mark|q|s|samp|small|span|strong|sub|sup|u|var)\b[^>]*>)*"
)
_BREAK = re.compile(rf"(?<=[{_CJK}])({_INLINE_TAGS})[ \t]*\n[ \t]*({_INLINE_TAGS})(?=[{_CJK}])")
_BREAK_AFTER_TAG = re.compile(rf"([{_CJK}]{_INLINE_TAGS})[ \t]*\n[ \t]*({_INLINE_TAGS}[{_CJK}])")
# What both end with, from the line break on: a literal beginning makes the search for it cheap.
_CONTINUED = re.compile(rf"\n[ \t]*{_INLINE_TAGS}[{_CJK}]")
_PRE = re.compile(r"(<pre\b.*?</pre>)", re.DOTALL)
_LIST_ITEM = re.compile(r"^ {0,3}(?:[-*+]|\d{1,3}[.)])[ \t]+\S")
_NEVER_ITEM = re.compile(r"[^\s\d*+-]|\Z")
"""How most lines begin: no list item does."""
_TABLE_RULE = re.compile(r"^ {0,3}\|?[ \t]*:?-{2,}:?[ \t]*(?:\|[ \t]*:?-{2,}:?[ \t]*)*\|?[ \t]*$")
_FENCE = re.compile(r"^ {0,3}(```+|~~~+)")
_TIMES = re.compile(r"(?<=\d)\*(?=\d)")
"""Between digits a star is a times sign (3*2*1cm), never emphasis: a size must not lose it."""
_INDENT = re.compile(r"^[ \u3000]*\u3000[ \u3000]*")

_EXTENSIONS = {
    "tables": ("|",), "footnotes": ("[^",), "def_list": (":",), "attr_list": ("{", "｛"), "admonition": ("!!!",), "sane_lists": ("",),
    "fenced_code": ("```", "~~~"), "md_in_html": ("<",), "abbr": ("*[",),
}  # fmt: skip
"""Python-Markdown's extensions, in the order they are loaded, each with the marks without which it does nothing."""
_RAW = re.compile(f"[<&{util.STX}{util.ETX}]")

MAX_QUOTE_DEPTH = 12
MAX_LIST_DEPTH = 20
MAX_LINE = 100_000
MAX_LINES = 30_000
MAX_BRACKETS = 1_000
"""Opening brackets in one block: Python-Markdown's link search is quadratic in them (20,000 took 78 s, 1,000 take 0.2 s)."""
MAX_MARKS = 30_000
"""Marks of emphasis, code and tags in one block: matching them up is quadratic too (90,000 took 5 s)."""
MAX_BARE_LINES = 1_000
"""Lines without a word, headings and admonitions in one block: each is split off by copying the rest."""
MAX_UNCLOSED_TAGS = 500
"""Tags without their ``>``: Python's HTML parser searches the rest of the text for each (3,000 took 4 s)."""
_MARKS = re.compile(r"[*_`&\\<]")
_BARE_LINE = re.compile(r"^\s*(?:#|!!!|[^\w\s][^\w]*$)")
_UNCLOSED_TAG = re.compile(r"<[A-Za-z/!?][^<>]*(?=<|\Z)")
_QUOTES = re.compile(r"^[ >]*>")
_NESTED_ITEM = re.compile(
    rf"^[ \t]*(?:(?:[-*+]|\d{{1,9}}\.)[ \t]+){{{MAX_LIST_DEPTH + 1}}}|^ {{{4 * MAX_LIST_DEPTH},}}(?:[-*+]|\d+\.) "
)


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a body is not handed to Markdown: a Chinese message, a fix, the line (from 0)."""

    message: str
    fix: str
    line: int


def refuse(lines: list[str]) -> Problem | None:
    """Bounds that keep parsing time and depth in hand; no real article comes near them."""
    if len(lines) > MAX_LINES:
        return Problem(f"正文太长（{len(lines)} 行，最多 {MAX_LINES} 行）。", "请分成几篇。", MAX_LINES)
    text = "\n".join(lines)
    if text.count("<") > MAX_UNCLOSED_TAGS and len(_UNCLOSED_TAG.findall(text)) > MAX_UNCLOSED_TAGS:
        return Problem("正文里有太多没有写完的“<”。", "检查是不是粘贴了别的内容；小于号请写成“＜”。", 0)
    if _is_small(lines, text):
        return None
    block = _Block()
    for number, line in enumerate(lines):
        problem = _refuse_line(line, number) or block.refuse(line, number)
        if problem:
            return problem
    return None


def _is_small(lines: list[str], text: str) -> bool:
    """Too little altogether for any one line or block of it to exceed a bound."""
    signs = text.encode("ascii", "ignore")  # a tenth of a Chinese text, counted in a tenth of the time
    return (
        len(lines) <= MAX_BARE_LINES
        and len(text) <= min(MAX_MARKS, MAX_LINE)
        and signs.count(b"[") <= MAX_BRACKETS
        and signs.count(b">") <= MAX_QUOTE_DEPTH
        # an item nested so deep has a blank for each level before it
        and (
            signs.count(b" ") + signs.count(b"\t") <= MAX_LIST_DEPTH
            or not any(_NESTED_ITEM.match(line) for line in lines if not _NEVER_ITEM.match(line))
        )
    )


def _refuse_line(line: str, number: int) -> Problem | None:
    if len(line) > MAX_LINE:
        return Problem("这一行太长了。", "请分成段落。", number)
    quotes = _QUOTES.match(line)
    if quotes and quotes.group().count(">") > MAX_QUOTE_DEPTH:
        return Problem(f"引用（>）套得太深（最多 {MAX_QUOTE_DEPTH} 层）。", "减少行首的“>”。", number)
    if _NESTED_ITEM.match(line):
        return Problem(f"列表套得太深（最多 {MAX_LIST_DEPTH} 层）。", "减少缩进的层数。", number)
    return None


class _Block:
    """Counts what makes a block, the lines up to the next empty one, expensive to parse."""

    def __init__(self) -> None:
        self.brackets = self.marks = self.bare_lines = 0

    def refuse(self, line: str, number: int) -> Problem | None:
        if not line.strip():
            self.brackets = self.marks = self.bare_lines = 0
            return None
        self.brackets += line.count("[")
        self.marks += len(_MARKS.findall(line))
        self.bare_lines += bool(_BARE_LINE.match(line))
        if self.brackets > MAX_BRACKETS:
            return Problem(
                "这一段里的方括号“[”太多了。", "检查是不是粘贴了别的内容；正文里的方括号请用〔〕或［］。", number
            )
        if self.marks > MAX_MARKS or self.bare_lines > MAX_BARE_LINES:
            return Problem("这一段里的符号太多了。", "检查是不是粘贴了别的内容，用空行分成几段。", number)
        return None


def render(lines: list[str]) -> str:
    """Markdown lines → HTML, unsanitised.

    Raises:
        RecursionError: nested deeper than Python-Markdown can follow; the reader reports it.
    """
    text = "\n".join(lines)
    parser = _parser(_extensions(text))
    parser.reset()
    return join_chinese_lines(parser.convert(text))


def join_chinese_lines(html: str) -> str:
    """Remove line breaks between Chinese characters, inline tags being transparent; ``<pre>`` stays as it is."""
    # behind the last </pre> none is looked for: each unclosed <pre> would be, to the end of the text
    last = html.rfind("</pre>")
    pieces = _PRE.split(html[:last] + "</pre>") if last >= 0 else [html]
    if last >= 0:
        pieces[-1] += html[last + len("</pre>") :]
    for index in range(0, len(pieces), 2):
        if not _CONTINUED.search(pieces[index]):
            continue
        joined = _BREAK.sub(r"\1\2", pieces[index])
        pieces[index] = _BREAK_AFTER_TAG.sub(r"\1\2", joined)
    return "".join(pieces)


def _extensions(text: str) -> tuple[str, ...]:
    """Python-Markdown's extensions that find something in ``text``: those whose mark it holds.

    Raw HTML may stand for any mark, so it brings them all.
    """
    if _RAW.search(text):
        return tuple(_EXTENSIONS)
    return tuple(name for name, marks in _EXTENSIONS.items() if any(mark in text for mark in marks))


@lru_cache(maxsize=64)
def _parser(extensions: tuple[str, ...]) -> markdown.Markdown:
    """One parser per process and set of extensions: building it costs as much as parsing a short article."""
    parser = markdown.Markdown(
        extensions=[*extensions, _ChineseManuscript()],
        extension_configs={"footnotes": {"BACKLINK_TITLE": "回到正文", "UNIQUE_IDS": False}},
        output_format="html",
    )
    # a registry makes itself a sorted list whenever it is gone through: for each block, for each text
    parser.parser.blockprocessors = tuple(parser.parser.blockprocessors)  # type: ignore[assignment]
    parser.preprocessors = tuple(parser.preprocessors)  # type: ignore[assignment]
    parser.postprocessors = tuple(parser.postprocessors)  # type: ignore[assignment]
    parser.serializer = processors.to_html
    return parser


class _ChineseManuscript(Extension):
    def extendMarkdown(self, md: markdown.Markdown) -> None:
        md.parser.blockprocessors.deregister("code")
        md.parser.blockprocessors.register(processors.ProseProcessor(md.parser), "xinglin_prose", 200)
        md.preprocessors.register(processors.CheapNormalizeWhitespace(md), "normalize_whitespace", 30)
        md.preprocessors.register(_Blocks(md), "xinglin_blocks", 27)
        if "markdown_block" not in md.parser.blockprocessors:
            md.preprocessors.deregister("html_block")  # no "<", no "&": nothing it could find
        for stock in md.treeprocessors:
            if isinstance(stock, FootnotePostTreeprocessor):
                md.treeprocessors.register(processors.FootnoteDuplicates(stock.footnotes), "footnote-duplicate", 15)
        md.treeprocessors.register(inline := processors.CheapInlineProcessor(md), "inline", 20)
        md.treeprocessors.register(processors.CheapPrettifyTreeprocessor(md), "prettify", 10)
        # where toc stands: after inline has made the text, before escapes are undone
        md.treeprocessors.register(processors.HeadingProcessor(md), "xinglin_headings", 5)
        md.treeprocessors.register(processors.CheapUnescapeTreeprocessor(md, inline), "unescape", 0)


class _Blocks(Preprocessor):
    """Gives lists and tables the empty line Markdown wants before them, and drops typed paragraph indents (　　)."""

    def run(self, lines: list[str]) -> list[str]:
        text = "\n".join(lines)
        has_fences = "```" in text or "~~~" in text
        has_lists = "{" in text or "｛" in text
        result: list[str] = []
        fence = ""
        for index, line in enumerate(lines):
            if not line:
                result.append(line)
                continue
            if has_fences:
                opening = _FENCE.match(line)
                if opening and (not fence or opening.group(1).startswith(fence)):
                    fence = "" if fence else opening.group(1)[:3]
                if fence:
                    result.append(line)
                    continue
            if has_lists and ("{" in line or "｛" in line):
                line, is_continued = attribute_lists.spell(line, result[-1] if result else "")
                if is_continued:
                    result[-1] = result[-1].rstrip() + line
                    continue
            # what follows an empty line need not be given one
            if result and result[-1] and self._starts_block(lines, index) and self._is_text(result[-1]):
                result.append("")
            if "\u3000" in line:
                line = _INDENT.sub("", line)
            if "*" in line:
                line = _TIMES.sub(r"\\*", line)
            result.append(line)
        return result

    @staticmethod
    def _starts_block(lines: list[str], index: int) -> bool:
        line = lines[index]
        if not _NEVER_ITEM.match(line) and _LIST_ITEM.match(line):
            return True
        if "|" not in line:
            return False
        following = lines[index + 1] if index + 1 < len(lines) else ""
        return "|" in following and bool(_TABLE_RULE.match(following))

    @staticmethod
    def _is_text(previous: str) -> bool:
        """A line of prose: not empty, not indented, not itself a list, table, heading, quotation or definition."""
        return bool(
            previous.strip()
            and not previous[0].isspace()
            and previous[0] not in "|#>:!<"
            and not _LIST_ITEM.match(previous)
        )
