"""YAML as an editor writes it: every scalar a string, every node with its place, no aliases, bounded depth and size.

Strings only, because YAML's own guesses harm editors (``0738-123`` stays a telephone number, ``no`` stays a word,
``2026-03-05`` is read by our own date rules). Aliases are refused: no editor types them and they make small files
expand without bound.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import yaml

from xinglin.core.characters import CONTROL

MAX_DEPTH = 32
MAX_NODES = 20_000

Key = tuple[str | int, ...]

_FIRST = r"""[^\s\-?:,\[\]{}#&*!|>'"%@`]"""
# ``key: value`` as most lines of a header are, in forms YAML reads in one way only
_LINE = re.compile(
    rf"""(?P<key>[^\W\d][\w.-]{{,60}}):\ (?:
        (?P<plain>{_FIRST}[^#:]*) | '(?P<single>(?:[^']|'')*)' | "(?P<double>[^"\\]*)" | \[(?P<items>[^\[\]]*)\]
    )\Z""",
    re.VERBOSE,
)
_ITEM = re.compile(rf"[ ]*(?P<item>{_FIRST}[^#:{{}}]*?)[ ]*\Z")
_OTHER_BLANKS = re.compile("[\t\r\x85\u2028\u2029]")

_CONTROL_MESSAGE = "这里有不能使用的控制字符。"


class Place(NamedTuple):
    """Line and column, both from 1."""

    line: int
    column: int


@dataclass(slots=True)
class Document:
    """A parsed mapping: plain data, and for each key path the place of its key and of its value."""

    data: dict[str, Any] = field(default_factory=dict)
    keys: dict[Key, Place] = field(default_factory=dict)
    values: dict[Key, Place] = field(default_factory=dict)

    def place_of(self, path: Key) -> Place:
        """The place of the value at ``path``, or of the nearest enclosing one."""
        while path:
            if path in self.values:
                return self.values[path]
            path = path[:-1]
        return Place(1, 1)


class YamlProblem(Exception):
    """The text is not acceptable YAML: a Chinese message, its place and a fix. Callers turn it into a Diagnostic."""

    def __init__(self, message: str, place: Place, fix: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.place = place
        self.fix = fix

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.message, self.place, self.fix)


def parse(text: str) -> Document:
    """Parse one YAML mapping.

    Raises:
        YamlProblem: broken syntax, an alias or anchor, a duplicate key, a tag, too deep, too many nodes, not a mapping.
    """
    if found := CONTROL.search(text):
        before = text[: found.start()]
        place = Place(before.count("\n") + 1, found.start() - before.rfind("\n"))
        raise YamlProblem(_CONTROL_MESSAGE, place, "删除看不见的控制字符后重新保存。")
    if (document := _plain_lines(text)) is not None:
        return document
    try:
        loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        events = yaml.parse(text, Loader=loader)
        return _Builder().build(events)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        if "could not find expected ':'" in (error.problem or ""):
            mark = error.context_mark or mark  # the parser notices on the line behind the one without a colon
        place = Place(mark.line + 1, mark.column + 1) if mark else Place(1, 1)
        raise YamlProblem(_describe(error), place, _advice(error)) from error
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        # a character the scanner cannot take, or (PyYAML without its C half) an escape that is no character
        raise YamlProblem(_CONTROL_MESSAGE, Place(1, 1), "删除看不见的控制字符后重新保存。") from error


def _plain_lines(text: str) -> Document | None:
    """The document of a text that is nothing but unindented ``key: value`` lines; None when YAML itself must read it.

    libyaml takes four times as long over them, most of it in making events.
    """
    if len(text) > MAX_NODES or _OTHER_BLANKS.search(text):
        return None
    document = Document()
    for number, line in enumerate(text.split("\n"), 1):
        if not line:
            continue
        match = _LINE.match(line)
        if match is None or match["key"] in document.data:
            return None
        key, column = match["key"], match.end("key") + 3
        document.values.setdefault((), Place(number, 1))
        document.keys[(key,)] = Place(number, 1)
        document.values[(key,)] = Place(number, column)
        kind = match.lastgroup
        value = match[kind or "plain"]
        if kind == "items":
            items = _items(value, (key,), Place(number, column + 1), document)
            if items is None:
                return None
            document.data[key] = items
        elif kind == "single":
            document.data[key] = value.replace("''", "'")
        else:
            document.data[key] = value.rstrip(" ") if kind == "plain" else value
    return document if document.data else None


def _items(typed: str, path: Key, place: Place, document: Document) -> list[Any] | None:
    """The items of ``[a, b]``; ``place`` is that of the first character behind the bracket."""
    items: list[Any] = []
    position = 0
    for piece in typed.split(","):
        match = _ITEM.match(piece)
        if match is None:
            return None
        document.values[(*path, len(items))] = Place(place.line, place.column + position + match.start("item"))
        items.append(match["item"])
        position += len(piece) + 1
    return items


def _describe(error: yaml.MarkedYAMLError) -> str:
    problem = error.problem or ""
    if "tab" in problem or "\\t" in problem:
        return "缩进里用了制表符（Tab）。"
    if "mapping values" in problem:
        return "这一行里有多余的冒号，无法分清哪部分是名称、哪部分是内容。"
    if "could not find expected ':'" in problem:
        return "这一行缺少冒号。"
    if "expected <block end>" in problem or "expected the node content" in problem:
        return "缩进或列表的写法不对。"
    if "while scanning a quoted scalar" in (error.context or "") or "unexpected end of stream" in problem:
        return "引号没有成对。"
    return "这一行的写法不符合规则。"


def _advice(error: yaml.MarkedYAMLError) -> str:
    problem = error.problem or ""
    if "tab" in problem or "\\t" in problem:
        return "把 Tab 换成两个空格。"
    if "mapping values" in problem:
        return "内容里有冒号时，用单引号把内容括起来，例如  标题: '门诊: 新流程'。"
    return "每行写成“名称: 内容”，列表每项以“- ”开头并对齐，例如  作者: 张三。"


class _Builder:
    """Folds parser events into a :class:`Document`, iteratively bounded by depth and node count."""

    def __init__(self) -> None:
        self.document = Document()
        self.count = 0

    def build(self, events: Any) -> Document:
        stream = iter(events)
        for event in stream:
            if isinstance(event, yaml.DocumentStartEvent):
                break
        else:
            return self.document
        data = self._node(next(stream), stream, ())
        if data == "" or data is None:
            return self.document
        if not isinstance(data, dict):
            raise YamlProblem("这里应当是一行行的“名称: 内容”。", Place(1, 1), "例如  标题: 门诊开展义诊活动。")
        for event in stream:
            if isinstance(event, yaml.DocumentStartEvent):
                place = Place(event.start_mark.line + 1 if event.start_mark else 1, 1)
                raise YamlProblem("这里多了一条“---”分隔线。", place, "删除多余的“---”。")
        self.document.data = data
        return self.document

    def _node(self, event: Any, stream: Any, path: Key) -> Any:
        place = Place(event.start_mark.line + 1, event.start_mark.column + 1)
        self.count += 1
        if self.count > MAX_NODES or len(path) > MAX_DEPTH:
            raise YamlProblem("这里的内容嵌套太深或太多。", place, "请改成简单的“名称: 内容”。")
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise YamlProblem(
                "不支持 & 和 * 开头的写法（YAML 锚点与别名）。", place, "把内容直接写出来，或用单引号括起来。"
            )
        if getattr(event, "tag", None):
            raise YamlProblem("不支持以 ! 开头的写法（YAML 标签）。", place, "用单引号把内容括起来。")
        self.document.values[path] = place
        if isinstance(event, yaml.ScalarEvent):
            if CONTROL.search(event.value):
                raise YamlProblem(_CONTROL_MESSAGE, place, "删去 \\x、\\u、\\e 这样的写法，或改用单引号。")
            return event.value
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(stream, path)
        return self._mapping(stream, path)

    def _sequence(self, stream: Any, path: Key) -> list[Any]:
        items: list[Any] = []
        for event in stream:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            items.append(self._node(event, stream, (*path, len(items))))
        return items

    def _mapping(self, stream: Any, path: Key) -> dict[str, Any]:
        mapping: dict[str, Any] = {}
        for event in stream:
            if isinstance(event, yaml.MappingEndEvent):
                break
            place = Place(event.start_mark.line + 1, event.start_mark.column + 1)
            if not isinstance(event, yaml.ScalarEvent):
                raise YamlProblem("名称处只能写一个词。", place, "写成“名称: 内容”，例如  标题: 门诊开展义诊活动。")
            key = event.value
            if CONTROL.search(key):
                raise YamlProblem(_CONTROL_MESSAGE, place, "名称只用普通的文字。")
            if key in mapping:
                raise YamlProblem(f"“{key}”写了两次。", place, "只保留一处。")
            self.document.keys[(*path, key)] = place
            mapping[key] = self._node(next(stream), stream, (*path, key))
        return mapping
