"""Makes the planned files of a photograph: one decode, every width, pixels only.

:func:`render_batch` is the module-level task for ``core.pools.map_batches``; all it takes and gives is picklable.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from pathlib import Path

from PIL import Image, ImageFile

from xinglin.core.files import write_atomic
from xinglin.core.hashing import digest

from . import encoding, source
from .colour import to_srgb
from .decoding import TRANSPOSE, opened, orientation, transparency
from .inspect import Photograph
from .problem import PictureProblem
from .renditions import Rendition, plan
from .retouching import UNTOUCHED, Retouch, apply

_SPARE = 2  # a JPEG is decoded at no less than twice the largest rendition, so that the last step is Lanczos' own
_REDUCING_GAP = 2.0  # Lanczos does at least the last halving; Pillow's own choice for thumbnails, half the time of 3.0


@dataclass(frozen=True, slots=True)
class RenderTask:
    """A photograph as inspected, where its file lies, the folder that ``Rendition.name`` is relative to, its retouch."""

    source: Path
    photograph: Photograph
    folder: Path
    retouch: Retouch = UNTOUCHED


@dataclass(frozen=True, slots=True)
class _Decoded:
    """A decoded source, not yet upright: ``image`` in L, LA, RGB, RGBA or CMYK, the picture filling ``box`` of it.

    ``indexed`` is the palette form, kept when it can be published as it is; ``few_colours`` tells line art.
    """

    image: Image.Image
    box: tuple[float, float, float, float]
    turn: Image.Transpose | None
    profile: bytes | None
    few_colours: bool
    indexed: Image.Image | None
    transparent: int | bytes | None


def render(task: RenderTask) -> tuple[Path, ...]:
    """Make the renditions that ``task.folder`` lacks and return the paths of all of them, narrowest first.

    A file that is there is kept unread: its name tells its content, so the folder is a cache.

    Raises:
        PictureProblem: the file cannot be decoded after all, or is no longer the one that was inspected.
    """
    planned = plan(task.photograph, task.retouch)
    missing = [rendition for rendition in planned if not (task.folder / rendition.name).is_file()]
    if missing:
        data = source.read(task.source)
        if digest(data) != task.photograph.digest:
            # content of one picture under the name of another would stay in the cache for good
            raise PictureProblem("图片在生成过程中被改动了。", "请等图片保存或拷贝完成后，再生成一次。")
        # always for the largest planned, not the largest missing: a rendition's bytes must not depend on the cache
        decoded = _decode(data, planned[-1], task)
        for rendition in missing:
            write_atomic(task.folder / rendition.name, _encode(decoded, rendition))
    return tuple(task.folder / rendition.name for rendition in planned)


def render_batch(tasks: Sequence[RenderTask]) -> list[tuple[Path, ...] | PictureProblem]:
    """:func:`render` each task, in order; a picture that fails gives its problem instead of stopping the others."""
    results: list[tuple[Path, ...] | PictureProblem] = []
    for task in tasks:
        try:
            results.append(render(task))
        except PictureProblem as problem:
            results.append(problem)
    return results


def _decode(data: bytes, largest: Rendition, task: RenderTask) -> _Decoded:
    with opened(data) as image:
        number = orientation(image)
        profile = image.info.get("icc_profile")
        transparent = transparency(image)
        size = _whole(largest, task)
        size = size[::-1] if number >= 5 else size
        drafted = image.draft(None, (size[0] * _SPARE, size[1] * _SPARE))  # None for all formats but JPEG
        image.load()
        plain = _normalise(image, transparent)
        keep = image.mode == "P" and not profile and _hides_nothing(transparent)
        if task.retouch:
            return _retouched(plain, number, profile, largest, task.retouch)
        return _Decoded(
            image=plain,
            box=drafted[1] if drafted else (0, 0, *image.size),
            turn=TRANSPOSE.get(number),
            profile=profile if isinstance(profile, bytes) else None,
            few_colours=largest.format == "PNG" and plain.getcolors(encoding.PALETTE_SIZE) is not None,
            indexed=image.copy() if keep else None,
            transparent=transparent if isinstance(transparent, (int, bytes)) else None,
        )


def _whole(largest: Rendition, task: RenderTask) -> tuple[int, int]:
    """Size of the whole upright picture at the scale at which what is left of it is the largest rendition."""
    width, height = task.photograph.width, task.photograph.height
    left = task.retouch.size(width, height)[0]
    return ceil(width * largest.width / left), ceil(height * largest.width / left)


def _retouched(image: Image.Image, number: int, profile: object, largest: Rendition, retouch: Retouch) -> _Decoded:
    """Made upright first, since an author measures what a viewer shows."""
    upright = apply(_turn(image, TRANSPOSE.get(number)), retouch)
    return _Decoded(
        image=upright,
        box=(0, 0, *upright.size),
        turn=None,
        profile=profile if isinstance(profile, bytes) else None,
        few_colours=largest.format == "PNG" and upright.getcolors(encoding.PALETTE_SIZE) is not None,
        indexed=None,
        transparent=None,
    )


def _normalise(image: ImageFile.ImageFile, transparent: int | bytes | tuple[int, int, int] | None) -> Image.Image:
    """The pixels in one of the modes that scale well: L, LA, RGB, RGBA, CMYK."""
    if transparent is None:
        image.info.pop("transparency", None)
        if image.mode == "I;16":
            # Pillow's own conversion cuts off above 255 instead of scaling
            return image.convert("I").point(lambda value: value * (1 / 257)).convert("L")
        if image.mode in ("L", "LA", "RGB", "RGBA", "CMYK"):
            return image.copy()
        return image.convert("L" if image.mode == "1" else "RGB")
    image.info["transparency"] = transparent  # a text chunk behind the pixels may have taken its place
    return image.convert("LA" if image.mode == "L" else "RGBA")


def _hides_nothing(transparent: int | bytes | tuple[int, int, int] | None) -> bool:
    """Several transparent palette entries can hold a picture nobody sees; such a palette is not kept."""
    return not isinstance(transparent, bytes) or transparent.count(0) <= 1


def _encode(decoded: _Decoded, rendition: Rendition) -> bytes:
    upright = (rendition.width, rendition.height)
    size = upright[::-1] if decoded.turn in _SIDEWAYS else upright
    if decoded.indexed and decoded.indexed.size == size:
        return encoding.encode_indexed_png(_turn(decoded.indexed, decoded.turn), decoded.transparent)
    scaled = decoded.image.resize(size, Image.Resampling.LANCZOS, decoded.box, _REDUCING_GAP)
    # turned and converted after scaling, when there is least to turn and convert
    final = to_srgb(_turn(scaled, decoded.turn), decoded.profile)
    if rendition.format == "JPEG":
        return encoding.encode_jpeg(final)
    return encoding.encode_png(final, few_colours=decoded.few_colours)


_SIDEWAYS = frozenset(TRANSPOSE[number] for number in (5, 6, 7, 8))


def _turn(image: Image.Image, turn: Image.Transpose | None) -> Image.Image:
    return image if turn is None else image.transpose(turn)
