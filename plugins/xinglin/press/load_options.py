"""What a load is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from xinglin.manuscript.scanning import Scan
from xinglin.press.internal import scan_with

if TYPE_CHECKING:
    from xinglin.disclosure.states import Audience


@dataclass(frozen=True, slots=True)
class LoadOptions:
    """What a load depends on besides content/: the instant, the audience, whether drafts are shown."""

    content: Path
    now: datetime
    audience: Audience = "public"
    preview: bool = False
    url: str | None = None
    """Overrides site.yaml's ``url`` (Pelican's SITEURL, a preview's address)."""
    internal: Path | None = None
    """The internal root (:func:`xinglin.press.internal.internal_folder`): part of the intranet edition, of no other."""

    def scan(self) -> Scan:
        """The files this audience's site is made of."""
        return scan_with(self.content, self.internal if self.audience == "intranet" else None)
