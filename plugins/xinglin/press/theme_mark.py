"""Whose theme is it? ``xinglin.toml`` at its top says that it is written for our contexts; without it Pelican prints it."""

from __future__ import annotations

import tomllib
from pathlib import Path

MARK = "xinglin.toml"
CONTRACT = 1
"""Of the variables templates are given (docs/theme.md); raised when a theme written for the last one would break."""


def theme_folder() -> Path:
    """The theme: the packaged copy in an installed wheel, else the checkout's."""
    package = Path(__file__).resolve().parent.parent
    packaged = package / "theme"
    return packaged if packaged.is_dir() else package.parent.parent / "theme"


class UnusableTheme(Exception):
    """The mark cannot be read, or names a contract this version does not keep. The message is for the operator."""


def is_ours(theme: Path) -> bool:
    """Whether a theme folder is written for Xinglin.

    Raises:
        UnusableTheme: it says so, and cannot be used.
    """
    mark = theme / MARK
    if not mark.is_file():
        return False
    try:
        contract = tomllib.loads(mark.read_text("utf-8")).get("contract")
    except (OSError, ValueError):
        contract = None
    if contract != CONTRACT:
        raise UnusableTheme(
            f"主题的说明文件（{mark}）不能用：本版本的杏林只认 contract = {CONTRACT}。请换用与本版本相配的主题。"
        )
    return True
