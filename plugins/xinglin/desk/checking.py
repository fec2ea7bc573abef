"""``xinglin check``: everything that is wrong, without building."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from xinglin.core import diagnostics
from xinglin.core.pools import open_pool
from xinglin.desk import arguments, reporting
from xinglin.desk.conversion_review import close_choices
from xinglin.desk.selection import below_content, selected
from xinglin.press.building import BuildOptions
from xinglin.press.loading import load
from xinglin.press.store import Store

NAME = "check"
HELP = "检查稿件，不生成网站。可以只检查指定的文件或文件夹。"


def add_arguments(parser: argparse.ArgumentParser, moment: arguments.TypeOf, positive: arguments.TypeOf) -> None:
    parser.add_argument("paths", nargs="*", type=Path, metavar="稿件", help="只看这些文件或文件夹的问题")
    arguments.content(parser)
    arguments.internal(parser)
    arguments.cache(parser)
    arguments.audience(parser)
    arguments.time(parser, moment)
    arguments.jobs(parser, positive)
    arguments.output_format(parser, "text", "json", "github")


def run(options: argparse.Namespace) -> int:
    wanted = [below_content(path, options.content) for path in options.paths]
    missing = [str(path) for path, below in zip(options.paths, wanted, strict=True) if below is None]
    if missing:
        sys.stderr.write(f"xinglin check: 稿件文件夹里没有 {'、'.join(missing)}\n")
        return 2
    build = BuildOptions(
        options.content,
        options.content,
        options.now,
        cache=options.cache,
        audience=options.audience,
        internal=options.internal,
    )
    store = Store(build.cache_folder)
    with open_pool(options.jobs) as executor:
        site = load(build.loading, executor, store)
    store.close()
    paths = [below for below in wanted if below is not None]
    choices = close_choices(site, build.loading, paths)
    found = diagnostics.sort([*selected(site.diagnostics, paths), *choices])
    if options.format == "json":
        reporting.print_json({"articles": len(site.articles)}, found)
    elif options.format == "github":
        reporting.print_github(found, options.content.name)
    else:
        reporting.print_diagnostics(found, sys.stdout)
        if not found:
            sys.stdout.write(f"检查了 {len(site.standings)} 篇稿件，没有发现问题。\n")
    return 1 if any(diagnostic.is_error for diagnostic in found) else 0
