"""Every range, in every state, by every road: nothing that is not for the public is in the public output.

The roads are not listed but searched: whatever file a build writes (page, variant, list, feed, sitemap, table, register,
picture, attachment, redirect, manifest) is read whole, and so are the names of all files.
"""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import unquote

import pytest
from PIL import Image

from xinglin.variants.converter import Converter

CANARY = "金丝雀报警书"
SITE = "name: 示例医院\nvariants: [zh-Hans, zh-Hant, zh-Hant-TW, zh-Hant-HK]\ndisclosure_section: party-affairs\n"
SECTIONS = """- {id: news, title: 新闻}
- {id: notices, title: 通知, kind: notice}
- {id: party-affairs, title: 党务, kind: disclosure}
- {id: honours, title: 荣誉, kind: honours}
- {id: reports, title: 支部, kind: branch-report}
"""
CATALOGUE = "id: party\ntitle: 党务公开目录\nitems:\n" + "".join(
    f"  - {{id: dw-{name}, item: {name}公开的事项, range: {name}{', group: 当事人' if name == 'group' else ''}}}\n"
    for name in ("society", "party", "unit", "group")
)
RANGES = {
    "society": "",
    "party": "公开范围: 党内\n",
    "unit": "公开范围: 本单位\n",
    "group": "公开范围: 特定人员\n",
    "item-party": "公开事项: dw-party\n",
    "item-unit": "公开事项: dw-unit\n",
    "item-group": "公开事项: dw-group\n",
    "narrowed": "公开事项: dw-society\n公开范围: 党内\n",
}
STATES = {
    "published": "",
    "draft": "状态: 草稿\n",
    "review": "状态: 待审\n",
    "scheduled": "日期: 2026-12-24\n",
    "error": "状态: 撤稿\n撤稿: {日期: 2026-05-01, 原因: 有误}\n",
    "privacy": "状态: 撤稿\n撤稿: {日期: 2026-05-01, 原因: 隐私}\n",
    "expired": "状态: 撤稿\n撤稿: {日期: 2026-05-01, 原因: 过期}\n",
}
KINDS = {
    "news": "",
    "notices": "生效: 2026-04-01\n",
    "party-affairs": "索引号: QL/202603-{number}\n",
    "honours": "荣誉: [{{名称: 荣誉{canary}, 级别: 市级, 授予单位: 单位{canary}, 获得者: 获得者{canary}}}]\n",
    "reports": "党支部: 支部{canary}\n",
}


def _files(name: str, number: int, kind: str, lines: str) -> Iterator[tuple[str, bytes]]:
    canary = f"{CANARY}{name}"
    date = "" if "日期: 2026-12" in lines else "日期: 2026-03-05\n"
    more = KINDS[kind].format(canary=canary, number=f"{number:05}")
    yield (
        f"{kind}/secret-{name}/index.md",
        (
            f"---\n标题: 标题{canary}\n{date}{lines}{more}副题: 副题{canary}\n作者: 甲{number}乙\n关键词: 词{canary}\n摘要: 摘要{canary}\n"
            f"供稿科室: 科{canary}\n来源: 来源{canary}\n更正: {{日期: 2026-03-06, 说明: 更正{canary}}}\n附件: {{file: 附{canary}.docx, title: 附件{canary}}}\n"
            f'---\n\n正文{canary}里的一句完整的话需要保密。\n\n## 小标题{canary}\n\n![替代{canary}](图{canary}.jpg "图说{canary}")\n'
        ).encode(),
    )
    yield f"{kind}/secret-{name}/附{canary}.docx", _docx(canary)
    yield f"{kind}/secret-{name}/图{canary}.jpg", _photo(canary, number)


def _docx(text: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f"<w:p><w:t>{text}</w:t></w:p>")
    return stream.getvalue()


def _photo(text: str, number: int) -> bytes:
    exif = Image.Exif()
    exif[0x010E] = text
    stream = io.BytesIO()
    Image.new("RGB", (64, 48), (number % 255, number // 255, 77)).save(stream, "JPEG", exif=exif, comment=text.encode())
    return stream.getvalue()


def _readings(path: str, data: bytes) -> Iterator[str]:
    """A file as whoever looks for something in it would read it."""
    yield path
    yield unquote(path)
    text = data.decode("utf-8", "replace")
    yield text
    yield html.unescape(text)
    yield unquote(text)
    yield re.sub(r"\\u([0-9a-fA-F]{4})", lambda match: chr(int(match[1], 16)), text)
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                yield name + archive.read(name).decode("utf-8", "replace")


@pytest.mark.parametrize("kind", KINDS)
def test_canary(kind: str, small_site: Callable[..., Any]) -> None:
    """Each cell of ranges × states has an article, in content/ and in the internal root, with all that an article can own."""
    files: dict[str, str | bytes] = {
        "site.yaml": SITE,
        "sections.yaml": SECTIONS,
        "disclosure/catalogue/party.yaml": CATALOGUE,
        f"{kind}/public.md": "---\n标题: 公开的稿件\n日期: 2026-03-01\n关键词: 义诊\n公开事项: dw-society\n---\n\n公开的正文。\n",
    }
    cells = [(r, s) for r in RANGES for s in STATES if (r, s) != ("society", "published")]
    for number, (range_, state) in enumerate(cells):
        files |= dict(_files(f"{range_}-{state}", number, kind, RANGES[range_] + STATES[state]))
    site = small_site(files)
    inside = site.content.with_name("content-internal")
    for number, (range_, state) in enumerate([*cells, ("society", "published")], 500):
        for path, data in _files(f"inside-{range_}-{state}", number, kind, RANGES[range_] + STATES[state]):
            place = inside / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(data)
    (inside / f"{kind}/public.review.yaml").write_text(
        f"stages: [{{stage: 初审, by: 余{CANARY}, on: 2026-03-01, note: 意见{CANARY}}}]\n"
    )

    result = site.build()

    assert result.landed is not None, [d for d in result.diagnostics if d.is_error]
    tree = site.tree()
    needles = {
        form
        for v in ("zh-Hans", "zh-Hant", "zh-Hant-TW", "zh-Hant-HK")
        for form in (Converter(v).convert(CANARY), "secret-")
    }
    allowed = re.compile(r"(?:zh-\w+/)?\w[\w-]*/2026/secret-society-(?:error|privacy|expired)\.html")
    for path, data in tree.items():
        for reading in _readings(path, data):
            # a tombstone answers at its own address, and nowhere else
            left = allowed.sub("", reading)
            assert not [needle for needle in needles if needle in left], path
    stones = [path for path in tree if "secret-" in path]
    assert len(stones) == 4 * sum(
        state in {"error", "privacy", "expired"} for range_, state in cells if range_ == "society"
    )
    assert not any(path.startswith("media/") for path in tree)
    assert "公开的正文" in site.page(f"{kind}/2026/public.html")
