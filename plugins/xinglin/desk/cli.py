"""The command line: exit 0 done, 1 the content has errors, 2 wrong use. Chinese by default."""

from __future__ import annotations

import argparse
import contextlib
import errno
import io
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import NoReturn

from xinglin import __version__
from xinglin.core.clock import resolve_now
from xinglin.core.diagnostics import AuthorError
from xinglin.core.pools import default_jobs
from xinglin.manuscript.dates import parse_moment
from xinglin.press.manifest import UnsafeOutput

_COMMANDS = {
    "build": "building",
    "check": "checking",
    "serve": "serving",
    "new": "creating",
    "why": "explaining",
    "review": "reviewing",
    "due": "due",
    "number": "numbering",
    "convert": "converting",
    "reduce": "reducing",
    "covers": "covering",
}
"""Command → its module here; only the module of the command given is imported, since a build ought to begin at once."""

# What a machine may refuse; anything else an operating system reports is a mistake of ours and keeps its traceback.
_MACHINE = {
    errno.EACCES: "没有权限读写",
    errno.EPERM: "没有权限读写",
    errno.EROFS: "这个位置不能写入",
    errno.ENOSPC: "磁盘满了",
}


class _Parser(argparse.ArgumentParser):
    """argparse with Chinese complaints; its own are English."""

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(2, f"{self.prog}: 用法不对：{_chinese(message)}\n看帮助：{self.prog} --help\n")


def _chinese(message: str) -> str:
    for english, chinese in (
        ("the following arguments are required:", "缺少参数"),
        ("unrecognized arguments:", "不认识的参数"),
        ("expected one argument", "后面要跟一个值"),
        ("invalid choice:", "没有这个选项："),
        ("choose from", "可以选"),
        ("argument", "参数"),
    ):
        message = message.replace(english, chinese)
    return message


def _moment(text: str) -> object:
    try:
        return parse_moment(text)
    except AuthorError as error:
        raise argparse.ArgumentTypeError(f"{error.message}{error.fix}") from None


def _positive(text: str) -> int:
    with contextlib.suppress(ValueError):
        if int(text) > 0:
            return int(text)
    raise argparse.ArgumentTypeError("要写一个大于 0 的整数")


def _parser(arguments: Sequence[str]) -> argparse.ArgumentParser:
    parser = _Parser(prog="xinglin", description="杏林：医院网站与信息公开网站的发布系统。", add_help=False)
    parser.add_argument("-h", "--help", action="help", help="显示帮助")
    parser.add_argument("--version", action="version", version=f"xinglin {__version__}", help="显示版本")
    commands = parser.add_subparsers(dest="command", required=True, metavar="命令", parser_class=_Parser)
    given = arguments[0] if arguments and arguments[0] in _COMMANDS else None
    for name in [given] if given else _COMMANDS:
        module = import_module(f"xinglin.desk.{_COMMANDS[name]}")
        command = commands.add_parser(module.NAME, help=module.HELP, description=module.HELP, add_help=False)
        command.add_argument("-h", "--help", action="help", help="显示帮助")
        module.add_arguments(command, _moment, _positive)
        command.set_defaults(run=module.run)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code."""
    _speak_utf8()
    arguments = sys.argv[1:] if arguments is None else arguments
    options = _parser(arguments).parse_args(arguments)
    if getattr(options, "content", None) is not None and not Path(options.content).is_dir():
        sys.stderr.write(f"xinglin: 没有这个稿件文件夹：{options.content}\n用 --content 指出稿件所在的文件夹。\n")
        return 2
    if hasattr(options, "now"):
        try:
            options.now = resolve_now(options.now)
        except ValueError as problem:
            sys.stderr.write(f"xinglin: {problem}\n")
            return 2
    if getattr(options, "jobs", 1) is None:
        options.jobs = default_jobs()
    try:
        code: int = options.run(options)
        return code
    except UnsafeOutput as problem:
        sys.stderr.write(f"xinglin: {problem}\n")
        return 2
    except BrokenPipeError:
        return 1
    except OSError as problem:
        if problem.errno not in _MACHINE:
            raise
        sys.stderr.write(f"xinglin: {_MACHINE[problem.errno]}：{problem.filename or ''}\n网站还是原来的样子。\n")
        return 2
    except KeyboardInterrupt:
        sys.stderr.write("\n已中断；网站还是原来的样子，重新运行即可。\n")
        return 130


def run() -> NoReturn:
    """The console command. The system takes a process' memory back at once; Python would first free a hundred thousand
    records one by one."""
    code = main()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def _speak_utf8() -> None:
    """Windows consoles and redirected output may default to another encoding; a name must never stop a build."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
