"""The notices board: every notice of every section by what it is today."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from xinglin.press.contexts import Link
from xinglin.press.heads import page_head
from xinglin.press.index import SiteIndex
from xinglin.press.jobs import PrintJob, Slice
from xinglin.press.lists import Place, leaves, pagination
from xinglin.press.register_contexts import NoticeRow
from xinglin.press.registers import NOTICES
from xinglin.press.site import Site
from xinglin.press.standing import badge, is_urgent_now

PAGE_SIZE = 40
_BOARDS = {"current": "生效中", "upcoming": "即将生效", "expired": "已过期", "ended": "已取消、被替代"}
_BOARD_OF = {
    "upcoming": "upcoming",
    "expired": "expired",
    "closed": "expired",
    "cancelled": "ended",
    "superseded": "ended",
}


class _Facts(NamedTuple):
    board: str
    boards: tuple[str, ...]
    """Those that exist."""
    place: Place
    enders: tuple[int | None, ...]
    """For each notice of the page, which of the job's rows is the one that cancels it or takes its place."""


def notice_board_jobs(site: Site, index: SiteIndex) -> Iterator[PrintJob]:
    """Four boards, the one in force at the register's own address."""
    boards: dict[str, list[int]] = {name: [] for name in _BOARDS}
    for position in index.kinds.get("notice", ()):
        boards[_BOARD_OF.get(badge(site.articles[position], site.now), "current")].append(position)
    boards["current"].sort(key=lambda position: not is_urgent_now(site.articles[position], site.now))
    urls = {site.articles[position].url: position for position in index.kinds.get("notice", ())}
    present = tuple(name for name, positions in boards.items() if positions or name == "current")
    for name in present:
        for leaf in leaves(_path(name), boards[name], PAGE_SIZE):
            rows, enders = list(leaf.positions), []
            for position in leaf.positions:
                article = site.articles[position]
                ender = urls.get(article.cancelled_by or article.superseded_by or "") if name == "ended" else None
                enders.append(len(rows) if ender is not None else None)
                rows += [ender] if ender is not None else []
            yield PrintJob(
                path=leaf.path,
                maker="notice_board",
                template="notice_board.html",
                rows=tuple(rows),
                facts=_Facts(name, present, leaf.place, tuple(enders)),
            )


def _path(board: str) -> str:
    return NOTICES if board == "current" else f"{NOTICES}{board}/"


def notice_board_context(slice_: Slice) -> dict[str, Any]:
    """The variables of notice_board.html."""
    edition = slice_.edition
    facts: _Facts = slice_.job.facts
    title = edition.say("通知公告一览")
    own = edition.say(_BOARDS[facts.board])
    page = page_head(
        edition,
        template="notice_board.html",
        path=slice_.path,
        title=title if facts.board == "current" else f"{title}：{own}",
        description=f"{edition.configuration.name} {title} {own}",
        breadcrumb=() if facts.board == "current" else (Link(title, edition.url(NOTICES)),),
    )
    return {
        "page": page,
        "boards": tuple(Link(edition.say(_BOARDS[name]), edition.url(_path(name))) for name in facts.boards),
        "notices": tuple(
            NoticeRow(
                slice_.row(slice_.job.rows[number]),
                slice_.row(slice_.job.rows[ender]) if ender is not None else None,
            )
            for number, ender in enumerate(facts.enders)
        ),
        "pagination": pagination(edition, facts.place),
    }
