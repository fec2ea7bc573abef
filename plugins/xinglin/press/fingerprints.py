"""What could change a result besides its input: our own code and the libraries it stands on."""

from __future__ import annotations

import sys
from functools import cache
from importlib.metadata import version
from pathlib import Path

from xinglin.core.hashing import digest

_LIBRARIES = (
    "chinesecalendar",
    "jinja2",
    "markdown",
    "markupsafe",
    "nh3",
    "olefile",
    "opencc",
    "pillow",
    "pydantic",
    "pydantic-core",
    "pypdf",
    "pyyaml",
    "zxing-cpp",
)


@cache
def code_fingerprint() -> str:
    """Of every module of the package and the data beside them, the libraries' versions and Python's; the same in every
    process of a build."""
    package = Path(__file__).resolve().parent.parent
    paths = sorted([*package.rglob("*.py"), *package.glob("*/data/*")])
    sources = [path.relative_to(package).as_posix() + digest(path.read_bytes()) for path in paths]
    libraries = [f"{name} {version(name)}" for name in _LIBRARIES]
    return digest("\n".join([*sources, *libraries, sys.version]))


_VERSION = "version"


def fact_of_version(name: str) -> str:
    """Key of a fact in the store that only the code that wrote it can read: another version finds nothing there."""
    return f"{_VERSION} {code_fingerprint()} {name}"


def other_versions() -> tuple[str, str]:
    """Patterns (SQLite's GLOB) for the facts of all versions and for those of this one."""
    return f"{_VERSION} *", fact_of_version("*")
