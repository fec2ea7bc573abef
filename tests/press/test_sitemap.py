"""The sitemap of a site too large for one file: an index and its parts (sitemaps.org, protocol)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import lxml.etree
import pytest

from xinglin.discovery import sitemap

NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def test_parts(small_site: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """No part is longer than the limit, every page is in one, and fewer articles leave no part behind."""
    files: dict[str, str] = {"site.yaml": "name: 医院\nurl: https://a.example\n"}
    for number in range(9):
        files[f"news/a{number}.md"] = f"---\n标题: 第{number}篇\n日期: 2026-03-05\n---\n\n文。\n"
    site = small_site(files)
    site.build()
    whole = {e.text for e in lxml.etree.fromstring(site.tree()["sitemap.xml"]).iter(f"{NAMESPACE}loc")}

    monkeypatch.setattr(sitemap, "MAX_URLS", 8)
    site.write({"site.yaml": files["site.yaml"] + "motto: 仁心\n"})
    site.build()
    index = lxml.etree.fromstring(site.tree()["sitemap.xml"])
    names = [str(e.text).removeprefix("https://a.example/") for e in index.iter(f"{NAMESPACE}loc")]
    parts = [[e.text for e in lxml.etree.fromstring(site.tree()[name]).iter(f"{NAMESPACE}loc")] for name in names]

    assert index.tag == f"{NAMESPACE}sitemapindex"
    assert all(0 < len(part) <= 8 for part in parts)
    assert {address for part in parts for address in part} == whole

    monkeypatch.undo()
    site.write({"site.yaml": files["site.yaml"]})
    site.build()
    assert not [name for name in site.tree() if name.startswith("sitemap-")]
