"""What a repository keeps of an original: pixels no more than a page can use, upright, retouched, and nothing else.

History keeps what a page does not show: a face under a mosaic that only pages have, a position in the metadata. So an
original is reduced before it is committed. Where only metadata has to go, not a pixel is touched.
"""

from __future__ import annotations

import io
from dataclasses import dataclass

from PIL import Image, ImageCms, ImageFile

from . import aigc, stripping
from .colour import to_srgb
from .decoding import TRANSPOSE, opened, orientation, transparency
from .inspect import inspect_bytes
from .mosaics import apply
from .problem import PictureProblem
from .retouching import UNTOUCHED, Retouch

MAX_SIDE = 2560
"""Pixels of the long side: sharp across a 27-inch screen, a tenth of a phone's file."""
FORMATS = frozenset({"JPEG", "PNG", "GIF", "WEBP"})
"""What is reduced; an SVG is text, and is sanitised when it is published."""
JPEG_QUALITY = 90
"""High, since every rendition is made from it once more."""


@dataclass(frozen=True, slots=True)
class Findings:
    """Why a file is not fit to be committed."""

    is_large: bool = False
    """Its long side is above :data:`MAX_SIDE`."""
    is_turned: bool = False
    has_metadata: bool = False
    has_profile: bool = False
    """Its colours are not sRGB."""
    is_animated: bool = False

    @property
    def is_fit(self) -> bool:
        return not (self.is_large or self.is_turned or self.has_metadata or self.has_profile)


def examine(data: bytes) -> Findings:
    """
    Raises:
        PictureProblem: no picture, damaged, or of a format whose metadata cannot be taken out.
    """
    photograph = inspect_bytes(data)
    if photograph.format == "SVG":
        return Findings()
    if photograph.format not in FORMATS:
        raise PictureProblem(
            f"{photograph.format} 格式的原图去不掉拍摄信息，不能入库。",
            "在手机或电脑上另存为 JPG，换掉它，稿件里的文件名也改过来。",
        )
    with opened(data) as image:
        is_turned = orientation(image) != 1
        has_profile = _is_foreign(image.info.get("icc_profile"))
    return Findings(
        # an animation is made smaller by hand: frames cannot be scaled without changing how they lie on each other
        is_large=max(photograph.width, photograph.height) > MAX_SIDE and not photograph.is_animated,
        is_turned=is_turned,
        has_metadata=_bare(data, photograph.aigc, keeps_profile=has_profile) != data,
        has_profile=has_profile and not photograph.is_animated,
        is_animated=photograph.is_animated,
    )


def reduce(data: bytes, retouch: Retouch = UNTOUCHED) -> bytes:
    """The file to commit, in the same format; ``data`` itself when it is fit as it is.

    Raises:
        PictureProblem: no picture, damaged, or an animation that is to be retouched.
    """
    findings = examine(data)
    if findings == Findings() and not retouch:
        return data
    if findings.is_animated and retouch:
        raise PictureProblem(
            "动图不能打马赛克，也不能裁剪。", "请换成一张照片（截取其中一帧，另存为 JPG），再写马赛克和裁剪。"
        )
    with opened(data) as image:
        label = aigc.label_of(image)
    if not (findings.is_large or findings.is_turned or findings.has_profile or retouch):
        return _bare(data, label)
    with opened(data) as image:
        turn = TRANSPOSE.get(orientation(image))
        name, profile = image.format, image.info.get("icc_profile")
        is_lossless = name == "WEBP" and b"VP8L" in data[:64]
        transparent = transparency(image)
        image.load()
        plain = _plain(image, transparent)
    upright = plain.transpose(turn) if turn else plain
    retouched = to_srgb(apply(upright, retouch), profile if isinstance(profile, bytes) else None)
    retouched.thumbnail((MAX_SIDE, MAX_SIDE), Image.Resampling.LANCZOS)
    return _bare(_encode(retouched, name or "", is_lossless), label)


def _bare(data: bytes, label: str, *, keeps_profile: bool = False) -> bytes:
    """Pixels, and the one thing that must not be taken away: the label of a picture made by artificial intelligence."""
    return stripping.strip(data, keeps_profile=keeps_profile, xmp=aigc.packet(label))


def _plain(image: ImageFile.ImageFile, transparent: int | bytes | tuple[int, int, int] | None) -> Image.Image:
    """The pixels in L, LA, RGB, RGBA or CMYK."""
    if transparent is not None:
        image.info["transparency"] = transparent
        return image.convert("LA" if image.mode == "L" else "RGBA")
    image.info.pop("transparency", None)
    if image.mode == "I;16":
        return image.convert("I").point(lambda value: value * (1 / 257)).convert("L")
    if image.mode in ("L", "LA", "RGB", "RGBA", "CMYK"):
        return image.copy()
    return image.convert("L" if image.mode == "1" else "RGB")


def _encode(image: Image.Image, name: str, is_lossless: bool) -> bytes:
    image.info = {}
    stream = io.BytesIO()
    if name in ("JPEG", "MPO"):
        image.save(stream, "JPEG", quality=JPEG_QUALITY, optimize=True, progressive=True)
    elif name == "WEBP":
        image.save(stream, "WEBP", quality=JPEG_QUALITY, lossless=is_lossless, method=4)
    else:
        image.save(stream, "PNG", optimize=True)
    return stream.getvalue()


def _is_foreign(profile: object) -> bool:
    """Whether colours would change without this profile; a broken one counts for nothing, as everywhere in this room."""
    if not isinstance(profile, bytes) or not profile:
        return False
    try:
        opened_profile = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return "srgb" not in ImageCms.getProfileDescription(opened_profile).lower()
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return False
