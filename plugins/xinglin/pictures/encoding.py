"""Pixels to bytes: the same pixels always give the same bytes, and nothing but pixels goes in.

The one exception is a label that says a picture was made by artificial intelligence; :mod:`.aigc` writes it.
The figures behind the settings are in docs/decisions/0021.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from PIL import Image, PngImagePlugin

# imported here, Image.save need not register the dozens of other encoders
from PIL import AvifImagePlugin, JpegImagePlugin, WebPImagePlugin  # noqa: F401  # isort: skip

JPEG_QUALITY = 82
WEBP_QUALITY, WEBP_METHOD = 82, 2
AVIF_QUALITY, AVIF_SPEED = 63, 9
PALETTE_SIZE = 256


def encode_jpeg(image: Image.Image, xmp: bytes = b"", *, sharp_colour: bool = False) -> bytes:
    """A progressive JPEG; what is transparent is laid on white, as on the page.

    ``sharp_colour`` keeps colour at full resolution, for red words on white.
    """
    if "A" in image.getbands():
        ground = Image.new(image.mode, image.size, "white")
        image = Image.composite(image, ground, image.getchannel("A"))
        image = image.convert(image.mode.removesuffix("A"))
    subsampling = "4:4:4" if sharp_colour else "4:2:0"
    return _save(image, "JPEG", xmp, quality=JPEG_QUALITY, progressive=True, optimize=True, subsampling=subsampling)


def encode_webp(image: Image.Image, xmp: bytes = b"", *, lossless: bool = False) -> bytes:
    """A WebP, with loss or without."""
    if lossless:
        return _save(image, "WEBP", xmp, lossless=True, quality=50, method=3, exact=True)
    return _save(image, "WEBP", xmp, quality=WEBP_QUALITY, method=WEBP_METHOD)


def encode_avif(image: Image.Image, xmp: bytes = b"", *, sharp_colour: bool = False) -> bytes:
    """An AVIF made by one thread: the pool keeps the processors busy, and the bytes do not depend on their number."""
    subsampling = "4:4:4" if sharp_colour else "4:2:0"
    return _save(
        image, "AVIF", xmp, quality=AVIF_QUALITY, speed=AVIF_SPEED, subsampling=subsampling, codec="aom", max_threads=1
    )  # fmt: skip


def encode_animation(
    frames: Sequence[Image.Image], durations: Sequence[int], xmp: bytes = b"", *, quality: int, method: int
) -> bytes:
    """A WebP that moves without end; durations in milliseconds."""
    first, *rest = (_bare(frame) for frame in frames)
    options: dict[str, Any] = {"xmp": xmp} if xmp else {}
    stream = io.BytesIO()
    first.save(
        stream, "WEBP", save_all=True, append_images=rest, duration=list(durations), loop=0, quality=quality,
        method=method, **options,
    )  # fmt: skip
    return stream.getvalue()


def encode_png(image: Image.Image, xmp: bytes = b"") -> bytes:
    """An optimised PNG, palette kept."""
    options: dict[str, Any] = {}
    if xmp:
        notes = PngImagePlugin.PngInfo()
        notes.add_itxt("XML:com.adobe.xmp", xmp.decode())
        options["pnginfo"] = notes
    return _save(image, "PNG", optimize=True, **options)


def with_palette(image: Image.Image) -> Image.Image:
    """A palette of the 256 most telling colours (exact when there are no more) for an opaque picture; others unchanged.

    Scaling line art of a few colours makes thousands of intermediate ones that triple the file unseen.
    """
    if image.mode != "RGB":
        return image
    # median cut: it alone leaves flat areas, above all white paper, exactly as they were
    return image.quantize(PALETTE_SIZE, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)


def _save(image: Image.Image, name: str, xmp: bytes = b"", **options: Any) -> bytes:
    stream = io.BytesIO()
    if xmp:
        options["xmp"] = xmp
    _bare(image).save(stream, name, **options)
    return stream.getvalue()


def _bare(image: Image.Image) -> Image.Image:
    """The one gate all pixels pass: Pillow would write comments and profiles from ``info`` unasked."""
    bare = image.copy()
    bare.info = {key: value for key, value in image.info.items() if key == "transparency" and image.mode == "P"}
    return bare
