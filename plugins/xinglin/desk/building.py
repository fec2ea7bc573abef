"""``xinglin build``: content/ into output/."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from xinglin.desk import arguments, reporting
from xinglin.press.building import BuildOptions, BuildResult, build

NAME = "build"
HELP = "把稿件生成网站。有错误时网站保持原样，并说明哪里要改。"


def add_arguments(parser: argparse.ArgumentParser, moment: arguments.TypeOf, positive: arguments.TypeOf) -> None:
    arguments.content(parser)
    parser.add_argument(
        "--output", type=Path, default=None, metavar="文件夹", help="网站放在哪里（默认稿件文件夹旁边的 output）"
    )
    arguments.cache(parser)
    arguments.audience(parser)
    arguments.time(parser, moment)
    arguments.jobs(parser, positive)
    parser.add_argument("--keep-going", action="store_true", help="有错误也发布其余没有问题的稿件（仍以 1 结束）")
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
            ),
            progress,
        )
    report(result, output, options.content, options.format)
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
    if landed is None:
        people.write(
            "设置文件有错误，网站没有更新，还是原来的样子。改好 .yaml 文件后再运行一次。\n"
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
                "pages": result.pages,
                "rendered": result.rendered,
                "written": landed.written if landed else 0,
                "skipped": landed.unchanged if landed else 0,
                "pruned": landed.pruned if landed else 0,
                "seconds": result.seconds,
            },
            result.diagnostics,
        )
