"""Templates compiled in the plain way give what Jinja2's own code gives."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment, TemplateRuntimeError, UndefinedError
from markupsafe import Markup

from xinglin.press.templates import Assets, environment
from xinglin.variants.converter import Converter

COMPONENT = """
{%- macro box(title, body='空', mark=false) %}[{{ title }}|{{ body }}{% if mark %}!{% endif %}]{% endmacro -%}
{%- macro around(title) %}({{ title }}:{{ caller() }}){% endmacro -%}
{%- macro any_number() %}{{ varargs | join('+') }}{{ kwargs | length }}{% endmacro -%}
"""


@pytest.fixture
def env(tmp_path: Path) -> Environment:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "box.html").write_text(COMPONENT, "utf-8")
    return environment(tmp_path, Converter("zh-Hans"), "/", Assets({"site.css": "theme/a&b.css"}, {}))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("{{ box('a') }}", "[a|空]"),
        ("{{ box('<') }}", "[&lt;|空]"),
        ("{{ box(x, mark=true) }}", "[&lt;b&gt;|空!]"),
        ("{{ box(mark=true, title=html) }}", "[<b>|空!]"),
        ("{{ box(box('a'), box('b')) }}", "[[a|空]|[b|空]]"),
        ("{{ box(*['a', 'b']) }}{{ box(**{'title': 'c'}) }}", "[a|b][c|空]"),
        ("{% for each in '<>' %}{{ box(each) }}{% endfor %}", "[&lt;|空][&gt;|空]"),
        ("{% call around(x) %}{{ box(x) }}{% endcall %}", "(&lt;b&gt;:[&lt;b&gt;|空])"),
        ("{{ any_number('a', '<', c=1) }}", "a+&lt;1"),
        ("{{ box('a') ~ x }}", "[a|空]&lt;b&gt;"),
        ("{{ box('a') | length }}", "5"),
        ("{{ asset('site.css') }}", "/theme/a&amp;b.css"),
        ("{{ 1 }}{{ none }}{{ html }}{{ x }}", "1None<b>&lt;b&gt;"),
        ("{% set kept = box('a') %}{{ kept }}", "[a|空]"),
    ],
)
def test_text_is_escaped_once(env: Environment, source: str, expected: str) -> None:
    """Whatever way it comes out: from a variable, a macro, a macro in a macro, a function."""
    page = env.from_string("{% from 'box.html' import box, around, any_number %}" + source)

    assert page.render(x="<b>", html=Markup("<b>")) == expected


@pytest.mark.parametrize(
    "source", ["{{ box('a', size=1) }}", "{{ box('a', 'b', true, 1) }}", "{{ box('a', title=1) }}"]
)
def test_wrong_call_is_refused(env: Environment, source: str) -> None:
    with pytest.raises(TypeError):
        env.from_string("{% from 'box.html' import box %}" + source).render()


def test_missing_argument_is_undefined(env: Environment) -> None:
    with pytest.raises(UndefinedError, match="title"):
        env.from_string("{% from 'box.html' import box %}{{ box() }}").render()


def test_missing_component_is_named(env: Environment) -> None:
    with pytest.raises(TemplateRuntimeError, match=r"box\.html does not define bax"):
        env.from_string("{% from 'box.html' import bax %}").render()


def test_import_in_a_block_is_seen_there(env: Environment) -> None:
    """And one at the head of a page in all its blocks, as with Jinja2."""
    source = "{% from 'box.html' import box as top %}{% block a %}{% from 'box.html' import box %}{{ box('a') }}{{ top('b') }}{% endblock %}"
    variables: dict[str, Any] = {}

    assert env.from_string(source).render(variables) == "[a|空][b|空]"
