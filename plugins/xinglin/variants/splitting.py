"""An HTML fragment cut into what is words and what is not.

A block's text is one run, whatever inline tags stand in it, so that words are read as a reader reads them; a readable
attribute is a run of its own. Addresses, ids, classes, code and passages in other languages are no words. A passage that
declares a Chinese script (``lang="zh-Hant"``) is words of that script; one that declares the variant it is shown in is as
it should be.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

from xinglin.core.variant import Variant
from xinglin.manuscript.script_detection import Script
from xinglin.variants.rules import NO_TABLE, Table
from xinglin.variants.tags import ATTRIBUTE, Tag, attributes_of, cut, declared_variant, is_readable, read_tag

_JSON_LD = "application/ld+json"
_READABLE_JSON = re.compile(
    r'"(?:headline|name|alternateName|description|articleSection|keywords|text|caption|jobTitle|abstract)"\s*+:\s*+'
    r'(\[[^\[\]{}]*+\]|"(?:[^"\\]|\\.)*+")'
)
_JSON_STRING = re.compile(r'"((?:[^"\\]|\\.)*+)"')


class Run(NamedTuple):
    """How the words of one run are to be converted."""

    script: Script | None
    """None: they are in the wanted variant already."""
    block: int = 0
    """Runs of one block are one text, with marks between them."""
    is_attribute: bool = False
    table: Table = NO_TABLE


Piece = tuple[str, int | None]
"""Text, and the number of the run it belongs to: None when it is no words."""


class _Scope(NamedTuple):
    """An open element whose content is not read as the fragment is."""

    name: str
    script: Script | None
    is_kept: bool


class Splitter:
    """Cuts one fragment.

    Args:
        variant: the fragment is going to be shown in; passages that declare it stay.
        script: of the fragment.
        relabel: passages in another Chinese script get the variant as their ``lang``, since that is what they will be in.
    """

    def __init__(self, variant: Variant, script: Script, relabel: bool = False) -> None:
        self.pieces: list[Piece] = []
        self.runs: list[Run] = []
        self._variant = variant
        self._own = None if script == variant else script
        self._script: Script | None = self._own
        self._relabel = relabel
        self._is_kept = False
        self._is_json = False
        self._scopes: list[_Scope] = []
        """Elements open in the outermost scope, innermost last."""
        self._names: Counter[str] = Counter()
        """How many of each name are among them."""
        self._number = 0
        """Of the block."""
        self._run: int | None = None
        """Of the text; None where a new one begins."""

    def split(self, html: str) -> list[Piece]:
        *parts, last = cut(html)
        for text, tag in zip(parts[::2], parts[1::2], strict=True):
            self._text(text)
            self._tag(tag, read_tag(tag))
        self._text(last)
        return self.pieces

    def _new_run(self, script: Script | None, is_attribute: bool = False) -> int:
        self.runs.append(Run(script, self._number, is_attribute))
        return len(self.runs) - 1

    def _text(self, text: str) -> None:
        if text and self._is_json:
            self._json(text)
        elif text and self._is_kept:
            self.pieces.append((text, None))
        elif text:
            if self._run is None:
                self._run = self._new_run(self._script)
            self.pieces.append((text, self._run))

    def _tag(self, tag: str, facts: Tag) -> None:
        name = facts.name
        if facts.parts_words:
            self._run = None
            self._number += facts.parts_blocks
        if facts.is_end:
            self.pieces.append((tag, None))
            if self._scopes:
                self._leave(name)
            return
        scope = None if self._is_kept else self._declared(tag, facts)
        if facts.opens and (scope or self._scopes):
            self._enter(scope or _Scope(name, self._script, self._is_kept))
        if self._is_kept or (scope and scope.is_kept):
            self.pieces.append((tag, None))
            self._is_json = self._is_json or (name == "script" and facts.opens and _JSON_LD in tag.lower())
        elif scope is None and facts.is_ascii:
            self.pieces.append((tag, None))
        else:
            self._attributes(name, tag, scope)

    def _enter(self, scope: _Scope) -> None:
        self._scopes.append(scope)
        self._names[scope.name] += 1
        self._read_as(scope.script, scope.is_kept)

    def _leave(self, name: str) -> None:
        if not self._names[name]:
            return
        left = ""
        while left != name:
            left = self._scopes.pop().name
            self._names[left] -= 1
        self._is_json = False
        self._read_as(*self._scopes[-1][1:] if self._scopes else (self._own, False))

    def _read_as(self, script: Script | None, is_kept: bool) -> None:
        self._is_kept = is_kept
        if script != self._script:
            self._script = script
            self._run = None

    def _declared(self, tag: str, facts: Tag) -> _Scope | None:
        """What an opening tag says of its content; None for nothing."""
        name = facts.name
        if facts.is_code:
            return _Scope(name, self._script, True)
        if not facts.says_more:
            return None
        attributes = attributes_of(tag)
        if attributes.get("translate", "").lower() == "no" or "notranslate" in attributes.get("class", "").split():
            return _Scope(name, self._script, True)
        language = attributes.get("lang")
        if language is None:
            return None
        variant = declared_variant(language)
        if variant is None:
            is_chinese = language.lower().split("-")[0] == "zh"
            return None if is_chinese else _Scope(name, self._script, True)
        if variant == self._variant:
            return _Scope(name, None, False)
        return _Scope(name, "zh-Hans" if variant == "zh-Hans" else "zh-Hant", False)

    def _attributes(self, name: str, tag: str, scope: _Scope | None) -> None:
        """An opening tag; its readable attributes are runs of their own."""
        relabelled = self._relabel and scope is not None and scope.script is not None
        end = 0
        if not tag.startswith("<!"):
            for match in ATTRIBUTE.finditer(tag):
                attribute, group = match.group(1).lower(), match.lastindex or 0
                if relabelled and attribute == "lang":
                    self.pieces += [(tag[end : match.start(group)], None), (self._variant, None)]
                elif is_readable(name, attribute, tag):
                    run = self._new_run(scope.script if scope else self._script, is_attribute=True)
                    self.pieces += [(tag[end : match.start(group)], None), (match.group(group), run)]
                else:
                    continue
                end = match.end(group)
        self.pieces.append((tag[end:], None))

    def _json(self, text: str) -> None:
        """Structured data: the strings of readable names are words, everything else is not."""
        end = 0
        for value in _READABLE_JSON.finditer(text):
            for found in _JSON_STRING.finditer(text, *value.span(1)):
                run = self._new_run(self._own, is_attribute=True)
                self.pieces += [(text[end : found.start(1)], None), (found.group(1), run)]
                end = found.end(1)
        self.pieces.append((text[end:], None))
