"""Photographs as a phone takes them, 12 megapixels each, the same every time: scenery with edges, texture and sensor noise.

What makes photographs dear to encode is in them: a natural picture's spectrum (amplitude falls with frequency), hard edges of things in front of one another,
fine texture on some of them, a lens that softens by less than a pixel, and grain that is stronger in the shade.
"""

from __future__ import annotations

import io
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

SIZE = (4000, 3000)
_CAMERA_QUALITY = 92


def make(folder: Path, count: int, jobs: int = 2) -> list[Path]:
    """``count`` photographs in a folder; those that are there are kept."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"{number:04}.jpg" for number in range(count)]
    missing = [(number, path) for number, path in enumerate(paths) if not path.exists()]
    with ProcessPoolExecutor(jobs) as pool:
        list(pool.map(_write, missing))
    return paths


def _write(task: tuple[int, Path]) -> None:
    number, path = task
    stream = io.BytesIO()
    exif = Image.Exif()
    exif[0x0110] = "Benchmark camera"
    photograph(number).save(stream, "JPEG", quality=_CAMERA_QUALITY, subsampling="4:2:0", exif=exif)
    part = path.with_suffix(".part")
    part.write_bytes(stream.getvalue())
    part.replace(path)


def photograph(number: int) -> Image.Image:
    """The same pixels for the same number."""
    source = np.random.default_rng(number)
    width, height = SIZE
    scene = _scenery(source, (width // 2, height // 2), float(source.uniform(1.2, 1.8))).resize(
        SIZE, Image.Resampling.BICUBIC
    )
    for _ in range(int(source.integers(12, 40))):
        scene.paste(_thing(source), (0, 0), _outline(source))
    scene = scene.filter(ImageFilter.GaussianBlur(0.6))
    pixels = np.asarray(scene, dtype=np.float32)
    shade = np.float32(source.uniform(2.0, 5.0)) * (1.4 - pixels.mean(axis=2, keepdims=True) / 255)
    grain = source.standard_normal((height, width, 3), dtype=np.float32)
    grain = (grain + np.roll(grain, 1, axis=1) + np.roll(grain, 1, axis=0)) / np.float32(
        1.73
    )  # as demosaicing smears it
    return Image.fromarray(np.clip(pixels + grain * shade, 0, 255).astype(np.uint8), "RGB")


def _scenery(source: np.random.Generator, size: tuple[int, int], slope: float) -> Image.Image:
    """Noise with a natural picture's spectrum; one structure in brightness, a weaker one in each colour."""
    width, height = size
    frequency = np.hypot(np.fft.fftfreq(height)[:, None], np.fft.rfftfreq(width)[None, :])
    frequency[0, 0] = 1
    fall = frequency**-slope

    def layer() -> np.ndarray:
        phases = np.exp(2j * np.pi * source.random(fall.shape))
        field = np.fft.irfft2(fall * phases, s=(height, width))
        return (field - field.mean()) / field.std()

    light = layer()
    channels = [128 + 48 * (light + 0.15 * layer() + source.uniform(-0.4, 0.4)) for _ in range(3)]
    return Image.fromarray(np.clip(np.stack(channels, axis=2), 0, 255).astype(np.uint8), "RGB")


def _thing(source: np.random.Generator) -> Image.Image:
    """A surface: plain, or with a texture of its own."""
    colour = source.integers(20, 235, 3)
    if source.random() < 0.5:
        tile = _scenery(source, (500, 375), float(source.uniform(0.8, 1.3)))
        tile = Image.blend(
            tile, Image.new("RGB", tile.size, tuple(int(c) for c in colour)), float(source.uniform(0.4, 0.85))
        )
        sheet = Image.new("RGB", SIZE)
        for left in range(0, SIZE[0], tile.width):
            for top in range(0, SIZE[1], tile.height):
                sheet.paste(tile, (left, top))
        return sheet
    gradient = np.linspace(0.75, 1.2, SIZE[1])[:, None] * colour[None, :]
    column = Image.fromarray(np.clip(gradient, 0, 255).astype(np.uint8)[:, None, :], "RGB")
    return column.resize(SIZE)


def _outline(source: np.random.Generator) -> Image.Image:
    """Where a thing is seen: a wall, a body, a leaf."""
    mask = Image.new("L", SIZE)
    draw = ImageDraw.Draw(mask)
    x, y = int(source.integers(0, SIZE[0])), int(source.integers(0, SIZE[1]))
    reach = float(source.uniform(100, 900))
    if source.random() < 0.4:
        draw.ellipse((x - reach, y - reach * source.uniform(0.4, 1), x + reach, y + reach * 0.8), fill=255)
    else:
        corners = np.sort(source.uniform(0, 2 * np.pi, int(source.integers(3, 9))))
        radii = source.uniform(0.3, 1.0, len(corners)) * reach
        draw.polygon([(x + r * np.cos(a), y + r * np.sin(a)) for a, r in zip(corners, radii, strict=True)], fill=255)
    return mask
