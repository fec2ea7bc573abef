"""Marks on record fields that hold authored words, so that a variant converts each of them once and nothing else.

A field typed :data:`Text` is plain text, :data:`Html` a sanitised fragment, :data:`Name` a person or organisation (the
converter treats those with the roster). An unmarked ``str`` (a URL, an id, a code) is never converted. Marks work in
dataclasses and in pydantic models, also inside ``tuple[…, ...]`` and ``… | None``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal


@dataclass(frozen=True, slots=True)
class Words:
    """How a marked field is to be converted."""

    form: Literal["text", "html", "name"]


type_text = Words("text")
type_html = Words("html")
type_name = Words("name")

Text = Annotated[str, type_text]
Html = Annotated[str, type_html]
Name = Annotated[str, type_name]

Verdicts = tuple[tuple[int, str], ...]
"""Where the words of a text ask for other Traditional forms than its characters have by themselves: position, and the forms from
there on."""
