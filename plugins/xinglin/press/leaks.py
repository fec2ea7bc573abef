"""Whether the leak check has anything to look for; what does the looking is imported only then."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, field
from typing import Any

from xinglin.core.diagnostics import Diagnostic
from xinglin.core.hashing import digest
from xinglin.disclosure.states import State
from xinglin.manuscript.values import WithdrawalReason
from xinglin.press.fingerprints import fact_of_version
from xinglin.press.internal import cache_of
from xinglin.press.site import Site
from xinglin.press.staging import Staging
from xinglin.press.store import Store


@dataclass(slots=True)
class Verdict:
    """What the search found. Without diagnostics the site may land: :meth:`forget` before, :meth:`save` after."""

    diagnostics: tuple[Diagnostic, ...] = ()
    key: str = ""
    store: Store | None = None
    state: dict[str, Any] = field(default_factory=dict)

    def forget(self) -> None:
        """Before files are moved: a landing that is cut off leaves an output nobody searched as a whole."""
        if self.store:
            self.store.delete([self.key])

    def save(self) -> None:
        if self.store and self.state:
            self.store.put({self.key: self.state})


def check_leaks(site: Site, staging: Staging, store: Store, workers: int) -> Verdict:
    """Search the staged public site for internal records; other audiences and previews are not searched.

    Raises:
        OSError: a staged file or an internal record cannot be read; nothing has landed then.
    """
    if site.audience != "public" or site.preview:
        return Verdict()
    key = fact_of_version(f"leaks {digest(str(staging.output))}")
    known = store.get([key]).get(key, {})
    if may_leak(site):
        from xinglin.press.leak_stage import records_and_releases, search_site

        # internal words stay out of the public edition's store
        folder = cache_of(store.path.parent, "intranet") if store.path and site.internal else None
        with closing(Store(folder)) as inside:
            records, released, problems = records_and_releases(site, inside)
        if records or problems:
            found, state = search_site(site, records, released, known, staging, store, workers)
            return Verdict((*problems, *found), key, store, state)
    # files that land now are searched for nothing: what an older search found of them is no longer true
    return Verdict((), key, store if known else None)


def may_leak(site: Site) -> bool:
    """Whether anything is known that this site must not show."""
    if site.audience != "public" or site.preview:
        return False
    if site.internal is not None or any(not item.listed for v in site.catalogues.versions for item in v.items):
        return True
    return any(
        standing.state in {None, State.WITHHELD} or standing.withdrawn is WithdrawalReason.PRIVACY
        for standing in site.standings.values()
    )
