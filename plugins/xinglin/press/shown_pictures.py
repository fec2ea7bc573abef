"""The pictures that articles show: each inspected, what is asked of it gathered, what is declared of it checked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial

from xinglin.checks import photo_declarations
from xinglin.core.configuration import SiteConfiguration
from xinglin.core.diagnostics import Diagnostic
from xinglin.pictures.photograph import Photograph
from xinglin.press.assembling import Assembly
from xinglin.press.file_hashes import FileHashes
from xinglin.press.photographs import diagnostics as of_pictures
from xinglin.press.photographs import inspect_all
from xinglin.press.retouches import Retouching
from xinglin.press.store import Store


@dataclass(frozen=True, slots=True)
class ShownPictures:
    photographs: Mapping[str, Photograph]
    """Path below content/ → inspected picture."""
    retouching: Retouching
    diagnostics: tuple[Diagnostic, ...]


def examine(
    assembly: Assembly, config: SiteConfiguration, hashes: FileHashes, executor: Executor, store: Store
) -> ShownPictures:
    """Inspect the pictures of all articles of an assembly, and tell their authors what is wrong with them."""
    photographs, problems = inspect_all(hashes, sorted(assembly.pictures), executor, store)
    retouching = Retouching(assembly.asked, partial(_digest_or_none, hashes))
    broken = of_pictures(photographs, problems, assembly.pictures)
    remarks = retouching.remarks(assembly.articles, photographs)
    return ShownPictures(photographs, retouching, (*broken, *remarks, *_undeclared(assembly, config)))


def _digest_or_none(hashes: FileHashes, path: str) -> str | None:
    try:
        return hashes.digest(path)
    except OSError:
        return None


def _undeclared(assembly: Assembly, config: SiteConfiguration) -> Iterator[Diagnostic]:
    for article in assembly.articles:
        front = article.manuscript.front
        if config.declare_photos_from or front.depicts or article.manuscript.notes or front.cover:
            shown = [index for index, target in enumerate(article.targets) if target.kind == "picture"]
            shows_cover = article.cover is not None and article.cover not in {article.targets[i].value for i in shown}
            yield from photo_declarations.check(article.manuscript, shown, shows_cover, config.declare_photos_from)
