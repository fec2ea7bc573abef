"""What a kind (类型) of article is: its front matter, its template, its place in search engines' vocabulary."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind lives in its package's ``kind.py``; :data:`xinglin.kinds.KINDS` registers them all."""

    name: str
    label: str
    """The Chinese word editors may write for ``类型``."""
    model: Any
    """A subclass of :class:`xinglin.manuscript.front_matter.FrontMatter`."""
    template: str
    json_ld_type: str
    """schema.org type of the page."""
    has_year: bool = True
    """False: the URL has no year, and the article stands in no dated list (about, contact)."""


Kinds = Mapping[str, Kind]
