"""Splits a manuscript into front matter and body, and reads the front matter's keys in all their spellings.

Two headers are understood: YAML between ``---`` lines, and Pelican's bare ``Key: value`` lines before the first empty
line. Full-width colons, missing spaces after a colon and colons inside a value are mended line by line before YAML sees
them, and the places of what was typed are kept.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache

from xinglin.core.diagnostics import Collector
from xinglin.core.validation import nearest
from xinglin.core.yaml_document import Document, Key, Place, YamlProblem, parse
from xinglin.manuscript import plain_header

_FENCE = re.compile(r"^(?:---+|———?|－－－)\s*$")
_CLOSING = re.compile(r"^(?:---+|\.\.\.|———?|－－－)\s*$")
# A key is a word without spaces; two spaces or more, or a dash, may stand before it (nested mappings and lists).
_ENTRY = re.compile(
    r"^(?P<indent>\s*(?:-\s+)?)(?P<key>[\w.-]+(?: [\w.-]+)?)[ \t]*(?P<colon>[:：])(?P<space>[ \t\u3000]*)(?P<value>.*)$"
)
_SAFE_VALUE = re.compile(r"""^[^\s\-?:,\[\]{}#&*!|>'"%@`][^#:]*$""")
_BLOCK_SCALAR = re.compile(r"^[|>][+-]?\d?$")
_OPENS_BLOCK_SCALAR = re.compile(r"(?:^\s*-|:) [|>][+-]?\d?$")
_ITEM = re.compile(r"^(?P<indent>\s*-\s+)(?P<value>\S.*)$")

# YAML's own & and *, which are told to their author rather than printed
_ANCHOR = re.compile(r"[&*][A-Za-z0-9_-]+(?:\s|$)")


def is_opening(line: str) -> bool:
    """Whether a line opens a header."""
    return _FENCE.match(line) is not None


def is_closing(line: str) -> bool:
    """Whether a line closes one."""
    return _CLOSING.match(line) is not None


_GAP = re.compile(r"[\s_-]+")

_SIMPLIFIED = str.maketrans(
    "個執書記時間錄黨開項範圍關鍵詞鏡標題鏈發佈稱圖說説點導語馬賽況屬單攝費號舊網來籤欄對覈驟狀態電話簡類別級編輯頂聯繫榮譽獲獎責轉換組載訊員門階",
    "个执书记时间录党开项范围关键词镜标题链发布称图说说点导语马赛况属单摄费号旧网来签栏对核骤状态电话简类别级编辑顶联系荣誉获奖责转换组载讯员门阶",
)
"""The characters of keys that Traditional writes otherwise: 標題 and 攝影 are keys too."""

SYNONYMS: Mapping[str, str] = {
    # what editors type besides the names of the front matter table
    "题目": "title", "正标题": "title", "副标题": "subtitle", "肩题": "kicker", "眉题": "kicker",
    "发布时间": "date", "发布日期": "date", "时间日期": "date", "修改时间": "modified", "修改日期": "modified",
    "失效时间": "expires", "失效日期": "expires", "有效期至": "expires", "截止": "expires", "截止日期": "expires",
    "生效日期": "effective", "生效时间": "effective", "执行时间": "effective", "执行日期": "effective", "施行日期": "effective",
    "撰稿": "authors", "文": "authors", "图": "photographers", "摄影者": "photographers", "图片": "photographers",
    "编辑": "editors", "责任编辑": "editors", "责校": "proofreaders", "科室": "department", "供稿": "department",
    "部门": "department", "支部": "branch", "标签": "keywords", "关键字": "keywords", "简介": "summary", "导语": "summary",
    "封面图": "cover", "链接": "source_url", "原文链接": "source_url", "语言": "language", "范围": "range",
    "流程步骤": "steps", "步骤": "steps", "联系电话": "phone", "收费": "fee", "核对": "reviewed_on",
    # Pelican's own header (docs/content.rst, "File metadata")
    "tags": "keywords", "category": "section", "author": "authors", "photographer": "photographers", "editor": "editors",
    "reporter": "reporters", "correspondent": "correspondents", "description": "summary", "lang": "language",
    "alias": "aliases", "updated": "modified",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Header:
    """The parsed header: English keys, their places, and where the body begins (line index from 0)."""

    document: Document
    written: Mapping[str, str]
    """English key → the key as typed."""
    body_start: int


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The keys of all kinds (folded, :func:`spellings`)."""

    names: Mapping[str, str]
    """Every spelling of every key → the English key."""
    nested: Collection[str]
    """Every spelling of the keys of mappings inside values."""
    free: Collection[str]
    """English keys whose value is a mapping of the author's own words (转换)."""


def split(lines: list[str], vocabulary: Vocabulary, collector: Collector) -> Header | None:
    """Find and read the header of a manuscript; None when it cannot be read (the collector says why)."""
    first = next((index for index, line in enumerate(lines) if line.strip()), 0)
    if _FENCE.match(lines[first]):
        return _fenced(lines, first, vocabulary, collector)
    entry = _ENTRY.match(lines[first])
    if entry and (fold(entry["key"]) in vocabulary.names or fold(entry["key"]) in SYNONYMS):
        end = next((i for i in range(first, len(lines)) if not lines[i].strip()), len(lines))
        return _read(lines, first, end, end, vocabulary, collector)
    return Header(Document(), {}, first)


def spellings(labels: Mapping[str, str]) -> dict[str, str]:
    """All accepted spellings of the keys of one kind.

    Args:
        labels: English key → Chinese name, of the kind's model.
    """
    known = {fold(name): name for name in labels} | {fold(label): name for name, label in labels.items()}
    return {fold(word): name for word, name in SYNONYMS.items() if name in labels} | known


@lru_cache(maxsize=2048)
def fold(key: str) -> str:
    """A key as it is looked up: case, script, gaps and hyphens do not matter."""
    return _GAP.sub("_", key.strip().lower().translate(_SIMPLIFIED))


def _fenced(lines: list[str], first: int, vocabulary: Vocabulary, collector: Collector) -> Header | None:
    end = next((i for i in range(first + 1, len(lines)) if _CLOSING.match(lines[i])), None)
    if end is None:
        collector.add(
            "FRO01",
            "开头的“---”没有配对的结束行，分不清哪里是正文。",
            "在标题、日期等各行之后另起一行写上“---”，再写正文。",
            line=first + 1,
            column=1,
            width=3,
        )
        return None
    return _read(lines, first + 1, end, end + 1, vocabulary, collector)


def _read(
    lines: list[str],
    start: int,
    end: int,
    body_start: int,
    vocabulary: Vocabulary,
    collector: Collector,
) -> Header | None:
    if (plain := plain_header.read(lines, start, end)) is not None:
        return Header(*_rename(plain, vocabulary.names, collector), body_start)
    mended: list[str] = []
    is_free = False
    mapping_column = -1
    block_indent: int | None = None
    for line in lines[start:end]:
        indent = len(line) - len(line.lstrip())
        if block_indent is not None and (not line.strip() or indent > block_indent):
            mended.append(line)
            continue
        block_indent = None
        entry = _ENTRY.match(line)
        if entry and not indent:
            is_free = vocabulary.names.get(fold(entry["key"])) in vocabulary.free
            mapping_column = -1
        column = len(entry["indent"]) if entry else -1
        is_nested = bool(entry and fold(entry["key"]) in vocabulary.nested)
        # beside a nested name stands another, be it one that nobody knows
        fixed = _mend(line, is_nested or is_free or (column > 0 and column == mapping_column))
        if is_nested:
            mapping_column = column
        if _OPENS_BLOCK_SCALAR.search(fixed):
            block_indent = indent
        mended.append(fixed)
    try:
        document = parse("\n".join(mended))
    except YamlProblem as problem:
        collector.add(
            "FRO02", problem.message, problem.fix, line=problem.place.line + start, column=problem.place.column
        )
        return None
    return Header(*_rename(_shift(document, lines, start), vocabulary.names, collector), body_start)


def _mend(line: str, is_entry: bool) -> str:
    """One header line in a form YAML takes, meaning what its author meant.

    At the margin every line is ``name: value``. Further in, a colon makes a mapping only where ``is_entry``, that is
    behind a name that mappings have; ``- 体检当日7:30到前台`` is a list item with a time in it.
    """
    line = line.replace("\t", "  ")
    entry = _ENTRY.match(line)
    if line.lstrip().startswith("#"):
        return line
    if entry is None:
        item = _ITEM.match(line)
        if item is None or _ANCHOR.match(item["value"]):
            return line
        return item["indent"] + _quoted(item["value"].strip(" \u3000"))
    is_item = entry["indent"].lstrip().startswith("-")
    if entry["indent"] and not is_entry:
        return f"{entry['indent']}{_quoted(line[len(entry['indent']) :].strip())}" if is_item else line
    value = entry["value"].strip(" \t\u3000")
    return f"{entry['indent']}{entry['key'].strip()}: {_quoted(value)}".rstrip()


def _quoted(value: str) -> str:
    if not value or _SAFE_VALUE.match(value) or _BLOCK_SCALAR.match(value):
        return value
    if value[0] in "[{\"'" and value[:2] != "[^":
        try:
            parse(f"_: {value}")
        except YamlProblem:
            pass  # not the flow list or quoted text it looks like: it is meant literally, and quoted below
        else:
            return value
    return "'" + value.replace("'", "''") + "'"


def _shift(document: Document, lines: list[str], start: int) -> Document:
    """Places in the mended header → places in the file as typed."""

    def moved(place: Place, path: Key) -> Place:
        number = place.line + start
        if not path or place.column == 1:
            return Place(number, place.column)
        typed = lines[number - 1] if number <= len(lines) else ""
        entry = _ENTRY.match(typed)
        if entry and place.column > len(entry["indent"]) + 1:
            return Place(number, entry.start("value") + 1)
        return Place(number, place.column)

    return Document(
        document.data,
        {path: Place(place.line + start, place.column) for path, place in document.keys.items()},
        {path: moved(place, path) for path, place in document.values.items()},
    )


def _rename(document: Document, names: Mapping[str, str], collector: Collector) -> tuple[Document, dict[str, str]]:
    """Chinese and other spellings of top-level keys → English; unknown and doubled ones are reported and dropped."""
    renamed = Document({}, document.keys, document.values)
    written: dict[str, str] = {}
    for typed, value in document.data.items():
        place = document.keys[(typed,)]
        name = names.get(fold(typed))
        if name is None:
            guess = nearest(fold(typed), names)
            fix = f"是不是“{_as_typed(guess, typed, names)}”？" if guess else "删去这一行，或改用手册里列出的名称。"
            collector.add(
                "FRO03", f"不认识的名称“{typed}”。", fix, line=place.line, column=place.column, width=len(typed)
            )
        elif name in renamed.data:
            collector.add(
                "FRO04",
                f"“{typed}”与前面的“{written[name]}”是同一项，写了两次。",
                "只保留一行。",
                line=place.line,
                column=place.column,
                width=len(typed),
            )
        else:
            renamed.data[name] = value
            written[name] = typed
    return renamed, written


def _as_typed(guess: str, typed: str, names: Mapping[str, str]) -> str:
    """Suggest the Chinese name to who typed Chinese, the English one to who typed English."""
    if typed.isascii() or not guess.isascii():
        return guess
    return next((word for word, name in names.items() if name == names[guess] and not word.isascii()), guess)


def rename_nested(data: object, names: Mapping[str, str]) -> object:
    """English keys for the mappings inside values (荣誉 lists, covers, corrections); unknown ones stay for the model."""
    if isinstance(data, dict):
        return {names.get(fold(key), key): rename_nested(value, names) for key, value in data.items()}
    if isinstance(data, list):
        return [rename_nested(item, names) for item in data]
    return data


def with_english_places(document: Document, names: Mapping[str, str]) -> Document:
    """The document with the places of nested keys under their English names as well."""

    def english(places: Mapping[Key, Place]) -> dict[Key, Place]:
        renamed = {
            (*path[:1], *(names.get(fold(part), part) if isinstance(part, str) else part for part in path[1:])): place
            for path, place in places.items()
        }
        return renamed | dict(places)

    return Document(document.data, english(document.keys), english(document.values))
