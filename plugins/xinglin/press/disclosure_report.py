"""Drafts of annual reports (年度报告): a page with the numbers, and a manuscript for the office to finish."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from xinglin.core.clock import TIMEZONE
from xinglin.disclosure.annual_report import AnnualReport, Published, annual_report
from xinglin.disclosure.responses import OUTCOMES, ResponseYear
from xinglin.disclosure.values import Timing
from xinglin.disclosure.wording import RANGES
from xinglin.press.contexts import Link
from xinglin.press.disclosure_index import Account, DisclosureIndex, item_path, report_path
from xinglin.press.disclosure_items import shows_lateness
from xinglin.press.disclosure_root import disclosure_head, root_link, sections_of
from xinglin.press.jobs import PrintJob, Slice
from xinglin.press.site import Site

_YEARS = 3
"""Drafts of the running year and those before it; older reports have been published long ago."""


@dataclass(frozen=True, slots=True)
class _Facts:
    root: str
    report: AnnualReport
    unserved: tuple[tuple[str, str], ...]
    """(id, title), where the edition shows what is missing."""
    request_days: int
    message_days: int
    is_running: bool
    """The year is not over: the numbers will grow."""

    @property
    def words(self) -> tuple[str, ...]:
        counted = (word for count in self.report.categories for word in (count.catalogue, count.category))
        return (*counted, *(title for _, title in self.unserved))


def report_years(site: Site, index: DisclosureIndex) -> tuple[int, ...]:
    """Years with a draft in this edition, newest first."""
    if site.configuration.annual_report not in {"public", site.audience}:
        return ()
    return tuple(dict.fromkeys(site.articles[position].date.year for position in index.positions))[:_YEARS]


def report_jobs(site: Site, index: DisclosureIndex) -> Iterator[PrintJob]:
    """For each year a page and a Markdown file."""
    years = report_years(site, index)
    if not years:
        return
    today = site.now.astimezone(TIMEZONE).date()
    published = [
        Published(site.articles[p].date.date(), index.items_of[p], site.articles[p].range) for p in index.positions
    ]
    for year in years:
        report = annual_report(
            year,
            published,
            index.catalogues,
            (site.responses.requests.requests, site.responses.requests.days),
            (site.responses.feedback.messages, site.responses.feedback.days),
            site.calendar,
            today,
        )
        accounts = [index.accounts[name] for name in report.unserved if name in index.accounts]
        named = [(a.listing.item.id, a.listing.item.item) for a in accounts if not _stands(a, year)]
        facts = _Facts(
            root=index.root,
            report=report,
            unserved=tuple(named) if shows_lateness(site) else (),
            request_days=site.responses.requests.days,
            message_days=site.responses.feedback.days,
            is_running=year == today.year,
        )
        base = report_path(index.root, year)
        sections = sections_of(site, index.root)
        page = PrintJob(
            path=f"{base}index.html",
            maker="disclosure_report",
            template="disclosure_report.html",
            sections=sections,
            words=facts.words,
            facts=facts,
        )
        yield page
        yield page._replace(path=f"{base}draft.md", maker="disclosure_report_draft", template="")


def _stands(account: Account, year: int) -> bool:
    """Nothing is missing: a standing item is still there, or it was disclosed that year on a board or in a meeting."""
    last = account.last_on
    is_standing = account.listing.item.timing is Timing.STANDING
    return last is not None and (last.year == year or (is_standing and last.year < year))


def disclosure_report_context(slice_: Slice) -> dict[str, Any]:
    """The variables of disclosure_report.html."""
    edition = slice_.edition
    facts: _Facts = slice_.job.facts
    report = facts.report
    return {
        "page": disclosure_head(
            edition,
            facts.root,
            template="disclosure_report.html",
            path=slice_.path,
            title=f"{report.year}{edition.say('年信息公开工作年度报告（草稿）')}",
            breadcrumb=(root_link(edition, facts.root),),
            indexed=False,
        ),
        "year": report.year,
        "is_running": facts.is_running,
        "total": report.entries,
        "ranges": tuple((edition.say(RANGES[range_]), count) for range_, count in report.ranges),
        "categories": tuple(
            (slice_.say(c.catalogue), slice_.say(c.category), c.items, c.served, c.entries) for c in report.categories
        ),
        "unserved": tuple(
            Link(slice_.say(title), edition.url(item_path(facts.root, name))) for name, title in facts.unserved
        ),
        "requests": report.requests,
        "outcomes": tuple((edition.say(OUTCOMES[outcome]), count) for outcome, count in report.outcomes),
        "messages": report.messages,
        "draft_url": edition.url(f"{report_path(facts.root, report.year)}draft.md"),
    }


def disclosure_report_draft(slice_: Slice) -> bytes:
    """The same as a manuscript: front matter the reader accepts, numbers filled in, the rest marked for its author."""
    edition, said = slice_.edition, slice_.edition.say
    facts: _Facts = slice_.job.facts
    report = facts.report
    year, name = report.year, edition.configuration.name
    lines = [
        "---",
        f"{said('标题: ')}{name}{said(f'{year}年信息公开工作年度报告')}",
        f"日期: {year + 1}-01-20",
        said("类型: 公开"),
        said("状态: 草稿"),
        "---",
        "",
        f"{said('现公布')}{name}{said(f'{year}年信息公开工作情况，统计期限为{year}年1月1日至12月31日。')}",
        "",
        said("## 一、主动公开情况"),
        "",
        said(f"全年通过网站公开信息{report.entries}条。"),
        "",
        said("| 目录 | 类别 | 事项 | 有公开的事项 | 公开条数 |"),
        "|---|---|---|---|---|",
        *(
            f"| {_cell(slice_.say(c.catalogue))} | {_cell(slice_.say(c.category))} | {c.items} | {c.served} | {c.entries} |"
            for c in report.categories
        ),
        "",
        said("（网站以外的渠道，请补充。）"),
        "",
        said("## 二、依申请公开情况"),
        "",
        said(_answers(report.requests, "申请", facts.request_days)),
        *([""] if report.outcomes else []),
        *(said(f"- {OUTCOMES[outcome]}：{count}件") for outcome, count in report.outcomes),
        "",
        said("## 三、意见反馈及办理情况"),
        "",
        said(_answers(report.messages, "意见和建议", facts.message_days)),
        "",
        said("## 四、存在的问题和改进"),
        "",
    ]
    if facts.unserved:
        lines += [said("以下事项全年没有公开，请说明原因："), ""]
        lines += [*(f"- {slice_.say(title)}" for _, title in facts.unserved), ""]
    return "\n".join([*lines, said("（请撰写。）"), ""]).encode()


def _answers(year: ResponseYear | None, what: str, days: int) -> str:
    if year is None:
        return f"全年没有收到{what}。"
    average = f"，平均用时{year.average}个工作日" if year.average is not None else ""
    return f"收到{what}{year.received}件，答复{year.answered}件，其中{days}个工作日内答复{year.in_time}件{average}。"


def _cell(text: str) -> str:
    return text.replace("|", "｜")
