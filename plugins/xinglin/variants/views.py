"""A record as one variant shows it: the same record, each marked field converted.

Which fields hold words is written on the records (:mod:`xinglin.core.words`); this module reads the marks once per class
and walks dataclasses, pydantic models, tuples and mappings.
"""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Callable
from functools import cache
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel

from xinglin.core.words import Words
from xinglin.manuscript.script_detection import Script
from xinglin.variants.converter import Converter
from xinglin.variants.fragments import convert_html

Record = TypeVar("Record")
_Walk = Callable[[Any, Converter, Script], Any]


def view(record: Record, converter: Converter, script: Script = "zh-Hans") -> Record:
    """``record`` in the converter's variant. The record itself when nothing has to change."""
    if converter.variant == script:
        return record
    cls: Any = type(record)
    result: Record = _walker(cls)(record, converter, script)
    return result


def _text(value: Any, converter: Converter, script: Script) -> Any:
    return converter.convert(value, script) if isinstance(value, str) else value


def _html(value: Any, converter: Converter, script: Script) -> Any:
    return convert_html(value, converter, script) if isinstance(value, str) else value


def _nested(value: Any, converter: Converter, script: Script) -> Any:
    cls: Any = type(value)
    return _walker(cls)(value, converter, script)


@cache
def _walker(cls: Any) -> _Walk:
    """Converts the marked fields of one record class."""
    plan = [(name, walk) for name, hint in _hints(cls).items() if (walk := _plan(hint)) is not None]
    is_model = issubclass(cls, BaseModel)

    def walk_record(record: Any, converter: Converter, script: Script) -> Any:
        changes: dict[str, Any] = {}
        for name, walk in plan:
            value = getattr(record, name)
            if value is None or value == "" or value == ():
                continue
            changed = walk(value, converter, script)
            if changed is not value and changed != value:
                changes[name] = changed
        if not changes:
            return record
        return record.model_copy(update=changes) if is_model else dataclasses.replace(record, **changes)

    return walk_record


def _hints(cls: type[Any]) -> dict[str, Any]:
    hints = get_type_hints(cls, include_extras=True)
    if issubclass(cls, BaseModel):
        # pydantic moves an outer Annotated into the field; the class annotation still has it
        return {name: hint for name, hint in hints.items() if name in cls.model_fields}
    fields = {field.name for field in dataclasses.fields(cls)}
    return {name: hint for name, hint in hints.items() if name in fields}


def _plan(hint: Any) -> _Walk | None:
    """How a field with this annotation is walked; None when no words can be in it."""
    origin = get_origin(hint)
    if origin is Annotated:
        inner, *marks = get_args(hint)
        forms = [mark.form for mark in marks if isinstance(mark, Words)]
        return {"html": _html}.get(forms[0], _text) if forms else _plan(inner)
    if origin in (Union, types.UnionType):
        plans = [plan for argument in get_args(hint) if (plan := _plan(argument)) is not None]
        return plans[0] if plans else None
    if origin in (tuple, list):
        return _sequence(get_args(hint))
    if isinstance(hint, type) and (issubclass(hint, BaseModel) or dataclasses.is_dataclass(hint)):
        # by the value's own class: a field typed FrontMatter holds the model of the article's kind
        return _nested
    return None


def _sequence(arguments: tuple[Any, ...]) -> _Walk | None:
    walk = _plan(arguments[0]) if arguments else None
    if walk is None:
        return None

    def walk_items(values: Any, converter: Converter, script: Script) -> Any:
        return type(values)(walk(value, converter, script) for value in values)

    return walk_items
