"""offline.yaml: disclosures that were made on a board, in a meeting, over the counter: evidence without an article."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from xinglin.core.clock import TIMEZONE
from xinglin.core.diagnostics import Collector
from xinglin.core.validation import nearest, read_model
from xinglin.core.words import Text
from xinglin.disclosure.entries import Entry
from xinglin.disclosure.values import CHANNEL_WORDS, Channel
from xinglin.disclosure.versions import Catalogues
from xinglin.manuscript.values import Codes, Day, Range, Status, word

FILE = "disclosure/offline.yaml"
_TICK = timedelta(microseconds=1)


class Record(BaseModel):
    """One disclosure outside the site."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    items: Codes = Field(title="公开事项", min_length=1)
    on: Day = Field(title="公开日期")
    channel: Annotated[Channel, word(CHANNEL_WORDS)] = Field(title="渠道")
    note: Text = Field(title="说明", min_length=1, max_length=200)
    """Where, and where the proof of it is kept."""
    formed: Day | None = Field(None, title="成文日期")
    until: Day | None = Field(None, title="撤下日期")
    """The day it was taken down; empty while it stands."""
    stage: str = Field("", title="阶段")
    covers: str = Field("", title="所属期")


class OfflineFile(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    records: tuple[Record, ...] = Field((), title="记录")


def read_offline(text: str | None, catalogues: Catalogues) -> tuple[tuple[Entry, ...], Collector]:
    """The records as entries; a record of an unknown item is an error at its line."""
    collector = Collector(FILE, (text or "").splitlines())
    read = read_model(text, OfflineFile, collector, "OFF01", "OFF02")
    if read is None:
        return (), collector
    entries: list[Entry] = []
    for number, record in enumerate(read.model.records):
        listings = {name: catalogues.listing(name, record.on) for name in record.items}
        for name in [name for name, listing in listings.items() if listing is None]:
            place = read.document.place_of(("records", number, "items"))
            guess = nearest(name, catalogues.listings)
            fix = f"是不是“{guess}”？" if guess else "写当时生效的公开目录里的事项编号。"
            message = f"{record.on} 生效的公开目录里没有事项“{name[:40]}”。"
            collector.add("OFF03", message, fix, line=place.line, column=place.column)
        ranges = [listing.item.range for listing in listings.values() if listing]
        entries.append(_entry(record, ranges[0] if ranges else Range.GROUP))
    return tuple(entries), collector


def _entry(record: Record, range_: Range) -> Entry:
    return Entry(
        path=FILE,
        items=record.items,
        at=datetime.combine(record.on, time(), TIMEZONE),
        modified=None,
        formed=record.formed,
        stage=record.stage,
        covers=record.covers,
        status=Status.PUBLISHED,
        range=range_,
        expires=datetime.combine(record.until, time(), TIMEZONE) - _TICK if record.until else None,
        channel=record.channel,
        note=record.note,
    )
