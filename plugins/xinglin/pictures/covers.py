"""Pictures cut to a given ratio around what must stay in sight: WeChat's two covers, and the picture of a social card."""

from __future__ import annotations

from PIL import Image

from . import encoding
from .photograph import usual_focus

WECHAT_WIDE = (1080, 460)
"""The picture of the first article of a post, 2.35 to 1."""
WECHAT_SQUARE = (600, 600)
"""Of further articles, and where a post is shared."""


def cut(image: Image.Image, size: tuple[int, int], focus: tuple[float, float] | None = None) -> Image.Image:
    """The largest part of ``image`` in the ratio of ``size``, as near to ``focus`` (per cent) as its edges allow, scaled.

    A smaller picture is enlarged: a cover has its size prescribed.
    """
    x, y = focus or usual_focus(*image.size)
    scale = min(image.width / size[0], image.height / size[1])
    width, height = size[0] * scale, size[1] * scale
    left = min(max(image.width * x / 100 - width / 2, 0), image.width - width)
    top = min(max(image.height * y / 100 - height / 2, 0), image.height - height)
    return image.resize(size, Image.Resampling.LANCZOS, (left, top, left + width, top + height))


def wechat_covers(image: Image.Image, focus: tuple[float, float] | None = None) -> dict[str, bytes]:
    """File name → JPEG of both covers of a post; WeChat wants JPEG or PNG."""
    opaque = flatten(image)
    return {
        "cover-2.35x1.jpg": encoding.encode_jpeg(cut(opaque, WECHAT_WIDE, focus)),
        "cover-1x1.jpg": encoding.encode_jpeg(cut(opaque, WECHAT_SQUARE, focus)),
    }


def flatten(image: Image.Image) -> Image.Image:
    """On white, without transparency, in RGB."""
    if "A" not in image.getbands() and "transparency" not in image.info:
        return image.convert("RGB")
    layer = image.convert("RGBA")
    flat = Image.new("RGB", image.size, "white")
    flat.paste(layer, mask=layer.getchannel("A"))
    return flat
