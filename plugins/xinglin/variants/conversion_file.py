"""content/conversion.yaml: names and terms that convert in a fixed way."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from xinglin.core.configuration import labels
from xinglin.core.diagnostics import Collector
from xinglin.core.validation import report
from xinglin.core.yaml_document import YamlProblem, parse
from xinglin.manuscript.values import check_terms

FILE = "conversion.yaml"


class Conversion(BaseModel):
    """People, whose surnames keep their character; terms, Simplified → Traditional, of equal length."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    people: tuple[str, ...] = Field((), title="人名")
    terms: dict[str, str] = Field({}, title="词语")

    @field_validator("terms")
    @classmethod
    def _terms(cls, value: dict[str, str]) -> dict[str, str]:
        return check_terms(value)


def read_conversion(text: str | None) -> tuple[Conversion, Collector]:
    collector = Collector(FILE, (text or "").splitlines())
    if text is not None:
        try:
            document = parse(text)
            return Conversion.model_validate(document.data), collector
        except YamlProblem as problem:
            collector.add("CON01", problem.message, problem.fix, line=problem.place.line, column=problem.place.column)
        except ValidationError as error:
            report(error, document, collector, code="CON02", labels=labels(Conversion))
    return Conversion(), collector
