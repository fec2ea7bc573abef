"""A record as one variant shows it: the same record, each marked field converted.

Which fields hold words is written on the records (:mod:`xinglin.core.words`); this module reads the marks once per class
and walks dataclasses, pydantic models, tuples and mappings.
"""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Callable, Mapping
from functools import cache
from itertools import compress
from operator import itemgetter
from types import MappingProxyType
from typing import Annotated, Any, NamedTuple, TypeVar, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel

from xinglin.core.words import Verdicts, Words
from xinglin.manuscript.script_detection import Script
from xinglin.variants.converter import Converter
from xinglin.variants.fragments import convert_html, convert_text
from xinglin.variants.rules import NO_RULES, Rules

Record = TypeVar("Record")


class _Manner(NamedTuple):
    """How the words of one record are shown."""

    converter: Converter
    script: Script
    rules: Rules
    verdicts: Mapping[str, Verdicts]


_Walk = Callable[[Any, _Manner], Any]


def view(
    record: Record,
    converter: Converter,
    script: Script = "zh-Hans",
    rules: Rules = NO_RULES,
    verdicts: Mapping[str, Verdicts] = MappingProxyType({}),
) -> Record:
    """``record`` in the converter's variant, its marks read. The record itself when nothing has to change.

    Args:
        rules: of the article the record belongs to; fragments have their own, from where they stand on.
        verdicts: plain text → what its words decide, where that is known.
    """
    cls: Any = type(record)
    result: Record = _walker(cls)(record, _Manner(converter, script, rules, verdicts))
    return result


def _text(value: Any, manner: _Manner) -> Any:
    if not isinstance(value, str):
        return value
    return convert_text(value, manner.converter, manner.script, manner.rules, verdicts=manner.verdicts.get(value))


def _html(value: Any, manner: _Manner) -> Any:
    return convert_html(value, manner.converter, manner.script, relabel=True) if isinstance(value, str) else value


def _nested(value: Any, manner: _Manner) -> Any:
    cls: Any = type(value)
    return _walker(cls)(value, manner)


@cache
def _walker(cls: Any) -> _Walk:
    """Converts the marked fields of one record class."""
    plan = [(name, walk) for name, hint in _hints(cls).items() if (walk := _plan(hint)) is not None]
    if not plan:
        return _unchanged
    return _model_walker(plan) if issubclass(cls, BaseModel) else _dataclass_walker(cls, plan)


def _unchanged(record: Any, manner: _Manner) -> Any:
    return record


def _model_walker(plan: list[tuple[str, _Walk]]) -> _Walk:
    # the first name twice, since one name alone would be got without a tuple around it
    values_of = itemgetter(plan[0][0], *(name for name, _ in plan))

    def walk_model(record: Any, manner: _Manner) -> Any:
        content = record.__dict__
        changes: dict[str, Any] = {}
        # most of forty fields are empty
        for name, walk in compress(plan, values_of(content)[1:]):
            value = content[name]
            changed = walk(value, manner)
            if changed is not value and changed != value:
                changes[name] = changed
        return record.model_copy(update=changes) if changes else record

    return walk_model


def _dataclass_walker(cls: Any, plan: list[tuple[str, _Walk]]) -> _Walk:
    fields = [field.name for field in dataclasses.fields(cls)]
    places = [(name, fields.index(name), walk) for name, walk in plan]

    def walk_dataclass(record: Any, manner: _Manner) -> Any:
        values: list[Any] | None = None
        for name, place, walk in places:
            value = getattr(record, name)
            if value:
                changed = walk(value, manner)
                if changed is not value and changed != value:
                    if values is None:
                        values = [getattr(record, field) for field in fields]
                    values[place] = changed
        # half of what dataclasses.replace takes, which asks of each field whether it may be given
        return record if values is None else cls(*values)

    return walk_dataclass


def _hints(cls: type[Any]) -> dict[str, Any]:
    hints = get_type_hints(cls, include_extras=True)
    if issubclass(cls, BaseModel):
        # pydantic moves an outer Annotated into the field; the class annotation still has it
        return {name: hint for name, hint in hints.items() if name in cls.model_fields}
    fields = {field.name for field in dataclasses.fields(cls)}
    return {name: hint for name, hint in hints.items() if name in fields}


def _plan(hint: Any, *, is_inner: bool = False) -> _Walk | None:
    """How a field with this annotation is walked; None when no words can be in it.

    Args:
        is_inner: it is a record's inside a record, which is looked into no further.
    """
    origin = get_origin(hint)
    if origin is Annotated:
        inner, *marks = get_args(hint)
        forms = [mark.form for mark in marks if isinstance(mark, Words)]
        return {"html": _html}.get(forms[0], _text) if forms else _plan(inner, is_inner=is_inner)
    if origin in (Union, types.UnionType):
        plans = [plan for argument in get_args(hint) if (plan := _plan(argument, is_inner=is_inner)) is not None]
        return plans[0] if plans else None
    if origin in (tuple, list):
        return _sequence(get_args(hint), is_inner=is_inner)
    if isinstance(hint, type) and issubclass(hint, BaseModel):
        # by the value's own class: a field typed FrontMatter holds the model of the article's kind
        return _nested
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        is_wordless = not is_inner and all(_plan(inner, is_inner=True) is None for inner in _hints(hint).values())
        return None if is_wordless else _nested
    return None


def _sequence(arguments: tuple[Any, ...], *, is_inner: bool) -> _Walk | None:
    walk = _plan(arguments[0], is_inner=is_inner) if arguments else None
    if walk is None:
        return None

    def walk_items(values: Any, manner: _Manner) -> Any:
        return type(values)([walk(value, manner) for value in values])

    return walk_items
