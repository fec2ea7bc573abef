"""The disclosure site: where is item X, when was it last published, who owes it; and nothing of what is not for all."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import lxml.etree
import lxml.html
import pytest
from tests.conftest import NOW, SmallSite, article

from xinglin.core.clock import TIMEZONE

CATALOGUE = """
id: party
title: 党务公开目录
organisation: committee
version: "2026.1"
effective: 2026-01-01
approved: {body: 院党委会, on: 2025-12-20}
filed_with: {organisation: 上级党组, on: 2025-12-28}
basis: [条例]
categories: [{id: org, name: 组织建设, basis: 条例第十一条}, {id: work, name: 重点工作}]
items:
  - {id: dw-1, item: 年度要点, category: work, department: office, timing: periodic, every: 每年, within: 10个工作日}
  - {id: dw-2, item: 支部换届, category: org, department: office, timing: staged, stages: [候选人公示, 选举结果]}
  - {id: dw-3, item: 党费收缴, category: org, department: finance, range: party}
  - {id: dw-4, item: 处分决定, category: org, range: group, group: 有关支部}
  - {id: dw-5, item: 不列出的事项, category: org, range: unit, listed: 否}
  - {id: dw-6, item: 从没公开过, category: work, department: office, within: 20个工作日}
  - {id: dw-7, item: 公开栏里的事项}
"""
OLD = """
id: party
title: 党务公开目录
version: "2025.1"
effective: 2025-01-01
items:
  - {id: dw-1, item: 年度要点}
  - {id: dw-9, item: 早先的事项}
"""
NEXT = """
id: party
title: 党务公开目录
version: "2027.1"
effective: 2026-11-22
items:
  - {id: dw-1, item: 年度要点}
  - {id: dw-6, item: 从没公开过}
  - {id: dw-7, item: 公开栏里的事项}
"""
FILES = {
    "site.yaml": "name: 医院\ndisclosure_section: open\n",
    "sections.yaml": "- {id: news, title: 新闻}\n- {id: open, title: 信息公开, kind: disclosure, children: [{id: affairs, title: 党务, kind: disclosure}]}\n",
    "disclosure/organisations.yaml": "bodies: [{id: committee, name: 医院党委}]\ndepartments: [{id: office, name: 党办}, {id: finance, name: 财务科}]\n",
    "disclosure/catalogue/2025.yaml": OLD,
    "disclosure/catalogue/2026.yaml": CATALOGUE,
    "disclosure/feedback.yaml": "channels: [{name: 电话, contact: 0000-1}]\nmessages: [{received: 2026-03-02, answered: 2026-03-05, subject: 问题, reply: 答复}]\n",
    "disclosure/offline.yaml": "records: [{items: [dw-7], on: 2026-02-03, channel: 公开栏, note: 照片存党办}, {items: [dw-4], on: 2026-02-03, channel: 会议, note: 会议记录}]\n",
    "affairs/a.md": article("要点甲", "2026-03-05", 公开事项="dw-1", 索引号="QL-1", 成文日期="2026-03-04", 效力="有效", 供稿科室="党办"),
    "affairs/b.md": article("要点乙", "2025-03-05", 公开事项="dw-1、dw-9", 效力="废止"),
    "affairs/c.md": article("候选人", "2026-11-18", 公开事项="dw-2", 阶段="候选人公示", 失效="2026-11-21"),
    "affairs/gone.md": article("有错的", "2026-05-05", 公开事项="dw-2", 阶段="候选人公示", 状态="撤稿", 撤稿="{日期: 2026-05-06, 原因: 有误}"),
    "affairs/fees.md": article("党费收支明细", "2026-07-01", body="秘密正文", 公开事项="dw-3"),
    "affairs/inner.md": article("要点的内部稿", "2026-08-01", 公开事项="dw-1", 公开范围="党内"),
    "affairs/punish.md": article("某人的处分", "2026-09-09", 公开事项="dw-4"),
    "affairs/unit.md": article("单位的事", "2026-09-10", 公开事项="dw-5"),
    "affairs/draft.md": article("草稿里的", "2026-09-11", 公开事项="dw-6", 状态="草稿"),
    "affairs/later.md": article("以后的", "2026-12-11", 公开事项="dw-6"),
}  # fmt: skip
INNER = (
    "党费收支明细",
    "秘密正文",
    "要点的内部稿",
    "某人的处分",
    "单位的事",
    "草稿里的",
    "以后的",
    "不列出的事项",
    "有错的",
)


@pytest.fixture
def site(small_site: Callable[..., SmallSite]) -> SmallSite:
    return small_site(FILES)


def rows(site: SmallSite, path: str, table: str) -> list[list[str]]:
    page = lxml.html.document_fromstring(site.page(path))
    found = page.xpath(f"//table[@id='{table}']//tbody/tr[not(@data-heading)]")
    return [[" ".join(str(cell.text_content()).split()) for cell in row] for row in found]


def csv_rows(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_two_clicks_from_the_front_page(site: SmallSite) -> None:
    """Front page → catalogue: where the item is, when it was last published, who owes it; → the entry itself."""
    site.build()
    front = lxml.html.document_fromstring(site.page("open/index.html"))
    (catalogue,) = {str(href) for href in front.xpath("//section[contains(@class,'xl-catalogue-card')]/h2/a/@href")}
    page = lxml.html.document_fromstring(site.page(f"{catalogue.lstrip('/')}index.html"))
    line = page.xpath("//tr[td/a[text()='年度要点']]")[0]

    assert "党办" in line.text_content()
    assert "2026-03-05" in line.text_content()
    entry = str(line.xpath(".//a[text()='要点甲']/@href")[0])
    assert "要点甲" in site.page(entry.lstrip("/"))


def test_catalogue(site: SmallSite) -> None:
    """Every item that may be named, with its duty and its last entry; of what is for fewer, at most the day."""
    site.build()
    found = rows(site, "open/catalogue/party/index.html", "xl-items")

    assert [row[0] for row in found] == ["年度要点", "从没公开过", "支部换届", "党费收缴", "处分决定", "公开栏里的事项"]
    assert found[0][1:] == ["向社会公开", "定期公开（每年） 自期满之日起10个工作日内", "党办", "2026-03-05 要点甲"]
    assert found[1][4] == "尚未公开"
    assert found[2][4] == "2026-11-18 候选人"
    assert found[3][4] == "2026-07-01 不在本站公布内容"
    assert found[4][4] == "不在本站公布"
    assert found[5][4] == "2026-02-03 公开栏"
    page = site.page("open/catalogue/party/index.html")
    assert "医院党委" in page and "院党委会，2025年12月20日" in page and "上级党组" in page
    assert [row[0] for row in rows(site, "open/catalogue/party/org/index.html", "xl-items")] == ["支部换届", "党费收缴", "处分决定"]  # fmt: skip
    assert [row[0] for row in rows(site, "open/departments/office/index.html", "xl-items")] == ["年度要点", "支部换届", "从没公开过"]  # fmt: skip
    assert [row[0] for row in rows(site, "open/departments/office/index.html", "xl-entries")] == ["候选人", "要点甲", "要点乙"]  # fmt: skip


def test_history_of_an_item(site: SmallSite) -> None:
    """Newest first; a withdrawn entry leaves its day and its reason; an item of a former version keeps its page."""
    site.build()

    assert [row[0] for row in rows(site, "open/items/dw-1/index.html", "xl-entries")] == ["要点甲", "要点乙"]
    page = site.page("open/items/dw-2/index.html")
    assert "2026-05-06" in page and "内容有误" in page
    assert "现行目录已不列" in site.page("open/items/dw-9/index.html")
    assert not (site.output / "open/items/dw-5").exists()


def test_slices(site: SmallSite) -> None:
    site.build()

    assert [row[0] for row in rows(site, "open/entries/index.html", "xl-entries")] == ["候选人", "要点甲", "要点乙"]
    assert [row[0] for row in rows(site, "open/years/2025/index.html", "xl-entries")] == ["要点乙"]
    assert [row[0] for row in rows(site, "open/validity/abolished/index.html", "xl-entries")] == ["要点乙"]
    assert [row[0] for row in rows(site, "zh-hant/open/years/2025/index.html", "xl-entries")] == ["要點乙"]
    assert not (site.output / "open/validity/expired").exists()
    site.build(now=datetime(2026, 11, 22, tzinfo=TIMEZONE))
    assert [row[0] for row in rows(site, "open/validity/expired/index.html", "xl-entries")] == ["候选人"]


def test_files(site: SmallSite) -> None:
    """CSV, JSON and feed say what the pages say."""
    site.build()
    catalogue = csv_rows((site.output / "open/catalogue.csv").read_bytes())
    data = json.loads((site.output / "open/catalogue.json").read_text("utf-8"))
    entries = json.loads((site.output / "zh-hant/open/entries.json").read_text("utf-8"))

    assert [row[3] for row in catalogue[1:]] == [item["id"] for item in data["items"]] == ["dw-1", "dw-2", "dw-3", "dw-4", "dw-6", "dw-7"]  # fmt: skip
    assert {item["id"]: item["last_published"] for item in data["items"]} == {
        "dw-1": "2026-03-05", "dw-2": "2026-11-18", "dw-3": "2026-07-01", "dw-4": None, "dw-6": None, "dw-7": "2026-02-03",
    }  # fmt: skip
    assert data["items"][2]["last_entry"] is None
    assert [(e["title"], e["validity"], e["items"]) for e in entries["entries"]] == [
        ("候選人", "valid", ["dw-2"]), ("要點甲", "valid", ["dw-1"]), ("要點乙", "abolished", ["dw-1", "dw-9"]),
    ]  # fmt: skip
    assert len(csv_rows((site.output / "open/entries.csv").read_bytes())) == 4
    feed = lxml.etree.parse(site.output / "open/feed.xml")
    assert [e.text for e in feed.iterfind(".//{*}entry/{*}title")] == ["候选人", "要点甲", "要点乙"]


@pytest.mark.parametrize("shown", ["intranet", "public"])
def test_nothing_internal_in_public(shown: str, site: SmallSite) -> None:
    """Not a title, not a body, not an item that is not to be named, in any byte of the public output."""
    site.write(
        {
            "site.yaml": f"{FILES['site.yaml']}annual_report: {shown}\ndisclosure_lateness: {shown}\nvariants: [zh-Hans]\n"
        }
    )
    site.build()
    output = {path: data.decode("utf-8", "replace") for path, data in site.tree().items()}

    assert [(path, word) for path, text in output.items() for word in INNER if word in text] == []
    assert ("open/reports/2026/index.html" in output) is (shown == "public")
    assert ("已逾期" in output["open/catalogue/party/index.html"]) is (shown == "public")


def test_intranet(site: SmallSite) -> None:
    """The fuller edition shows entries of the Party and the unit, what is late, and the report's draft; of a group nothing."""
    site.build(audience="intranet")
    found = rows(site, "open/catalogue/party/index.html", "xl-items")

    assert [row[0] for row in found] == [
        "年度要点",
        "从没公开过",
        "支部换届",
        "党费收缴",
        "处分决定",
        "不列出的事项",
        "公开栏里的事项",
    ]
    assert "党费收支明细" in found[3][4]
    assert "某人的处分" not in "".join(data.decode("utf-8", "replace") for data in site.tree().values())
    assert "已逾期" in found[1][4]
    draft = (site.output / "open/reports/2026/draft.md").read_text("utf-8")
    assert "标题: 医院2026年信息公开工作年度报告" in draft
    missing = draft.partition("请说明原因")[2]
    assert [name for name in ("从没公开过", "公开栏里的事项", "年度要点") if name in missing] == ["从没公开过"]
    assert "收到意见和建议1件，答复1件，其中15个工作日内答复1件，平均用时3.0个工作日。" in draft


def test_feedback_and_guide(site: SmallSite) -> None:
    site.build()
    page = site.page("open/feedback/index.html")

    assert "答复选登" in page and "0000-1" in page
    assert "向社会公开：4 项" in site.page("open/guide/index.html")


def test_a_site_without_catalogue_has_none(small_site: Callable[..., SmallSite]) -> None:
    plain = small_site(
        {name: text for name, text in FILES.items() if not name.startswith("disclosure/") and "公开事项" not in text}
    )
    plain.build()

    assert "xl-catalogue-card" not in plain.page("open/index.html")
    assert not (plain.output / "open/entries").exists()


EDITS: dict[str, tuple[str, str]] = {
    "body": ("affairs/a.md", FILES["affairs/a.md"].replace("党员到社区义诊。", "新的正文。").replace("---\n\n", "摘要: 甲\n---\n\n")),
    "validity": ("affairs/a.md", FILES["affairs/a.md"].replace("有效", "废止")),
    "formed": ("affairs/a.md", FILES["affairs/a.md"].replace("2026-03-04", "2026-03-03")),
    "item": ("affairs/a.md", FILES["affairs/a.md"].replace("dw-1", "dw-6")),
    "modified": ("affairs/a.md", FILES["affairs/a.md"].replace("供稿科室", "修改: 2026-04-01\n供稿科室")),
    "inner": ("affairs/fees.md", FILES["affairs/fees.md"].replace("2026-07-01", "2026-07-02")),
    "department": ("disclosure/organisations.yaml", FILES["disclosure/organisations.yaml"].replace("财务科", "财务部")),
    "catalogue": ("disclosure/catalogue/2026.yaml", CATALOGUE.replace("每年", "每半年")),
    "next version": ("disclosure/catalogue/2027.yaml", NEXT),
    "feedback": ("disclosure/feedback.yaml", FILES["disclosure/feedback.yaml"].replace("答复}", "另一个答复}")),
    "gone": ("affairs/gone.md", FILES["affairs/gone.md"].replace("有误", "隐私")),
    "news": ("news/x.md", article("新闻")),
}  # fmt: skip


@pytest.mark.parametrize("name", EDITS)
@pytest.mark.parametrize("audience", ["public", "intranet"])
def test_an_edit_gives_what_a_clean_build_gives(name: str, audience: str, site: SmallSite, tmp_path: Path) -> None:
    site.build(audience=audience)
    path, text = EDITS[name]
    assert FILES.get(path) != text
    site.write({path: text})
    assert site.build(audience=audience).landed
    clean = SmallSite(site.content, tmp_path / "clean", tmp_path / "clean-cache")
    clean.build(audience=audience)

    assert site.tree() == clean.tree()


def test_an_edited_text_prints_no_list(site: SmallSite) -> None:
    """The words of an entry stand on its own page and in feeds, and nowhere else."""
    site.write({"affairs/a.md": EDITS["body"][1].replace("新的正文。", "旧的正文。")})
    site.build()
    site.write({"affairs/a.md": EDITS["body"][1]})
    result: Any = site.build()
    printed = {path for path in result.printing.printed if not path.startswith("zh-hant/")}

    assert printed == {"affairs/2026/a.html", "feeds/site.xml", "feeds/open.xml", "feeds/affairs.xml", "open/feed.xml"}


@pytest.mark.parametrize("audience", ["public", "intranet"])
def test_time_passes(audience: str, site: SmallSite, tmp_path: Path) -> None:
    """Hour by hour over an entry's end, a publication and a new version: what a clean build of that instant gives."""
    site.write({"disclosure/catalogue/2027.yaml": NEXT})
    for hours in (0, 14, 24, 39, 39.1, 63.1, 87.5, 600):
        moment = NOW + timedelta(hours=hours)
        assert site.build(now=moment, audience=audience).landed
        clean = SmallSite(site.content, tmp_path / f"clean{hours}", tmp_path / f"cache{hours}")
        clean.build(now=moment, audience=audience)
        assert site.tree() == clean.tree(), hours
