"""What authors ask to be done to pictures, brought together over the whole site: what is covered once is covered everywhere.

A mosaic belongs to the photograph, not to the place where it was typed: the same bytes, under whatever name and in
whatever article, are published with every mosaic anybody has laid on them, drafts and internal articles included. A
crop belongs to one article and to that article's cover in lists.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from xinglin.core.diagnostics import Diagnostic, Severity
from xinglin.manuscript.areas import Area
from xinglin.manuscript.picture_notes import PictureNote
from xinglin.manuscript.records import Manuscript
from xinglin.pictures.photograph import Photograph
from xinglin.pictures.retouching import Box, Retouch
from xinglin.press.site import Article
from xinglin.sections.links import Target


@dataclass(frozen=True, slots=True)
class Asked:
    """What one place of one manuscript says of one picture."""

    manuscript: str
    picture: str
    """Path below content/."""
    note: PictureNote
    line: int
    column: int
    excerpt: str
    kind: str = "news"
    """Of the manuscript."""
    index: int = -1
    """Of the reference in its manuscript; -1 for the front matter's cover."""

    @property
    def is_cover(self) -> bool:
        return self.index < 0


def says_anything(manuscript: Manuscript) -> bool:
    """Whether :func:`asked_by` would find something."""
    return bool(manuscript.notes) or (manuscript.front.cover is not None and _of_cover(manuscript) != PictureNote())


def _of_cover(manuscript: Manuscript) -> PictureNote:
    cover = manuscript.front.cover
    if cover is None:
        return PictureNote()
    return PictureNote(cover.mosaic, cover.crop, cover.focus, cover.depicts, cover.consent, cover.is_masked)


def asked_by(manuscript: Manuscript, targets: Sequence[Target], cover: str | None) -> list[Asked]:
    """What a manuscript says of the pictures it shows.

    Args:
        cover: path below content/ of the picture its front matter declares.
    """
    found: list[Asked] = []
    if cover and (of_cover := _of_cover(manuscript)) != PictureNote():
        place = manuscript.spots.get("cover", (1, 1, ""))
        found.append(Asked(manuscript.path, cover, of_cover, *place, manuscript.kind))
    for index, note in manuscript.notes.items():
        if targets[index].kind == "picture":
            at = manuscript.references[index]
            found.append(
                Asked(
                    manuscript.path, targets[index].value, note, at.line, at.column, at.excerpt, manuscript.kind, index
                )
            )
    return found


class Retouching:
    """All that is asked for on one site."""

    def __init__(self, asked: Iterable[Asked], digest: Callable[[str], str | None]) -> None:
        """
        Args:
            digest: content hash of a picture by its path; None when it cannot be read.
        """
        self._of_manuscript: dict[str, list[Asked]] = defaultdict(list)
        masks: dict[str, dict[Area, str]] = defaultdict(dict)
        self._cropped: dict[str, str] = {}
        """Content hash → a manuscript that shows a crop of it."""
        for one in asked:
            self._of_manuscript[one.manuscript].append(one)
            name = digest(one.picture) if one.note.mosaic or one.note.crop else None
            if name is None:
                continue
            for area in one.note.mosaic:
                masks[name].setdefault(area, one.manuscript)
            if one.note.crop:
                self._cropped.setdefault(name, one.manuscript)
        self._masks = masks
        self._mosaics = {name: tuple(Box(*area) for area in sorted(areas)) for name, areas in masks.items()}

    def of(self, article: Article, photographs: Mapping[str, Photograph]) -> dict[str, Retouch]:
        """Path below content/ → what is done to it wherever ``article`` is shown."""
        crops = self._crops(article)
        found: dict[str, Retouch] = {}
        for path in sorted(article.pictures):
            photograph = photographs.get(path)
            crop = crops.get(path)
            mosaics = self._mosaics.get(photograph.digest, ()) if photograph else ()
            if crop or mosaics:
                found[path] = Retouch(Box(*crop) if crop else None, mosaics)
        return found

    def applied(self, articles: Sequence[Article], photographs: Mapping[str, Photograph]) -> tuple[Article, ...]:
        """The articles, each with its retouches and the points of its pictures that must stay in sight."""
        if not self._of_manuscript:
            return tuple(articles)
        return tuple(self._applied(article, photographs) for article in articles)

    def _applied(self, article: Article, photographs: Mapping[str, Photograph]) -> Article:
        retouches = self.of(article, photographs)
        asked = self._of_manuscript.get(article.manuscript.path, ())
        focuses = {one.picture: one.note.focus for one in asked if one.note.focus}
        if not retouches and not focuses:
            return article
        return replace(article, retouches=retouches, focuses=focuses)

    def _crops(self, article: Article) -> dict[str, Area]:
        asked = self._of_manuscript.get(article.manuscript.path, ())
        crops: dict[str, Area] = {}
        for one in asked:
            if one.note.crop:
                crops.setdefault(one.picture, one.note.crop)
        return crops

    def remarks(self, articles: Iterable[Article], photographs: Mapping[str, Photograph]) -> Iterator[Diagnostic]:
        """What to tell the authors: two crops of one picture, and pictures somebody else has covered or cut."""
        if not self._of_manuscript:
            return
        for article in articles:
            yield from self._two_crops(article)
            yield from self._drawn(article, photographs)
            for path in sorted(article.pictures):
                if photograph := photographs.get(path):
                    yield from self._covered_elsewhere(article, path, photograph)

    def _two_crops(self, article: Article) -> Iterator[Diagnostic]:
        crops = self._crops(article)
        for one in self._of_manuscript.get(article.manuscript.path, ()):
            if one.note.crop and one.note.crop != crops[one.picture]:
                yield Diagnostic(
                    one.manuscript, one.line, one.column, "PIC06", Severity.ERROR,
                    f"图片“{PurePosixPath(one.picture).name}”在本稿里裁剪成了两种样子。",
                    "一篇稿件里同一张图片只能有一种裁剪；需要两种时，把图片复制一份，换个文件名。", one.excerpt,
                )  # fmt: skip

    def _drawn(self, article: Article, photographs: Mapping[str, Photograph]) -> Iterator[Diagnostic]:
        """An SVG is published as it was drawn: what lies below a cover would still be in the file."""
        for one in self._of_manuscript.get(article.manuscript.path, ()):
            photograph = photographs.get(one.picture)
            if (one.note.mosaic or one.note.crop) and photograph and photograph.format == "SVG":
                yield Diagnostic(
                    one.manuscript, one.line, one.column, "PIC04", Severity.ERROR,
                    f"“{PurePosixPath(one.picture).name}”是矢量图，不能打马赛克或裁剪。",
                    "在电脑上打开它，截图或另存为 PNG，再用那张图片。", one.excerpt,
                )  # fmt: skip

    def _covered_elsewhere(self, article: Article, path: str, photograph: Photograph) -> Iterator[Diagnostic]:
        asked = [one for one in self._of_manuscript.get(article.manuscript.path, ()) if one.picture == path]
        own = {area for one in asked for area in one.note.mosaic}
        name = PurePosixPath(path).name
        others = sorted({by for area, by in self._masks.get(photograph.digest, {}).items() if area not in own})
        if others and not any(one.note.is_masked for one in asked):
            yield _at(
                article, path, "PIC07", Severity.INFO,
                f"图片“{name}”在“{others[0]}”里打了马赛克，本稿里也一样打上了。", "不用改；同一张照片不会一处遮住、一处露出。",
            )  # fmt: skip
        cutter = self._cropped.get(photograph.digest)
        if cutter and cutter != article.manuscript.path and not any(one.note.crop for one in asked):
            yield _at(
                article, path, "PIC07", Severity.WARNING,
                f"图片“{name}”在“{cutter}”里裁剪过，本稿里显示的是整张。",
                "如果裁掉的是不该公开的部分，请在本稿里也写上同样的裁剪。",
            )  # fmt: skip


def _at(article: Article, path: str, code: str, severity: Severity, message: str, fix: str) -> Diagnostic:
    """A diagnostic where the article first shows the picture."""
    manuscript = article.manuscript
    for reference, target in zip(manuscript.references, article.targets, strict=True):
        if target.kind == "picture" and target.value == path:
            return Diagnostic(
                manuscript.path, reference.line, reference.column, code, severity, message, fix, reference.excerpt
            )
    return manuscript.diagnose("cover", code, message, fix, severity)
