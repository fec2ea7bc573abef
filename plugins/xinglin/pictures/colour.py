"""Colours as every screen understands them: eight bits of sRGB (or grey), with or without alpha."""

from __future__ import annotations

import io
from functools import lru_cache

from PIL import Image, ImageCms

_UNUSABLE_PROFILE = (ImageCms.PyCMSError, OSError, ValueError, TypeError)


def to_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Convert L, LA, RGB, RGBA or CMYK to L, LA, RGB or RGBA in sRGB.

    ``profile`` is the source's ICC profile. One that is broken, or made for other channels than the picture has, is
    passed over: slightly wrong colours are better than no picture.
    """
    alpha = image.getchannel("A") if "A" in image.getbands() else None
    colour = image.convert(image.mode.removesuffix("A")) if alpha else image
    converted = _transform(colour, profile) if profile else None
    if converted is None:
        converted = colour.convert("RGB") if colour.mode == "CMYK" else colour.copy()
    if alpha:
        converted.putalpha(alpha)
        converted = _without_hidden_pixels(converted, alpha)
    return converted


def _transform(image: Image.Image, profile: bytes) -> Image.Image | None:
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        transform = ImageCms.buildTransform(
            source,
            _srgb(),
            image.mode,
            "RGB",
            # what print shops and Photoshop use by default: whites stay white, blacks stay black
            ImageCms.Intent.RELATIVE_COLORIMETRIC,
            ImageCms.Flags.BLACKPOINTCOMPENSATION,
        )
        converted = ImageCms.applyTransform(image, transform)
    except _UNUSABLE_PROFILE:
        return None
    if converted is None:  # only when asked to work in place, which is not done here
        return None
    return converted.convert("L") if image.mode == "L" else converted


@lru_cache(maxsize=1)
def _srgb() -> ImageCms.ImageCmsProfile:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))


def _without_hidden_pixels(image: Image.Image, alpha: Image.Image) -> Image.Image:
    """Blacken what is fully transparent: an eraser leaves the face it removes in the file, merely invisible."""
    clean = Image.new(image.mode, image.size)
    clean.paste(image, mask=alpha.point([0] + [255] * 255))
    return clean
