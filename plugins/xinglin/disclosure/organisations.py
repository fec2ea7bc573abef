"""organisations.yaml: bodies, departments and party branches, with the ids their pages' URLs are made of."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict, Field

from xinglin.core.diagnostics import Collector
from xinglin.core.hashing import digest
from xinglin.core.validation import nearest, read_model
from xinglin.core.words import Name
from xinglin.core.yaml_document import Document
from xinglin.disclosure.codes import is_credit_code, is_organisation_code

FILE = "disclosure/organisations.yaml"
_ID = r"^[a-z0-9][a-z0-9-]{0,39}$"
_GROUPS = ("bodies", "departments", "branches")


class _Organisation(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    id: str = Field(title="编号", pattern=_ID)
    name: Name = Field(title="名称", min_length=1)
    parent: str = Field("", title="上级")
    """Id of a body, or of another organisation of the same group."""


class Body(_Organisation):
    """An organisation that discloses in its own name: the hospital, its party committee, its discipline commission."""

    code: str = Field("", title="机构代码", max_length=18)
    """统一社会信用代码 (GB 32100) or 组织机构代码 (GB 11714); its check character is verified."""


class Department(_Organisation):
    pass


class Branch(_Organisation):
    secretary: Name = Field("", title="书记")
    committee: tuple[Name, ...] = Field((), title="支部委员", max_length=15)
    members: int | None = Field(None, title="党员人数", ge=0)
    elected: date | None = Field(None, title="换届日期")
    """Day of the last election; a branch's committee serves three years."""


class Organisations(BaseModel):
    """The register; empty where the site keeps none."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    bodies: tuple[Body, ...] = Field((), title="机构")
    departments: tuple[Department, ...] = Field((), title="科室")
    branches: tuple[Branch, ...] = Field((), title="党支部")

    def name_of(self, identifier: str) -> str:
        """The name behind an id, whatever its group; the id itself where the register has none."""
        for group in _GROUPS:
            for entry in getattr(self, group):
                if entry.id == identifier:
                    return str(entry.name)
        return identifier


class Unit(NamedTuple):
    """A department or branch as pages refer to it."""

    id: str
    name: Name
    secretary: Name = ""


def units(entries: Iterable[Department | Branch]) -> dict[str, Unit]:
    """Name → unit; of two entries of one name the first."""
    found: dict[str, Unit] = {}
    for entry in entries:
        found.setdefault(entry.name, Unit(entry.id, entry.name, getattr(entry, "secretary", "")))
    return found


def unit(name: str, known: dict[str, Unit]) -> Unit | None:
    """The unit of that name: a registered one, or a new one with an id made from the name; None for no name."""
    if name and name not in known:
        known[name] = Unit(digest(name)[:16], name)
    return known.get(name)


def _report_doubles(register: Organisations, document: Document, collector: Collector) -> None:
    """An id twice would put two units on one page."""
    for group in _GROUPS:
        seen: set[str] = set()
        for number, entry in enumerate(getattr(register, group)):
            if entry.id in seen:
                place = document.place_of((group, number, "id"))
                collector.add(
                    "ORG03",
                    f"编号“{entry.id}”用了两次。",
                    "每个机构、每个科室、每个支部的编号只能用一次。",
                    line=place.line,
                    column=place.column,
                )
            seen.add(entry.id)


def _report_parents(register: Organisations, document: Document, collector: Collector) -> None:
    """A parent is a body, or one of the same group; nobody is above himself."""
    bodies = {body.id: body for body in register.bodies}
    for group in _GROUPS:
        own: dict[str, _Organisation] = {entry.id: entry for entry in getattr(register, group)}
        for number, entry in enumerate(getattr(register, group)):
            if not entry.parent:
                continue
            place = document.place_of((group, number, "parent"))
            if entry.parent not in own and entry.parent not in bodies:
                guess = nearest(entry.parent, {*own, *bodies})
                fix = f"是不是“{guess}”？" if guess else "上级要写名册里已有的 id。"
                message = f"名册里没有“{entry.parent[:40]}”这个上级。"
                collector.add("ORG04", message, fix, line=place.line, column=place.column)
            elif circle := _circle(entry.id, own):
                message = f"上下级绕成了圈：{' → '.join(circle)}。"
                collector.add("ORG05", message, "检查这几行的 parent。", line=place.line, column=place.column)


def _circle(start: str, own: dict[str, _Organisation]) -> list[str]:
    """The way from ``start`` upwards back to it; empty where there is none."""
    chain, here = [start], own[start].parent
    while here in own and here not in chain:
        chain.append(here)
        here = own[here].parent
    return [*chain, start] if here == start else []


def _report_codes(register: Organisations, document: Document, collector: Collector) -> None:
    for number, body in enumerate(register.bodies):
        if body.code and not (is_credit_code(body.code) or is_organisation_code(body.code)):
            place = document.place_of(("bodies", number, "code"))
            message = f"机构代码“{body.code}”不是有效的统一社会信用代码或组织机构代码。"
            collector.add("ORG06", message, "对照登记证书核对每一位。", line=place.line, column=place.column)


def read_organisations(text: str | None) -> tuple[Organisations, Collector]:
    collector = Collector(FILE, (text or "").splitlines())
    read = read_model(text, Organisations, collector, "ORG01", "ORG02")
    if read is None:
        return Organisations(), collector
    _report_doubles(read.model, read.document, collector)
    _report_parents(read.model, read.document, collector)
    _report_codes(read.model, read.document, collector)
    return read.model, collector
