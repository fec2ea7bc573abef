"""``xinglin covers``: an article's picture cut to what a WeChat post wants, with its mosaics and its crop."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from PIL import Image

from xinglin.core.files import is_inside, write_atomic
from xinglin.desk import arguments
from xinglin.desk.loading import load_site
from xinglin.desk.selection import below_content
from xinglin.pictures.covers import wechat_covers
from xinglin.pictures.problem import PictureProblem
from xinglin.pictures.render import RenderTask, render
from xinglin.pictures.renditions import Recipe
from xinglin.press.building import BuildOptions
from xinglin.press.site import Article, Site

NAME = "covers"
HELP = "给公众号做封面：把稿件的封面图裁成 2.35:1 和 1:1 两张，马赛克和裁剪照样打上。"
_RECIPE = Recipe((("PNG", (2160,)),))
"""Twice the wider cover's width, without loss: it is encoded once more."""


def add_arguments(parser: argparse.ArgumentParser, moment: arguments.TypeOf, positive: arguments.TypeOf) -> None:
    parser.add_argument("path", type=Path, metavar="稿件", help="稿件文件，或它所在的文件夹（草稿也可以）")
    arguments.content(parser)
    parser.add_argument(
        "--to", type=Path, default=Path("covers"), metavar="文件夹", help="放到哪里（默认当前位置的 covers）"
    )
    arguments.cache(parser)
    arguments.time(parser, moment)


def run(options: argparse.Namespace) -> int:
    below = below_content(options.path, options.content)
    if is_inside(options.to, options.content):
        sys.stderr.write("xinglin covers: 封面请放到稿件文件夹之外。\n")
        return 2
    build = BuildOptions(options.content, options.content, options.now, cache=options.cache, preview=True)
    site = load_site(build)
    article = _article(site, below)
    if article is None:
        sys.stderr.write(f"xinglin covers: 没有“{options.path}”这篇稿件，或它有错误。先运行  xinglin check 。\n")
        return 2
    cover = article.cover
    if cover is None or cover not in site.photographs or site.photographs[cover].format == "SVG":
        sys.stderr.write("xinglin covers: 这篇稿件没有可以作封面的照片。在开头加一行  封面: 01.jpg 。\n")
        return 1
    try:
        made = _covers(site, article, cover)
    except PictureProblem as problem:
        sys.stderr.write(f"xinglin covers: 图片“{Path(cover).name}”：{problem.message}{problem.fix}\n")
        return 1
    for name, data in made.items():
        write_atomic(options.to / name, data)
        sys.stdout.write(f"{options.to / name}\n")
    return 0


def _article(site: Site, below: str | None) -> Article | None:
    wanted = {below, f"{below}/index.md"}
    return next((article for article in site.articles if article.manuscript.path in wanted), None)


def _covers(site: Site, article: Article, cover: str) -> dict[str, bytes]:
    with tempfile.TemporaryDirectory(prefix="xinglin-") as folder:
        task = RenderTask(
            site.source(cover), site.photographs[cover], Path(folder), article.retouch(cover), recipe=_RECIPE
        )
        with Image.open(render(task)[-1]) as image:
            return wechat_covers(image, article.focuses.get(cover))
