"""Compiled templates on disk: compiled once for all processes, never believed when damaged, never mixed up."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment

from xinglin.core.variant import Variant
from xinglin.press.compiled import compiled_folder, prune_compiled
from xinglin.press.templates import Assets, environment
from xinglin.press.theme_mark import theme_folder
from xinglin.variants.converter import Converter

PAGE = "<p>门诊通知</p>"


@pytest.fixture
def theme(tmp_path: Path) -> Path:
    folder = tmp_path / "theme"
    (folder / "templates").mkdir(parents=True)
    (folder / "templates" / "page.html").write_text(PAGE, "utf-8")
    return folder


@pytest.fixture
def compilations(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the templates that were compiled, in turn."""
    names: list[str] = []
    compile_template: Callable[..., Any] = Environment.compile

    def counting(self: Environment, source: Any, name: str | None = None, *more: Any, **named: Any) -> Any:
        names.append(str(name))
        return compile_template(self, source, name, *more, **named)

    monkeypatch.setattr(Environment, "compile", counting)
    return names


def _render(theme: Path, cache: Path, variant: Variant = "zh-Hant", terms: dict[str, str] | None = None) -> str:
    env = environment(theme, Converter(variant, terms), "/", Assets({}, {}), cache)
    return env.get_template("page.html").render()


def test_the_second_environment_compiles_nothing(tmp_path: Path, compilations: list[str]) -> None:
    """The whole theme, loaded twice as two processes would."""
    for _ in range(2):
        env = environment(theme_folder(), Converter("zh-Hant"), "/", Assets({}, {}), tmp_path / "cache")
        names = env.list_templates(extensions=["html"])
        for name in names:
            env.get_template(name)

    assert len(names) > 40
    assert compilations == names


def test_each_variant_and_vocabulary_has_its_own_words(theme: Path, tmp_path: Path, compilations: list[str]) -> None:
    """Neither another variant's words nor those of yesterday's terms are shown."""
    cache = tmp_path / "cache"
    for _ in range(2):
        assert _render(theme, cache) == "<p>門診通知</p>"
        assert _render(theme, cache, "zh-Hans") == PAGE
        assert _render(theme, cache, terms={"门诊": "门診"}) == "<p>门診通知</p>"
    assert len(compilations) == 3


def test_an_edited_template_is_compiled_again(theme: Path, tmp_path: Path) -> None:
    """The file's own text decides, not its time."""
    _render(theme, tmp_path / "cache")
    (theme / "templates" / "page.html").write_text("<p>头发</p>", "utf-8")

    assert _render(theme, tmp_path / "cache") == "<p>頭髮</p>"


@pytest.mark.parametrize("part", range(6))
def test_damage_costs_a_compilation_and_nothing_else(
    theme: Path, tmp_path: Path, compilations: list[str], part: int
) -> None:
    """Cut short, emptied, one bit turned anywhere: compiled anew and repaired."""
    cache = tmp_path / "cache"
    _render(theme, cache)
    (path,) = (path for path in cache.rglob("*") if path.is_file())
    data = bytearray(path.read_bytes())
    if part == 0:
        data = bytearray()
    elif part == 1:
        del data[len(data) // 2 :]
    else:
        data[(part - 2) * (len(data) - 1) // 3] ^= 4
    path.write_bytes(data)

    assert [_render(theme, cache) for _ in range(2)] == ["<p>門診通知</p>"] * 2
    assert len(compilations) == 2


def test_a_cache_that_cannot_be_written_is_done_without(theme: Path, tmp_path: Path) -> None:
    """A full disk or another user's folder must not stop a build."""
    (tmp_path / "cache").write_text("a file where the folder should be")

    assert _render(theme, tmp_path / "cache") == "<p>門診通知</p>"


def test_writers_at_the_same_time_leave_whole_files(theme: Path, tmp_path: Path, compilations: list[str]) -> None:
    """Every worker of a first build compiles; whoever comes later finds sound files and no rest."""
    with ThreadPoolExecutor(8) as executor:
        pages = list(executor.map(lambda _: _render(theme, tmp_path / "cache"), range(16)))
    before = len(compilations)

    assert set(pages) == {"<p>門診通知</p>"}
    assert _render(theme, tmp_path / "cache") == "<p>門診通知</p>"
    assert len(compilations) == before
    assert len([path for path in (tmp_path / "cache").rglob("*") if path.is_file()]) == 1


def test_what_earlier_builds_compiled_is_deleted(theme: Path, tmp_path: Path) -> None:
    """Folders of this build stay; others go; a cache that was never written is no mistake."""
    cache = tmp_path / "cache"
    prune_compiled(cache, ())
    _render(theme, cache, terms={"门诊": "门診"})
    _render(theme, cache)
    kept = compiled_folder(cache, Converter("zh-Hant"))

    prune_compiled(cache, [kept])

    assert list(cache.iterdir()) == [kept]
