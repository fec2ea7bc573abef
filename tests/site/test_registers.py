"""Registers made of articles: what they show, when it changes by itself, and what an edit prints again."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import lxml.html
import pytest
from tests.conftest import NOW, SmallSite, article

from xinglin.core.clock import TIMEZONE

ORGANISATIONS = """
departments: [{id: publicity, name: 宣传科}]
branches:
  - {id: outpatient, name: 门诊党支部, secretary: 余知秋, committee: [戚若兰], members: 38, elected: 2025-05-28}
  - {id: surgery, name: 外科党支部}
"""
HONOUR = """---
标题: 表彰
日期: 2026-07-01
摘要: 表彰先进。
荣誉:
  - {名称: 先进党支部, 级别: 院级, 授予单位: 院党委, 获得者: [门诊党支部]}
  - {名称: 示范岗, 级别: 省级, 日期: 2024-11-20, 有效期至: 2026-11-21, 获得者: [{个人: 戚若兰, 党支部: 门诊党支部}]}
---

正文。
"""
FILES = {
    "site.yaml": "name: 医院\nsubmission_statistics: public\n",
    "sections.yaml": "- {id: news, title: 新闻}\n- {id: notices, title: 通知, kind: notice}\n- {id: awards, title: 荣誉, kind: honours}\n",
    "disclosure/organisations.yaml": ORGANISATIONS,
    "news/a.md": article("甲", "2026-03-05", 党支部="门诊党支部", 供稿科室="宣传科", 作者="张三", 摘要="义诊。"),
    "news/b.md": article("乙", "2025-03-05", 供稿科室="=1+1"),
    "awards/h.md": HONOUR,
    "notices/old.md": article("旧规定", "2026-01-01"),
    "notices/new.md": article("新规定", "2026-11-19", 生效="2026-11-22", 替代="old.md"),
    "notices/stop.md": article("停诊", "2026-11-01", 失效="2026-11-10"),
    "notices/void.md": article("活动", "2026-11-01"),
    "notices/cancel.md": article("取消活动", "2026-11-02", 取消="void.md"),
}


@pytest.fixture
def site(small_site: Callable[..., SmallSite]) -> SmallSite:
    return small_site(FILES)


def cells(site: SmallSite, path: str) -> list[list[str]]:
    """The text of every table row of a page."""
    page = lxml.html.document_fromstring(site.page(path))
    return [[" ".join(cell.text_content().split()) for cell in row.xpath("./td|./th")] for row in page.xpath("//tr")]


def titles(site: SmallSite, path: str) -> list[str]:
    page = lxml.html.document_fromstring(site.page(path))
    return [str(link.text_content()) for link in page.xpath("//table[@class]//td[1]/a")]


def table(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_honours(site: SmallSite) -> None:
    """The board, its slices in both scripts, and the branch's page show the same awards; a lapsed one is marked by date."""
    site.build()
    assert titles(site, "registers/honours/index.html") == ["先进党支部", "示范岗"]
    assert titles(site, "registers/honours/level/provincial/index.html") == ["示范岗"]
    assert titles(site, "registers/honours/year/2026/index.html") == ["先进党支部"]
    assert titles(site, "registers/honours/category/collective/index.html") == ["先进党支部"]
    assert titles(site, "branches/outpatient/index.html") == ["先进党支部", "示范岗"]
    assert titles(site, "zh-hant/registers/honours/category/collective/index.html") == ["先進黨支部"]
    assert "已过有效期" not in site.page("registers/honours/index.html")

    site.build(now=NOW + timedelta(days=1))
    assert "已过有效期" not in site.page("registers/honours/index.html")
    site.build(now=datetime(2026, 11, 22, tzinfo=TIMEZONE))
    assert "已过有效期" in site.page("registers/honours/index.html")
    assert "已过有效期" in site.page("branches/outpatient/index.html")


def test_branches(site: SmallSite) -> None:
    """One line a branch: secretary, members, election, articles, honours, newest article."""
    site.build()

    assert cells(site, "registers/branches/index.html")[1:] == [
        ["门诊党支部", "余知秋", "38 名", "2025-05-28", "1", "2", "甲 2026-03-05"],
        ["外科党支部", "", "", "", "0", "0", ""],
    ]
    assert "戚若兰" in site.page("branches/outpatient/index.html")
    assert "暂无报道" in site.page("branches/surgery/index.html")


def test_notices(site: SmallSite) -> None:
    """Each notice is on one board; a successor ends the old one when it takes effect, and not before."""
    site.build()
    assert titles(site, "registers/notices/index.html") == ["取消活动", "旧规定"]
    assert titles(site, "registers/notices/upcoming/index.html") == ["新规定"]
    assert titles(site, "registers/notices/expired/index.html") == ["停诊"]
    assert titles(site, "registers/notices/ended/index.html") == ["活动"]
    assert "取消活动" in site.page("registers/notices/ended/index.html")
    assert "已被新的通知替代" not in site.page("notices/2026/old.html")

    site.build(now=datetime(2026, 11, 22, tzinfo=TIMEZONE))
    assert titles(site, "registers/notices/index.html") == ["新规定", "取消活动"]
    assert titles(site, "registers/notices/ended/index.html") == ["活动", "旧规定"]
    assert "已被新的通知替代" in site.page("notices/2026/old.html")
    assert not (site.output / "registers/notices/upcoming").exists()


def test_submissions(site: SmallSite) -> None:
    """Counted by department and month; the tables open in Excel and run nothing."""
    site.build()

    by_month = table((site.output / "registers/submissions/submissions-2026.csv").read_bytes())
    assert by_month[0] == ["供稿科室", *(f"{month}月" for month in range(1, 13)), "合计"]
    assert by_month[1] == ["宣传科", "0", "0", "1", *["0"] * 9, "1"]
    assert by_month[2][0] == "未署科室" and by_month[2][-1] == "6"
    listed = table((site.output / "registers/submissions/articles-2025.csv").read_bytes())
    assert listed[1] == ["2025-03-05", "'=1+1", "", "新闻", "乙", "http://localhost:8000/news/2025/b.html"]
    assert "宣傳科" in (site.output / "zh-hant/registers/submissions/submissions-2026.csv").read_text("utf-8-sig")
    assert (site.output / "registers/submissions/2025/index.html").is_file()


@pytest.mark.parametrize(("setting", "audience", "shown"), [("intranet", "public", False), ("intranet", "intranet", True), ("off", "intranet", False)])  # fmt: skip
def test_submissions_are_shown_to_whom_the_site_says(setting: str, audience: str, shown: bool, site: SmallSite) -> None:
    site.write({"site.yaml": f"name: 医院\nsubmission_statistics: {setting}\n"})
    site.build(audience=audience)

    assert (site.output / "registers/submissions/index.html").is_file() is shown


def test_a_site_without_them_has_none(small_site: Callable[..., SmallSite]) -> None:
    plain = small_site({"news/a.md": article("甲", 供稿科室="宣传科")})
    plain.build()

    assert not (plain.output / "registers").exists()


EDITS: dict[str, tuple[str, str]] = {
    "honour": ("awards/h.md", HONOUR.replace("先进党支部,", "模范党支部,")),
    "honour of another branch": ("awards/h.md", HONOUR.replace("党支部: 门诊党支部", "党支部: 外科党支部")),
    "author": (
        "news/a.md",
        article("甲", "2026-03-05", 党支部="门诊党支部", 供稿科室="宣传科", 作者="李四", 摘要="义诊。"),
    ),
    "members": ("disclosure/organisations.yaml", ORGANISATIONS.replace("38", "39")),
    "successor": ("notices/new.md", article("新规定", "2026-11-19", 生效="2026-11-20", 替代="old.md")),
    "body": ("awards/h.md", HONOUR.replace("正文。", "新的正文。")),
    "text": ("news/a.md", FILES["news/a.md"].replace("党员到社区义诊。", "新的正文。")),
}


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_gives_what_a_clean_build_gives(name: str, site: SmallSite, tmp_path: Path) -> None:
    site.build()
    path, text = EDITS[name]
    assert (site.content / path).read_text("utf-8") != text
    site.write({path: text})
    result: Any = site.build()
    assert result.landed
    clean = SmallSite(site.content, tmp_path / "clean", tmp_path / "clean-cache")
    clean.build()

    assert site.tree() == clean.tree()
    if name in {"body", "text"}:
        assert [page for page in result.printing.printed if re.search("registers|branches", page)] == []


def test_instants_of_change(site: SmallSite, tmp_path: Path) -> None:
    """Day by day over the honour's end and the successor's beginning: what a clean build of that day gives."""
    for hours in (0, 24, 39, 39.1, 63, 63.1, 90):
        moment = NOW + timedelta(hours=hours)
        assert site.build(now=moment).landed
        clean = SmallSite(site.content, tmp_path / f"clean{hours}", tmp_path / f"cache{hours}")
        clean.build(now=moment)
        assert site.tree() == clean.tree(), hours
