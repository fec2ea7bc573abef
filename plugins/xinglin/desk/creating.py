"""``xinglin new``: a manuscript to start from, in the right folder, with the right header and a slug that lasts."""

from __future__ import annotations

import argparse
import re
import sys
from datetime import datetime

from xinglin.core.files import write_atomic
from xinglin.core.kinds import Kind
from xinglin.core.validation import nearest
from xinglin.desk import arguments, hooks
from xinglin.kinds import KINDS
from xinglin.manuscript.scanning import scan
from xinglin.manuscript.values import MAX_SLUG, SLUG
from xinglin.press.data_files import DataFiles, read_data_files
from xinglin.sections.tree import PAGES, folder_section

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
    parser.add_argument(
        "kind", metavar="类型", help=f"类型（{'、'.join(k.label for k in KINDS.values())}）或栏目编号、栏目名"
    )
    parser.add_argument("title", metavar="标题", help="稿件的标题")
    arguments.content(parser)
    parser.add_argument("--section", default=None, metavar="栏目", help="栏目编号（默认是这种类型的第一个栏目）")
    parser.add_argument("--slug", default=None, metavar="网址名", help="网址名（默认由标题的拼音得到）")
    arguments.time(parser, moment)


def run(options: argparse.Namespace) -> int:
    data = read_data_files(scan(options.content))
    found = _kind_and_section(options.kind, options.section, data)
    if isinstance(found, str):
        sys.stderr.write(f"xinglin new: {found}\n")
        return 2
    kind, section = found
    slug = options.slug or suggest_slug(options.title, options.now)
    if not SLUG.fullmatch(slug) or len(slug) > MAX_SLUG:
        sys.stderr.write(
            f"xinglin new: 网址名“{slug}”只能用小写英文字母、数字和连字符，最多 {MAX_SLUG} 个，例如 party-day-2026。\n"
        )
        return 2
    year = f"{options.now.year}/" if kind.has_year else ""
    path = options.content / f"{section}/{year}{slug}/index.md"
    if path.exists():
        sys.stderr.write(f"xinglin new: 已经有这篇稿件了：{path}\n用 --slug 换一个网址名。\n")
        return 2
    usual = data.tree.sections[section].kind if section in data.tree.sections else _default_kind(section)
    write_atomic(path, manuscript(kind, options.title, options.now, slug, named=kind.name != usual).encode())
    sys.stdout.write(f"新稿件：{path}\n照片放在同一个文件夹里。写完后把“状态: 草稿”改成“状态: 发布”。\n")
    sys.stdout.write("提交之前运行  xinglin reduce ：缩小原图、去掉拍摄信息，把马赛克打进原图。\n")
    if told := hooks.prepare(options.content):
        sys.stdout.write(f"{told}\n")
    return 0


def _default_kind(folder: str) -> str:
    """The kind of a folder sections.yaml does not name."""
    return "page" if folder == PAGES else "news"


def _kind_and_section(word: str, section: str | None, data: DataFiles) -> tuple[Kind, str] | str:
    """What the editor means, or a sentence that says why it cannot be told."""
    tree = data.tree
    by_label = {kind.label: kind for kind in KINDS.values()}
    titles = {entry.title: entry.id for entry in tree.walk()}
    target = section or (word if word in tree.sections else titles.get(word))
    target = titles.get(target, target) if target else None
    if target and target not in tree.sections and not _may_begin(target, data):
        guess = nearest(target, {*tree.sections, *titles})
        return f"没有“{target}”这个栏目。" + (f"是不是“{guess}”？" if guess else "")
    kind = KINDS.get(word) or by_label.get(word)
    if kind is None and word in {*tree.sections, *titles}:
        kind = KINDS[tree.sections[titles.get(word, word)].kind]
    if kind is None:
        guess = nearest(word, {*KINDS, *by_label, *tree.sections, *titles})
        return f"没有“{word}”这种类型或栏目。" + (f"是不是“{guess}”？" if guess else f"可以写：{'、'.join(by_label)}。")
    if target is None:
        target = next((s.id for s in tree.walk() if s.kind == kind.name and not s.children), None)
    if target is None and (kind.name == "page" or not data.has_sections_file):
        target = _default_folder(kind)
    return (kind, target) if target else f"没有放“{kind.label}”的栏目，请用 --section 指定。"


def _may_begin(section: str, data: DataFiles) -> bool:
    """Outside sections: pages; and without sections.yaml every folder is one."""
    return section == PAGES or (not data.has_sections_file and folder_section(section) == section)


def _default_folder(kind: Kind) -> str:
    return PAGES if kind.name == "page" else kind.name


def suggest_slug(title: str, now: datetime) -> str:
    """Pinyin of the title; without pypinyin the date. A suggestion written down once: a build never transliterates."""
    try:
        from pypinyin import Style, lazy_pinyin
    except ImportError:
        return _dated_slug(now)
    words = lazy_pinyin(title, style=Style.NORMAL, errors=lambda text: " ".join(re.findall(r"[A-Za-z0-9]+", text)))
    slug = ""
    for word in " ".join(words).split():
        longer = f"{slug}-{word}".strip("-").lower()
        if len(longer) > min(MAX_SLUG, 48):
            break
        slug = longer
    return re.sub(r"[^a-z0-9-]+", "", slug).strip("-") or _dated_slug(now)


def _dated_slug(now: datetime) -> str:
    return f"{now:%Y%m%d-%H%M}"


def manuscript(kind: Kind, title: str, now: datetime, slug: str, *, named: bool = False) -> str:
    """The text of a new manuscript: every line an editor may want, empty ones harmless.

    Args:
        named: write the kind down, since it is not the one of the section.
    """
    title = " ".join(title.split())
    quoted = title if re.fullmatch(r"[\u3400-\u9fff“《][^:#]*", title) else "'" + title.replace("'", "''") + "'"
    lines = [
        "---",
        f"标题: {quoted}",
        f"日期: {now.year}年{now.month}月{now.day}日 {now:%H:%M}",
        "状态: 草稿",
        f"网址名: {slug}",
    ]
    if named:
        lines.append(f"类型: {kind.label}")
    lines += [f"{name}:" for name in _FIELDS[kind.name]]
    lines += [
        "---",
        "",
        "在这里写正文。段落之间空一行。",
        "",
        "## 小标题",
        "",
        '照片这样插入：`![照片里有什么](01.jpg "图片说明")`',
        "",
    ]
    return "\n".join(lines)
