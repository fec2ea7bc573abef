"""Compiled templates on disk: a process that starts need not parse and convert the theme again.

One folder for each set of things the compiled code depends on besides a template's own text; inside, one file a template.
"""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterable
from pathlib import Path

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from xinglin.core.files import write_atomic
from xinglin.core.hashing import digest
from xinglin.press.fingerprints import code_fingerprint
from xinglin.variants.converter import Converter


def compiled_folder(root: Path, converter: Converter) -> Path:
    """Where below ``root`` the theme compiled for this converter lies: its words are in the code, as is our way of
    parsing. Jinja2 and Python, whose code it is, are in the code's fingerprint."""
    return root / digest(
        repr((converter.variant, converter.corner_quotes, sorted(converter.terms.items()), code_fingerprint()))
    )


def prune_compiled(root: Path, keep: Iterable[Path]) -> None:
    """Delete what earlier builds compiled, except the folders of this one.

    Whoever still works with a deleted folder compiles again.
    """
    kept = set(keep)
    for folder in root.iterdir() if root.is_dir() else ():
        if folder not in kept:
            shutil.rmtree(folder, ignore_errors=True)


class CompiledTemplates(BytecodeCache):
    """Jinja2's bytecode of one environment. A file that is damaged, missing or cannot be written costs a compilation.

    Jinja2's own cache on disk would run what is left of a damaged file, so here a digest stands before the bytecode.
    Against who can write the folder it does not help: they can write our code too.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def load_bytecode(self, bucket: Bucket) -> None:
        try:
            stored = (self._folder / bucket.key).read_bytes()
        except OSError:
            return
        mark, _, code = stored.partition(b"\n")
        if mark == digest(code).encode():
            # Jinja2 itself looks whether the template's text is still the one it was compiled from
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        code = bucket.bytecode_to_string()
        with contextlib.suppress(OSError):
            write_atomic(self._folder / bucket.key, digest(code).encode() + b"\n" + code)
