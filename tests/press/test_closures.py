"""What a page template is made of: Jinja2's own parser is asked whether the pattern finds all of it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from jinja2 import Environment, meta

from xinglin.press.closures import UnknownReference, references, template_closures

TEMPLATES = Path(__file__).resolve().parents[2] / "theme" / "templates"
NAMES = sorted(path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.html"))
FORMS = (
    "{% extends 'a.html' %}",
    '{%- from "a.html" import x as y, z -%}',
    "{%+ include 'a.html' without context %}{% import 'b.html' as b with context %}",
    "{#- {% include 'a.html' %} -#}{%include 'b.html'%}",
    "{% for a in b %}{% endfor %}{%\n  include\n  'a.html'\n%}",
)


def _parsed(source: str) -> set[str | None]:
    return set(meta.find_referenced_templates(Environment().parse(source)))


def _used_by(name: str) -> set[str | None]:
    found: set[str | None] = {name}
    for other in _parsed((TEMPLATES / name).read_text("utf-8")):
        found |= _used_by(str(other))
    return found


@pytest.mark.parametrize("source", [*(pytest.param((TEMPLATES / n).read_text("utf-8"), id=n) for n in NAMES), *FORMS])
def test_finds_what_jinja_finds(source: str) -> None:
    """Every template of the theme, and every way to write a reference."""
    assert set(references("x.html", source)) == _parsed(source)


def test_a_component_is_part_of_the_pages_that_use_it_and_of_no_other(tmp_path: Path) -> None:
    """Touch one template after the other: exactly the pages made of it get another digest."""
    shutil.copytree(TEMPLATES, tmp_path / "templates")
    pages = {path.name: _used_by(path.name) for path in TEMPLATES.glob("*.html")}
    before = template_closures(tmp_path)
    assert before.keys() == pages.keys()

    for name in NAMES:
        path = tmp_path / "templates" / name
        original = path.read_bytes()
        path.write_bytes(original + b" ")
        after = template_closures(tmp_path)
        path.write_bytes(original)

        assert {page for page in pages if after[page] != before[page]} == {
            p for p, parts in pages.items() if name in parts
        }
    assert template_closures(tmp_path) == before


@pytest.mark.parametrize(
    "reference",
    [
        "{% include name %}",
        "{% include 'a' ~ name %}",
        "{% include ['a.html', 'b.html'] %}",
        "{% extends 'a.html' if x else 'b.html' %}",
        "{% from theme.base import x %}",
        "{% include 'a.html' ignore missing %}",
    ],
)
def test_a_computed_reference_is_refused(tmp_path: Path, reference: str) -> None:
    """Nobody could say what such a page is made of."""
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "front.html").write_text(reference, "utf-8")

    with pytest.raises(UnknownReference, match=r"front\.html"):
        template_closures(tmp_path)


def test_a_reference_to_nothing_is_refused(tmp_path: Path) -> None:
    """The template that names it is named."""
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "front.html").write_text("{% include 'gone.html' %}", "utf-8")

    with pytest.raises(UnknownReference, match=r"front\.html: there is no template 'gone\.html'"):
        template_closures(tmp_path)
