"""content/conversion.yaml: names and terms that convert in a fixed way."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field, field_validator

from xinglin.core.diagnostics import Collector
from xinglin.core.validation import read_model
from xinglin.core.variant import Variant
from xinglin.manuscript.values import check_terms

FILE = "conversion.yaml"


class Conversion(BaseModel):
    """People, whose surnames keep their character; terms, Simplified → Traditional, of equal length.

    ``interface``: for each variant, words of the website itself (buttons, labels) that its readers call otherwise:
    打印 → 列印. They are laid over the theme's words alone, never over what the hospital writes.
    ``groups``: terms that hold only in articles that ask for them (转换组).
    """

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    people: tuple[str, ...] = Field((), title="人名")
    terms: dict[str, str] = Field({}, title="词语")
    interface: dict[Variant, dict[str, str]] = Field({}, title="界面用语")
    groups: dict[str, dict[str, str]] = Field({}, title="转换组")

    @field_validator("terms")
    @classmethod
    def _terms(cls, value: dict[str, str]) -> dict[str, str]:
        return check_terms(value)

    @field_validator("interface")
    @classmethod
    def _interface(cls, value: dict[Variant, dict[str, str]]) -> dict[Variant, dict[str, str]]:
        return {variant: check_terms(terms) for variant, terms in value.items()}

    @field_validator("groups")
    @classmethod
    def _groups(cls, value: dict[str, dict[str, str]]) -> dict[str, dict[str, str]]:
        return {name.strip(): check_terms(terms) for name, terms in value.items()}


def read_conversion(text: str | None) -> tuple[Conversion, Collector]:
    collector = Collector(FILE, (text or "").splitlines())
    read = read_model(text, Conversion, collector, "CON01", "CON02")
    return (read.model if read else Conversion()), collector
