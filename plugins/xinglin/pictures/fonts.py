"""The system's Chinese fonts, for type on pictures."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from xinglin.core.hashing import digest

_BOLD = (
    "NotoSerifCJK-Bold", "SourceHanSerifSC-Bold", "NotoSerifSC-Bold", "NotoSansCJK-Bold", "SourceHanSansSC-Bold", "NotoSansSC-Bold",
    "msyhbd", "PingFang", "STHeiti Medium", "Hiragino Sans GB", "simhei", "wqy-zenhei", "wqy-microhei", "NotoSansCJK-Regular", "msyh",
)  # fmt: skip
_REGULAR = (
    "NotoSansCJK-Regular", "SourceHanSansSC-Regular", "NotoSansSC-Regular", "msyh", "PingFang", "STHeiti Light",
    "Hiragino Sans GB", "wqy-microhei", "wqy-zenhei", "simhei",
)  # fmt: skip
"""File names without suffix, best first. Fonts are the system's own; none is shipped."""
_SUFFIXES = (".ttc", ".otf", ".ttf")


@dataclass(frozen=True, slots=True)
class Fonts:
    """Files of a bold and a regular face, and a digest that names them: other fonts make other pictures."""

    bold: str
    regular: str
    identity: str


def find_fonts(folders: Iterable[Path] | None = None) -> Fonts | None:
    """The best Chinese fonts on this machine; None where there is none."""
    found: dict[str, Path] = {}
    for folder in _folders() if folders is None else folders:
        for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
            if path.suffix.lower() in _SUFFIXES:
                found.setdefault(path.stem.lower(), path)
    bold = next((found[name.lower()] for name in _BOLD if name.lower() in found), None)
    regular = next((found[name.lower()] for name in _REGULAR if name.lower() in found), bold)
    if bold is None or regular is None:
        return None
    return Fonts(str(bold), str(regular), digest(f"{_mark(bold)} {_mark(regular)}"))


def _folders() -> list[Path]:
    home = Path.home()
    if sys.platform == "win32":
        return [Path(os.environ.get("WINDIR", "C:/Windows")) / "Fonts", home / "AppData/Local/Microsoft/Windows/Fonts"]
    if sys.platform == "darwin":
        return [Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library/Fonts"]
    return [Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), home / ".local/share/fonts", home / ".fonts"]


def _mark(path: Path) -> str:
    """Name, size and beginning, which holds the table of checksums: reading 20 MB of font at every build is not worth it."""
    with path.open("rb") as stream:
        return f"{path.name} {path.stat().st_size} {digest(stream.read(65_536))}"
