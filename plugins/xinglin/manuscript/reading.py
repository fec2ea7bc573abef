"""One file in, one manuscript and its diagnostics out. Pure: bytes and settings in, plain data back, any process."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, get_origin

from pydantic import ValidationError

from xinglin.core.diagnostics import Collector, Severity
from xinglin.core.hashing import digest
from xinglin.core.kinds import Kind, Kinds
from xinglin.core.marks import OPEN, outside, shorten
from xinglin.core.validation import labels, nearest, nested_models, report
from xinglin.manuscript import credits, header, headings, marks
from xinglin.manuscript.body_reading import read_body
from xinglin.manuscript.decoding import decode
from xinglin.manuscript.front_matter import FrontMatter
from xinglin.manuscript.records import Manuscript, Reading, Spot, Unvouched
from xinglin.manuscript.script_detection import detect

EXCERPT_LENGTH = 120

_FIXES = {
    "title": "在开头加一行，例如  标题: 门诊党支部开展义诊活动",
    "date": "在开头加一行，例如  日期: 2026年3月5日",
    "reprint": "写“是”或“否”。",
    "pinned": "写“是”或“否”。",
    "status": "可以写：草稿、待审、发布、撤稿。",
    "range": "可以写：社会、党内、本单位、特定。",
    "withdrawn.reason": "可以写：有误、合并、取代、过期、隐私、其他。",
    "honours.level": "可以写：国家级、省级、市级、县级、院级、其他。",
    "source_url": "写成 https:// 开头的完整网址。",
    "disclosure": "写公开目录里的事项编号，例如  公开事项: dw-0301。",
}


@dataclass(frozen=True, slots=True)
class ReadingTask:
    """A file to read: its path below content/, its bytes, and the kind its folder gives it."""

    path: str
    data: bytes
    default_kind: str
    problem: str = ""
    """Why the bytes could not be had, in the operating system's words."""
    size: int = 0
    """Of the file, in bytes, where ``data`` is only its beginning."""
    digest: str = ""
    """Of ``data``, where it is known already."""


Examination = Callable[[Manuscript, str], tuple[Unvouched, ...]]
"""What is asked of each manuscript and the text it was read from, as typed: which of its names nobody vouches for."""


def read(task: ReadingTask, kinds: Kinds, examine: Examination | None = None) -> Reading:
    """Read one manuscript. Never raises for what an author may have written."""
    collector = Collector(task.path)
    if task.problem:
        collector.add("FIL01", f"打不开这个文件：{task.problem}。", "检查它的权限，或删除它。")
        return Reading(task.path, None, tuple(collector.found))
    text = decode(task.data, collector, task.size)
    if text is None:
        return Reading(task.path, None, tuple(collector.found))
    lines = text.split("\n")
    head = header.split(lines, _vocabulary(tuple(kinds.values())), collector)
    if head is None:
        return Reading(task.path, None, tuple(collector.found))
    if not head.document.data and not collector.has_errors:
        _report_no_header(lines, collector)
        return Reading(task.path, None, tuple(collector.found))
    values = dict(head.document.data)
    named_status = str(values.get("status", ""))
    kind = _kind(values, task.default_kind, kinds, head, collector)
    tail = credits.take(lines[head.body_start :], values)
    if tail.bare:
        collector.add(
            "FRO08", f"文末括号里的“{tail.bare}”当作了作者，已从正文移到标题下面。",
            "不是人名时，在开头写明  作者: ……，括号就会留在正文里。",
            line=max(n for n, line in enumerate(lines, 1) if tail.bare in line), column=1, severity=Severity.INFO,
        )  # fmt: skip
    _drop_keys_of_other_kinds(kind, values, kinds, head, collector)
    front = _front_matter(kind, values | tail.fields, head, lines, collector)
    body = read_body(tail.lines, head.body_start + 1, collector)
    if front is None or body is None:
        return Reading(task.path, None, tuple(collector.found), named_status)
    is_marked = marks.check_header(lines, head.body_start, collector)
    manuscript = Manuscript(
        path=task.path,
        digest=task.digest or digest(task.data),
        kind=kind.name,
        front=front,
        language=front.language or detect(outside(front.title + body.plain)),  # type: ignore[arg-type]
        html=body.html,
        references=body.references,
        headings=headings.find(body.html),
        spots=_spots(head, lines),
        excerpt=_excerpt(body.plain),
        anchors=headings.identifiers(body.html),
        is_marked=is_marked or body.is_marked,
        rules=body.rules,
        notes=body.notes,
    )
    unvouched = examine(manuscript, text) if examine else ()
    return Reading(task.path, manuscript, tuple(collector.found), front.status.value, unvouched)


def _excerpt(words: str) -> str:
    beginning = " ".join(words[: 10 * EXCERPT_LENGTH].split())
    if len(beginning) <= EXCERPT_LENGTH or OPEN in words:
        beginning = " ".join(words.split())
    return shorten(beginning, EXCERPT_LENGTH)


def _spots(head: header.Header, lines: list[str]) -> dict[str, Spot]:
    spots: dict[str, Spot] = {}
    for field, typed in head.written.items():
        line, column = head.document.place_of((typed,))
        spots[field] = (line, column, lines[line - 1][:200] if line <= len(lines) else "")
    return spots


def _report_no_header(lines: list[str], collector: Collector) -> None:
    first = next((line.strip() for line in lines if line.strip()), "")
    title = first.lstrip("# ").strip()[:40] or "门诊党支部开展义诊活动"
    collector.add(
        "FRO05",
        "开头没有写标题和日期。",
        f"在最前面加四行：---、标题: {title}、日期: 2026-03-05、---，再写正文。",
        line=1,
        column=1,
    )


@cache
def _vocabulary(kinds: tuple[Kind, ...]) -> header.Vocabulary:
    """All keys of all kinds in all spellings, so that a key of another kind is told from an unknown one."""
    found: dict[str, str] = {}
    nested: set[str] = set()
    free: set[str] = set()
    for kind in kinds:
        free |= _free_mappings(kind.model)
        found |= header.spellings({name: info.title or name for name, info in kind.model.model_fields.items()})
        spelled = _nested_spellings(kind.model)
        nested |= {*spelled, *spelled.values()}
    return header.Vocabulary(found, frozenset(map(header.fold, nested)), frozenset(free))


@cache
def _free_mappings(model: type[FrontMatter]) -> frozenset[str]:
    """Fields whose keys are the author's own words."""
    return frozenset(name for name, info in model.model_fields.items() if get_origin(info.annotation) is dict)


@cache
def _labels(model: type[FrontMatter]) -> dict[str, str]:
    return labels(model)


@cache
def _nested_spellings(model: type[FrontMatter]) -> dict[str, str]:
    """Chinese → English for the mappings inside values: the fields of every model nested in ``model``."""
    found = {"标题": "title", "获奖者": "holders", "姓名": "person"}
    for part in nested_models(model):
        found |= {info.title or name: name for name, info in part.model_fields.items()}
    return found


def _kind(values: dict[str, Any], default: str, kinds: Kinds, head: header.Header, collector: Collector) -> Kind:
    typed = values.get("kind")
    if not isinstance(typed, str) or not typed.strip():
        return kinds[default]
    words = {kind.label: kind for kind in kinds.values()} | dict(kinds)
    if typed.strip() in words:
        return words[typed.strip()]
    place = head.document.place_of((head.written["kind"],))
    guess = nearest(typed, words)
    names = "、".join(kind.label for kind in kinds.values())
    fix = f"是不是“{guess}”？" if guess else f"可以写：{names}。"
    collector.add("FRO06", f"没有“{typed[:20]}”这种类型。", fix, line=place.line, column=place.column, width=len(typed))
    return kinds[default]


def _drop_keys_of_other_kinds(
    kind: Kind, values: dict[str, Any], kinds: Kinds, head: header.Header, collector: Collector
) -> None:
    known = kind.model.model_fields
    for name in [name for name in values if name not in known]:
        typed = head.written[name]
        owners = "、".join(f"“{other.label}”" for other in kinds.values() if name in other.model.model_fields)
        place = head.document.keys[(typed,)]
        collector.add(
            "FRO07",
            f"“{typed}”不能写在“{kind.label}”类的稿件里。",
            f"只有{owners}类的稿件有这一项：加一行“类型”，或删去这一行。",
            line=place.line,
            column=place.column,
            width=len(typed),
        )
        del values[name]


def _front_matter(
    kind: Kind, values: dict[str, Any], head: header.Header, lines: list[str], collector: Collector
) -> FrontMatter | None:
    nested = _nested_spellings(kind.model)
    data = {
        # a kind the file does not have was reported above; the default stands for it
        name: value if name in _free_mappings(kind.model) else header.rename_nested(value, nested)
        for name, value in values.items()
        if name != "kind" and value != ""
    }
    try:
        front: FrontMatter = kind.model.model_validate(data)
        return front
    except ValidationError as error:
        fixes = dict(_FIXES)
        first_heading = next((line.lstrip("# ").strip() for line in lines if line.startswith("#")), "")
        if first_heading:
            fixes["title"] = f"在开头加一行  标题: {first_heading[:40]}"
        document = header.with_english_places(head.document, nested)
        report(error, document, collector, code="FRO07", labels=_labels(kind.model), fixes=fixes, written=head.written)
        return None


def read_batch(
    tasks: Sequence[ReadingTask], kinds: Mapping[str, Kind] | None = None, examine: Examination | None = None
) -> list[Reading]:
    """A worker's share of the files. ``kinds`` defaults to all registered ones."""
    if kinds is None:
        from xinglin.kinds import KINDS  # the registry imports every kind, and kinds import this package

        kinds = KINDS
    return [read(task, kinds, examine) for task in tasks]
