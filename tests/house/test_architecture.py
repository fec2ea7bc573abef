"""The house stands as drawn: who imports whom, where Pelican may be, how large a room may grow."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from xinglin.kinds import ALL, KINDS

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "plugins" / "xinglin"

MAX_FUNCTION = 60
MAX_FILE = 400

# What each room may import besides itself, the standard library and packages: core ← the jobs ← press ← desk, delivery.
# Reading a manuscript stands before the other jobs, because its records are what they work on.
JOBS = {
    "attachments",
    "pictures",
    "sections",
    "variants",
    "disclosure",
    "notices",
    "discovery",
    "honours",
    "epaper",
    "news",
    "guides",
    "reviews",
}
ALLOWED: dict[str, set[str]] = {
    "": set(),
    "core": set(),
    "manuscript": {"core"},
    **{job: {"core", "manuscript"} for job in JOBS},
    "kinds": {"core", *JOBS},
    "checks": {"core", "manuscript", "kinds", *JOBS},
    "press": {"", "core", "manuscript", "kinds", "checks", *JOBS},
    "desk": {"", "core", "manuscript", "kinds", "checks", "press", "delivery", *JOBS},
    "delivery": {"", "core", "manuscript", "kinds", "press", *JOBS},
    "__main__": {"desk"},
}

# The registry imports every kind, and kinds import the front matter they extend; so reading asks for the registry late.
LATE = {("manuscript", "kinds")}


@dataclass(frozen=True)
class Import:
    """One import statement: the module it stands in, the module it names, and whether it waits inside a function."""

    path: Path
    line: int
    target: str
    is_late: bool

    @property
    def room(self) -> str:
        return room_of(module_of(self.path))

    def __str__(self) -> str:
        return f"{self.path.relative_to(ROOT)}:{self.line} imports {self.target}"


@cache
def modules() -> tuple[Path, ...]:
    """All modules of the house."""
    return tuple(sorted(SOURCE.rglob("*.py")))


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def module_of(path: Path) -> str:
    """``plugins/xinglin/core/clock.py`` → ``xinglin.core.clock``."""
    parts = path.relative_to(SOURCE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def room_of(module: str) -> str:
    """``xinglin.core.clock`` → ``core``; ``xinglin.kinds`` → ``kinds``; ``xinglin`` → the empty string."""
    parts = module.split(".")
    known = len(parts) > 1 and ((SOURCE / parts[1]).is_dir() or (SOURCE / f"{parts[1]}.py").is_file())
    return parts[1] if known else ""


@cache
def imports() -> tuple[Import, ...]:
    """Every import statement of the house, relative ones made absolute."""
    return tuple(found for path in modules() for found in _imports_of(path))


def _imports_of(path: Path) -> Iterator[Import]:
    tree = tree_of(path)
    functions = [node for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))]
    late = {id(inner) for function in functions for inner in ast.walk(function)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                parts = module_of(path).split(".")
                # level one is the package itself: a module's parent, but an __init__'s own name
                package = parts[: len(parts) - node.level + (path.stem == "__init__")]
                base = ".".join([*package, base]).rstrip(".")
            names = [f"{base}.{alias.name}" for alias in node.names]
        else:
            continue
        yield from (Import(path, node.lineno, name, id(node) in late) for name in names)


def ours() -> list[Import]:
    """Imports of one part of the house by another."""
    return [found for found in imports() if found.target.split(".")[0] == "xinglin"]


def test_pelican_is_imported_only_at_its_seams() -> None:
    """Only press/ and files named plugin.py know Pelican; everything else can be tested without it."""
    wrong = [
        str(found)
        for found in imports()
        if found.target.split(".")[0] == "pelican" and found.room != "press" and found.path.name != "plugin.py"
    ]
    assert wrong == []


def test_imports_follow_the_plan() -> None:
    """Dependencies point one way: core ← the jobs ← press ← desk, delivery."""
    wrong = [
        str(found)
        for found in ours()
        if (target := room_of(found.target)) != found.room
        and target not in ALLOWED[found.room]
        and not (found.is_late and (found.room, target) in LATE)
    ]
    assert wrong == []


def test_every_room_is_in_the_plan() -> None:
    """A new package is put into the plan before it is built."""
    assert {room_of(module_of(path)) for path in modules()} <= set(ALLOWED)


def test_no_one_imports_anothers_plugin() -> None:
    """What two jobs share lives in core or travels in a record."""
    wrong = [
        str(found)
        for found in ours()
        if ".plugin" in found.target and room_of(found.target) != found.room and found.room != "press"
    ]
    assert wrong == []


def test_packages_import_in_no_circle() -> None:
    """Packages can be put in an order in which each imports only earlier ones."""
    needs: dict[str, set[str]] = {room_of(module_of(path)): set() for path in modules()}
    for found in ours():
        target = room_of(found.target)
        if target != found.room and not found.is_late:
            needs[found.room].add(target)
    done: set[str] = set()
    while ready := {room for room, needed in needs.items() if room not in done and needed <= done}:
        done |= ready

    assert set(needs) - done == set()


def test_modules_import_in_no_circle() -> None:
    """The same, module by module."""
    names = {module_of(path) for path in modules()}
    needs: dict[str, set[str]] = {name: set() for name in names}
    for found in ours():
        target = found.target if found.target in names else found.target.rpartition(".")[0]
        if target in names and target != module_of(found.path) and not found.is_late:
            needs[module_of(found.path)].add(target)
    done: set[str] = set()
    while ready := {name for name, needed in needs.items() if name not in done and needed <= done}:
        done |= ready

    assert names - done == set()


def test_every_kind_is_registered() -> None:
    """Each kind.py declares kinds, and the one tuple registers all of them, each name and label once."""
    for path in SOURCE.glob("*/kind.py"):
        declared = [
            node.targets[0].id
            for node in tree_of(path).body
            if isinstance(node, ast.Assign)
            and isinstance(node.targets[0], ast.Name)
            and isinstance(node.value, ast.Call)
            and isinstance(node.value.func, ast.Name)
            and node.value.func.id == "Kind"
        ]
        module = __import__(module_of(path), fromlist=declared)

        assert declared, f"{path} declares no kind"
        assert all(getattr(module, name) in ALL for name in declared), f"{path}: not in xinglin.kinds.ALL"
    assert len(KINDS) == len(ALL)
    assert len({kind.label for kind in ALL}) == len(ALL)


def test_every_kind_has_its_template() -> None:
    """A kind without a page skeleton would fail at the first article."""
    missing = [kind.name for kind in ALL if not (ROOT / "theme" / "templates" / kind.template).is_file()]
    assert missing == []


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_room_stays_small(path: Path) -> None:
    """A file fits into one reading, a function on one screen."""
    lines = len(path.read_text("utf-8").splitlines())
    functions = {
        node.name: (node.end_lineno or 0) - node.lineno + 1
        for node in ast.walk(tree_of(path))
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
    }

    assert lines <= MAX_FILE
    assert {name: size for name, size in functions.items() if size > MAX_FUNCTION} == {}


def test_every_module_says_what_it_is() -> None:
    """One sentence at the top tells a newcomer whether to read on."""
    assert [str(path.relative_to(ROOT)) for path in modules() if not ast.get_docstring(tree_of(path))] == []


@pytest.mark.parametrize("module", ["building", "revision"])
def test_small_builds_import_little(module: str) -> None:
    """Importing is most of what a build does that has nothing, or one article, to print."""
    program = f"import sys, xinglin.press.{module}; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.split()

    assert f"xinglin.press.{module}" in loaded
    assert not {"PIL", "ssl", "pelican", "xinglin.press.disclosure_items", "xinglin.press.loading"} & set(loaded)
