"""Pictures and attachments into staging: renditions are made once per content and kept in the cache."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterator, Mapping
from concurrent.futures import Executor
from dataclasses import replace
from pathlib import Path

from xinglin.core.diagnostics import Diagnostic
from xinglin.core.pools import map_batches
from xinglin.pictures.problem import PictureProblem
from xinglin.pictures.render import RenderTask, render_batch
from xinglin.pictures.renditions import plan
from xinglin.pictures.retouching import Retouch
from xinglin.press.bodies import file_path
from xinglin.press.card_stage import stage_cards
from xinglin.press.site import Site
from xinglin.press.staging import Staging

_PER_BATCH = 2
_KEPT_SECONDS = 30 * 24 * 3600


def stage_pictures(
    site: Site, cache: Path, staging: Staging, executor: Executor, progress: Callable[[int, int], None]
) -> dict[str, PictureProblem]:
    """Make the renditions that neither the output nor the cache has, then stage all that the site shows.

    Returns:
        path below content/ → problem, for pictures that passed inspection and still could not be made.
    """
    folder = cache / "renditions"
    plans = {shown: plan(site.photographs[shown[0]], shown[1]) for shown in _shown(site)}
    # a rendition's name tells its content: what the output has need not be looked for in the cache
    wanted = [shown for shown, planned in plans.items() if not all(staging.has(r.name) for r in planned.files)]
    missing = [shown for shown in wanted if any(not (folder / r.name).exists() for r in plans[shown].files)]
    tasks = [RenderTask(site.source(path), site.photographs[path], folder, retouch) for path, retouch in missing]
    broken: dict[str, PictureProblem] = {}
    results = map_batches(executor, render_batch, tasks, _PER_BATCH)
    for done, ((path, _), result) in enumerate(zip(missing, results, strict=True), 1):
        progress(done, len(missing))
        if isinstance(result, PictureProblem):
            broken[path] = result
    for (path, _), planned in plans.items():
        for rendition in planned.files if path not in broken else ():
            staging.copy(rendition.name, folder / rendition.name)
    cards = stage_cards(site, broken, cache, staging, executor, progress)
    for path in site.files:
        staging.copy(file_path(site, path), site.source(path))
    if missing:
        _prune(folder, cards.union(rendition.name for planned in plans.values() for rendition in planned.files))
    return broken


def _shown(site: Site) -> dict[tuple[str, Retouch], None]:
    """Every picture as an article shows it: one whose every appearance is retouched is published in no other way."""
    return {
        (path, article.retouch(path)): None
        for article in site.articles
        for path in sorted(article.pictures)
        if path in site.photographs
    }


def _prune(folder: Path, used: Collection[str]) -> None:
    """Delete renditions nobody has asked for in a month: other audiences and previews share the folder."""
    limit = time.time() - _KEPT_SECONDS
    for path in folder.rglob("*"):
        if path.is_file() and path.relative_to(folder).as_posix() not in used and path.stat().st_mtime < limit:
            path.unlink(missing_ok=True)


def of_broken_pictures(site: Site, broken: Mapping[str, PictureProblem]) -> Iterator[Diagnostic]:
    """What to tell the authors of the articles that show them."""
    for article in site.articles:
        for path in sorted(article.pictures & broken.keys()):
            problem = broken[path]
            yield article.manuscript.diagnose("", "PIC03", f"图片“{Path(path).name}”：{problem.message}", problem.fix)


def without(site: Site, broken: Mapping[str, PictureProblem]) -> Site:
    """The site without the articles that show a picture that could not be made."""
    if not broken:
        return site
    return replace(site, articles=tuple(a for a in site.articles if not a.pictures & broken.keys()))
