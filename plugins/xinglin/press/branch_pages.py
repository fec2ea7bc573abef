"""The party branches: the register of all, and each one's page with its articles and honours."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from xinglin.disclosure.organisations import Branch, Unit
from xinglin.honours.register import Award, HonourBoard
from xinglin.press.contexts import Link
from xinglin.press.heads import page_head
from xinglin.press.honour_pages import ShownHonour, honour_rows, shown_honours
from xinglin.press.index import SiteIndex, branch_path
from xinglin.press.jobs import PrintJob, Slice
from xinglin.press.lists import Place, leaves, pagination
from xinglin.press.register_contexts import BranchRow
from xinglin.press.registers import BRANCHES
from xinglin.press.site import Site

PAGE_SIZE = 20


class _BranchFacts(NamedTuple):
    """What the register says of one branch."""

    unit: Unit
    committee: tuple[str, ...]
    members: int | None
    elected: date | None
    articles: int
    honours: int
    latest: int | None
    """Which of the job's rows is its newest article."""


@dataclass(frozen=True, slots=True)
class _PageFacts:
    branch: _BranchFacts
    place: Place
    articles: int
    """How many of the job's rows are the list; the others are the honours' articles."""
    shown: tuple[ShownHonour, ...]
    has_register: bool


def branch_jobs(site: Site, index: SiteIndex, board: HonourBoard) -> Iterator[PrintJob]:
    """A page for each branch that is registered or has articles, and the register where the site keeps one."""
    honours = _honours_by_branch(board)
    registered = {branch.id: branch for branch in site.organisations.branches}
    units = {Unit(branch.id, branch.name, branch.secretary): branch for branch in registered.values()}
    everyone = [*units, *sorted((unit for unit in index.branches if unit not in units), key=lambda unit: unit.id)]
    for unit in everyone:
        facts = _facts(unit, units.get(unit), len(index.branches.get(unit, ())), len(honours.get(unit.name, ())))
        yield from _page_jobs(site, facts, index.branches.get(unit, ()), honours.get(unit.name, ()), bool(units))
    if units:
        yield _register_job(units, index, honours)


def _honours_by_branch(board: HonourBoard) -> Mapping[str, Sequence[Award]]:
    """Simplified name of a branch → what it or its members hold."""
    found: dict[str, list[Award]] = {}
    for award in board.awards:
        for name in dict.fromkeys(holder.branch for holder in award.honour.holders if holder.branch):
            found.setdefault(name, []).append(award)
    return found


def _facts(unit: Unit, branch: Branch | None, articles: int, honours: int, latest: int | None = None) -> _BranchFacts:
    if branch is None:
        return _BranchFacts(unit, (), None, None, articles, honours, latest)
    return _BranchFacts(unit, branch.committee, branch.members, branch.elected, articles, honours, latest)


def _words(facts: _BranchFacts) -> tuple[str, ...]:
    return (facts.unit.name, facts.unit.secretary, *facts.committee)


def _page_jobs(
    site: Site, facts: _BranchFacts, positions: Sequence[int], awards: Sequence[Award], has_register: bool
) -> Iterator[PrintJob]:
    for leaf in leaves(branch_path(facts.unit), positions, PAGE_SIZE):
        rows, shown = shown_honours(site, awards if leaf.place.number == 1 else ())
        yield PrintJob(
            path=leaf.path,
            maker="branch",
            template="branch.html",
            rows=(*leaf.positions, *rows),
            words=_words(facts),
            facts=_PageFacts(facts, leaf.place, len(leaf.positions), shown, has_register),
        )


def branch_context(slice_: Slice) -> dict[str, Any]:
    """The variables of branch.html."""
    edition = slice_.edition
    facts: _PageFacts = slice_.job.facts
    branch = _row(slice_, facts.branch)
    register = Link(edition.say("党支部名册"), edition.url(BRANCHES))
    listed, others = slice_.job.rows[: facts.articles], slice_.job.rows[facts.articles :]
    page = page_head(
        edition,
        template="branch.html",
        path=slice_.path,
        title=branch.title,
        description=f"{edition.configuration.name} {branch.title}",
        breadcrumb=(register,) if facts.has_register else (),
    )
    return {
        "page": page,
        "branch": branch,
        "rows": slice_.rows(listed),
        "honours": honour_rows(slice_, others, facts.shown),
        "pagination": pagination(edition, facts.place),
    }


def _register_job(units: Mapping[Unit, Branch], index: SiteIndex, honours: Mapping[str, Sequence[Award]]) -> PrintJob:
    rows: list[int] = []
    facts: list[_BranchFacts] = []
    for unit, branch in units.items():
        own = index.branches.get(unit, [])
        latest = len(rows) if own else None
        rows += own[:1]
        facts.append(_facts(unit, branch, len(own), len(honours.get(unit.name, ())), latest))
    return PrintJob(
        path=f"{BRANCHES}index.html",
        maker="branch_register",
        template="branch_register.html",
        rows=tuple(rows),
        words=tuple(word for fact in facts for word in _words(fact)),
        facts=tuple(facts),
    )


def branch_register_context(slice_: Slice) -> dict[str, Any]:
    """The variables of branch_register.html."""
    edition = slice_.edition
    title = edition.say("党支部名册")
    page = page_head(
        edition,
        template="branch_register.html",
        path=slice_.path,
        title=title,
        description=f"{edition.configuration.name} {title}",
    )
    return {"page": page, "branches": tuple(_row(slice_, facts) for facts in slice_.job.facts)}


def _row(slice_: Slice, facts: _BranchFacts) -> BranchRow:
    return BranchRow(
        title=slice_.say(facts.unit.name),
        url=slice_.edition.url(branch_path(facts.unit)),
        secretary=slice_.say(facts.unit.secretary),
        committee=tuple(slice_.say(name) for name in facts.committee),
        members=facts.members,
        elected=facts.elected,
        articles=facts.articles,
        honours=facts.honours,
        latest=slice_.row(slice_.job.rows[facts.latest]) if facts.latest is not None else None,
    )
