"""What a picture file is, and whether it can be used, before any work is planned with it.

How damage is found, with the time for 12 megapixels on our build machine: JPEG by its markers and a decode at an eighth
of its size (baseline 45 ms, progressive 170 ms); PNG by the checksum of every chunk, without decoding (60 ms for 18 MB,
most of it hashing); GIF and WebP, which offer neither, by decoding the first frame (WebP 300 ms). Damage behind the
frame that is shown (later frames, a second view) is not looked for.
"""

from __future__ import annotations

from pathlib import Path
from typing import cast

from PIL import ImageFile

from xinglin.core.hashing import digest

from . import aigc, animation, jpeg, source, svg
from .decoding import MAX_WHOLE_PIXELS, check_size, has_alpha, opened, orientation
from .photograph import Format, Photograph
from .problem import PictureProblem, damaged
from .signature import identify

_DRAWING_BYTES = 0.2
_HEADER_BYTES = 1024  # of a tiny picture most is header


def inspect(path: Path) -> Photograph:
    """Read a picture file, links followed, and say what it is; the suffix of its name is not looked at.

    Raises:
        PictureProblem: not a regular file, empty, larger than 40 MB, more than 100 megapixels or 30,000 a side, not a
            picture, of an unsupported format, truncated or damaged.
    """
    return inspect_bytes(source.read(path))


def inspect_bytes(data: bytes) -> Photograph:
    """The same for bytes already read; see :func:`inspect`."""
    if identify(data) == "SVG":
        _, width, height = svg.sanitise(data)
        return Photograph(digest(data), "SVG", width, height, has_alpha=True, is_animated=False, is_drawing=True)
    with opened(data) as image:
        width, height = image.size
        if orientation(image) >= 5:
            width, height = height, width
        # a phone's multi-picture file (MPO) is a JPEG with more pictures behind it; its views are no animation
        name = "JPEG" if image.format == "MPO" else image.format
        animated = name != "JPEG" and bool(getattr(image, "is_animated", False))
        alpha, label = has_alpha(image), aigc.label_of(image)
        frames = animation.frames_of(image, data) if animated else 1
        drawing = not animated and is_drawing(data, cast("Format", name), width * height)
        _verify(data, image)
        return Photograph(digest(data), cast("Format", name), width, height, alpha, animated, frames, drawing, label)


def is_drawing(data: bytes, kind: Format, pixels: int) -> bool:
    """Whether lossless compression suits a picture, told by what it did to the file: bytes a pixel.

    Diagrams have 0.02 to 0.1, screenshots 0.05 to 0.3, photographs 1 to 2.5. At a fifth, lossless is as small as lossy.
    """
    lossless = kind in ("PNG", "GIF") or (kind == "WEBP" and data[12:16] == b"VP8L")
    return lossless and len(data) <= pixels * _DRAWING_BYTES + _HEADER_BYTES


def _verify(data: bytes, image: ImageFile.ImageFile) -> None:
    """Raise when the picture that would be shown is not all there."""
    if image.format in ("JPEG", "MPO"):
        structure = jpeg.read_structure(data)
        if structure is None:
            raise damaged()
        if structure.scans > 1:  # the decoder keeps all of it until the last scan
            check_size(image, MAX_WHOLE_PIXELS)
        if structure.scans * image.width * image.height > jpeg.MAX_SCANNED:
            raise PictureProblem(
                "这个 JPG 分了太多遍扫描，解码要很久，不能使用。", "请用看图软件打开它，另存为普通的 JPG 后替换它。"
            )
        jpeg.load_preview(image)
        if jpeg.ends_early(data, structure, image):
            raise damaged()
    elif image.format == "PNG":
        image.verify()
    else:
        image.load()
