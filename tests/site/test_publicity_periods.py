"""Publicity periods on a whole site: what the clock alone changes, and what it takes away."""

from __future__ import annotations

import shutil
from datetime import datetime, timedelta

import pytest

from xinglin.core.clock import TIMEZONE

SITE = "name: 医院\nvariants: [zh-Hans, zh-Hant]\n"
SECTIONS = "- {id: party-affairs, title: 党务公开, kind: disclosure}\n"
CATALOGUE = """\
id: party
title: 目录
items:
  - {id: keep, item: 拟录用公示, timing: immediate, display: 5个工作日}
  - {id: mask, item: 救助公示, timing: immediate, display: 5个工作日, after_display: mask}
  - {id: gone, item: 发展党员公示, timing: immediate, display: 5个工作日, after_display: withdraw}
"""
# 28 September 2026 is a Monday: 29, 30 September, 8, 9 and 10 October (a Saturday worked) are five working days
PUBLISHED = datetime(2026, 9, 28, 9, tzinfo=TIMEZONE)
NOW = datetime(2026, 11, 20, 9, tzinfo=TIMEZONE)
OVER = datetime(2026, 10, 11, tzinfo=TIMEZONE)
SECOND = timedelta(seconds=1)


def _entry(item: str) -> str:
    return (
        f"---\n标题: 公示{item}\n日期: 2026-09-28\n公开事项: {item}\n公示期: 5个工作日\n摘要: 欧阳临风等\n附件: {item}.txt\n---\n\n"
        f"欧阳临风为拟定人选{item}。\n\n[名单](../party-affairs/{item}.txt)\n"
    )


@pytest.fixture
def site(small_site):
    found = small_site({"site.yaml": SITE, "sections.yaml": SECTIONS, "disclosure/catalogue/party.yaml": CATALOGUE})
    for item in ("keep", "mask", "gone"):
        found.write({f"party-affairs/{item}.md": _entry(item), f"party-affairs/{item}.txt": f"{item}欧阳临风\n"})
    return found


def _clean(site, now):
    shutil.rmtree(site.output, ignore_errors=True)
    shutil.rmtree(site.cache, ignore_errors=True)
    result = site.build(now=now)
    assert result.landed, result.diagnostics
    return site.tree()


@pytest.mark.parametrize("later", [OVER - SECOND, OVER])
def test_the_clock_alone_gives_a_clean_build(site, later):
    """Before and at the end of the computed period, a build over the last one is a clean build, byte for byte."""
    site.build(now=PUBLISHED)
    site.build(now=later)
    incremental = site.tree()

    assert incremental == _clean(site, later)


def test_the_end_is_written_out(site):
    """The page says on which day five working days over National Day are over."""
    site.build(now=PUBLISHED)

    for page in ("party-affairs/2026/keep.html", "zh-hant/party-affairs/2026/keep.html"):
        assert "2026年10月10日" in site.page(page)


def test_nothing_of_a_period_that_is_over_is_left(site):
    """To its last second the name is on the three pages; then on the one that is kept, and nowhere else in the output."""
    site.build(now=OVER - SECOND)
    before = {path for path, data in site.tree().items() if "欧阳临风".encode() in data or "歐陽臨風".encode() in data}
    site.build(now=OVER)
    tree = site.tree()
    after = {path for path, data in tree.items() if "欧阳临风".encode() in data or "歐陽臨風".encode() in data}

    assert {
        f"{prefix}party-affairs/2026/{item}.html" for prefix in ("", "zh-hant/") for item in ("keep", "mask", "gone")
    } <= before
    assert not [path for path in after if "mask.html" in path or "gone.html" in path]
    assert not [path for path, data in tree.items() if b"mask\xe6\xac\xa7" in data or b"gone\xe6\xac\xa7" in data]
    assert "公示期已满" in site.page("party-affairs/2026/mask.html")
    assert "公示期已滿" in site.page("zh-hant/party-affairs/2026/mask.html")
    assert "公示gone" not in site.page("party-affairs/2026/gone.html")
    listed = site.page("party-affairs/index.html")
    assert "公示mask" in listed
    assert "公示gone" not in listed


def test_an_entry_says_how_it_is_disclosed(small_site):
    """The table inspectors expect, and the same in the head, in each variant's characters."""
    catalogue = (
        "id: party\ntitle: 目录\nversion: '1'\neffective: 2026-01-01\norganisation: dw\nitems:\n"
        "  - {id: a, item: 党费收缴, timing: periodic, every: P3M, within: {days: 10, from: period-end}, channels: [site, board]}\n"
    )
    site = small_site(
        {
            "site.yaml": SITE,
            "sections.yaml": SECTIONS,
            "disclosure/catalogue/party.yaml": catalogue,
            "disclosure/organisations.yaml": "bodies: [{id: dw, name: 中共某医院委员会}]\n",
            "party-affairs/a.md": "---\n标题: 党费\n日期: 2026-10-09\n公开事项: a\n索引号: QL/202610-00001\n文号: 医党〔2026〕3号\n"
            "成文日期: 2026-10-08\n所属期: 2026年第三季度\n效力: 有效\n---\n\n正文。\n",
        }
    )
    site.build()
    page, traditional = (site.page(f"{prefix}party-affairs/2026/a.html") for prefix in ("", "zh-hant/"))

    for words in (
        "QL/202610-00001", "医党〔2026〕3号", "党费收缴", "中共某医院委员会", "2026年10月8日", "向社会公开", "主动公开", "网站、公开栏",
        "定期公开（每季度）", "自期满之日起10个工作日内", "2026年第三季度",
    ):  # fmt: skip
        assert words in page
    assert '<meta name="DCTERMS.identifier" content="QL/202610-00001">' in page
    assert '<meta name="DCTERMS.created" content="2026-10-08">' in page
    assert "網站、公開欄" in traditional

    site.write({"disclosure/catalogue/party.yaml": catalogue.replace("10,", "15,")})
    site.build()
    assert "自期满之日起15个工作日内" in site.page("party-affairs/2026/a.html")
    incremental = site.tree()
    assert incremental == _clean(site, NOW)
