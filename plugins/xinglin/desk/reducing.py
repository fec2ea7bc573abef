"""``xinglin reduce``: originals are made fit to be committed. History keeps what a page does not show."""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from xinglin.core.diagnostics import Diagnostic, Severity
from xinglin.core.files import is_inside, write_atomic
from xinglin.desk import arguments, proposing, reporting
from xinglin.desk.originals import Original, Survey, Uneditable, edited, survey
from xinglin.desk.selection import below_content
from xinglin.manuscript.scanning import Scan, scan
from xinglin.pictures import source
from xinglin.pictures.problem import PictureProblem
from xinglin.pictures.reduction import MAX_SIDE, Findings, examine, reduce

NAME = "reduce"
HELP = "照片入库前的处理：缩小原图、去掉拍摄信息，把稿件里写的马赛克和裁剪打进原图。"


def add_arguments(parser: argparse.ArgumentParser, moment: arguments.TypeOf, positive: arguments.TypeOf) -> None:
    parser.add_argument("paths", nargs="*", type=Path, metavar="照片", help="照片、稿件或文件夹（默认整个稿件文件夹）")
    arguments.content(parser)
    parser.add_argument("--check", action="store_true", help="只检查，不改文件；有没处理好的就以 1 退出")
    parser.add_argument("--staged", action="store_true", help="只看 git 暂存区里的照片和稿件（提交前的检查用）")
    parser.add_argument(
        "--propose", action="store_true", help="请已安装的识别插件提出该打马赛克的地方，只打印，不改文件"
    )
    parser.add_argument(
        "--originals", type=Path, default=None, metavar="文件夹", help="先把原图复制到这个文件夹（要在稿件文件夹之外）"
    )
    arguments.output_format(parser, "text", "json", "github")


def run(options: argparse.Namespace) -> int:
    if options.originals is not None and is_inside(options.originals, options.content):
        sys.stderr.write("xinglin reduce: 原图要放到稿件文件夹之外，否则又会进到网站的仓库里。\n")
        return 2
    paths = (
        _staged(options.content) if options.staged else [below_content(path, options.content) for path in options.paths]
    )
    if None in paths:
        missing = "、".join(str(path) for path, below in zip(options.paths, paths, strict=True) if below is None)
        sys.stderr.write(f"xinglin reduce: 稿件文件夹里没有 {missing}\n")
        return 2
    if options.staged and not paths:
        return 0
    files = scan(options.content)
    named = [path for path in paths if path is not None]
    surveyed = survey(files, _wanted(files, named) if named else None)
    if options.propose:
        return _propose(files, surveyed)
    found = _unreadable(surveyed)
    with reporting.progress_bar() as progress:
        for done, original in enumerate(surveyed.originals, 1):
            progress("检查照片" if options.check else "处理照片", done, len(surveyed.originals))
            is_beside = bool(named) and original.path not in _wanted(files, named, beside=False)
            found += _one(files, original, options, is_beside=is_beside)
    return _report(found, len(surveyed.originals), options)


def _propose(files: Scan, surveyed: Survey) -> int:
    installed = proposing.detectors()
    if not installed:
        sys.stderr.write("xinglin reduce: 没有装识别人脸、胸牌的插件；请自己看着照片写马赛克的位置。\n")
        return 2
    for original in surveyed.originals:
        data = source.read(files.absolute(original.path))
        if areas := proposing.propose(data, installed.values()):
            sys.stdout.write(f"{original.path}  {proposing.list_of(areas)}\n")
    sys.stderr.write("插件会看漏，也会看错：请对着照片一处处核对，胸牌、床头卡、屏幕也要看。\n")
    return 0


def _one(files: Scan, original: Original, options: argparse.Namespace, *, is_beside: bool) -> list[Diagnostic]:
    """
    Args:
        is_beside: only a manuscript of its folder was named. The photo may be in history for long: a check then asks for
            nothing but what the manuscript asks for.
    """
    path = files.absolute(original.path)
    try:
        data = source.read(path)
        findings = examine(data)
        if options.check:
            return _of_check(original, Findings() if is_beside else findings)
        if findings.is_fit and not original.retouch:
            return []
        reduced = reduce(data, original.retouch)
        manuscripts = edited(files, original)
    except PictureProblem as problem:
        return [_about(original.path, f"图片“{path.name}”：{problem.message}", problem.fix)]
    except Uneditable as problem:
        return [
            _about(
                str(problem), f"图片“{path.name}”没有处理：改不了稿件里写的马赛克或裁剪。",
                "请把花括号写在图片后面的同一行，再运行一次。",
            )
        ]  # fmt: skip
    if options.originals is not None:
        write_atomic(options.originals / original.path, data)
    # the picture first: should the machine stop between the two, a face is covered twice, never bare
    write_atomic(path, reduced)
    for name, text in manuscripts.items():
        write_atomic(files.absolute(name), text)
    sys.stderr.write(_sentence(original, findings, len(data), len(reduced)) + "\n")
    return []


def _of_check(original: Original, findings: Findings) -> list[Diagnostic]:
    if findings.is_fit and not original.retouch:
        return []
    return [
        _about(
            original.path, f"照片还不能入库：{'、'.join(_reasons(original, findings))}。",
            f"运行  xinglin reduce {PurePosixPath(original.path).parent}  处理好，再提交。",
        )
    ]  # fmt: skip


def _reasons(original: Original, findings: Findings) -> list[str]:
    reasons = (
        (findings.is_large, f"长边超过 {MAX_SIDE} 像素"),
        (findings.has_metadata, "带有拍摄信息（时间、地点、机型等）"),
        (findings.is_turned, "没有摆正"),
        (findings.has_profile, "不是 sRGB 颜色"),
        (bool(original.retouch.mosaics), "马赛克还没有打进原图"),
        (original.retouch.crop is not None, "还没有裁剪"),
    )
    return [sentence for holds, sentence in reasons if holds]


def _sentence(original: Original, findings: Findings, before: int, after: int) -> str:
    done = (
        (findings.is_large, "缩小"),
        (findings.has_metadata, "去掉拍摄信息"),
        (findings.is_turned, "摆正"),
        (findings.has_profile, "统一颜色"),
        (bool(original.retouch.mosaics), f"打上 {len(original.retouch.mosaics)} 处马赛克"),
        (original.retouch.crop is not None, "裁剪"),
    )
    words = "、".join(word for holds, word in done if holds)
    kept = "；裁剪留给网页，因为别处还用整张" if original.keeps_crop else ""
    return f"{original.path}：{words}，{before / 1e6:.1f} MB → {after / 1e6:.1f} MB{kept}"


def _wanted(files: Scan, paths: Sequence[str], *, beside: bool = True) -> set[str]:
    """Pictures below folders, pictures named, and (``beside``) those in the folder of a manuscript that is named."""
    folders = [path for path in paths if path not in files.files and path not in files.manuscripts]
    homes = {PurePosixPath(path).parent for path in paths if beside and path in files.manuscripts}
    return {
        path
        for path in files.files
        if path in paths
        or any(folder == "." or path.startswith(f"{folder}/") for folder in folders)
        or PurePosixPath(path).parent in homes
    }


def _staged(content: Path) -> list[str | None]:
    """Files of content/ that a commit would add or change."""
    listed = subprocess.run(
        ["git", "diff", "--cached", "--name-only", "--relative", "-z", "--diff-filter=ACMR", "--", "."],  # noqa: S607
        cwd=content, capture_output=True, check=False,
    )  # fmt: skip
    names = listed.stdout.decode("utf-8", "surrogateescape").split("\0")
    return [name for name in names if name and (content / name).is_file()]


def _unreadable(surveyed: Survey) -> list[Diagnostic]:
    return [
        _about(path, "稿件里写了马赛克或裁剪，但稿件有错误，读不出是哪张照片。", "先运行  xinglin check  ，改好稿件。")
        for path in surveyed.unreadable
    ]


def _about(path: str, message: str, fix: str) -> Diagnostic:
    return Diagnostic(path, 0, 0, "PIC10", Severity.ERROR, message, fix)


def _report(found: list[Diagnostic], count: int, options: argparse.Namespace) -> int:
    if options.format == "json":
        reporting.print_json({"pictures": count}, found)
    elif options.format == "github":
        reporting.print_github(found, options.content.name)
    else:
        reporting.print_diagnostics(found, sys.stdout)
        if not found:
            sys.stdout.write(f"{count} 张照片都可以入库。\n")
    return 1 if found else 0
