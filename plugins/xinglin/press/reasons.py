"""Why a page was, or was not, printed in a build: ``xinglin build --explain``."""

from __future__ import annotations

from enum import StrEnum
from urllib.parse import unquote, urlsplit

from xinglin.press.page_book import PARTS, Pages


class Reason(StrEnum):
    """Why a page was printed; the last three: why not."""

    NEW = "new"
    EVERYTHING = "everything"
    SHARED = "shared"
    TEMPLATE = "template"
    ARTICLES = "articles"
    ROWS = "rows"
    FACTS = "facts"
    DAMAGED = "damaged"
    """Its file in the output was missing or had another size."""
    UNCHANGED = "unchanged"
    GONE = "gone"
    """The last build had such a page; this one has not."""
    UNKNOWN = "unknown"


def reasons(pages: Pages, path: str) -> list[Reason]:
    """All that applies to the page of this path below the output, the strongest first."""
    before, now = pages.before.entries.get(path), pages.now.entries.get(path)
    if now is None:
        return [Reason.UNKNOWN if before is None else Reason.GONE]
    if path not in pages.printed:
        return [Reason.UNCHANGED]
    if before is None:
        return [Reason.NEW]
    parts = zip(PARTS, before[0].split(), now[0].split(), strict=True)
    changed = [Reason(part) for part, old, new in parts if old != new]
    return changed or [Reason.EVERYTHING if pages.everything else Reason.DAMAGED]


def page_path(address: str, base_path: str = "/") -> str:
    """The path below the output that answers a URL as people copy it from a browser, or a path as they type it."""
    path = unquote(urlsplit(address).path if "://" in address else address.partition("#")[0].partition("?")[0])
    path = path.removeprefix(base_path) if path.startswith(base_path) else path.lstrip("/")
    return f"{path}index.html" if not path or path.endswith("/") else path
