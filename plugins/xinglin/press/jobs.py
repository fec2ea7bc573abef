"""The print job: what a worker needs to print one page, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from xinglin.core.configuration import Variant


@dataclass(frozen=True, slots=True)
class PrintJob:
    """One page: plain, picklable data."""

    path: str
    """Of the file, below output/: ``zh-hant/news/2026/slug.html``."""
    variant: Variant
    template: str
    context: dict[str, Any] = field(default_factory=dict)
    """The template's variables, of the types in :mod:`xinglin.press.contexts`."""
    is_list: bool = False
    """Lists land after the pages they point to."""
