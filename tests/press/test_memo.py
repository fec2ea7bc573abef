"""Remembered components: the same bytes, worth remembering, and never able to see a page."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from jinja2 import DictLoader, Environment, TemplateRuntimeError, pass_context
from jinja2.runtime import Context, Macro
from markupsafe import Markup

from xinglin.core.clock import TIMEZONE
from xinglin.press.building import BuildOptions, BuildResult, build
from xinglin.press.memo import memo

ROOT = Path(__file__).resolve().parents[2]
NOW = datetime(2026, 11, 20, 9, 0, tzinfo=TIMEZONE)


def _environment(templates: dict[str, str]) -> Environment:
    env = Environment(loader=DictLoader(templates), autoescape=True)
    env.globals["memo"] = memo
    return env


def _tree(output: Path) -> dict[str, bytes]:
    return {path.relative_to(output).as_posix(): path.read_bytes() for path in output.rglob("*.html")}


def test_remembering_changes_no_byte_and_pays(
    sample: tuple[BuildResult, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Printed with nothing remembered, every page of the sample is the same; and each remembered component is mostly
    called with arguments it has had before: one that is given something of the page would not be."""
    calls: dict[str, Counter[Any]] = defaultdict(Counter)

    @pass_context
    def forget(context: Context, macro: Macro, kept: int = 0) -> Callable[..., Markup]:
        def call(*arguments: Any) -> Markup:
            calls[f"{context.name} {macro.name}"][id(context.environment), *arguments] += 1
            return macro(*arguments)

        return call

    monkeypatch.setattr("xinglin.press.templates.memo", forget)
    cache = sample[1].parent / "cache"
    build(BuildOptions(ROOT / "content", tmp_path / "output", NOW, cache=cache, jobs=1, keep_going=True))

    assert _tree(tmp_path / "output") == _tree(sample[1])
    assert [name for name, seen in calls.items() if seen.total() < 2 * len(seen) and seen.total() > 20] == []
    assert len(calls) > 10


def test_renders_once_for_each_value() -> None:
    """Equal arguments give what was rendered before; text and HTML that are equal are not the same argument."""
    env = _environment({"c.html": "{% macro c(x) %}{{ count() }}{{ x }}{% endmacro %}{% set c = memo(c) %}"})
    counted = iter(range(9))
    env.globals["count"] = lambda: next(counted)
    page = env.from_string("{% from 'c.html' import c %}{{ c(x) }}")

    assert [page.render(x=x) for x in ("<", "<", Markup("<"), "a", "<")] == ["0&lt;", "0&lt;", "1<", "2a", "0&lt;"]


@pytest.mark.parametrize(
    "page",
    [
        "{% macro c() %}{{ page }}{% endmacro %}{% set c = memo(c) %}{{ c() }}",
        "{% from 'c.html' import c with context %}{{ c() }}",
        "{% include 'c.html' %}",
    ],
)
def test_is_refused_where_a_macro_sees_the_page(page: str) -> None:
    """In a page template, or in a component that is given the page's variables, the first page would show on all."""
    env = _environment({"c.html": "{% macro c() %}{{ page }}{% endmacro %}{% set c = memo(c) %}"})

    with pytest.raises(TemplateRuntimeError, match=r"memo\(c\) stands where it sees page"):
        env.from_string(page).render(page="first")


def test_is_refused_for_a_block_of_the_caller() -> None:
    """The words between {% call %} and {% endcall %} are no argument."""
    env = _environment({"c.html": "{% macro c() %}{{ caller() }}{% endmacro %}{% set c = memo(c) %}"})

    with pytest.raises(TemplateRuntimeError, match="caller"):
        env.from_string("{% from 'c.html' import c %}{% call c() %}x{% endcall %}").render()


def test_arguments_must_be_values() -> None:
    """A list may change after the call; Python refuses it."""
    env = _environment({"c.html": "{% macro c(x) %}{{ x }}{% endmacro %}{% set c = memo(c) %}"})

    with pytest.raises(TypeError, match="unhashable"):
        env.from_string("{% from 'c.html' import c %}{{ c([1]) }}").render()


def test_keeps_as_many_as_it_is_told() -> None:
    """Two of three values: the one that was asked for longest ago is rendered anew."""
    env = _environment({"c.html": "{% macro c(x) %}{{ count() }}{% endmacro %}{% set c = memo(c, 2) %}"})
    counted = iter(range(9))
    env.globals["count"] = lambda: next(counted)
    page = env.from_string("{% from 'c.html' import c %}{{ c(x) }}")

    assert [page.render(x=x) for x in "ababcab"] == ["0", "1", "0", "1", "2", "3", "4"]
