"""Nothing that is not meant for the public reaches the public output by any road."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image

from xinglin.variants.converter import Converter

CANARY = "金丝雀暗语"
SECTIONS = "- {id: news, title: 新闻, kind: news}\n- {id: notices, title: 通知, kind: notice}\n- {id: party-affairs, title: 党务, kind: disclosure}\n"
CATALOGUE = """id: party
title: 党务公开目录
items:
  - {id: dw-1, item: 社会公开的事项, range: society}
  - {id: dw-2, item: 党内公开的事项, range: party}
"""

# state or range → front matter lines that put an article into it, at 2026-11-20
HIDDEN = {
    "draft": "状态: 草稿",
    "review": "状态: 待审",
    "scheduled": "日期: 2026-12-01",
    "withdrawn": "状态: 撤稿\n撤稿: {日期: 2026-05-01, 原因: 有误}",
    "party": "公开范围: 党内",
    "unit": "公开范围: 本单位",
    "group": "公开范围: 特定人员",
    "catalogue-range": "公开事项: dw-2",
    "party-withdrawn": "公开范围: 党内\n状态: 撤稿",
    "party-scheduled": "公开范围: 党内\n日期: 2026-12-01",
    "broken": "作着: 张三",
}


def _photo(text: str) -> bytes:
    """A JPEG with words in its EXIF, its comment and its pixels' neighbourhood: what a camera writes."""
    image = Image.new("RGB", (64, 48), (hash(text) % 255 & 255, 90, 120))
    exif = Image.Exif()
    exif[0x010E] = text
    exif[0x013B] = text
    stream = io.BytesIO()
    image.save(stream, "JPEG", exif=exif, comment=text.encode())
    return stream.getvalue()


def _document(text: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("word.txt", text)
    return stream.getvalue()


def _article(name: str, lines: str) -> str:
    canary = f"{CANARY}{name}"
    date = "" if "日期: 2026-12" in lines and "撤稿" not in lines else "日期: 2026-03-05\n"
    return (
        f"---\n标题: 标题{canary}\n{date}{lines}\n副题: 副题{canary}\n作者: 甲乙{name}\n关键词: 词{canary}\n摘要: 摘要{canary}\n"
        f"供稿科室: 科{canary}\n党支部: 支部{canary}\n附件: {{file: secret-{name}.zip, title: 附件{canary}}}\n"
        f'旧网址: /old/{name}-leaky.html\n---\n\n正文{canary}。[附件](secret-{name}.zip)\n\n![替代{canary}](secret-{name}.jpg "图说{canary}")\n'
    )


@pytest.mark.parametrize("section", ["news", "notices", "party-affairs"])
def test_canary(section: str, small_site: Callable[..., Any]) -> None:
    """No byte of an item of any hidden state or range is in the output: pages, feeds, sitemap, pictures, file names."""
    files: dict[str, str | bytes] = {
        "sections.yaml": SECTIONS,
        "disclosure/catalogue/party.yaml": CATALOGUE,
        f"{section}/public.md": "---\n标题: 公开的稿件\n日期: 2026-03-01\n关键词: 义诊\n---\n\n公开的正文。\n",
    }
    secrets: list[bytes] = []
    for name, lines in HIDDEN.items():
        folder = f"{section}/{name}-leaky"
        files[f"{folder}/index.md"] = _article(name, lines)
        photo, document = _photo(f"EXIF{name}"), _document(f"文档{CANARY}{name}")
        files[f"{folder}/secret-{name}.jpg"] = photo
        files[f"{folder}/secret-{name}.zip"] = document
        secrets += [document, f"EXIF{name}".encode(), f"secret-{name}".encode()]
    site = small_site(files)

    result = site.build(keep_going=True)

    tree = site.tree()
    everything = b"\0".join(path.encode() + b"\n" + data for path, data in tree.items())
    for needle in (CANARY, Converter("zh-Hant").convert(CANARY)):
        assert needle.encode() not in everything
        assert needle.encode("unicode-escape") not in everything
    for secret in secrets:
        assert secret not in everything
    leaky = sorted(path for path in tree if "leaky" in path)
    withdrawn = f"{section}/2026/withdrawn-leaky.html"
    old = "old/withdrawn-leaky.html"  # a URL once published never dies: it leads to the tombstone
    assert leaky == sorted([withdrawn, f"zh-hant/{withdrawn}", old, f"zh-hant/{old}"])
    assert not any(path.startswith("media/") and path.endswith((".jpg", ".zip")) for path in tree)
    assert "公开的正文" in site.page(f"{section}/2026/public.html")
    assert {d.path for d in result.diagnostics if d.is_error} == {f"{section}/broken-leaky/index.md"}


def test_tombstone_says_date_and_reason_only(small_site: Callable[..., Any]) -> None:
    """A withdrawn URL answers with the date and the kind of reason; it is in no list, feed or sitemap."""
    site = small_site(
        {
            "sections.yaml": SECTIONS,
            "news/good.md": "---\n标题: 好稿件\n日期: 2026-03-01\n---\n\n正文。\n",
            "news/gone.md": _article("withdrawn", HIDDEN["withdrawn"])
            .replace("附件: {file: secret-withdrawn.zip, title: 附件金丝雀暗语withdrawn}\n", "")
            .replace("[附件](secret-withdrawn.zip)", "")
            .replace("![替代", "替代")
            .replace('](secret-withdrawn.jpg "图说金丝雀暗语withdrawn")', ""),
        }
    )

    assert site.build().exit_code == 0

    stone = site.page("news/2026/gone.html")
    assert "2026年5月1日" in stone
    assert 'content="noindex"' in stone
    assert CANARY not in stone
    for path, data in site.tree().items():
        is_itself = path.endswith(("news/2026/gone.html", "old/withdrawn-leaky.html"))
        if not is_itself and path != ".xinglin-manifest.json":
            assert b"gone" not in data, path


def test_becoming_hidden_removes_everything(small_site: Callable[..., Any]) -> None:
    """What was public and is withheld now disappears from the output, its pictures and attachments too."""
    text = "---\n标题: 会收回的稿件\n日期: 2026-03-05\n附件: {file: form.zip, title: 表格}\n---\n\n会收回的正文。\n\n![护士](p.jpg)\n"
    site = small_site(
        {
            "sections.yaml": SECTIONS,
            "news/a/index.md": text,
            "news/a/p.jpg": _photo("p"),
            "news/a/form.zip": _document("表"),
        }
    )
    site.write({"news/b.md": "---\n标题: 别的稿件\n日期: 2026-03-05\n---\n\n正文。\n"})
    site.build()
    assert any(path.endswith(".zip") for path in site.tree())

    site.write({"news/a/index.md": text.replace("附件:", "公开范围: 党内\n附件:")})
    result = site.build()

    assert result.landed is not None
    assert result.landed.pruned >= 4
    tree = site.tree()
    assert not any(path.endswith((".zip", ".jpg")) or "/a.html" in path for path in tree)
    assert all("会收回".encode() not in data and "會收回".encode() not in data for data in tree.values())


def test_intranet_has_its_own_folder(small_site: Callable[..., Any]) -> None:
    """The intranet edition shows party and unit items, never what is for particular people."""
    files = {
        f"news/{name}.md": f"---\n标题: 稿件{name}\n日期: 2026-03-05\n{lines}\n---\n\n正文{name}。\n"
        for name, lines in HIDDEN.items()
        if name in {"party", "unit", "group"}
    }
    site = small_site({"sections.yaml": SECTIONS, **files})

    site.build(audience="intranet")

    pages = {path for path in site.tree() if path.startswith("news/2026/") and "index" not in path}
    assert pages == {"news/2026/party.html", "news/2026/unit.html"}


def test_time_opens_and_closes(small_site: Callable[..., Any]) -> None:
    """A scheduled article appears when its time has come; a notice's last day belongs to it."""
    from datetime import datetime

    from xinglin.core.clock import TIMEZONE

    site = small_site(
        {
            "sections.yaml": SECTIONS,
            "news/later.md": "---\n标题: 定时稿件\n日期: 2026年12月1日 08:00\n---\n\n正文。\n",
            "notices/stop.md": "---\n标题: 口腔科停诊通知\n日期: 2026-11-01\n失效: 2026-11-20\n---\n\n停诊。\n",
        }
    )

    site.build(now=datetime(2026, 11, 20, 23, 59, tzinfo=TIMEZONE))
    assert not (site.output / "news/2026/later.html").exists()
    assert "口腔科停诊通知" in site.page("index.html")

    site.build(now=datetime(2026, 11, 21, 0, 0, tzinfo=TIMEZONE))
    assert "口腔科停诊通知" not in site.page("index.html")
    assert "口腔科停诊通知" in site.page("notices/2026/stop.html")

    site.build(now=datetime(2026, 12, 1, 8, 0, tzinfo=TIMEZONE))
    assert (site.output / "news/2026/later.html").exists()
