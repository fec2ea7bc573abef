"""What a social card shows, and its name; :mod:`xinglin.pictures.social_cards` draws it."""

from __future__ import annotations

from dataclasses import dataclass

from xinglin.core.hashing import digest

from .fonts import Fonts

SIZE = (1200, 630)
VERSION = 1
"""Raise it whenever the same card must look otherwise."""


@dataclass(frozen=True, slots=True)
class Card:
    """What a card shows; equal cards are equal pictures."""

    title: str
    hospital: str
    variant: str
    tone: str
    cover: str
    """Name of the rendition it is made with; empty for none."""
    focus: tuple[float, float] | None
    fonts: Fonts | None
    """None where the machine has no Chinese font: the cover alone is shown."""

    @property
    def name(self) -> str:
        """URL path under the site."""
        fonts = self.fonts.identity if self.fonts else ""
        words = (VERSION, self.title, self.hospital, self.variant, self.tone, self.cover, self.focus, fonts)
        return f"media/{digest(repr(words))[:16]}-card.jpg"
