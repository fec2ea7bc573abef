"""Moving pictures: a still in the page, the animation behind a link, both without anything private, both within bounds."""

from __future__ import annotations

import io
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from xinglin.pictures import animation, photograph
from xinglin.pictures.inspect import inspect
from xinglin.pictures.render import RenderTask, render
from xinglin.pictures.renditions import plan
from xinglin.pictures.retouching import UNTOUCHED, Box, Retouch

COLOURS = [(200, 0, 0), (0, 200, 0), (0, 0, 200)]


def frames(count: int = 3, size: tuple[int, int] = (400, 200)) -> list[Image.Image]:
    return [Image.new("RGB", size, COLOURS[number % 3]) for number in range(count)]


def moving(path, folder, retouch=UNTOUCHED) -> Image.Image:
    planned = plan(inspect(path), retouch)
    assert planned.enlarged is not None and planned.enlarged.format == "ANIMATION"
    render(RenderTask(path, inspect(path), folder, retouch))
    return Image.open(folder / planned.enlarged.name)


@pytest.mark.parametrize("name", ["a.gif", "a.webp", "a.png"])
def test_the_animation_is_made_anew(save, tmp_path, name):
    """Every frame, its time, without end; no comment, no second name for the same bytes."""
    first, *rest = frames()
    options = {"comment": b"SECRET"} if name == "a.gif" else {"exif": b"Exif\0\0SECRET"} if name == "a.webp" else {}
    path = save(first, name, save_all=True, append_images=rest, duration=[80, 200, 10], loop=1, **options)

    image = moving(path, tmp_path / "out")

    assert (image.format, image.n_frames, image.size) == ("WEBP", 3, (400, 200))
    shown, times = [], []
    for number in range(3):
        image.seek(number)
        pixel = image.convert("RGB").getpixel((200, 100))
        shown.append(min(COLOURS, key=lambda colour: sum(abs(a - b) for a, b in zip(colour, pixel, strict=True))))
        times.append(image.info["duration"])
    assert shown == COLOURS
    assert times == [80, 200, 20]
    assert image.info["loop"] == 0
    assert all(b"SECRET" not in made.read_bytes() for made in (tmp_path / "out").rglob("*.*"))


def test_a_mosaic_covers_every_frame(photo, save, tmp_path):
    """A face that is covered in the first frame and not in the second is not covered."""
    first, *rest = (photo(400, 200, seed=seed) for seed in range(4))
    path = save(first, "a.webp", save_all=True, append_images=rest, duration=100, quality=95)

    image = moving(path, tmp_path / "out", Retouch(mosaics=(Box(0, 0, 50, 100),)))

    for number in range(4):
        image.seek(number)
        cell = image.convert("L").crop((4, 4, 28, 28))
        darkest, lightest = cell.getextrema()
        assert lightest - darkest < 24


@pytest.mark.parametrize(("count", "kept"), [(60, True), (300, True), (301, False)])
def test_too_many_frames_leave_the_still(save, count, kept):
    """As many as the bound, no more."""
    first, *rest = [Image.new("RGB", (40, 20), (number % 256, number // 256, 0)) for number in range(count)]
    planned = plan(inspect(save(first, "a.gif", save_all=True, append_images=rest, duration=50)))

    assert (planned.enlarged is not None) is kept
    assert planned.fallback.format == "JPEG"


@given(st.integers(2, 400), st.integers(1, 30_000), st.integers(1, 30_000))
def test_what_is_kept_in_memory_is_bounded(count, width, height):
    """All frames together stay below 160 MB of RGBA; never wider than the source."""
    chosen = photograph.size_of(count, (width, height))

    assert 0 <= chosen <= min(width, 960)
    assert count * chosen * (chosen * height / width) <= 40_000_000 * 1.02 + count
    assert not (chosen and count * width * height > photograph.MAX_DECODED)


def test_counting_ends_in_a_file_made_of_frames():
    """Two million frames of one pixel are counted as too many, not counted through."""
    frame = b"\x2c" + struct.pack("<4HB", 0, 0, 1, 1, 0) + b"\x02\x02\x44\x01\x00"
    data = b"GIF89a" + struct.pack("<2H3B", 1, 1, 0x80, 0, 0) + bytes(6) + frame * 2_000_000 + b";"
    with Image.open(io.BytesIO(data)) as image:
        assert animation.frames_of(image, data) == photograph.MAX_FRAMES + 1


def test_counting_agrees_with_pillow(photo, save):
    """Local palettes, comments and durations between the frames."""
    first, *rest = (photo(60, 40, seed=seed).quantize(16 + seed) for seed in range(7))
    path = save(first, "a.gif", save_all=True, append_images=rest, duration=90, comment=b"x" * 700)
    with Image.open(path) as image:
        assert animation.frames_of(image, path.read_bytes()) == image.n_frames == 7
