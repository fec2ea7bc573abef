"""Old addresses (旧网址) that lead to where an article lives now. A URL once published never dies."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from urllib.parse import urlsplit

from xinglin.core.diagnostics import Diagnostic
from xinglin.core.files import normalise_posix
from xinglin.manuscript.records import Manuscript
from xinglin.sections.tree import RESERVED

_FORM = re.compile(r"(?:[A-Za-z0-9._~-]+/)*[A-Za-z0-9._~-]+(?:\.html?|/)")
MAX_LENGTH = 200


def collect(
    manuscripts: Iterable[Manuscript], urls: Mapping[str, str], lists: Collection[str], base_path: str
) -> tuple[dict[str, str], list[Diagnostic]]:
    """The old addresses of ``manuscripts``.

    Args:
        manuscripts: those whose own URL answers.
        urls: manuscript path → URL, of every manuscript that has a place.
        lists: URL paths of all lists, with trailing slash.
        base_path: path of the site, with trailing slash; it may be typed or not.

    Returns:
        file path below a variant's prefix → URL of the article, and what is wrong with the rest.
    """
    taken = {url.lower() for url in urls.values()} | {f"{entry}index.html".lower() for entry in lists}
    found: dict[str, str] = {}
    diagnostics: list[Diagnostic] = []
    for manuscript in manuscripts:
        for typed in manuscript.front.aliases:
            problem = _add(typed, urls[manuscript.path], taken, found, base_path)
            if problem:
                diagnostics.append(manuscript.diagnose("aliases", *problem))
    return found, diagnostics


def _add(typed: str, url: str, taken: set[str], found: dict[str, str], base_path: str) -> tuple[str, str, str] | None:
    """Enter one old address; a code, message and fix when it cannot be."""
    path = urlsplit(typed.strip()).path
    path = path.removeprefix(base_path) if path.startswith(base_path) else path.lstrip("/")
    if len(path) > MAX_LENGTH or not _FORM.fullmatch(path) or normalise_posix(path.rstrip("/")) != path.rstrip("/"):
        return "LNK11", f"旧网址“{typed[:60]}”的写法不对。", "写成 /news/2020/old.html 这样、以 .html 或 / 结尾。"
    old = path if not path.endswith("/") else f"{path}index.html"
    if old == url:
        return None
    first = old.split("/")[0]
    is_system = first in RESERVED or first in {"index.html", "404.html"} or _is_inside_a_file(old, taken)
    if is_system or old.lower() in taken or found.get(old, url) != url:
        return "LNK12", f"旧网址“{typed[:60]}”已经是别的页面，或由系统使用。", "删去这个旧网址。"
    found[old] = url
    return None


def _is_inside_a_file(path: str, taken: Collection[str]) -> bool:
    """A file of ours, or anything that looks like one, would have to be a folder."""
    folders = path.lower().split("/")[:-1]
    return any(folder.endswith((".html", ".htm", ".xml", ".txt")) for folder in folders) or any(
        "/".join(folders[: n + 1]) in taken for n in range(len(folders))
    )
