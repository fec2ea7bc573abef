"""Catalogues of what must be disclosed (公开目录), as data; an item's range binds every article that names it.

Only what ranges and metadata tables need is read here; duties, periods and lateness build on these records.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict, Field

from xinglin.core.diagnostics import Collector, Diagnostic
from xinglin.core.validation import ReadModel, read_model
from xinglin.core.words import Text
from xinglin.manuscript.values import Range

FOLDER = "disclosure/catalogue"


class Item(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(title="编号", pattern=r"^[a-z][a-z0-9-]{0,39}$")
    item: Text = Field(title="公开事项", min_length=1)
    range: Range = Field(Range.SOCIETY, title="公开范围")


class Catalogue(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(title="编号", pattern=r"^[a-z][a-z0-9-]{0,39}$")
    title: Text = Field(title="名称", min_length=1)
    version: str = Field("", title="版本")
    basis: tuple[Text, ...] = Field((), title="依据")
    items: tuple[Item, ...] = Field((), title="事项")


@dataclass(frozen=True, slots=True)
class Entry:
    """An item with the catalogue it belongs to."""

    item: Item
    catalogue: Catalogue


Entries = Mapping[str, Entry]


def read_catalogues(files: Iterable[tuple[str, str]]) -> tuple[dict[str, Entry], list[Diagnostic]]:
    """Read all catalogue files.

    Args:
        files: (path below content/, text) in sorted order.

    Returns:
        item id → entry, and diagnostics; an id used twice is an error at its second place.
    """
    entries: dict[str, Entry] = {}
    diagnostics: list[Diagnostic] = []
    for path, text in files:
        collector = Collector(path, text.splitlines())
        if read := read_model(text, Catalogue, collector, "CAT01", "CAT02"):
            _enter(read, entries, collector)
        diagnostics += collector.found
    return entries, diagnostics


def _enter(read: ReadModel[Catalogue], entries: dict[str, Entry], collector: Collector) -> None:
    for index, item in enumerate(read.model.items):
        if item.id in entries:
            place = read.document.place_of(("items", index, "id"))
            message, fix = f"事项编号“{item.id}”用了两次。", "每个事项的编号只能用一次。"
            collector.add("CAT03", message, fix, line=place.line, column=place.column)
        else:
            entries[item.id] = Entry(item, read.model)
