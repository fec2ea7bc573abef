"""The one place where Pillow reads a file: bounded, limited to the formats of :mod:`.signature`, and without surprises.

Pillow's plugins answer a broken file with whatever exception their parsing happens to meet, and with warnings; both
end here. The warnings are silenced through :func:`warnings.catch_warnings`, which belongs to the process, so pictures
are worked on in processes, not in threads.
"""

from __future__ import annotations

import io
import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from PIL import ExifTags, Image, ImageFile

# importing them registers them, so that Image.open need not look for, and register, the dozens of other decoders
from PIL import AvifImagePlugin, GifImagePlugin, JpegImagePlugin, PngImagePlugin, WebPImagePlugin  # noqa: F401  # isort: skip

from .problem import PictureProblem, damaged
from .signature import identify

MAX_PIXELS = 100_000_000
MAX_WHOLE_PIXELS = 50_000_000
"""Of a picture that can only be decoded as a whole, which a plain JPEG is not: 200 MB in a worker's memory."""
MAX_SIDE = 30_000

# Pillow raises DecompressionBombError above twice this figure, before it reserves memory for a picture
Image.MAX_IMAGE_PIXELS = MAX_PIXELS // 2

BROKEN = (
    OSError,  # truncated, not identified, decoder error
    SyntaxError,  # bad header or checksum
    ValueError,  # bad sizes, bad text, too much text
    TypeError,
    LookupError,
    AttributeError,
    AssertionError,  # plugins assert what a file promised
    ArithmeticError,
    EOFError,
    MemoryError,
    RuntimeError,
    SystemError,  # a C decoder refusing its arguments
    struct.error,
    zlib.error,
)

TRANSPOSE = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""EXIF orientation to what makes the picture upright (TIFF 6.0, tag 274); from 5 on width and height change places."""


@contextmanager
def opened(data: bytes) -> Iterator[ImageFile.ImageFile]:
    """Open a picture's bytes; whatever goes wrong with them inside the ``with`` block becomes a PictureProblem.

    Keep the block to reading: an error of our own in it would be blamed on the file.

    Raises:
        PictureProblem: not a supported picture, too many pixels, or damaged.
    """
    name = identify(data)
    if name == "HEIF":
        _register_heif()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            with Image.open(io.BytesIO(data), formats=(name,)) as image:
                check_size(image, MAX_PIXELS if name == "JPEG" else MAX_WHOLE_PIXELS)
                yield image
        except Image.DecompressionBombError as error:
            raise _too_many_pixels("", MAX_PIXELS) from error
        except BROKEN as error:
            raise damaged() from error


@cache
def _register_heif() -> None:
    """Late, because most sites have no such picture. One thread: the pool keeps the processors busy."""
    import pillow_heif

    pillow_heif.register_heif_opener(thumbnails=False, depth_images=False, aux_images=False, decode_threads=1)


def check_size(image: Image.Image, most: int) -> None:
    """
    Raises:
        PictureProblem: more pixels than ``most``, or a side above :data:`MAX_SIDE`.
    """
    if image.width * image.height > most or max(image.size) > MAX_SIDE:
        raise _too_many_pixels(f"（{image.width}×{image.height}）", most)


def _too_many_pixels(size: str, most: int) -> PictureProblem:
    return PictureProblem(
        f"图片的像素太多{size}：最多 {most // 10_000} 万像素，每边最多 {MAX_SIDE} 像素。",
        "请用看图软件把长边缩小到 4000 像素左右后替换它；很长的长图请截成几张。",
    )


def orientation(image: ImageFile.ImageFile) -> int:
    """The EXIF orientation, 1 to 8; 1 when absent or unreadable. Ask before the pixels are loaded.

    Read from EXIF alone, as browsers do: XMP and text chunks are not asked, and a PNG's EXIF counts only when it stands
    before the pixels, because Pillow would otherwise have to decode all of them to look for it.
    """
    raw = image.info.get("exif")
    if not isinstance(raw, bytes):
        return 1
    exif = Image.Exif()
    try:
        exif.load(raw)
        value = exif.get(ExifTags.Base.Orientation)
    except BROKEN:  # a broken notice is no reason to refuse a good picture
        return 1
    return value if isinstance(value, int) and value in TRANSPOSE else 1


def transparency(image: ImageFile.ImageFile) -> int | bytes | tuple[int, int, int] | None:
    """The transparent colour (or the palette's alphas) declared beside the pixels; None when there is none.

    A PNG text chunk called "transparency" lands in the same place and is told apart by its type. Sixteen-bit grey has
    no alpha counterpart in Pillow, so its transparent grey is let go.
    """
    value = image.info.get("transparency")
    if image.mode == "P" and isinstance(value, (int, bytes)):
        return value
    if image.mode in ("1", "L") and isinstance(value, int):
        return value
    if image.mode == "RGB" and isinstance(value, tuple):
        red, green, blue = value
        return red, green, blue
    return None


def has_alpha(image: ImageFile.ImageFile) -> bool:
    """True when pixels may be transparent: an alpha channel or a transparent colour, used or not."""
    return "A" in image.getbands() or transparency(image) is not None
