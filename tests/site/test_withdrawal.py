"""What a reader sees of a withdrawn article, for each reason; and that nothing else of it is left anywhere."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image

SECTIONS = "- {id: news, title: 新闻}\n- {id: notices, title: 通知, kind: notice}\n"
MARK = "撤下之物"
REASONS = ["有误", "合并", "取代", "过期", "隐私", "其他"]


def _picture() -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (50, 40), (12, 99, 180)).save(stream, "PNG")
    return stream.getvalue()


def withdrawn(reason: str, *more: str, kind: str = "") -> str:
    lines = "".join(f"  {line}\n" for line in (f"原因: {reason}", "日期: 2026-05-01", *more))
    return (
        f"---\n标题: 标题{MARK}\n日期: 2026-03-05\n{kind}关键词: 词{MARK}\n供稿科室: 科{MARK}\n状态: 撤稿\n撤稿:\n{lines}"
        f"附件: {{file: form.zip, title: 附件{MARK}}}\n---\n\n正文{MARK}。\n\n![图{MARK}](p.png)\n"
    )


@pytest.fixture
def site(small_site: Callable[..., Any]) -> Any:
    return small_site(
        {
            "sections.yaml": SECTIONS,
            "disclosure/catalogue/party.yaml": "id: party\ntitle: 目录\nitems: [{id: dw-1, item: 党支部设置}]\n",
            "news/new.md": "---\n标题: 接替的稿件\n日期: 2026-05-02\n---\n\n正文。\n",
            "news/gone/p.png": _picture(),
            "news/gone/form.zip": b"PK\x03\x04" + MARK.encode(),
        }
    )


def others(site: Any) -> bytes:
    """Every byte of the output that is not the article's own page."""
    return b"\0".join(
        path.encode() + data for path, data in site.tree().items() if not path.endswith("news/2026/gone.html")
    )


@pytest.mark.parametrize("reason", REASONS)
def test_nothing_is_left(site: Any, reason: str) -> None:
    """Published, then withdrawn: pages in both scripts, picture, attachment, lists, feeds, department, keyword go."""
    text = withdrawn(reason, "替代稿件: ../new.md")
    site.write({"news/gone/index.md": text.split("状态: 撤稿")[0] + text[text.index("附件:") :]})
    site.build()
    assert MARK.encode() in others(site)

    site.write({"news/gone/index.md": text})
    result = site.build()

    assert result.exit_code == 0, result.diagnostics
    everything = b"\0".join(path.encode() + data for path, data in site.tree().items())
    assert MARK.encode() not in everything
    assert not any(path.startswith("media/") for path in site.tree())
    assert b"gone" not in others(site).replace(b"news/2026/gone.html", b""), (
        "no list, feed or sitemap names its address"
    )


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("有误", "发布有误"),
        ("取代", "已有新的内容取代"),
        ("过期", "已经过期"),
        ("隐私", "保护个人信息"),
        ("其他", "其他"),
    ],
)
def test_tombstone(site: Any, reason: str, said: str) -> None:
    """The date, the reason in words, and the way on."""
    site.write({"news/gone/index.md": withdrawn(reason, "替代稿件: ../new.md")})
    site.build()

    stone = site.page("news/2026/gone.html")
    assert said in stone
    assert "2026年5月1日" in stone
    assert '<a href="/news/2026/new.html">接替的稿件</a>' in stone
    assert 'content="noindex"' in stone


def test_consolidated_goes_on(site: Any) -> None:
    """Nobody has to read that a page is gone when all of it is elsewhere."""
    site.write({"news/gone/index.md": withdrawn("合并", "替代稿件: ../new.md")})
    site.build()

    for prefix in ("", "zh-hant/"):
        assert f'content="0; url=/{prefix}news/2026/new.html"' in site.page(f"{prefix}news/2026/gone.html")


def test_explanation(site: Any) -> None:
    """What the hospital says about it, in both scripts; never for privacy."""
    note = "情况说明: 样本有重复，更正后另发"
    site.write({"news/gone/index.md": withdrawn("有误", note, "批准: 余知秋")})
    site.build()
    assert "样本有重复，更正后另发" in site.page("news/2026/gone.html")
    assert "樣本有重複，更正後另發" in site.page("zh-hant/news/2026/gone.html")
    assert "余知秋".encode() not in b"".join(site.tree().values())

    site.write({"news/gone/index.md": withdrawn("隐私", note)})
    result = site.build()
    assert [d.code for d in result.diagnostics if d.code.startswith("WDR")] == ["WDR04"]
    assert "样本" not in site.page("news/2026/gone.html")


@pytest.mark.parametrize("reason", ["取代", "过期"])
@pytest.mark.parametrize(
    "kind",
    ["", "类型: 通知\n", "类型: 公开\n公开事项: dw-1\n索引号: QL/202603-00001\n"],
    ids=["news", "notice", "disclosure"],
)
def test_text_kept_under_a_banner(site: Any, reason: str, kind: str) -> None:
    """Out of date, not wrong: readable at its address, marked, found by nobody who did not have the address."""
    text = withdrawn(reason, "保留正文: 是", "替代稿件: ../new.md", kind=kind)
    site.write({"news/gone/index.md": text})

    result = site.build()

    page = site.page("news/2026/gone.html")
    assert result.exit_code == 0, result.diagnostics
    assert "本文已于2026年5月1日撤下，不再有效，仅供查阅。" in page
    assert 'href="/news/2026/new.html"' in page
    assert f"正文{MARK}" in page
    assert 'content="noindex"' in page
    (attached,) = (path for path in site.tree() if path.startswith("media/") and path.endswith(".zip"))
    (site.output / attached).unlink()
    assert MARK.encode() not in others(site)
    # an item's history tells that something was withdrawn, and links to where that is said
    known = {"news/2026/gone.html", "zh-hant/news/2026/gone.html", ".xinglin-manifest.json"}
    naming = {path for path, data in site.tree().items() if path not in known and b"gone.html" in data}
    assert all("disclosure/" in path for path in naming)


@pytest.mark.parametrize(
    ("reason", "lines", "code"),
    [
        ("合并", (), "WDR01"),
        ("取代", (), "WDR02"),
        ("有误", ("保留正文: 是",), "WDR03"),
        ("隐私", ("保留正文: 是",), "WDR03"),
    ],
    ids=["consolidated into nothing", "superseded by nothing", "error kept", "privacy kept"],
)
def test_editor_is_told(site: Any, reason: str, lines: tuple[str, ...], code: str) -> None:
    site.write({"news/gone/index.md": withdrawn(reason, *lines)})

    result = site.build(keep_going=True)

    assert [d.code for d in result.diagnostics if d.code.startswith("WDR")] == [code]
    assert MARK.encode() not in b"".join(site.tree().values())


class TestAmendments:
    def test_are_dated_and_announced(self, site: Any) -> None:
        lines = "修改: 2026-03-09\n更正: 原文“3号”应为“2号”。\n修改记录: {日期: 2026-03-08, 说明: 增加周末时间}\n"
        site.write({"news/a.md": f"---\n标题: 电梯安排\n日期: 2026-03-05\n{lines}---\n\n正文。\n"})

        result = site.build()

        page = site.page("news/2026/a.html")
        assert not [d for d in result.diagnostics if d.code == "WDR05"]
        assert 'href="#xl-amendments"' in page
        assert "2026年3月9日</time> <strong>更正：" in page
        assert "2026年3月8日</time> 修改：" in page

    def test_without_a_date(self, site: Any) -> None:
        site.write({"news/a.md": "---\n标题: 电梯安排\n日期: 2026-03-05\n更正: 原文有误\n---\n\n正文。\n"})

        (found,) = [d for d in site.build().diagnostics if d.code == "WDR05"]

        assert (found.path, found.line) == ("news/a.md", 4)
