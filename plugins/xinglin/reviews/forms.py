"""Forms for paper: 审批表, 审稿单 and 登记簿, filled in from the records. Plain HTML for the browser's print command."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from xinglin.core.reviewing import LABELS, Stage
from xinglin.reviews.judging import Judgement

FOLDER = "forms"
"""In the theme, where a hospital changes them as it changes pages."""


@dataclass(frozen=True, slots=True)
class FormRow:
    """One stage on a form; empty where it is still to be signed with a pen."""

    label: str
    opinion: str = ""
    by: str = ""
    on: str = ""


@dataclass(frozen=True, slots=True)
class RegisterEntry:
    """One row of the 登记簿."""

    date: str
    index_no: str
    title: str
    items: tuple[str, ...]
    range: str
    department: str
    approver: str
    remark: str


def chinese_date(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def form_rows(judgement: Judgement, stages: Sequence[Stage]) -> tuple[FormRow, ...]:
    """The stages of a form. Only what holds for the text as it is now is filled in: a void opinion is no opinion."""
    rows = []
    for stage in stages:
        signature = judgement.signatures.get(stage)
        if signature is None or judgement.standings[stage] not in {"done", "returned"}:
            rows.append(FormRow(LABELS[stage]))
            continue
        word = "退回。" if signature.result != "pass" else "" if stage is Stage.PROPOSAL else "同意。"
        rows.append(FormRow(LABELS[stage], word + signature.note, signature.by, chinese_date(signature.on)))
    return tuple(rows)


def render(theme: Path, name: str, **values: Any) -> str:
    """One form as a whole HTML file; every value is escaped.

    Args:
        name: ``approval``, ``slip`` or ``register``.
    """
    environment = Environment(
        loader=FileSystemLoader(theme / FOLDER), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    return environment.get_template(f"{name}.html").render(values)
