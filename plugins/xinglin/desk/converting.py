"""``xinglin convert``: standard input to standard output, with the very converter the site uses."""

from __future__ import annotations

import argparse
import contextlib
import sys
from pathlib import Path

from xinglin.core.clock import resolve_now
from xinglin.core.pools import SerialExecutor
from xinglin.core.variant import VARIANT_PREFIXES, Variant
from xinglin.desk import arguments
from xinglin.manuscript.script_detection import detect
from xinglin.press.load_options import LoadOptions
from xinglin.press.loading import load
from xinglin.press.store import Store
from xinglin.variants.converter import Converter
from xinglin.variants.explaining import explain
from xinglin.variants.fragments import convert_html, convert_text

NAME = "convert"
HELP = "简繁转换：从标准输入读，写到标准输出，用的就是网站的转换。"


def add_arguments(parser: argparse.ArgumentParser, moment: arguments.TypeOf, positive: arguments.TypeOf) -> None:
    variants = tuple(VARIANT_PREFIXES)
    parser.add_argument("--to", choices=variants, metavar="字形", help=f"转成哪种字形：{'、'.join(variants)}")
    parser.add_argument(
        "--from",
        dest="source",
        choices=("zh-Hans", "zh-Hant"),
        default=None,
        metavar="字形",
        help="原文的字形（默认自动判断）",
    )
    parser.add_argument("--html", action="store_true", help="输入是 HTML：只转换文字，不动标签和网址")
    parser.add_argument(
        "--repair",
        action="store_true",
        help="先修复再转换：夹进去的拼音、重复的标点、残缺的标签、乱码、转了一半的繁体；恢复不了的标〓，在哪里写到标准错误",
    )
    parser.add_argument("--explain", metavar="文字", help="不读标准输入，说明这几个字每一步变成什么、凭哪一条规则")
    parser.add_argument(
        "--site", type=Path, default=None, metavar="文件夹", help="用这个稿件文件夹里的人名和词语（默认当前网站）"
    )


def run(options: argparse.Namespace) -> int:
    if options.site is not None and not options.site.is_dir():
        sys.stderr.write(f"xinglin convert: 没有这个稿件文件夹：{options.site}\n")
        return 2
    if options.explain is not None:
        return _explain(options)
    if options.to is None:
        sys.stderr.write("xinglin convert: 请用 --to 说明转成哪种字形。\n")
        return 2
    data = sys.stdin.buffer.read()
    text = _decoded(data)
    if text is None and options.repair:
        text = data.decode("gb18030", "replace")
    if text is None:
        sys.stderr.write("xinglin convert: 输入既不是 UTF-8 也不是 GBK 编码的文字。\n")
        return 2
    is_whole = True
    if options.repair:
        text, is_whole = _repaired(text, options.html)
    converter = _converter(options.to, options.site)
    script = "zh-Hans" if options.repair else options.source or detect(text)
    converted = (convert_html if options.html else convert_text)(text, converter, script)
    sys.stdout.buffer.write(converted.encode())
    sys.stdout.buffer.flush()
    return 0 if is_whole else 1


def _repaired(text: str, is_html: bool) -> tuple[str, bool]:
    """The text repaired, in Simplified, and whether all of it was recovered; says on standard error what is to be read over."""
    from xinglin.variants.repair import repair  # brings the lexicon and, for pinyin, an extra

    try:
        repaired = repair(text, keep_tags=is_html)
    except ModuleNotFoundError as missing:
        sys.stderr.write(f"xinglin convert: 修复要用 {missing.name}，请先安装：pip install 'xinglin[desk]'\n")
        raise SystemExit(2) from missing
    lost = sum(place.is_lost for place in repaired.places)
    filled = len(repaired.places) - lost
    sys.stderr.write(f"去掉 {repaired.annotations} 处拼音；按上下文补出 {filled} 处；没有恢复、标了〓的 {lost} 处。\n")
    for place in repaired.places:
        word = "没有恢复，请查原文补上" if place.is_lost else f"按上下文补出“{place.character}”，请核对"
        sys.stderr.write(f"第 {place.line} 行第 {place.column} 字：{word}。\n    {place.excerpt}\n")
    return repaired.text, not lost


def _explain(options: argparse.Namespace) -> int:
    text = options.explain
    script = options.source or detect(text)
    converter = _converter(options.to or ("zh-Hant" if script == "zh-Hans" else "zh-Hans"), options.site)
    for stage in explain(text, converter, script):
        print(f"{stage.name.ljust(5, _WIDE)}{_WIDE}{stage.text}")
        for reason in stage.reasons:
            print(f"{_WIDE * 6}第{reason.position + 1}字　{reason.words} → {reason.form}　{reason.rule}")
    return 0


_WIDE = "\u3000"
"""A full-width space, which aligns with Chinese characters."""


def _decoded(data: bytes) -> str | None:
    """UTF-8, or GBK as Chinese Windows pipes it; None when it is neither."""
    for encoding in ("utf-8", "gb18030"):
        with contextlib.suppress(UnicodeDecodeError):
            return data.decode(encoding)
    return None


def _converter(variant: Variant, folder: Path | None) -> Converter:
    """The site's, where there is a site: with its names and terms, and its quotation marks."""
    content = folder or arguments.find_content()
    if not content.is_dir():
        return Converter(variant)
    site = load(LoadOptions(content, resolve_now()), SerialExecutor(), Store(None))
    return Converter(variant, site.terms, corner_quotes=variant in site.configuration.corner_quotes)
