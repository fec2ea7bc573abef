"""All registers made of articles: honour board, party branches, notices board, submission statistics."""

from __future__ import annotations

from collections.abc import Iterator

from xinglin.press.branch_pages import branch_jobs
from xinglin.press.honour_pages import board_of, honour_jobs
from xinglin.press.index import SiteIndex
from xinglin.press.jobs import PrintJob
from xinglin.press.notice_board import notice_board_jobs
from xinglin.press.registers import HONOURS, NOTICES, SUBMISSIONS, registers_of
from xinglin.press.site import Site
from xinglin.press.submission_pages import submission_jobs


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
