"""sections.yaml: the tree of sections in menu order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from xinglin.core import mark_problems
from xinglin.core.diagnostics import AuthorError, Collector
from xinglin.core.hashing import digest
from xinglin.core.kinds import Kinds
from xinglin.core.validation import labels, nearest, report
from xinglin.core.variant import VARIANT_PREFIXES
from xinglin.core.words import Text
from xinglin.core.yaml_document import Document, Key, YamlProblem, parse

FILE = "sections.yaml"
PAGES = "pages"
"""The folder of pages that belong to no section; its id is reserved."""
RESERVED = frozenset(
    {
        PAGES,
        "media",
        "page",
        "feeds",
        "search",
        "theme",
        "departments",
        "branches",
        "keywords",
        "archive",
        "registers",
        "index",
        "site",
        "sitemap",
    }
    | {prefix.rstrip("/") for prefix in VARIANT_PREFIXES.values() if prefix}
)

_ID = re.compile(r"[a-z][a-z0-9-]*")
MAX_DEPTH = 10


@dataclass(frozen=True, slots=True)
class Section:
    """One section. ``parent`` is the id of the one above, ``children`` the ids of those below, in menu order."""

    id: str
    title: Text
    kind: str
    description: Text = ""
    page_size: int = 20
    cadence: str = ""
    """ISO 8601 duration within which something new is expected (P14D); empty for no duty."""
    indent: bool = True
    """First-line indent of two characters in bodies, as Chinese official texts have."""
    tone: str = ""
    """``party``: the theme shows the section in red; empty for the site's own colour. Inherited by sections below."""
    parent: str | None = None
    children: tuple[str, ...] = ()

    @property
    def url(self) -> str:
        return f"{self.id}/"


@dataclass(frozen=True, slots=True)
class SectionTree:
    """All sections by id; ``roots`` in menu order."""

    sections: dict[str, Section] = field(default_factory=dict)
    roots: tuple[str, ...] = ()

    def ancestors(self, identifier: str) -> list[Section]:
        """From the root down to the parent."""
        chain: list[Section] = []
        parent = self.sections[identifier].parent
        while parent:
            chain.insert(0, self.sections[parent])
            parent = self.sections[parent].parent
        return chain

    def walk(self, roots: Iterable[str] | None = None) -> Iterator[Section]:
        """Depth first, in menu order."""
        for identifier in self.roots if roots is None else roots:
            yield self.sections[identifier]
            yield from self.walk(self.sections[identifier].children)

    def below(self, identifier: str) -> frozenset[str]:
        """Ids of the section and all sections below it."""
        return frozenset(section.id for section in self.walk([identifier]))


class _Node(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    id: str = Field(title="编号")
    title: str = Field("", title="栏目名", max_length=40)
    kind: str | None = Field(None, title="类型")
    description: str = Field("", title="说明", max_length=300)
    page_size: int = Field(20, title="每页条数", ge=1, le=200)
    cadence: str = Field("", title="更新周期", pattern=r"^(P([1-9]\d*[YMWD])+)?$")
    indent: bool = Field(True, title="首行缩进")
    tone: Literal["", "party"] | None = Field(None, title="色调")
    children: Annotated[tuple[_Node, ...], Field(title="下级栏目", max_length=100)] = ()

    @field_validator("id")
    @classmethod
    def _id(cls, value: str) -> str:
        if not _ID.fullmatch(value) or len(value) > 40:
            raise AuthorError(
                f"栏目编号“{value[:40]}”只能用小写英文字母、数字和连字符，以字母开头。", "例如  id: party-news。"
            )
        if value in RESERVED:
            raise AuthorError(f"栏目编号“{value}”已被系统占用。", f"换一个，例如  id: {value}-news。")
        return value


class _File(BaseModel):
    sections: tuple[_Node, ...]


def read_sections(text: str | None, folders: Iterable[str], kinds: Kinds) -> tuple[SectionTree, Collector]:
    """Read the tree; without sections.yaml every top folder of content/ is a section of its name.

    Args:
        text: of sections.yaml, a list of nodes; None when there is none.
        folders: first path component of every manuscript; the empty string for files at the top.
    """
    collector = Collector(FILE, (text or "").splitlines())
    if text is None:
        return _from_folders(folders), collector
    mark_problems.report(text, collector)
    nodes, document = _nodes(text, collector)
    builder = _Builder(kinds, collector, document)
    for number, node in enumerate(nodes):
        builder.add(node, None, "news", ("sections", number))
    roots = tuple(section.id for section in builder.sections.values() if section.parent is None)
    return SectionTree(builder.sections, roots), collector


def _nodes(text: str, collector: Collector) -> tuple[tuple[_Node, ...], Document]:
    # YAML lists have no keys of their own; parsed below one, so that places stay right
    indented = "sections:\n" + "\n".join("  " + line for line in text.split("\n"))
    try:
        document = parse(indented)
        _shift(document.keys)
        _shift(document.values)
        return _File.model_validate({"sections": document.data.get("sections") or []}).sections, document
    except YamlProblem as problem:
        line, column = max(1, problem.place.line - 1), max(1, problem.place.column - 2)
        collector.add("SEC01", problem.message, problem.fix, line=line, column=column)
    except ValidationError as error:
        report(error, document, collector, code="SEC02", labels=labels(_Node))
    return (), Document()


def _shift(places: dict[Key, Any]) -> None:
    for path, place in places.items():
        places[path] = type(place)(max(1, place.line - 1), max(1, place.column - 2))


@dataclass(slots=True)
class _Builder:
    """Makes sections of nodes, each id once, and reports at the place of the word that is wrong."""

    kinds: Kinds
    collector: Collector
    document: Document
    sections: dict[str, Section] = field(default_factory=dict)

    def add(self, node: _Node, parent: str | None, inherited: str, path: Key) -> str:
        kind = self._kind(node, inherited, path)
        if node.id in self.sections:
            self._report("SEC04", f"栏目编号“{node.id}”用了两次。", "每个栏目的编号只能用一次。", (*path, "id"))
            return node.id
        depth = len(path) // 2
        if depth > MAX_DEPTH:
            self._report("SEC05", f"栏目套了 {depth} 层，太深了。", f"最多 {MAX_DEPTH} 层。", (*path, "id"))
        tone = node.tone if node.tone is not None else self.sections[parent].tone if parent else ""
        # stands for its id, and hands its tone down, while the children are added
        self.sections[node.id] = Section(node.id, node.title, kind, tone=tone)
        below = (self.add(child, node.id, kind, (*path, "children", n)) for n, child in enumerate(node.children))
        children = tuple(dict.fromkeys(below))
        self.sections[node.id] = Section(
            id=node.id,
            title=node.title or node.id,
            kind=kind,
            description=node.description,
            page_size=node.page_size,
            cadence=node.cadence,
            indent=node.indent,
            tone=tone,
            parent=parent,
            children=tuple(child for child in children if self.sections[child].parent == node.id),
        )
        return node.id

    def _kind(self, node: _Node, inherited: str, path: Key) -> str:
        kind = node.kind or inherited
        named = {entry.label: entry.name for entry in self.kinds.values()} | {name: name for name in self.kinds}
        if kind in named:
            return named[kind]
        guess = nearest(kind, named)
        fix = f"是不是“{guess}”？" if guess else f"可以写：{'、'.join(self.kinds)}。"
        self._report("SEC03", f"没有“{kind[:20]}”这种类型。", fix, (*path, "kind"))
        return "news"

    def _report(self, code: str, message: str, fix: str, path: Key) -> None:
        place = self.document.place_of(path)
        self.collector.add(code, message, fix, line=place.line, column=place.column)


def folder_section(folder: str) -> str:
    """The section id a folder's name gives where there is no sections.yaml."""
    plain = re.sub(r"[^a-z0-9]+", "-", folder.lower()).strip("-") if folder.isascii() else ""
    if not plain or not _ID.fullmatch(plain) or plain in RESERVED:
        plain = f"s-{digest(folder)[:8]}" if folder else "articles"
    return plain


def with_named(tree: SectionTree, names: Iterable[str]) -> SectionTree:
    """The tree with a section for every name that articles use, where there is no sections.yaml to say which exist."""
    sections = dict(tree.sections)
    titles = {section.title for section in sections.values()}
    for name in sorted(set(names) - titles - sections.keys()):
        identifier = folder_section(name)
        sections.setdefault(identifier, Section(identifier, name, "news"))
    return SectionTree(sections, tuple(sections))


def _from_folders(folders: Iterable[str]) -> SectionTree:
    sections: dict[str, Section] = {}
    for folder in sorted(set(folders)):
        if folder != PAGES:
            identifier = folder_section(folder)
            sections.setdefault(identifier, Section(identifier, folder or "文章", "news"))
    return SectionTree(sections, tuple(sections))
