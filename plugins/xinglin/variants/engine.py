"""OpenCC, and only those of its conversions that change script and never vocabulary."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import opencc

CONFIGURATIONS = frozenset({"s2t", "t2tw", "t2hk", "tw2t", "tw2s", "hk2s"})
"""The ``…p`` configurations swap words (党委发布 → 黨委釋出) and cannot be reached from here; ``t2s`` is the inverse of no
variant we publish."""


@cache
def engine(configuration: str) -> Callable[[str], str]:
    """One of OpenCC's conversions.

    Raises:
        LookupError: a configuration that may swap words.
        RuntimeError: the package is not the official C++ build.
    """
    if configuration not in CONFIGURATIONS:
        raise LookupError(f"conversion {configuration!r} is not used here")
    if not hasattr(opencc, "opencc_clib"):
        # opencc, opencc-py and opencc-python-reimplemented install into one folder and overwrite each other
        raise RuntimeError(
            "The package 'opencc' is not the official build; reinstall it: pip install --force-reinstall opencc"
        )
    convert: Callable[[str], str] = opencc.OpenCC(configuration).convert
    return convert
