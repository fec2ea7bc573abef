"""What stands on the forms that ``xinglin review`` fills in."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from xinglin.core.clock import TIMEZONE
from xinglin.core.reviewing import Stage
from xinglin.desk.loading import intranet, load_site
from xinglin.desk.review_desk import Desk
from xinglin.disclosure.entries import Entry
from xinglin.disclosure.states import State
from xinglin.disclosure.values import Mode
from xinglin.disclosure.versions import Listing
from xinglin.manuscript.front_matter import FrontMatter
from xinglin.manuscript.values import Range, WithdrawalReason
from xinglin.press.review_gate import Reviewed
from xinglin.press.site import Article, Site
from xinglin.press.theme_mark import theme_folder
from xinglin.reviews.forms import RegisterEntry, chinese_date, form_rows, render
from xinglin.reviews.record import read_record, record_path

_RANGES = {Range.SOCIETY: "向社会公开", Range.PARTY: "党内公开", Range.UNIT: "本单位公开", Range.GROUP: "特定人员公开"}
_MODES = {Mode.ACTIVE: "主动公开", Mode.REQUEST: "依申请公开"}
_KINDS = {"working": "个工作日", "calendar": "日"}
_REASONS = {
    WithdrawalReason.ERROR: "有误",
    WithdrawalReason.CONSOLIDATED: "合并",
    WithdrawalReason.SUPERSEDED: "取代",
    WithdrawalReason.EXPIRED: "过期",
    WithdrawalReason.PRIVACY: "隐私",
    WithdrawalReason.OTHER: "其他",
}
_NAMES = {"审批表": "approval", "审稿单": "slip"}
_ON_APPROVAL = (Stage.PROPOSAL, Stage.REVIEW_3, Stage.SECRECY, Stage.APPROVAL)
_ON_SLIP = tuple(stage for stage in Stage if stage not in {Stage.PROPOSAL, Stage.APPROVAL})


def form(name: str, desk: Desk, reviewed: Reviewed) -> tuple[str, str]:
    """File name and text of one article's form."""
    front = desk.manuscript.front
    listings = _listings(desk)
    beside = sorted(PurePosixPath(r.address).name for r in desk.manuscript.references if r.role != "link")
    beside += [attached.file for attached in front.attachments]
    wanted = _ON_APPROVAL if name == "审批表" else _ON_SLIP
    stages = [s for s in wanted if s in desk.required or name == "审批表" or s in reviewed.judgement.signatures]
    text = render(
        theme_folder(),
        _NAMES[name],
        hospital=desk.data.configuration.name,
        title=front.title,
        path=desk.manuscript.path,
        authors=front.authors,
        department=front.department,
        section=desk.data.tree.sections[desk.section].title if desk.section in desk.data.tree.sections else "",
        date=chinese_date(desk.day),
        formed=chinese_date(front.formed) if front.formed else "",
        index_no=front.index_no,
        doc_no=front.doc_no,
        items=[{"id": listing.item.id, "name": listing.item.item} for listing in listings],
        range=_RANGES[desk.range],
        modes="、".join(dict.fromkeys(_MODES[listing.item.mode] for listing in listings)),
        limits="、".join(dict.fromkeys(words for listing in listings if (words := _limit(listing)))),
        publicity=_publicity(front),
        files=list(dict.fromkeys(beside)),
        rows=form_rows(reviewed.judgement, stages),
        content=reviewed.content[:16],
    )
    stem = PurePosixPath(record_path(desk.manuscript.path)).name.split(".")[0]
    stem = PurePosixPath(desk.manuscript.path).parent.name if stem == "index" else stem
    return f"{name}-{stem}.html", text


def _listings(desk: Desk) -> list[Listing]:
    found = (desk.data.catalogues.listing(item, desk.day) for item in desk.manuscript.front.disclosure)
    return [listing for listing in found if listing]


def _limit(listing: Listing) -> str:
    limit = listing.limit
    return f"{limit.days}{_KINDS[limit.kind]}内" if limit else ""


def _publicity(front: FrontMatter) -> str:
    period = front.publicity
    if period is None:
        return ""
    dates = "至".join(chinese_date(day) for day in (period.start, period.end) if day)
    return dates or (f"{period.working_days}个工作日" if period.working_days else "")


def register(options: argparse.Namespace) -> tuple[str, str]:
    """File name and text of one year's 登记簿: of every range, from the articles themselves."""
    site = load_site(intranet(options))
    entries = sorted(_entries(site, options.register), key=lambda entry: (entry.date, entry.index_no, entry.title))
    text = render(
        theme_folder(),
        "register",
        hospital=site.configuration.name,
        year=options.register,
        today=chinese_date(options.now.astimezone(TIMEZONE).date()),
        entries=entries,
    )
    return f"登记簿-{options.register}.html", text


def _entries(site: Site, year: int) -> Iterator[RegisterEntry]:
    for article in site.articles:
        front = article.manuscript.front
        if not front.disclosure or article.date.year != year or article.state is not State.PUBLISHED:
            continue
        day = article.date.astimezone(TIMEZONE).date()
        listings = [site.catalogues.listing(item, day) for item in front.disclosure]
        yield RegisterEntry(
            date=day.isoformat(),
            index_no=front.index_no,
            title=front.title,
            items=tuple(listing.item.item for listing in listings if listing),
            range=_RANGES[article.range].removesuffix("公开").removeprefix("向"),
            department=front.department,
            approver=_approver(site, article),
            remark="；".join(filter(None, ("有更正" if front.corrections else "", _validity(front.validity)))),
        )
    for entry in site.entries:
        if entry.day.year == year and entry.state(site.now) is State.WITHDRAWN:
            yield _withdrawn(site, entry)


def _validity(word: str) -> str:
    return "" if word in {"", "有效"} else word


def _withdrawn(site: Site, entry: Entry) -> RegisterEntry:
    """What was taken down stays in the book, with the day and the reason."""
    listings = [site.catalogues.listing(item, entry.day) for item in entry.items]
    on = f"{entry.withdrawn_on} " if entry.withdrawn_on else ""
    return RegisterEntry(
        date=entry.day.isoformat(),
        index_no="",
        title=f"（已撤稿）{entry.path}",
        items=tuple(listing.item.item for listing in listings if listing),
        range=_RANGES[entry.range].removesuffix("公开").removeprefix("向"),
        department="",
        approver="",
        remark=f"{on}撤稿：{_REASONS[entry.withdrawn_for]}",
    )


def _approver(site: Site, article: Article) -> str:
    if site.internal is None:
        return ""
    place: Path = site.internal / record_path(article.manuscript.path)
    if not place.is_file():
        return ""
    record, _ = read_record(place.name, place.read_text("utf-8"))
    found = record.last().get(Stage.APPROVAL)
    return found.by if found else ""
