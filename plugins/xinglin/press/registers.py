"""The registers made of articles: which of them this site has, and where they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from xinglin.disclosure.organisations import Organisations
from xinglin.manuscript.records import Manuscript
from xinglin.press.index import SiteIndex
from xinglin.press.site import Site

FOLDER = "registers/"
NOTICES = f"{FOLDER}notices/"
HONOURS = f"{FOLDER}honours/"
BRANCHES = f"{FOLDER}branches/"
SUBMISSIONS = f"{FOLDER}submissions/"


class Register(NamedTuple):
    """``kind`` is the kind of article whose sections lead to it; empty for none."""

    title: str
    path: str
    kind: str = ""


def registers_of(site: Site, index: SiteIndex) -> tuple[Register, ...]:
    """Those there is something to put into. A site without honours, branches or notices has no page more for them."""
    found: list[Register] = []
    if index.kinds.get("notice"):
        found.append(Register("通知公告一览", NOTICES, "notice"))
    if any(getattr(site.articles[p].manuscript.front, "honours", ()) for p in index.kinds.get("honours", ())):
        found.append(Register("荣誉榜", HONOURS, "honours"))
    if site.organisations.branches:
        found.append(Register("党支部名册", BRANCHES, "branch-report"))
    if index.departments and site.configuration.submission_statistics in {"public", site.audience}:
        found.append(Register("投稿统计", SUBMISSIONS))
    return tuple(found)


def linkable(visible: Iterable[Manuscript], organisations: Organisations) -> Iterator[str]:
    """Registers an author may link to, before anything is assembled."""
    found = {"notice": NOTICES, "honours": HONOURS}
    kinds = {m.kind for m in visible if m.kind == "notice" or bool(getattr(m.front, "honours", ()))}
    yield from (found[kind] for kind in kinds if kind in found)
    if organisations.branches:
        yield BRANCHES
