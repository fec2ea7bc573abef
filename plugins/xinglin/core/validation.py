"""pydantic's findings in an editor's Chinese. One table for site.yaml, sections.yaml, front matter and catalogues."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from xinglin.core import mark_problems
from xinglin.core.diagnostics import AuthorError, Collector
from xinglin.core.yaml_document import Document, Key, YamlProblem, parse

Model = TypeVar("Model", bound=BaseModel)

_SENTENCES: Mapping[str, str] = {
    "missing": "缺少“{label}”。",
    "extra_forbidden": "不认识的名称“{label}”。",
    "string_type": "“{label}”应当是一段文字。",
    "string_too_short": "“{label}”不能为空。",
    "string_too_long": "“{label}”太长（最多 {max_length} 个字符）。",
    "string_pattern_mismatch": "“{label}”的写法不对。",
    "int_parsing": "“{label}”应当是整数。",
    "int_type": "“{label}”应当是整数。",
    "bool_parsing": "“{label}”应当是“是”或“否”。",
    "enum": "“{label}”不能写成“{input}”。",
    "literal_error": "“{label}”不能写成“{input}”。",
    "greater_than_equal": "“{label}”太小（至少 {ge}）。",
    "less_than_equal": "“{label}”太大（最多 {le}）。",
    "model_type": "“{label}”下面应当是一行行的“名称: 内容”。",
    "dict_type": "“{label}”下面应当是一行行的“名称: 内容”。",
    "list_type": "“{label}”应当是列表，每项以“- ”开头。",
    "tuple_type": "“{label}”应当是列表，每项以“- ”开头。",
    "too_short": "“{label}”不能为空。",
    "too_long": "“{label}”太多了（最多 {max_length} 项）。",
    "url_parsing": "“{label}”不是完整的网址。",
    "url_scheme": "“{label}”应当以 https:// 开头。",
}


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word an author most likely meant, or None."""
    matches = difflib.get_close_matches(word, list(known), n=1, cutoff=0.5)
    return matches[0] if matches else None


def report(
    error: ValidationError,
    document: Document,
    collector: Collector,
    *,
    code: str,
    labels: Mapping[str, str],
    fixes: Mapping[str, str] | None = None,
    written: Mapping[str, str] | None = None,
) -> None:
    """Add one diagnostic per pydantic finding.

    Args:
        code: the diagnostic code of this kind of document (``CFG01``, ``FRO02``…).
        labels: field name → the Chinese name an editor knows.
        fixes: field name (``honours.level`` for a nested one) → an example of the right form.
        written: field name → the key as typed in the document, where the reader renamed it.
    """
    for detail in error.errors():
        location = tuple(part for part in detail["loc"] if isinstance(part, (str, int)))
        names = [part for part in location if isinstance(part, str)]
        name = names[-1] if names else ""
        label = labels.get(name, name)
        typed: Key = tuple((written or {}).get(str(part), part) if i == 0 else part for i, part in enumerate(location))
        place = document.keys.get(typed) if detail["type"] == "extra_forbidden" else None
        place = place or document.place_of(typed)
        message, fix, accepted = _sentence(dict(detail), label)
        if detail["type"] == "extra_forbidden" and (guess := nearest(name, {*labels, *labels.values()})):
            fix = f"是不是“{guess}”？"
        collector.add(
            code,
            message,
            fix or (fixes or {}).get(".".join(names), "") or accepted,
            line=place.line,
            column=place.column,
            width=max(1, len(str(detail.get("input") or "")) if isinstance(detail.get("input"), str) else 1),
        )


def _sentence(detail: dict[str, Any], label: str) -> tuple[str, str, str]:
    """The message, the refusing validator's own fix, and the accepted words where pydantic knows them."""
    context = detail.get("ctx") or {}
    if isinstance(context.get("error"), AuthorError):
        refusal: AuthorError = context["error"]
        return refusal.message, refusal.fix, ""
    shown = str(detail.get("input", ""))[:40]
    template = _SENTENCES.get(detail["type"], "“{label}”的内容不对。")
    # pydantic lists the accepted words in English: 'a', 'b' or 'c'
    accepted = re.findall(r"'([^']*)'", str(context.get("expected", "")))
    words = f"可以写：{'、'.join(accepted)}。" if accepted else ""
    limits = {key: value for key, value in context.items() if key not in {"label", "input"}}
    return template.format(label=label, input=shown, **limits), "", words


def nested_models(model: type[BaseModel]) -> list[type[BaseModel]]:
    """The models that fields of ``model`` hold, directly or deeper, inside tuples and unions alike."""
    found: list[type[BaseModel]] = []
    pending = [info.annotation for info in model.model_fields.values()]
    while pending:
        candidate = pending.pop(0)
        if isinstance(candidate, type) and issubclass(candidate, BaseModel):
            if candidate not in found:
                found.append(candidate)
                pending += [info.annotation for info in candidate.model_fields.values()]
        else:
            pending += get_args(candidate)
    return found


def labels(model: type[BaseModel]) -> dict[str, str]:
    """Field name → Chinese label, nested models included; the outer model's label wins."""
    found: dict[str, str] = {}
    for part in (model, *nested_models(model)):
        for name, info in part.model_fields.items():
            found.setdefault(name, info.title or name)
    return found


@dataclass(frozen=True, slots=True)
class ReadModel(Generic[Model]):
    """A data file's validated content, and the document it came from, for places in it."""

    model: Model
    document: Document


def read_model(
    text: str | None, model: type[Model], collector: Collector, syntax: str, content: str
) -> ReadModel[Model] | None:
    """Read one YAML data file; None when there is none or it is wrong (the collector then says why).

    Args:
        syntax: diagnostic code for text that is no YAML.
        content: diagnostic code for YAML that does not fit the model.
    """
    if text is None:
        return None
    mark_problems.report(text, collector)
    try:
        document = parse(text)
        return ReadModel(model.model_validate(document.data), document)
    except YamlProblem as problem:
        collector.add(syntax, problem.message, problem.fix, line=problem.place.line, column=problem.place.column)
    except ValidationError as error:
        report(error, document, collector, code=content, labels=labels(model))
    return None
