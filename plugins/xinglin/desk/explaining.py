"""``xinglin why``: why an article is, or is not, on the site."""

from __future__ import annotations

import argparse
import sys
from datetime import datetime
from pathlib import Path

from xinglin.core.pools import SerialExecutor
from xinglin.core.rendering import as_text
from xinglin.desk import arguments, reporting
from xinglin.desk.selection import below_content, selected
from xinglin.disclosure.states import State
from xinglin.manuscript.values import Range, WithdrawalReason
from xinglin.press.internal import internal_folder
from xinglin.press.load_options import LoadOptions
from xinglin.press.loading import load
from xinglin.press.site import Site, Standing
from xinglin.press.store import Store
from xinglin.press.templates import long_date

NAME = "why"
HELP = "说明一篇稿件为什么在网站上，或者为什么不在。"
_RANGES = {Range.SOCIETY: "社会", Range.PARTY: "党内", Range.UNIT: "本单位", Range.GROUP: "特定人员"}


def add_arguments(parser: argparse.ArgumentParser, moment: arguments.TypeOf, positive: arguments.TypeOf) -> None:
    parser.add_argument("path", type=Path, metavar="稿件", help="稿件文件，或它所在的文件夹")
    arguments.content(parser)
    arguments.internal(parser)
    arguments.audience(parser)
    arguments.time(parser, moment)
    arguments.output_format(parser, "text", "json")


def run(options: argparse.Namespace) -> int:
    internal = internal_folder(options.content, options.internal)
    below = below_content(options.path, options.content)
    if below is None and internal:
        below = below_content(options.path, internal)
    loading = LoadOptions(options.content, options.now, options.audience, internal=internal)
    site = load(loading, SerialExecutor(), Store(None))
    standing = find_standing(site, below) if below is not None else None
    if standing is None:
        sys.stderr.write(f"xinglin why: 稿件文件夹里没有“{options.path}”这篇稿件。稿件文件名要以 .md 结尾。\n")
        return 2
    found = selected(site.diagnostics, [standing.path])
    sentence = explain(standing, options.now)
    is_shown = standing.state is State.PUBLISHED and not standing.left_out
    if options.format == "json":
        data = {
            "path": standing.path,
            "published": is_shown,
            "state": standing.state,
            "url": standing.url,
            "reason": sentence,
        }
        reporting.print_json(data, found)
    else:
        sys.stdout.write(f"{standing.path}\n{sentence}\n")
        for diagnostic in found:
            sys.stdout.write(as_text(diagnostic) + "\n")
    return 1 if any(diagnostic.is_error for diagnostic in found) else 0


def find_standing(site: Site, path: str) -> Standing | None:
    """The article at a path, or in the folder of that name."""
    names = (path, f"{path}/index.md", f"{path}.md")
    return next((site.standings[name] for name in names if name in site.standings), None)


def explain(standing: Standing, now: datetime) -> str:
    """One Chinese sentence on where the article stands."""
    if standing.left_out:
        return "不在网站上：稿件有错误，改好下面的问题就会发布。"
    match standing.state:
        case State.PUBLISHED:
            return f"在网站上：/{standing.url}{_remark(standing, now)}"
        case State.DRAFT:
            return "不在网站上：状态是草稿。写完后把“状态”改成“发布”，或删去这一行。"
        case State.REVIEW:
            return "不在网站上：状态是待审。审核通过后把“状态”改成“发布”。"
        case State.SCHEDULED:
            assert standing.date is not None
            return f"还不在网站上：发布日期是 {long_date(standing.date)}，到时候下一次生成网站时会出现。"
        case State.WITHDRAWN:
            if standing.withdrawn is WithdrawalReason.CONSOLIDATED:
                return f"已撤稿：打开 /{standing.url} 的读者会转到替代稿件。"
            return f"已撤稿：/{standing.url} 只说明撤稿日期和原因；写了“保留正文”的还看得到正文，但不在列表里。"
        case State.WITHHELD:
            assert standing.range is not None
            return f"不在公开网站上：公开范围是“{_RANGES[standing.range]}”。"
        case None:
            return "不在网站上：这个文件读不成稿件。"


def _remark(standing: Standing, now: datetime) -> str:
    if standing.expires is None or standing.expires >= now:
        return ""
    return f"（已于 {long_date(standing.expires)}失效，页面上会注明）"
