"""``xinglin new``: a manuscript to start from, in the right folder, with the right header and a slug that lasts."""

from __future__ import annotations

import argparse
import re
import sys
from datetime import datetime
from pathlib import Path

from xinglin.core.files import write_atomic
from xinglin.core.kinds import Kind
from xinglin.core.validation import nearest
from xinglin.desk import arguments
from xinglin.kinds import KINDS
from xinglin.manuscript.front_matter import MAX_SLUG
from xinglin.manuscript.scanning import scan
from xinglin.press.data_files import read_data_files
from xinglin.sections.tree import SectionTree

NAME = "new"
HELP = "新建一篇稿件。"

# What an editor fills in, by kind, behind title and date.
_FIELDS: dict[str, tuple[str, ...]] = {
    "news": ("作者", "摄影", "责编", "来源", "供稿科室", "摘要", "关键词"),
    "branch-report": ("作者", "摄影", "责编", "党支部", "摘要", "关键词"),
    "page": ("摘要",),
    "notice": ("生效", "失效", "供稿科室"),
    "guide": ("流程", "地点", "时间", "电话", "费用", "核对日期"),
    "honours": ("荣誉",),
    "disclosure": ("公开事项", "索引号", "文号", "成文日期", "效力", "供稿科室"),
    "epaper": ("期号", "封面"),
}


def add_arguments(parser: argparse.ArgumentParser, moment: arguments.TypeOf, positive: arguments.TypeOf) -> None:
    parser.add_argument("kind", metavar="类型", help=f"类型（{'、'.join(k.label for k in KINDS.values())}）或栏目编号、栏目名")
    parser.add_argument("title", metavar="标题", help="稿件的标题")
    arguments.content(parser)
    parser.add_argument("--section", default=None, metavar="栏目", help="栏目编号（默认是这种类型的第一个栏目）")
    parser.add_argument("--slug", default=None, metavar="网址名", help="网址名（默认由标题的拼音得到）")
    arguments.time(parser, moment)


def run(options: argparse.Namespace) -> int:
    data = read_data_files(scan(options.content))
    found = _kind_and_section(options.kind, options.section, data.tree)
    if isinstance(found, str):
        sys.stderr.write(f"xinglin new: {found}\n")
        return 2
    kind, section = found
    slug = options.slug or suggest_slug(options.title, options.now)
    year = f"{options.now.year}/" if kind.has_year else ""
    path = options.content / f"{section}/{year}{slug}/index.md"
    if path.exists():
        sys.stderr.write(f"xinglin new: 已经有这篇稿件了：{path}\n用 --slug 换一个网址名。\n")
        return 2
    write_atomic(path, manuscript(kind, options.title, options.now, slug).encode())
    sys.stdout.write(f"新稿件：{path}\n照片放在同一个文件夹里。写完后把“状态: 草稿”改成“状态: 发布”。\n")
    return 0


def _kind_and_section(word: str, section: str | None, tree: SectionTree) -> tuple[Kind, str] | str:
    """What the editor means, or a sentence that says why it cannot be told."""
    by_label = {kind.label: kind for kind in KINDS.values()}
    titles = {entry.title: entry.id for entry in tree.walk()}
    target = section or (word if word in tree.sections else titles.get(word))
    target = titles.get(target, target) if target else None
    if target and target not in tree.sections:
        guess = nearest(target, {*tree.sections, *titles})
        return f"没有“{target}”这个栏目。" + (f"是不是“{guess}”？" if guess else "")
    kind = KINDS.get(word) or by_label.get(word)
    if kind is None and target:
        kind = KINDS[tree.sections[target].kind]
    if kind is None:
        guess = nearest(word, {*KINDS, *by_label, *tree.sections, *titles})
        return f"没有“{word}”这种类型或栏目。" + (f"是不是“{guess}”？" if guess else f"可以写：{'、'.join(by_label)}。")
    if target is None:
        target = next((s.id for s in tree.walk() if s.kind == kind.name and not s.children), None)
    return (kind, target) if target else f"没有放“{kind.label}”的栏目，请用 --section 指定。"


def suggest_slug(title: str, now: datetime) -> str:
    """Pinyin of the title; without pypinyin the date. A suggestion written down once: a build never transliterates."""
    try:
        from pypinyin import Style, lazy_pinyin
    except ImportError:
        words: list[str] = []
    else:
        words = lazy_pinyin(title, style=Style.NORMAL, errors=lambda text: re.findall(r"[A-Za-z0-9]+", text))
    slug = ""
    for word in words:
        longer = f"{slug}-{word}".strip("-").lower()
        if len(longer) > min(MAX_SLUG, 48):
            break
        slug = longer
    return re.sub(r"[^a-z0-9-]+", "", slug).strip("-") or f"{now:%Y%m%d-%H%M}"


def manuscript(kind: Kind, title: str, now: datetime, slug: str) -> str:
    """The text of a new manuscript: every line an editor may want, empty ones harmless."""
    quoted = f"'{title}'" if re.search(r"[:#'\"\[\]{}]", title) else title
    lines = ["---", f"标题: {quoted}", f"日期: {now.year}年{now.month}月{now.day}日 {now:%H:%M}", "状态: 草稿", f"网址名: {slug}"]
    lines += [f"{name}:" for name in _FIELDS[kind.name]]
    lines += ["---", "", "在这里写正文。段落之间空一行。", "", "## 小标题", "", "插入照片：![照片里有什么](01.jpg \"图片说明\")", ""]
    return "\n".join(lines)
