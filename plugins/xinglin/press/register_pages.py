"""All registers made of articles: honour board, party branches, notices board, submission statistics."""

from __future__ import annotations

from collections.abc import Iterator

from xinglin.honours.kind import HonourList
from xinglin.press.branch_pages import branch_jobs
from xinglin.press.honour_pages import board_of, honour_jobs
from xinglin.press.index import SiteIndex
from xinglin.press.jobs import PrintJob
from xinglin.press.notice_board import notice_board_jobs
from xinglin.press.registers import HONOURS, NOTICES, SUBMISSIONS, registers_of
from xinglin.press.site import Article, Site
from xinglin.press.submission_pages import submission_jobs, writers_of


def register_jobs(site: Site, index: SiteIndex) -> Iterator[PrintJob]:
    """Every page and table of every register this site has."""
    present = {register.path for register in registers_of(site, index)}
    board = board_of(site, index)
    yield from branch_jobs(site, index, board)
    if HONOURS in present:
        yield from honour_jobs(site, board)
    if NOTICES in present:
        yield from notice_board_jobs(site, index)
    if SUBMISSIONS in present:
        yield from submission_jobs(site, index)


def register_facts(site: Site, article: Article) -> object:
    """What registers show of an article besides its row: editing it changes their pages."""
    front = article.manuscript.front
    honours = front.honours if isinstance(front, HonourList) else ()
    if site.configuration.submission_statistics in {"public", site.audience}:
        return honours, writers_of(front)
    return honours
