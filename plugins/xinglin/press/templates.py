"""The theme, loaded once per variant: words converted as templates are parsed, assets under hashed names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, MutableMapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from jinja2.ext import Extension
from jinja2.lexer import TOKEN_DATA, TOKEN_STRING, Token, TokenStream
from markupsafe import Markup

from xinglin.core.clock import iso
from xinglin.core.hashing import digest
from xinglin.press.compiled import CompiledTemplates, compiled_folder
from xinglin.press.contexts import Heading
from xinglin.press.memo import memo
from xinglin.press.template_code import Components, RecordCode, RecordContext, escaped, shown
from xinglin.variants.converter import Converter
from xinglin.variants.fragments import convert_html

_CHINESE = re.compile(r"[\u3400-\u9fff]")


class _WordsOfTemplates(Extension):
    """Converts a template's own words (text and Chinese string literals) when it is parsed for a variant."""

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        converter: Converter = self.environment.converter  # type: ignore[attr-defined]
        for token in stream:
            if token.type == TOKEN_DATA and _CHINESE.search(token.value):
                yield Token(token.lineno, token.type, convert_html(token.value, converter))
            elif token.type == TOKEN_STRING and _CHINESE.search(token.value):
                yield Token(token.lineno, token.type, converter.convert(token.value))
            else:
                yield token


class _Theme(Environment):
    """An environment whose globals stay as they are once templates are loaded."""

    code_generator_class = RecordCode
    context_class = RecordContext
    shown = staticmethod(shown)
    escaped = staticmethod(escaped)

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """A plain dict: at every import of every page Jinja2 looks through the globals, and a chain of maps costs more
        there than the components do."""
        return {**self.globals, **(d or {})}

    def get_template(
        self, name: str | Template, parent: str | None = None, globals: MutableMapping[str, Any] | None = None
    ) -> Template:
        """A plain lookup after the first time: a page imports some twenty components, and here no file ever changes."""
        if globals is not None or not isinstance(name, str):
            return super().get_template(name, parent, globals)
        known = self._loaded.get(name)
        if known is None:
            known = self._loaded[name] = super().get_template(name, parent)
        return known

    @cached_property
    def components(self) -> Components:
        return Components(self)

    @cached_property
    def _loaded(self) -> dict[str, Template]:
        return {}


@dataclass(frozen=True, slots=True)
class Assets:
    """Theme files as published: asset name → URL path below the site, URL path → bytes."""

    urls: dict[str, str]
    contents: dict[str, bytes]


def bundle_assets(folder: Path) -> Assets:
    """One stylesheet, one script, every other static file; names carry the hash of their bytes, so they never go stale."""
    static = folder / "static"
    styles = [*sorted((static / "css").glob("*.css")), *sorted((folder / "templates" / "components").glob("*/*.css"))]
    scripts = sorted((static / "js").glob("*.js"))
    named: dict[str, bytes] = {
        "site.css": b"\n".join(path.read_bytes() for path in styles),
        "site.js": b"\n".join(path.read_bytes() for path in scripts),
    }
    for path in sorted(static.rglob("*")):
        relative = path.relative_to(static)
        if path.is_file() and relative.parts[0] not in {"css", "js"}:
            named[relative.as_posix()] = path.read_bytes()
    urls = {name: _hashed(name, data) for name, data in named.items()}
    return Assets(urls, {urls[name]: data for name, data in named.items()})


def _hashed(name: str, data: bytes) -> str:
    path = Path(name)
    return f"theme/{(path.parent / path.stem).as_posix()}.{digest(data)[:10]}{path.suffix}"


def environment(
    folder: Path, converter: Converter, base_path: str, assets: Assets, bytecode: Path | None = None
) -> Environment:
    """The Jinja2 environment of one variant.

    Args:
        base_path: ends with a slash.
        bytecode: where compiled templates are kept between processes; each converter has a folder of its own below it.
    """
    env = _Theme(
        loader=FileSystemLoader(folder / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        cache_size=-1,
        bytecode_cache=CompiledTemplates(compiled_folder(bytecode, converter)) if bytecode else None,
    )
    env.converter = converter  # type: ignore[attr-defined]  # read by the extension below
    env.add_extension(_WordsOfTemplates)
    env.globals["asset"] = lru_cache(lambda name: base_path + assets.urls[name])
    env.globals["memo"] = memo
    env.filters |= {"day": day, "long_date": long_date, "month_day": month_day, "iso": iso, "filesize": filesize}
    env.filters |= {"chapters": chapters, "headline": headline}
    return env


def day(value: date) -> str:
    return iso(value)[:10]


def long_date(value: date) -> str:
    """``2026年3月5日 15:09``; midnight and plain dates have no time."""
    words = f"{value.year}年{value.month}月{value.day}日"
    if isinstance(value, datetime) and (value.hour or value.minute) and (value.hour, value.minute) != (23, 59):
        words += f" {value.hour:02}:{value.minute:02}"
    return words


def month_day(value: date) -> str:
    return iso(value)[5:10]


def chapters(headings: Iterable[Heading]) -> list[Heading]:
    """The headings of a text's largest parts."""
    return [heading for heading in headings if heading.level == _CHAPTER]


_CHAPTER = 2
"""The level of headings below the title."""


def headline(title: str) -> str | Markup:
    """A title of two halves with a space between them, as newspapers set them: a line ends there rather than within a half."""
    halves = _BETWEEN_HALVES.split(title)
    if len(halves) == 1:
        return title
    return Markup(" ").join([Markup('<span class="xl-half">{}</span>').format(half) for half in halves])


_BETWEEN_HALVES = re.compile(r"(?<=[^\x00-\x7f])[ \u3000]+(?=[^\x00-\x7f])")


def filesize(size: int) -> str:
    """Bytes as readers know them, 1 KB being 1,024 bytes as Windows counts."""
    if size < 1024:
        return f"{size} B"
    if size < 1024 * 1024:
        return f"{round(size / 1024)} KB"
    return f"{size / 1024 / 1024:.1f} MB"
