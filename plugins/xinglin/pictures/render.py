"""Makes the planned files of a picture: one decode, each width scaled once, each format of it encoded, pixels only.

:func:`render_batch` is the module-level task for ``core.pools.map_batches``; all it takes and gives is picklable.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import ceil
from pathlib import Path

from PIL import Image, ImageFile

from xinglin.core.files import write_atomic
from xinglin.core.hashing import digest

from . import aigc, animation, encoding, source, svg
from .colour import to_srgb
from .decoding import TRANSPOSE, opened, orientation, transparency
from .mosaics import apply
from .photograph import Photograph
from .problem import PictureProblem
from .renditions import Plan, Recipe, Rendition, plan
from .retouching import UNTOUCHED, Retouch

_SPARE, _SPARE_ENLARGED = 2, 1.25
"""A JPEG is decoded at no less than this many times the width wanted, so that the last step is Lanczos' own. The enlarged
picture may do with less: nobody compares it with its source."""
_REDUCING_GAP = 2.0  # Lanczos does at least the last halving; Pillow's own choice for thumbnails, half the time of 3.0


@dataclass(frozen=True, slots=True)
class RenderTask:
    """A photograph as inspected, where its file lies, the folder that ``Rendition.name`` is relative to, its retouch."""

    source: Path
    photograph: Photograph
    folder: Path
    retouch: Retouch = UNTOUCHED
    recipe: Recipe | None = None


@dataclass(frozen=True, slots=True)
class _Decoded:
    """A decoded source, not yet upright: ``image`` in L, LA, RGB, RGBA or CMYK, the picture filling ``box`` of it.

    ``indexed`` is the palette form, kept when it can be published as it is; ``few_colours`` tells line art.
    """

    image: Image.Image
    box: tuple[float, float, float, float]
    turn: Image.Transpose | None
    profile: bytes | None
    few_colours: bool = False
    indexed: Image.Image | None = None
    scaled: dict[tuple[int, int], Image.Image] = field(default_factory=dict)
    """Upright and in sRGB, by size: each size is made once for all formats."""


def render(task: RenderTask) -> tuple[Path, ...]:
    """Make the files that ``task.folder`` lacks and return the paths of all of them, in the plan's order.

    A file that is there is kept unread: its name tells its content, so the folder is a cache.

    Raises:
        PictureProblem: the file cannot be decoded after all, or is no longer the one that was inspected.
    """
    planned = plan(task.photograph, task.retouch, task.recipe)
    missing = [rendition for rendition in planned.files if not (task.folder / rendition.name).is_file()]
    if missing:
        data = source.read(task.source)
        if digest(data) != task.photograph.digest:
            # content of one picture under the name of another would stay in the cache for good
            raise PictureProblem("图片在生成过程中被改动了。", "请等图片保存或拷贝完成后，再生成一次。")
        if task.photograph.format == "SVG":
            if task.retouch:
                raise PictureProblem("SVG 图不能打马赛克，也不能裁剪。", "请先导出成 PNG，再写马赛克和裁剪。")
            write_atomic(task.folder / planned.fallback.name, svg.sanitise(data)[0])
            return (task.folder / planned.fallback.name,)
        # always for all that is planned, not for what is missing: a file's bytes must not depend on the cache
        decoded = _decode(data, planned, task)
        for rendition in missing:
            write_atomic(task.folder / rendition.name, _encode(decoded, rendition, task, data))
    return tuple(task.folder / rendition.name for rendition in planned.files)


def render_batch(tasks: Sequence[RenderTask]) -> list[tuple[Path, ...] | PictureProblem]:
    """:func:`render` each task, in order; a picture that fails gives its problem instead of stopping the others."""
    results: list[tuple[Path, ...] | PictureProblem] = []
    for task in tasks:
        try:
            results.append(render(task))
        except PictureProblem as problem:
            results.append(problem)
    return results


def _decode(data: bytes, planned: Plan, task: RenderTask) -> _Decoded:
    with opened(data) as image:
        number = orientation(image)
        profile = image.info.get("icc_profile")
        profile = profile if isinstance(profile, bytes) else None
        transparent = transparency(image)
        wanted = _wanted(planned, task)
        drafted = image.draft(None, wanted[::-1] if number >= 5 else wanted)  # None for all formats but JPEG
        image.load()
        plain = _normalise(image, transparent)
        box = drafted[1] if drafted else (0, 0, *image.size)
        turn = TRANSPOSE.get(number)
        if task.retouch:
            # upright first, since an author measures what a viewer shows; the colours of line art may have changed
            plain = apply(_turn(plain, turn), task.retouch)
            return _Decoded(plain, (0, 0, *plain.size), None, profile)
        if not task.photograph.is_drawing:
            return _Decoded(plain, box, turn, profile)
        keep = image.mode == "P" and not profile and _hides_nothing(transparent)
        few_colours = plain.getcolors(encoding.PALETTE_SIZE) is not None
        return _Decoded(plain, box, turn, profile, few_colours, image.copy() if keep else None)


def _wanted(planned: Plan, task: RenderTask) -> tuple[int, int]:
    """The size the whole upright picture should at least be decoded at."""
    widest = max(renditions[-1].width for renditions in planned.formats)
    width = widest * _SPARE
    if planned.enlarged:
        width = max(width, ceil(planned.enlarged.width * _SPARE_ENLARGED))
    whole = task.photograph.width, task.photograph.height
    left = task.retouch.size(*whole)[0]
    return ceil(whole[0] * width / left), ceil(whole[1] * width / left)


def _normalise(image: ImageFile.ImageFile, transparent: int | bytes | tuple[int, int, int] | None) -> Image.Image:
    """The pixels in one of the modes that scale well: L, LA, RGB, RGBA, CMYK."""
    if transparent is None:
        image.info.pop("transparency", None)
        if image.mode == "I;16":
            # Pillow's own conversion cuts off above 255 instead of scaling
            return image.convert("I").point(lambda value: value * (1 / 257)).convert("L")
        if image.mode in ("L", "LA", "RGB", "RGBA", "CMYK"):
            return image  # no copy: it may be large, and its pixels stay when the file is closed
        return image.convert("L" if image.mode == "1" else "RGB")
    image.info["transparency"] = transparent  # a text chunk behind the pixels may have taken its place
    return image.convert("LA" if image.mode == "L" else "RGBA")


def _hides_nothing(transparent: int | bytes | tuple[int, int, int] | None) -> bool:
    """Several transparent palette entries can hold a picture nobody sees; such a palette is not kept."""
    return not isinstance(transparent, bytes) or transparent.count(0) <= 1


def _encode(decoded: _Decoded, rendition: Rendition, task: RenderTask, data: bytes) -> bytes:
    photograph, size = task.photograph, (rendition.width, rendition.height)
    xmp = aigc.packet(photograph.aigc)
    if rendition.format == "ANIMATION":
        return animation.encode(data, size, task.retouch, xmp)
    image = _scale(decoded, size)
    # what came as PNG or GIF may have coloured words in it
    return _ENCODERS[rendition.format](image, xmp, photograph.is_drawing, photograph.format in ("PNG", "GIF"))


def _webp(image: Image.Image, xmp: bytes, is_drawing: bool, sharp_colour: bool) -> bytes:
    return encoding.encode_webp(_without_palette(image), xmp, lossless=is_drawing)


def _avif(image: Image.Image, xmp: bytes, is_drawing: bool, sharp_colour: bool) -> bytes:
    return encoding.encode_avif(_without_palette(image), xmp, sharp_colour=sharp_colour)


def _jpeg(image: Image.Image, xmp: bytes, is_drawing: bool, sharp_colour: bool) -> bytes:
    return encoding.encode_jpeg(_without_palette(image), xmp, sharp_colour=sharp_colour)


def _png(image: Image.Image, xmp: bytes, is_drawing: bool, sharp_colour: bool) -> bytes:
    return encoding.encode_png(image, xmp)


_ENCODERS = {"WEBP": _webp, "AVIF": _avif, "JPEG": _jpeg, "PNG": _png}


def _scale(decoded: _Decoded, upright: tuple[int, int]) -> Image.Image:
    known = decoded.scaled.get(upright)
    if known is None:
        known = decoded.scaled[upright] = _scaled(decoded, upright)
    return known


def _scaled(decoded: _Decoded, upright: tuple[int, int]) -> Image.Image:
    size = upright[::-1] if decoded.turn in _SIDEWAYS else upright
    if decoded.indexed and decoded.indexed.size == size:
        return _turn(decoded.indexed, decoded.turn)
    scaled = decoded.image.resize(size, Image.Resampling.LANCZOS, decoded.box, _REDUCING_GAP)
    # turned and converted after scaling, when there is least to turn and convert
    final = to_srgb(_turn(scaled, decoded.turn), decoded.profile)
    return encoding.with_palette(final) if decoded.few_colours else final


def _without_palette(image: Image.Image) -> Image.Image:
    if image.mode != "P":
        return image
    return image.convert("RGBA" if "transparency" in image.info else "RGB")


_SIDEWAYS = frozenset(TRANSPOSE[number] for number in (5, 6, 7, 8))


def _turn(image: Image.Image, turn: Image.Transpose | None) -> Image.Image:
    return image if turn is None else image.transpose(turn)
