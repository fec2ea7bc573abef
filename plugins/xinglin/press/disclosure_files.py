"""The disclosure site for machines: catalogue and entries as CSV and JSON, and a feed (docs/operators.md says what is in them)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from xinglin.core.tables import csv_bytes
from xinglin.disclosure.catalogue import Catalogue
from xinglin.disclosure.duty import Duty
from xinglin.disclosure.wording import MODES, VALIDITIES, channel_words, display_words
from xinglin.discovery import feeds
from xinglin.press.disclosure_contexts import EntryRow, ItemRow
from xinglin.press.disclosure_index import Account, DisclosureIndex, file_path
from xinglin.press.disclosure_items import (
    EntryFacts,
    ItemFacts,
    entry_facts,
    entry_rows,
    item_facts,
    item_rows,
    last_rows,
)
from xinglin.press.disclosure_root import root_title, sections_of
from xinglin.press.heads import alternates
from xinglin.press.jobs import PrintJob, Slice
from xinglin.press.machine_files import feed_entry
from xinglin.press.site import Site

FORMAT = 1
"""Of the JSON files; another number means that fields have gone or mean something else."""
FEED_ENTRIES = 30


@dataclass(frozen=True, slots=True)
class _CatalogueFacts:
    root: str
    items: tuple[tuple[str, str, str, ItemFacts], ...]
    """(catalogue's title, version, category's name, item)."""
    more: tuple[tuple[str, str, str, str], ...]
    """Of each item: basis, mode, channels, publicity period."""


@dataclass(frozen=True, slots=True)
class _EntriesFacts:
    root: str
    entries: tuple[EntryFacts, ...]


def file_jobs(
    site: Site, index: DisclosureIndex, departments: Sequence[Any], pressing: Mapping[str, Duty]
) -> Iterator[PrintJob]:
    """Two tables, each in two forms, and the feed."""
    listed = [(c, account) for c in index.catalogues for account in index.items(c)]
    facts = _CatalogueFacts(
        root=index.root,
        items=tuple((c.title, c.version, _category(c, a), item_facts(site, a, pressing)) for c, a in listed),
        more=tuple(_more(account) for _, account in listed),
    )
    words = (*(w for c, _, n, item in facts.items for w in (c, n, *item.words)), *(w for m in facts.more for w in m))
    rows = last_rows(account for _, account in listed)
    yield PrintJob(file_path(index.root, "catalogue.csv"), "catalogue_csv", rows=rows, words=words, facts=facts)
    yield PrintJob(file_path(index.root, "catalogue.json"), "catalogue_json", rows=rows, words=words, facts=facts)
    entries = tuple(entry_facts(site, index, departments, position) for position in index.positions)
    own = _EntriesFacts(index.root, entries)
    named = tuple(word for entry in entries for word in entry.words)
    positions = tuple(index.positions)
    yield PrintJob(file_path(index.root, "entries.csv"), "entries_csv", rows=positions, words=named, facts=own)
    yield PrintJob(file_path(index.root, "entries.json"), "entries_json", rows=positions, words=named, facts=own)
    yield feed_job(site, index)


def feed_job(site: Site, index: DisclosureIndex) -> PrintJob:
    newest = tuple(index.positions[:FEED_ENTRIES])
    sections = {section for position in newest if (section := site.articles[position].section)}
    return PrintJob(
        path=file_path(index.root, "feed.xml"),
        maker="disclosure_feed",
        articles=newest,
        sections=tuple(sorted({*sections, *sections_of(site, index.root)})),
        facts=index.root,
    )


def _category(catalogue: Catalogue, account: Account) -> str:
    return next((c.name for c in catalogue.categories if c.id == account.listing.item.category), "")


def _more(account: Account) -> tuple[str, str, str, str]:
    item = account.listing.item
    return item.basis, MODES[item.mode], channel_words(item), display_words(item)


def _items(slice_: Slice) -> Iterator[tuple[str, str, str, ItemRow, tuple[str, ...]]]:
    facts: _CatalogueFacts = slice_.job.facts
    rows = item_rows(slice_, facts.root, (item for _, _, _, item in facts.items), slice_.job.rows)
    for (title, version, category, _), row, more in zip(facts.items, rows, facts.more, strict=True):
        yield slice_.say(title), version, slice_.say(category), row, tuple(map(slice_.say, more))


def catalogue_csv(slice_: Slice) -> bytes:
    edition = slice_.edition
    origin = edition.site.configuration.origin
    header = (
        "目录", "版本", "类别", "编号", "公开事项", "公开要素", "公开依据", "公开范围", "公开方式", "公开时间", "公开时限", "公开渠道",
        "公示期", "责任部门", "最近公开", "最近公开的内容", "公开条数", "网址",
    )  # fmt: skip
    return csv_bytes(
        [edition.say(word) for word in header],
        (
            [
                title, version, category, row.id, row.title, "、".join(row.elements), basis, row.range_words, mode, row.timing,
                row.limit, channels, display, row.department.title if row.department else "", row.last_on,
                row.last.title if row.last else row.last_where, row.count, origin + row.url,
            ]
            for title, version, category, row, (basis, mode, channels, display) in _items(slice_)
        ),
    )  # fmt: skip


def catalogue_json(slice_: Slice) -> bytes:
    edition = slice_.edition
    origin = edition.site.configuration.origin
    items = [
        {
            "catalogue": title,
            "version": version,
            "category": category,
            "id": row.id,
            "item": row.title,
            "elements": list(row.elements),
            "basis": basis,
            "range": row.range,
            "mode": mode,
            "timing": row.timing,
            "limit": row.limit,
            "channels": channels,
            "display": display,
            "department": row.department.title if row.department else "",
            "last_published": row.last_on.isoformat() if row.last_on else None,
            "last_entry": {"title": row.last.title, "url": origin + row.last.url} if row.last else None,
            "entries": row.count,
            "url": origin + row.url,
        }
        for title, version, category, row, (basis, mode, channels, display) in _items(slice_)
    ]
    return _json(slice_, "items", items)


def _entries(slice_: Slice) -> tuple[EntryRow, ...]:
    facts: _EntriesFacts = slice_.job.facts
    return entry_rows(slice_, facts.root, slice_.job.rows, facts.entries)


def entries_csv(slice_: Slice) -> bytes:
    edition = slice_.edition
    origin = edition.site.configuration.origin
    header = (
        "标题", "索引号", "文号", "公开事项", "事项编号", "供稿科室", "成文日期", "发布日期", "更新日期", "效力", "网址"
    )  # fmt: skip
    words = {code.value: edition.say(word) for code, word in VALIDITIES.items()}
    numbers = [tuple(name for name, _ in facts.items) for facts in slice_.job.facts.entries]
    return csv_bytes(
        [edition.say(word) for word in header],
        (
            [
                e.row.title, e.row.index_no, e.row.doc_no, "、".join(item.title for item in e.items), "、".join(own),
                e.department, e.formed, e.row.date, e.updated, words[e.validity], origin + e.row.url,
            ]
            for e, own in zip(_entries(slice_), numbers, strict=True)
        ),
    )  # fmt: skip


def entries_json(slice_: Slice) -> bytes:
    origin = slice_.edition.site.configuration.origin
    numbers = [[name for name, _ in facts.items] for facts in slice_.job.facts.entries]
    entries = [
        {
            "title": entry.row.title,
            "url": origin + entry.row.url,
            "index_no": entry.row.index_no,
            "doc_no": entry.row.doc_no,
            "items": own,
            "department": entry.department,
            "formed": entry.formed.isoformat() if entry.formed else None,
            "published": entry.row.date.isoformat(),
            "updated": entry.updated.isoformat() if entry.updated else None,
            "validity": entry.validity,
            "state": entry.row.state,
        }
        for entry, own in zip(_entries(slice_), numbers, strict=True)
    ]
    return _json(slice_, "entries", entries)


def _json(slice_: Slice, name: str, rows: list[dict[str, Any]]) -> bytes:
    edition = slice_.edition
    whole = {"format": FORMAT, "site": edition.configuration.name, "language": edition.variant, name: rows}
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()


def disclosure_feed(slice_: Slice) -> bytes:
    """An Atom feed of the newest entries."""
    edition = slice_.edition
    root: str = slice_.job.facts
    return feeds.write(
        feeds.Feed(
            title=f"{root_title(edition, root)} - {edition.configuration.name}",
            url=edition.absolute(slice_.path),
            page_url=edition.absolute(root),
            language=edition.variant,
            author=edition.configuration.name,
            entries=tuple(feed_entry(edition, slice_.article(position)) for position in slice_.job.articles),
            variants=tuple((a.code, a.absolute_url) for a in alternates(edition, slice_.path) if not a.is_current),
        )
    )
