"""What each page template is made of: itself and every template it extends, imports or includes, to any depth."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

from xinglin.core.hashing import digest

# Comments first: a tag inside one is no reference.
_COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
_REFERENCE = re.compile(r"\{%[-+]?\s*(?:extends|from|import|include)\b(.*?)%\}", re.DOTALL)
_NAME = re.compile(r"""\s*(?:"([^"\\]+)"|'([^'\\]+)')\s*(?:$|[-+]$|(?:import|as|with|without)\s.*)""", re.DOTALL)


class UnknownReference(Exception):
    """The theme's developer: a template refers to another in a way that cannot be known before it is rendered."""


def template_closures(folder: Path) -> dict[str, str]:
    """Page template → digest of its bytes and of all it is made of, components included.

    Two builds with the same digest and the same code render the template alike. Page templates are the files directly in
    ``templates/``. This runs at every build, also where nothing changed, so references are found by pattern and not by
    ``jinja2.meta``, which parses the whole theme; a test compares the two.

    Args:
        folder: the theme.

    Raises:
        UnknownReference: a reference is computed, or names a template that is not there.
    """
    templates = folder / "templates"

    @cache
    def known(name: str) -> tuple[str, frozenset[str]]:
        data = (templates / name).read_bytes()
        found = frozenset(references(name, data.decode()))
        for other in sorted(found):
            if not (templates / other).is_file():
                raise UnknownReference(f"{name}: there is no template {other!r}")
        return digest(data), found

    return {path.name: _closure(path.name, known) for path in sorted(templates.glob("*.html"))}


def parts(folder: Path, name: str) -> frozenset[str]:
    """A template and all it is made of, by name.

    Raises:
        UnknownReference: as :func:`template_closures`.
    """
    templates = folder / "templates"
    return frozenset(
        _parts(name, lambda part: ("", frozenset(references(part, (templates / part).read_text("utf-8")))))
    )


def references(name: str, source: str) -> Iterator[str]:
    """Names of the templates a template extends, imports or includes.

    Raises:
        UnknownReference: a name is not written out.
    """
    for match in _REFERENCE.finditer(_COMMENT.sub("", source)):
        found = _NAME.fullmatch(match.group(1))
        if found is None:
            raise UnknownReference(
                f"{name}: {match.group().strip()} must name one template, written out; what a page is made of"
                " has to be known before it is rendered"
            )
        yield found.group(1) or found.group(2)


_Known = Callable[[str], tuple[str, frozenset[str]]]
"""Digest of a template's own bytes, and what it refers to."""


def _closure(name: str, known: _Known) -> str:
    return digest("".join(f"{part} {value}\n" for part, value in sorted(_parts(name, known).items())))


def _parts(name: str, known: _Known) -> dict[str, str]:
    found: dict[str, str] = {}
    waiting = [name]
    while waiting:
        part = waiting.pop()
        if part not in found:
            found[part], others = known(part)
            waiting += others
    return found
