"""Pixels to bytes: the same pixels always give the same bytes, and nothing but pixels goes in."""

from __future__ import annotations

import io

from PIL import Image

JPEG_QUALITY = 82
PALETTE_SIZE = 256


def encode_jpeg(image: Image.Image) -> bytes:
    """A progressive JPEG (L or RGB), optimised, colour at half resolution."""
    return _save(image, "JPEG", quality=JPEG_QUALITY, progressive=True, optimize=True, subsampling="4:2:0")


def encode_png(image: Image.Image, *, few_colours: bool = False) -> bytes:
    """An optimised PNG.

    With ``few_colours`` an opaque colour picture gets a palette of its 256 most telling colours (exact when there are
    no more): scaling line art of a few colours makes thousands of intermediate ones that triple the file unseen.
    """
    if few_colours and image.mode == "RGB":
        # median cut: it alone leaves flat areas, above all white paper, exactly as they were
        image = image.quantize(PALETTE_SIZE, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    return _save(image, "PNG", optimize=True)


def encode_indexed_png(image: Image.Image, transparency: int | bytes | None) -> bytes:
    """An optimised PNG of a palette picture, palette kept."""
    options = {} if transparency is None else {"transparency": transparency}
    return _save(image, "PNG", optimize=True, **options)


def _save(image: Image.Image, name: str, **options: object) -> bytes:
    bare = image.copy()
    bare.info = {}  # the one gate all pixels pass: Pillow would write comments and profiles from here unasked
    stream = io.BytesIO()
    bare.save(stream, name, **options)
    return stream.getvalue()
