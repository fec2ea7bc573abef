"""Flags several commands share, spelled and explained once."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

TypeOf = Callable[[str], object]


def find_content() -> Path:
    """``content`` here or in a folder above, so that a command runs from any folder of a site."""
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / "content").is_dir():
            return folder / "content"
        if (folder / "site.yaml").is_file() or (folder / "sections.yaml").is_file():
            return folder
    return here / "content"


def content(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--content", type=Path, default=find_content(), metavar="文件夹", help="稿件文件夹（默认 content）"
    )


def internal(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--internal",
        type=Path,
        default=None,
        metavar="文件夹",
        help="内部稿件文件夹（默认稿件文件夹旁边的 content-internal，没有就不用）",
    )


def time(parser: argparse.ArgumentParser, moment: TypeOf, name: str = "now") -> None:
    """``--now``, kept as ``options.<name>``: as ``now`` it is settled before the command runs."""
    parser.add_argument(
        "--now", dest=name, type=moment, default=None, metavar="时间", help="按这个时间算（默认现在，北京时间）"
    )


def audience(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--audience",
        choices=("public", "intranet"),
        default="public",
        help="给谁看：public 社会公众（默认），intranet 院内",
    )


def jobs(parser: argparse.ArgumentParser, positive: TypeOf) -> None:
    parser.add_argument("--jobs", type=positive, default=None, metavar="数目", help="同时用几个处理器（默认全部）")


def cache(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--cache", type=Path, default=None, metavar="文件夹", help="缓存文件夹（默认在稿件文件夹旁边）")


def output_format(parser: argparse.ArgumentParser, *choices: str) -> None:
    parser.add_argument("--format", choices=choices, default="text", help="结果的格式（默认 text，给人看）")
