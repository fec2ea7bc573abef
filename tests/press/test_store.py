"""The store: what another version left is nothing, what nobody needs goes, a foreign file is thrown away."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from xinglin.press import fingerprints
from xinglin.press.building import BuildOptions, build
from xinglin.press.store import STORE_FILE, Store
from xinglin.variants import traditional
from xinglin.variants.correction import Corrector


def test_another_version_finds_nothing(small_site: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """After an upgrade every page is printed once, whatever shape the old version's facts had, and they go."""
    site = small_site({"news/a.md": "---\n标题: 甲\n日期: 2026-03-05\n---\n\n正文。\n"})
    site.build()
    tree = site.tree()
    with sqlite3.connect(site.cache / STORE_FILE) as store:
        store.execute("UPDATE fact SET value = '{\"x\": 1}' WHERE key LIKE 'version%'")
    for module in ("fingerprints", "records", "page_stage", "last_build"):
        monkeypatch.setattr(f"xinglin.press.{module}.code_fingerprint", lambda: "next")

    result = site.build()

    assert result.rendered == result.pages
    assert site.tree() == tree
    with sqlite3.connect(site.cache / STORE_FILE) as store:
        keys = [key for (key,) in store.execute("SELECT key FROM fact WHERE key LIKE 'version%'")]
    assert keys
    assert all(key.startswith("version next ") for key in keys)


def test_what_nobody_needs_goes(small_site: Callable[..., Any]) -> None:
    """Edited often, an article leaves one record once the whole site was looked at."""
    site = small_site({"news/a.md": "---\n标题: 甲\n日期: 2026-03-05\n---\n\n正文。\n"})
    for number in range(4):
        site.write({"news/a.md": f"---\n标题: 甲\n日期: 2026-03-05\n---\n\n第{number}次。\n"})
        site.build()

    site.write({"news/a.md": "---\n标题: 乙\n日期: 2026-03-05\n---\n\n正文。\n"})
    site.build()

    with sqlite3.connect(site.cache / STORE_FILE) as store:
        counts = [store.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ("head", "body", "file")]

    assert counts == [1, 1, 1]


def test_a_foreign_store_is_thrown_away(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / STORE_FILE) as other:
        other.execute("CREATE TABLE fact (key TEXT PRIMARY KEY, value TEXT)")
        other.execute("INSERT INTO fact VALUES ('schema', 'somebody else')")

    store = Store(tmp_path)

    assert store.rebuilt
    store.close()
    assert not Store(tmp_path).rebuilt


def test_the_code_has_one_fingerprint() -> None:
    assert fingerprints.fact_of_version("x") == f"version {fingerprints.code_fingerprint()} x"


def test_words_are_weighed_once(small_site: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, now: datetime) -> None:
    """What the words of an article decide is kept with its record: printed again, nothing of it is weighed again."""
    article = f"---\n标题: 维护发展\n日期: 2026-03-05\n---\n\n{'护士长发言，理发。' * 30}\n"
    site = small_site({"site.yaml": "name: 医院\nvariants: [zh-Hans, zh-Hant]\n", "news/a.md": article})
    site.build()
    tree = site.tree()
    weighed: list[str] = []
    whole = Corrector.verdicts
    monkeypatch.setattr(Corrector, "verdicts", lambda self, text: weighed.append(text) or whole(self, text))
    traditional.forget()

    result = build(BuildOptions(site.content, site.output, now, site.cache, jobs=1, everything=True))

    assert result.rendered == result.pages
    assert site.tree() == tree
    assert [text for text in weighed if "发言" in text or "维护发展" in text] == []
