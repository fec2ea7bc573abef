"""The disclosure site (信息公开): all its pages and files, for a site that has a catalogue."""

from __future__ import annotations

from collections.abc import Iterator

from xinglin.press.disclosure_catalogue import catalogue_jobs
from xinglin.press.disclosure_entries import entry_jobs
from xinglin.press.disclosure_files import file_jobs
from xinglin.press.disclosure_front import front_jobs
from xinglin.press.disclosure_index import build_disclosure, has_disclosure
from xinglin.press.disclosure_items import item_jobs, overdue
from xinglin.press.disclosure_report import report_jobs
from xinglin.press.index import SiteIndex
from xinglin.press.jobs import PrintJob
from xinglin.press.site import Site


def disclosure_jobs(site: Site, index: SiteIndex) -> Iterator[PrintJob]:
    """Everything below the disclosure site's address."""
    if not has_disclosure(site):
        return
    disclosure = build_disclosure(site)
    pressing = overdue(site)
    departments = index.department_of
    yield from front_jobs(site, index, disclosure)
    yield from catalogue_jobs(site, disclosure, departments, pressing)
    yield from item_jobs(site, disclosure, departments, pressing)
    yield from entry_jobs(site, disclosure, departments)
    yield from report_jobs(site, disclosure)
    yield from file_jobs(site, disclosure, departments, pressing)
