"""organisations.yaml: departments and party branches, with the ids their pages' URLs are made of."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict, Field

from xinglin.core.diagnostics import Collector
from xinglin.core.hashing import digest
from xinglin.core.validation import read_model
from xinglin.core.words import Name
from xinglin.core.yaml_document import Document

FILE = "disclosure/organisations.yaml"
_ID = r"^[a-z0-9][a-z0-9-]{0,39}$"


class Department(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(title="编号", pattern=_ID)
    name: Name = Field(title="名称", min_length=1)


class Branch(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(title="编号", pattern=_ID)
    name: Name = Field(title="名称", min_length=1)
    secretary: Name = Field("", title="书记")


class Organisations(BaseModel):
    """The register; empty where the site keeps none."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    departments: tuple[Department, ...] = Field((), title="科室")
    branches: tuple[Branch, ...] = Field((), title="党支部")


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
    for group in ("departments", "branches"):
        seen: set[str] = set()
        for number, entry in enumerate(getattr(register, group)):
            if entry.id in seen:
                place = document.place_of((group, number, "id"))
                collector.add(
                    "ORG03",
                    f"编号“{entry.id}”用了两次。",
                    "每个科室、每个支部的编号只能用一次。",
                    line=place.line,
                    column=place.column,
                )
            seen.add(entry.id)


def read_organisations(text: str | None) -> tuple[Organisations, Collector]:
    collector = Collector(FILE, (text or "").splitlines())
    read = read_model(text, Organisations, collector, "ORG01", "ORG02")
    if read is None:
        return Organisations(), collector
    _report_doubles(read.model, read.document, collector)
    return read.model, collector
