"""``released.yaml`` in the internal root: wordings of internal records that somebody has decided may be public."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, model_validator

from xinglin.checks.traces import squeezed
from xinglin.core.diagnostics import Collector, Diagnostic
from xinglin.core.hashing import digest
from xinglin.core.validation import read_model
from xinglin.manuscript.decoding import decode
from xinglin.press.internal import RELEASED


class _Release(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    words: str = Field(title="原话", min_length=1)
    by: str = Field("", title="谁定的")
    reason: str = Field("", title="理由")

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, value: object) -> object:
        return {"words": value} if isinstance(value, str) else value


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    released: tuple[_Release, ...] = Field((), title="可以公开的话")


@dataclass(frozen=True, slots=True)
class Released:
    words: tuple[str, ...] = ()
    """Without white space."""
    digest: str = ""

    def covers(self, words: str) -> bool:
        """Whether these words are part of what was released. A released word does not release the sentences it stands in."""
        return any(words in allowed for allowed in self.words)


def read_released(internal: Path | None) -> tuple[Released, list[Diagnostic]]:
    """The list; what is wrong with it is an error, since nobody could tell why a release is called off."""
    place = internal / RELEASED if internal else None
    if place is None or internal is None or not place.is_file():
        return Released(), []
    data = place.read_bytes()
    collector = Collector(f"{internal.name}/{RELEASED}")
    text = decode(data, collector) or ""
    collector.lines = text.splitlines()
    read = read_model(text, _File, collector, "INT03", "INT04") if text else None
    found = read.model.released if read else ()
    return Released(tuple(squeezed(entry.words) for entry in found), digest(data)), collector.found
