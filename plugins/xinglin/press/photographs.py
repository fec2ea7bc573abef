"""The pictures of a site: inspected once per content, in parallel; broken ones become diagnostics."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import asdict
from pathlib import Path, PurePosixPath

from xinglin.core.diagnostics import Diagnostic, Severity
from xinglin.core.pools import map_batches
from xinglin.pictures.inspect import inspect
from xinglin.pictures.photograph import MAX_FRAMES, Format, Photograph, size_of
from xinglin.pictures.problem import PictureProblem
from xinglin.pictures.renditions import VERSION
from xinglin.press.assembling import Spot
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


def diagnostics(
    photographs: Mapping[str, Photograph], problems: Mapping[str, PictureProblem], spots: Mapping[str, Sequence[Spot]]
) -> Iterator[Diagnostic]:
    """What to tell the authors, at every place that asks for the picture: an error for each that cannot be used."""
    for path, problem in problems.items():
        yield from _say(path, spots, "PIC03", Severity.ERROR, problem.message, problem.fix)
    for path, photograph in photographs.items():
        suffix = PurePosixPath(path).suffix.lower()
        if suffix not in _SUFFIXES[photograph.format]:
            told = f"文件名以 {suffix} 结尾，内容其实是 {_NAMES[photograph.format]}；已按真实的格式处理。"
            yield from _say(path, spots, "PIC11", Severity.INFO, told, "不改也能发布；想一致就改文件名的后缀。")
        if photograph.frames > 1 and not size_of(photograph.frames, (photograph.width, photograph.height)):
            yield from _say(
                path, spots, "PIC12", Severity.WARNING, "动图太长或太大，网页只显示第一帧。",
                f"缩短到 {MAX_FRAMES} 帧以内、缩小尺寸，或改成 MP4 视频。",
            )  # fmt: skip


def _say(
    path: str, spots: Mapping[str, Sequence[Spot]], code: str, severity: Severity, message: str, fix: str
) -> Iterator[Diagnostic]:
    for spot in spots.get(path, ()):
        told = f"图片“{PurePosixPath(path).name}”：{message}"
        yield Diagnostic(spot.path, spot.line, spot.column, code, severity, told, fix, spot.excerpt)


_SUFFIXES: dict[Format, tuple[str, ...]] = {
    "JPEG": (".jpg", ".jpeg"), "PNG": (".png",), "GIF": (".gif",), "WEBP": (".webp",), "AVIF": (".avif",),
    "HEIF": (".heic", ".heif"), "SVG": (".svg",),
}  # fmt: skip
_NAMES: dict[Format, str] = {
    "JPEG": "JPG", "PNG": "PNG", "GIF": "GIF", "WEBP": "WebP", "AVIF": "AVIF", "HEIF": "HEIC", "SVG": "SVG",
}  # fmt: skip


def _inspect_batch(paths: Sequence[Path]) -> list[Photograph | PictureProblem]:
    results: list[Photograph | PictureProblem] = []
    for path in paths:
        try:
            results.append(inspect(path))
        except PictureProblem as problem:
            results.append(problem)
    return results
