"""Submission statistics (投稿统计): a page a year, and two tables for spreadsheets: by month, and article by article."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from xinglin.core.tables import csv_bytes
from xinglin.disclosure.organisations import Unit
from xinglin.disclosure.submissions import Months, tally
from xinglin.manuscript.front_matter import FrontMatter
from xinglin.press.contexts import Link
from xinglin.press.edition import Edition
from xinglin.press.heads import page_head
from xinglin.press.index import SiteIndex, department_path
from xinglin.press.jobs import PrintJob, Slice
from xinglin.press.register_contexts import Tally
from xinglin.press.registers import SUBMISSIONS
from xinglin.press.site import Site

_NOBODY = "未署科室"
_MONTHS = tuple(f"{month}月" for month in range(1, 13))


class _Facts(NamedTuple):
    year: int
    years: tuple[int, ...]
    is_newest: bool
    tallies: tuple[tuple[Unit | None, Months], ...]


class _ListFacts(NamedTuple):
    units: tuple[str, ...]
    """Of each row: Simplified name of its department."""
    writers: tuple[tuple[str, ...], ...]
    """Of each row: Simplified names of those who wrote it."""


def submission_jobs(site: Site, index: SiteIndex) -> Iterator[PrintJob]:
    """Of every year; the newest year's page is the register's own."""
    dated = [p for positions in index.months.values() for p in positions]
    dated.sort()
    years = tally((index.department_of[p], site.articles[p].date.date()) for p in dated)
    newest = next(iter(years), None)
    for year, units in years.items():
        facts = _Facts(year, tuple(years), year == newest, tuple(units.items()))
        names = tuple(unit.name for unit in units if unit)
        page = f"{_path(year, year == newest)}index.html"
        yield PrintJob(page, "submissions", "submissions.html", words=(_NOBODY, *names), facts=facts)
        yield PrintJob(_months_file(year), "submissions_by_month", words=(_NOBODY, *names), facts=facts)
    yield from _list_jobs(site, index, dated, tuple(years))


def _list_jobs(site: Site, index: SiteIndex, dated: list[int], years: tuple[int, ...]) -> Iterator[PrintJob]:
    simplified = Edition(site, "zh-Hans")
    of_year: dict[int, list[int]] = {year: [] for year in years}
    for position in dated:
        of_year[site.articles[position].date.year].append(position)
    for year, positions in of_year.items():
        units = tuple(u.name if (u := index.department_of[p]) else _NOBODY for p in positions)
        names = tuple(writers_of(simplified.article(p).manuscript.front) for p in positions)
        words = tuple(dict.fromkeys((*units, *(name for group in names for name in group))))
        yield PrintJob(
            _list_file(year), "submissions_list", rows=tuple(positions), words=words, facts=_ListFacts(units, names)
        )


def writers_of(front: FrontMatter) -> tuple[str, ...]:
    return (*front.correspondents, *front.reporters, *front.authors, *front.photographers)


def _path(year: int, is_newest: bool) -> str:
    return SUBMISSIONS if is_newest else f"{SUBMISSIONS}{year}/"


def _months_file(year: int) -> str:
    return f"{SUBMISSIONS}submissions-{year}.csv"


def _list_file(year: int) -> str:
    return f"{SUBMISSIONS}articles-{year}.csv"


def submissions_context(slice_: Slice) -> dict[str, Any]:
    """The variables of submissions.html."""
    edition = slice_.edition
    facts: _Facts = slice_.job.facts
    title = edition.say("投稿统计")
    newest = facts.years[0]
    page = page_head(
        edition,
        template="submissions.html",
        path=slice_.path,
        title=f"{title}：{facts.year}年",
        description=f"{edition.configuration.name} {title}",
        breadcrumb=() if facts.is_newest else (Link(title, edition.url(SUBMISSIONS)),),
    )
    totals = tuple(sum(months[number] for _, months in facts.tallies) for number in range(12))
    return {
        "page": page,
        "tallies": tuple(_shown(slice_, unit, months) for unit, months in facts.tallies),
        "totals": Tally(edition.say("合计"), "", totals, sum(totals)),
        "years": tuple(Link(f"{year}年", edition.url(_path(year, year == newest))) for year in facts.years),
        "files": (
            Link(edition.say("按科室、按月（CSV）"), edition.url(_months_file(facts.year))),
            Link(edition.say("逐篇清单（CSV）"), edition.url(_list_file(facts.year))),
        ),
    }


def _shown(slice_: Slice, unit: Unit | None, months: Months) -> Tally:
    if unit is None:
        return Tally(slice_.say(_NOBODY), "", months, sum(months))
    return Tally(slice_.say(unit.name), slice_.edition.url(department_path(unit)), months, sum(months))


def submissions_by_month_file(slice_: Slice) -> bytes:
    """CSV: department, twelve months, total."""
    edition = slice_.edition
    facts: _Facts = slice_.job.facts
    header = [edition.say(word) for word in ("供稿科室", *_MONTHS, "合计")]
    return csv_bytes(
        header,
        ([slice_.say(unit.name if unit else _NOBODY), *months, sum(months)] for unit, months in facts.tallies),
    )


def submissions_list_file(slice_: Slice) -> bytes:
    """CSV: every article of the year with who wrote it."""
    edition = slice_.edition
    facts: _ListFacts = slice_.job.facts
    header = [edition.say(word) for word in ("发布日期", "供稿科室", "作者", "栏目", "标题", "网址")]

    def line(position: int, unit: str, writers: tuple[str, ...]) -> list[Any]:
        row = slice_.row(position)
        section = row.section.title if row.section else ""
        address = edition.site.configuration.origin + row.url
        return [row.date, slice_.say(unit), "、".join(map(slice_.say, writers)), section, row.title, address]

    rows = zip(slice_.job.rows, facts.units, facts.writers, strict=True)
    return csv_bytes(header, (line(*row) for row in rows))
