"""``xinglin build``: content/ into output/."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from xinglin.desk import arguments, reporting
from xinglin.press.building import BuildOptions, BuildResult, build
from xinglin.press.reasons import Reason, page_path, reasons

NAME = "build"
HELP = "把稿件生成网站。有错误时网站保持原样，并说明哪里要改。"


def add_arguments(parser: argparse.ArgumentParser, moment: arguments.TypeOf, positive: arguments.TypeOf) -> None:
    arguments.content(parser)
    parser.add_argument(
        "--output", type=Path, default=None, metavar="文件夹", help="网站放在哪里（默认稿件文件夹旁边的 output）"
    )
    arguments.internal(parser)
    arguments.cache(parser)
    arguments.audience(parser)
    arguments.time(parser, moment)
    arguments.jobs(parser, positive)
    parser.add_argument("--keep-going", action="store_true", help="有错误也发布其余没有问题的稿件（仍以 1 结束）")
    parser.add_argument("--explain", metavar="网址", help="说明这一页为什么重新排印了，或者为什么没有")
    arguments.output_format(parser, "text", "json", "github")


def run(options: argparse.Namespace) -> int:
    output = options.output or default_output(options.content, options.audience)
    with reporting.progress_bar() as progress:
        result = build(
            BuildOptions(
                content=options.content,
                output=output,
                now=options.now,
                cache=options.cache,
                audience=options.audience,
                jobs=options.jobs,
                keep_going=options.keep_going,
                internal=options.internal,
            ),
            progress,
            may_revise=not options.explain,  # which looks at no page but the edited ones
        )
    report(result, output, options.content, options.format)
    if options.explain:
        stream = sys.stdout if options.format == "text" else sys.stderr
        stream.write(explanation(result, options.explain))
    return result.exit_code


def default_output(content: Path, audience: str) -> Path:
    """Beside content/; each audience has its own, so that one can never land in the other."""
    name = "output" if audience == "public" else f"output-{audience}"
    return content.resolve().parent / name


def report(result: BuildResult, output: Path, content: Path, form: str) -> None:
    """Say what happened, in the form asked for."""
    people = sys.stdout if form == "text" else sys.stderr
    if form == "github":
        reporting.print_github(result.diagnostics, content.name)
    reporting.print_diagnostics(result.diagnostics, people)
    landed = result.landed
    if result.store_was_rebuilt:
        people.write("缓存损坏，或者属于别的版本，已经重新建立（只影响这一次的用时）。\n")
    if landed is None:
        people.write(
            "公开前的防泄露检查没有通过，网站没有更新，还是原来的样子。改好后再运行一次（--keep-going 也不会放行）。\n"
            if result.is_leaking
            else "设置文件有错误，网站没有更新，还是原来的样子。改好 .yaml 文件后再运行一次。\n"
            if result.is_unusable
            else "稿件有错误，网站没有更新，还是原来的样子。改好后再运行一次；或加 --keep-going 先发布没有问题的稿件。\n"
        )
    else:
        total = sum(result.seconds.values())
        people.write(
            f"网站已生成：{output}\n"
            f"{result.pages} 个网页，更新 {landed.written} 个文件，{landed.unchanged} 个没有变化，删除 {landed.pruned} 个，"
            f"用时 {total:.1f} 秒。\n"
        )
    if form == "json":
        reporting.print_json(
            {
                "output": str(output),
                "landed": landed is not None,
                "leaking": result.is_leaking,
                "pages": result.pages,
                "rendered": result.rendered,
                "written": landed.written if landed else 0,
                "skipped": landed.unchanged if landed else 0,
                "pruned": landed.pruned if landed else 0,
                "seconds": result.seconds,
            },
            result.diagnostics,
        )


_REASONS = {
    Reason.NEW: "上次生成时还没有这一页",
    Reason.EVERYTHING: "要求全部重新排印",
    Reason.SHARED: "各页共有的部分变了：医院信息、栏目菜单、页脚、样式，或者程序本身",
    Reason.TEMPLATE: "它用的模板变了",
    Reason.ARTICLES: "稿件本身变了：文字、图片、附件、链接、状态，或者转换用到的人名词语",
    Reason.ROWS: "页上列出的其他稿件变了：前后篇、相关稿件或列表里的标题、摘要、日期、封面、状态",
    Reason.FACTS: "页上的其他内容变了：页码、栏目说明、关键词、科室、支部、公开事项",
    Reason.DAMAGED: "网站里这一页的文件丢了，或者大小不对",
    Reason.UNCHANGED: "它显示的内容都没有变，保持原样",
    Reason.GONE: "稿件里已经没有这一页，从网站上删除了",
    Reason.UNKNOWN: "网站里没有这一页",
}


def explanation(result: BuildResult, address: str) -> str:
    """Why one page was, or was not, printed in this build; one line each."""
    if result.landed is None:
        return f"{address}：网站没有更新，这一页保持原样。\n"
    if result.printing is None:
        return f"{address}：从上次生成以来什么都没有变，没有重新排印任何一页。\n"
    found = reasons(result.printing, page_path(address, result.printing.base_path))
    printed = not {Reason.UNCHANGED, Reason.GONE, Reason.UNKNOWN} & set(found)
    return "".join(f"{address}：{'重新排印，因为' if printed else ''}{_REASONS[reason]}。\n" for reason in found)
