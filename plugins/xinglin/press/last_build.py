"""What the last build of one output was made from: while all of it is the same, there is nothing to do.

The sources name every file of content/, the options, the theme and our code. With them stand the next instant at which the site
changes by itself, what was in the output then, and what the authors were told, so that the answer of a build that does
nothing is the answer of one that does everything.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from pathlib import Path

from xinglin.core.diagnostics import Diagnostic, Severity
from xinglin.core.hashing import digest, digest_file
from xinglin.press.file_hashes import FileHashes
from xinglin.press.fingerprints import code_fingerprint, fact_of_version
from xinglin.press.manifest import MANIFEST
from xinglin.press.store import Store


@dataclass(frozen=True, slots=True)
class Sources:
    """Everything a site is made from."""

    frame: str
    """Names what is no manuscript: options, theme, our code, data files, all other files."""
    manuscripts: Mapping[str, str]
    """Path → content hash."""


@dataclass(frozen=True, slots=True)
class LastBuild:
    """Kept in the store, one for each output."""

    sources: Sources
    now: str
    """ISO 8601: the instant it was made for."""
    until: str
    """The first instant after ``now`` at which something appears, holds or ends by itself; empty for never."""
    output: str
    """:func:`output_mark` after landing."""
    files: int
    pages: int
    diagnostics: tuple[Diagnostic, ...]
    left_out: tuple[str, ...]

    def edited(self, sources: Sources, now: datetime, output: Path, present: Mapping[str, int]) -> list[str] | None:
        """Manuscripts whose bytes alone tell ``sources`` at ``now`` from what the output was made from; None when more
        has changed, or the output is not what the build left.

        Args:
            present: the files that stand in the output now, with their bytes.
        """
        begun = datetime.fromisoformat(self.now) <= now
        over = bool(self.until) and datetime.fromisoformat(self.until) <= now
        before, names = self.sources.manuscripts, sources.manuscripts
        if not begun or over or self.sources.frame != sources.frame or before.keys() != names.keys():
            return None
        if self.output != output_mark(present, output):
            return None
        return [path for path, name in names.items() if before[path] != name]

    def save(self, store: Store, output: Path) -> None:
        data = {field.name: getattr(self, field.name) for field in fields(self)}
        sources = [self.sources.frame, self.sources.manuscripts]
        found = [asdict(diagnostic) for diagnostic in self.diagnostics]
        store.put({_key(output): data | {"sources": sources, "diagnostics": found}})

    @classmethod
    def of(cls, store: Store, output: Path) -> LastBuild | None:
        data = store.get([_key(output)]).get(_key(output))
        if data is None:
            return None
        found = tuple(Diagnostic(**row | {"severity": Severity(row["severity"])}) for row in data["diagnostics"])
        sources = Sources(*data["sources"])
        return cls(**data | {"sources": sources, "diagnostics": found, "left_out": tuple(data["left_out"])})


def forget(store: Store, output: Path) -> None:
    """Before an output is touched: a build that is cut off must not be taken for a finished one."""
    store.delete([_key(output)])


def sources_of(hashes: FileHashes, options: str, theme: Path) -> Sources:
    """What a build is made from now.

    Args:
        options: those that change what is built, as text.
    """
    files = hashes.files
    texts = frozenset(files.manuscripts)
    rest = [path for path in sorted(files.statuses) if path not in texts]
    names = [f"{path} {hashes.name(path)}" for path in rest]
    found = [repr(diagnostic) for diagnostic in files.diagnostics]
    parts = sorted(path for path in theme.rglob("*") if path.is_file())
    templates = [f"{path.relative_to(theme).as_posix()} {digest_file(path)}" for path in parts]
    frame = digest("\n".join([code_fingerprint(), options, *templates, *names, *found]))
    return Sources(frame, {path: hashes.name(path) for path in files.manuscripts})


def output_mark(present: Mapping[str, int], output: Path) -> str:
    """Names the files of an output with their sizes, and the manifest by its bytes."""
    try:
        manifest = digest_file(output / MANIFEST)
    except OSError:
        manifest = ""
    listed = "\n".join(f"{path} {size}" for path, size in sorted(present.items()) if path != MANIFEST)
    return digest(f"{manifest}\n{listed}")


def _key(output: Path) -> str:
    return fact_of_version(f"build {digest(str(output.resolve()))}")
