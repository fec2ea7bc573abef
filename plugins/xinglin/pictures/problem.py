"""The one exception of this room: a picture that an editor has to replace."""

from __future__ import annotations


class PictureProblem(Exception):
    """A picture file that cannot be published: a Chinese message and a fix. Callers turn it into a Diagnostic.

    Neither sentence names the file, because a Diagnostic carries its path.
    """

    def __init__(self, message: str, fix: str) -> None:
        super().__init__(message)
        self.message = message
        self.fix = fix

    def __reduce__(self) -> tuple[type[PictureProblem], tuple[str, str]]:
        return type(self), (self.message, self.fix)


def damaged() -> PictureProblem:
    """The problem of a file that starts as a picture and cannot be read to its end."""
    return PictureProblem(
        "图片不完整或已损坏（多半是拷贝、上传或下载没有完成）。",
        "请从手机、相机或原作者处重新取一份原图替换它；先在电脑上打开，确认从上到下都能看清。",
    )
