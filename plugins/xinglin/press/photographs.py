"""The pictures of a site: inspected once per content, in parallel; broken ones become diagnostics."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import asdict
from pathlib import Path

from xinglin.core.pools import map_batches
from xinglin.pictures.inspect import Photograph, inspect
from xinglin.pictures.problem import PictureProblem
from xinglin.pictures.renditions import VERSION
from xinglin.press.file_hashes import FileHashes
from xinglin.press.store import Store


def inspect_all(
    hashes: FileHashes, paths: Sequence[str], executor: Executor, store: Store
) -> tuple[dict[str, Photograph], dict[str, PictureProblem]]:
    """Inspect pictures; what the store knows by content is not decoded again."""
    keys: dict[str, str] = {}
    problems: dict[str, PictureProblem] = {}
    for path in paths:
        try:
            keys[path] = f"photograph {VERSION} {hashes.digest(path)}"
        except OSError as error:
            problems[path] = PictureProblem(f"读不出这张图片：{error.strerror}。", "检查文件的权限。")
    known = store.get(set(keys.values()))
    photographs = {path: Photograph(**known[key]) for path, key in keys.items() if key in known}
    pending = [path for path in keys if path not in photographs]
    fresh: dict[str, Mapping[str, object]] = {}
    for path, result in zip(
        pending, map_batches(executor, _inspect_batch, [hashes.files.absolute(p) for p in pending], 4), strict=True
    ):
        if isinstance(result, PictureProblem):
            problems[path] = result
        else:
            photographs[path] = result
            if result.digest in keys[path]:  # else it was saved since it was hashed
                fresh[keys[path]] = asdict(result)
    store.put(fresh)
    return photographs, problems


def _inspect_batch(paths: Sequence[Path]) -> list[Photograph | PictureProblem]:
    results: list[Photograph | PictureProblem] = []
    for path in paths:
        try:
            results.append(inspect(path))
        except PictureProblem as problem:
            results.append(problem)
    return results
