"""The bytes of a picture file, read once and within bounds."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from .problem import PictureProblem

MAX_BYTES = 40 * 1000 * 1000  # a 50-megapixel phone's JPEG is below 30 MB; more is a scan or a mistake


def read(path: Path) -> bytes:
    """The whole file, links followed.

    Everything later works on these bytes, so that what was inspected, hashed and decoded is one and the same content
    even while an editor saves over the file.

    Raises:
        PictureProblem: missing, unreadable, not a regular file, empty, or larger than :data:`MAX_BYTES`.
    """
    try:
        # a FIFO would make a plain open wait for ever; Windows has neither FIFOs in folders nor the flag
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(handle, "rb") as stream:
            status = os.fstat(stream.fileno())
            _check(status)
            data = stream.read(MAX_BYTES + 1)
    except FileNotFoundError as error:
        fix = "请检查文件名是否写对，图片是否和文章放在同一个文件夹里。"
        raise PictureProblem("找不到这个图片文件。", fix) from error
    except IsADirectoryError as error:
        raise _not_a_file() from error
    except OSError as error:
        fix = "请检查是否有权限读取它，或关闭正在使用它的软件后再试。"
        raise PictureProblem("这个图片文件打不开。", fix) from error
    if not data:
        raise PictureProblem("图片文件是空的（0 字节）。", "请重新拷贝一份原图替换它。")
    if len(data) > MAX_BYTES:
        raise _too_large(len(data))
    return data


def _check(status: os.stat_result) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise _not_a_file()
    if status.st_size > MAX_BYTES:
        raise _too_large(status.st_size)


def _not_a_file() -> PictureProblem:
    return PictureProblem("这里不是一个文件（可能是文件夹）。", "请写图片文件本身的名字，例如  照片.jpg。")


def _too_large(size: int) -> PictureProblem:
    return PictureProblem(
        f"图片文件太大（{size / 1e6:.0f} MB），上限是 {MAX_BYTES // 1_000_000} MB。",
        "请用看图软件把长边缩小到 4000 像素左右，另存为 JPG 后替换它。",
    )
