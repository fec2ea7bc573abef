"""Content hashes: one algorithm, one spelling, for file names, keys and fingerprints."""

from __future__ import annotations

import hashlib
from pathlib import Path


def digest(data: bytes | str) -> str:
    """Hex BLAKE2b-128 of bytes, or of text as UTF-8."""
    raw = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data
    return hashlib.blake2b(raw, digest_size=16).hexdigest()


def digest_file(path: Path) -> str:
    """Hex BLAKE2b-128 of a file's bytes, read in pieces so that memory stays bounded."""
    state = hashlib.blake2b(digest_size=16)
    with path.open("rb") as stream:
        while piece := stream.read(1 << 20):
            state.update(piece)
    return state.hexdigest()
