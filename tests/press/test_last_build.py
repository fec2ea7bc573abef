"""A build that has nothing to do does nothing, and says what one that does everything would say."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from xinglin.press.building import BuildOptions, build
from xinglin.press.theme_mark import theme_folder

NOTICE = "---\n标题: 停诊\n日期: 2026-11-01\n失效: 2026-11-25\n---\n\n停诊。\n"


@pytest.fixture
def site(small_site: Callable[..., Any]) -> Any:
    return small_site(
        {
            "sections.yaml": "- {id: news, title: 新闻}\n- {id: notices, title: 通知, kind: notice}\n",
            "site.yaml": "name: 医院\n",
            "news/a.md": "---\n标题: 甲\n日期: 2026-03-05\n---\n\n[没有](b.md#x)\n\n正文。\n",
            "news/b.md": "---\n标题: 乙\n日期: 2026-03-05\n---\n\n正文。\n",
            "notices/a.md": NOTICE,
        }
    )


def _rested(result: Any) -> bool:
    return result.printing is None and result.landed is not None


def test_the_answer_is_the_same(site: Any) -> None:
    first = site.build()
    tree = site.tree()

    second = site.build()

    assert not _rested(first)
    assert _rested(second)
    assert second.diagnostics == first.diagnostics
    assert (second.exit_code, second.pages, second.rendered) == (first.exit_code, first.pages, 0)
    assert (second.landed.written, second.landed.unchanged) == (0, len(tree) - 1)
    assert site.tree() == tree


@pytest.mark.parametrize(
    "touch",
    [
        lambda site: (site.output / "index.html").unlink(),
        lambda site: (site.output / "news/index.html").write_text("short"),
        lambda site: (site.output / ".xinglin-manifest.json").write_bytes(
            (site.output / ".xinglin-manifest.json").read_bytes().replace(b'"index.html"', b'"other.html"')
        ),
    ],
)
def test_a_touched_output_is_mended(touch: Callable[[Any], Any], site: Any) -> None:
    site.build()
    tree = site.tree()
    touch(site)

    assert not _rested(site.build())

    assert site.tree() == tree


def test_time_ends_the_rest(site: Any, now: datetime) -> None:
    """Until the notice expires there is nothing to do; its end includes its day; going back in time is something else."""
    site.build()

    assert _rested(site.build(now=datetime(2026, 11, 25, 23, 59, tzinfo=now.tzinfo)))
    assert not _rested(site.build(now=datetime(2026, 11, 26, 0, 0, tzinfo=now.tzinfo)))
    assert not _rested(site.build(now=now - timedelta(days=30)))


def test_the_theme_and_the_options_count(site: Any, now: datetime, tmp_path: Path) -> None:
    theme = tmp_path / "theme"
    shutil.copytree(theme_folder(), theme)
    options = BuildOptions(site.content, site.output, now, site.cache, jobs=1, theme=theme)
    build(options)
    assert _rested(build(options))

    style = next((theme / "static/css").glob("*.css"))
    style.write_text(style.read_text("utf-8") + "\n/* */\n", "utf-8")
    assert not _rested(build(options))
    assert not _rested(
        build(BuildOptions(site.content, site.output, now, site.cache, jobs=1, theme=theme, url="https://b.example"))
    )
    assert not _rested(
        build(BuildOptions(site.content, site.output, now, site.cache, jobs=1, theme=theme, everything=True))
    )


def test_errors_do_not_rest(site: Any) -> None:
    """A refused build is refused each time, with everything it has to say."""
    site.build()
    site.write({"news/a.md": "---\n标题: 甲\n---\n\n没有日期。\n"})

    first, second = site.build(), site.build()

    assert first.landed is None
    assert second.landed is None
    assert first.diagnostics == second.diagnostics


def test_two_outputs_share_a_store(site: Any, now: datetime) -> None:
    """Two builds at once into two folders: both right, and the store serves the next."""
    results: list[Any] = []

    def run(name: str) -> None:
        output = site.output.with_name(name)
        results.append(build(BuildOptions(site.content, output, now, site.cache, jobs=1)))

    threads = [threading.Thread(target=run, args=(name,)) for name in ("one", "two", "three")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(results) == 3
    site.build()
    for name in ("one", "two", "three"):
        other = type(site)(site.content, site.output.with_name(name), site.cache)
        assert other.tree() == site.tree()


@pytest.mark.skipif(os.name == "nt", reason="there spawn is all there is")
def test_without_fork(site: Any, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    """Workers that inherit nothing are sent what they need: the same bytes as from one process."""
    for number in range(40):
        site.write(
            {f"news/n{number}.md": f"---\n标题: 第{number}篇\n日期: 2026-02-05\n作者: 于后山\n---\n\n护士发言。\n"}
        )
    site.build()
    tree = site.tree()
    monkeypatch.setattr(multiprocessing, "get_all_start_methods", lambda: ["spawn"])

    output = site.output.with_name("spawned")
    result = build(BuildOptions(site.content, output, now, site.output.with_name("other-cache"), jobs=2))

    assert result.rendered > 64
    assert type(site)(site.content, output, site.cache).tree() == tree
