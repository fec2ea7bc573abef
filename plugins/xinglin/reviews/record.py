"""The review record of one article: a file beside it in the internal root, read, judged and written back.

``content-internal/news/2026/a/index.review.yaml`` belongs to ``content/news/2026/a/index.md``. It only grows: a stage that is
passed again has a new entry, and the last one counts.
"""

from __future__ import annotations

import hashlib
import json
import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from xinglin.core.diagnostics import Collector
from xinglin.core.reviewing import Stage, StageWord
from xinglin.core.validation import read_model
from xinglin.core.words import Name, Text
from xinglin.manuscript.values import Day

SUFFIX = ".review.yaml"
_RESULTS = {"通过": "pass", "同意": "pass", "退回": "return", "不同意": "return"}
_NOT_REVIEWED = re.compile(r"^\s*(?:状态|status|索引号|index_no)\s*[:：].*\n?", re.MULTILINE)
"""Front matter lines that change after the review and say nothing to the reader: the state, and the number assigned last."""
_HEADER = re.compile(r"\A---[ \t]*\n.*?^---[ \t]*$", re.DOTALL | re.MULTILINE)


class Signature(BaseModel):
    """One stage passed, or sent back, by one person."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True, arbitrary_types_allowed=True)

    stage: StageWord = Field(title="环节")
    by: Name = Field(title="审核人", min_length=1)
    on: Day = Field(title="日期")
    result: Annotated[Literal["pass", "return"], BeforeValidator(lambda v: _RESULTS.get(v, v))] = Field(
        "pass", title="结果"
    )
    note: Text = Field("", title="意见")
    content: str = Field("", title="内容指纹", pattern=r"^([0-9a-f]{64})?$")
    """Of what was reviewed: :func:`content_digest`."""
    signed: Literal["", "paper"] = Field("", title="签字")
    recorded_by: Name = Field("", title="录入人")


class Record(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True, arbitrary_types_allowed=True)

    title: Text = Field("", title="标题")
    stages: tuple[Signature, ...] = Field((), title="审核")

    def last(self) -> dict[Stage, Signature]:
        """The entry that counts for each stage, in the order of stages."""
        found = {signature.stage: signature for signature in self.stages}
        return {stage: found[stage] for stage in Stage if stage in found}


def record_path(manuscript: str) -> str:
    """Path below the internal root of an article's record."""
    return manuscript.rpartition(".")[0] + SUFFIX


def read_record(path: str, text: str | None) -> tuple[Record, Collector]:
    """The record; empty where there is none or it is wrong (the collector then says why)."""
    collector = Collector(path, (text or "").splitlines())
    read = read_model(text, Record, collector, "REV05", "REV06")
    return (read.model if read else Record()), collector


def write_record(record: Record) -> str:
    """The file's text."""
    lines = ["# 审核记录，由 xinglin review 写入。不公开。", f"title: {_quoted(record.title)}", "stages:"]
    for signature in record.stages:
        lines += [
            f"  - stage: {signature.stage.value}",
            f"    by: {_quoted(signature.by)}",
            f"    on: {signature.on.isoformat()}",
            f"    result: {signature.result}",
        ]
        lines += [
            f"    {name}: {_quoted(value)}"
            for name, value in (
                ("note", signature.note),
                ("content", signature.content),
                ("signed", signature.signed),
                ("recorded_by", signature.recorded_by),
            )
            if value
        ]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def content_digest(text: str, files: Mapping[str, str]) -> str:
    """SHA-256 in hex of what a reviewer has read: the text, and the pictures and attachments beside it.

    Args:
        text: of the manuscript. Line ends, white space at the end of lines and the lines for state and index number
            do not count.
        files: name → content hash (:mod:`xinglin.core.hashing`).
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    header = _HEADER.match(text)
    if header:
        text = _NOT_REVIEWED.sub("", header[0]) + text[header.end() :]
    lines = [line.rstrip() for line in text.rstrip().split("\n")]
    rows = [f"{name}\0{value}" for name, value in sorted(files.items())]
    return hashlib.sha256("\n".join([*lines, "\0", *rows]).encode("utf-8", "surrogatepass")).hexdigest()


def files_beside(manuscript: str, text: str, files: Sequence[str]) -> list[str]:
    """Which of ``files`` are reviewed with an article: all of its own folder, or of a shared one what it names.

    Args:
        files: sorted paths below the same root as ``manuscript``.
    """
    folder, slash, name = manuscript.rpartition("/")
    prefix = folder + slash
    found = []
    for path in files[bisect_left(files, prefix) :]:
        if not path.startswith(prefix):
            break
        rest = path[len(prefix) :]
        is_own = bool(prefix) and name.lower().startswith("index.")
        if not path.endswith(SUFFIX) and (is_own or ("/" not in rest and rest in text)):
            found.append(path)
    return found


def signature(
    stage: Stage,
    by: str,
    on: date,
    content: str,
    *,
    result: str = "pass",
    note: str = "",
    paper: bool = False,
    clerk: str = "",
) -> Signature:
    return Signature.model_validate(
        {
            "stage": stage,
            "by": by,
            "on": on,
            "content": content,
            "result": result,
            "note": note,
            "signed": "paper" if paper else "",
            "recorded_by": clerk,
        }
    )
