"""Moving pictures: a still in the page, and a link to the animation made anew, frame by frame, as a WebP.

A still is a tenth of the bytes, and nobody who cannot bear blinking has to look for a way to stop it (WCAG 2.2.2).
docs/decisions/0021 has the reasons.
"""

from __future__ import annotations

from PIL import Image, ImageFile, ImageSequence

from .colour import to_srgb
from .decoding import opened
from .encoding import encode_animation
from .mosaics import apply
from .photograph import MAX_FRAMES
from .retouching import Retouch

_QUALITY, _METHOD = 70, 2
_SHORTEST = 20  # milliseconds; browsers take less for a mistake


def frames_of(image: ImageFile.ImageFile, data: bytes) -> int:
    """How many frames an opened picture has; counting ends above :data:`MAX_FRAMES`."""
    if image.format == "GIF":
        return _gif_frames(data)
    return int(getattr(image, "n_frames", 1))


def _gif_frames(data: bytes) -> int:
    """By the blocks of the file (GIF89a, 17–26): asking Pillow would take minutes for a file made to that end."""

    def table(flags: int) -> int:
        return 3 << (flags & 7) + 1 if flags & 0x80 else 0

    def after_blocks(position: int) -> int:
        while position < len(data) and data[position]:
            position += data[position] + 1
        return position + 1

    count, position = 0, 13 + table(data[10])
    while position + 9 < len(data) and count <= MAX_FRAMES:
        if data[position] == 0x2C:
            count += 1
            position = after_blocks(position + 11 + table(data[position + 9]))
        elif data[position] == 0x21:
            position = after_blocks(position + 2)
        else:
            break
    return max(count, 1)


def encode(data: bytes, size: tuple[int, int], retouch: Retouch, xmp: bytes) -> bytes:
    """The animation at this size, every frame retouched, pixels and durations only.

    Raises:
        PictureProblem: a frame cannot be read.
    """
    frames: list[Image.Image] = []
    durations: list[int] = []
    with opened(data) as image:
        profile = image.info.get("icc_profile")
        for frame in ImageSequence.Iterator(image):
            plain = frame.convert("RGBA" if "A" in frame.getbands() or "transparency" in frame.info else "RGB")
            kept = apply(plain, retouch) if retouch else plain
            scaled = kept.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)
            frames.append(to_srgb(scaled, profile if isinstance(profile, bytes) else None))
            durations.append(max(_SHORTEST, round(float(frame.info.get("duration") or 100))))
            if len(frames) == MAX_FRAMES:
                break
    return encode_animation(frames, durations, xmp, quality=_QUALITY, method=_METHOD)
