"""Crop and mosaic: measured on the upright picture, done before anything is scaled, part of the name."""

from __future__ import annotations

import pytest
from PIL import Image, ImageStat

from xinglin.pictures.inspect import inspect
from xinglin.pictures.mosaics import apply
from xinglin.pictures.render import RenderTask, render
from xinglin.pictures.renditions import plan
from xinglin.pictures.retouching import UNTOUCHED, Box, Retouch

RED, BLUE = (220, 20, 20), (20, 20, 220)


def rendered(path, retouch, folder) -> list[Image.Image]:
    return [Image.open(made) for made in render(RenderTask(path, inspect(path), folder, retouch))]


def test_a_crop_is_what_the_renditions_show(save, tmp_path):
    """The right half only, in its own size and ratio; nothing of the left is in any file."""
    picture = Image.new("RGB", (2000, 1000), RED)
    picture.paste(BLUE, (1000, 0, 2000, 1000))
    path = save(picture, "a.png")

    for image in rendered(path, Retouch(crop=Box(50, 0, 50, 100)), tmp_path / "out"):
        assert image.width == image.height
        assert image.convert("RGB").getcolors() == [(image.width * image.height, BLUE)]


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_mosaic_lies_where_the_author_saw_it(photo, save, tmp_path, orientation):
    """Per cent of the upright picture, whichever way the phone was held; also where a JPEG is decoded at half its size."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    path = save(photo(2600, 2000), "a.jpg", exif=exif, quality=95)
    whole = rendered(path, UNTOUCHED, tmp_path / "one")[-1].convert("RGB")

    image = rendered(path, Retouch(mosaics=(Box(0, 0, 50, 50),)), tmp_path / "two")[-1].convert("RGB")

    assert image.size == whole.size
    width, height = image.size
    corner = (0, 0, width // 2, height // 2)
    # cells are at least a twelfth of the picture's width; nothing is left inside one
    cell = image.crop((24, 24, 48, 48))
    assert max(ImageStat.Stat(cell).stddev) < 3 < max(ImageStat.Stat(whole.crop(corner)).stddev)
    rest = (width // 2 + 8, height // 2 + 8, width, height)
    difference = ImageStat.Stat(Image.blend(image.crop(rest), whole.crop(rest), 0.5)).mean
    assert difference == pytest.approx(ImageStat.Stat(whole.crop(rest)).mean, abs=1)


def test_two_faces_under_a_mosaic_are_one(photo):
    """What differs only within cells cannot be told apart afterwards."""
    one = Image.new("RGB", (600, 600), (100, 100, 100))
    two = one.copy()
    for x in range(0, 600, 2):
        two.paste((200, 0, 0), (x, 0, x + 1, 600))
        one.paste((200, 0, 0), (x + 1, 0, x + 2, 600))
    retouch = Retouch(mosaics=(Box(0, 0, 100, 100),))

    assert one.tobytes() != two.tobytes()
    assert apply(one, retouch).tobytes() == apply(two, retouch).tobytes()


def test_a_retouch_is_part_of_the_name(photo, save):
    """Names are immutable: another mosaic is another file."""
    photograph = inspect(save(photo(), "a.jpg"))
    retouches = [UNTOUCHED, *(Retouch(mosaics=(Box(0, 0, side, 10),)) for side in (10, 10.5))]

    assert len({plan(photograph, retouch).fallback.name for retouch in retouches}) == 3
    assert plan(photograph) == plan(photograph, Retouch())
    assert not UNTOUCHED


@pytest.mark.parametrize("box", [Box(99.9, 99.9, 0.01, 0.01), Box(0, 0, 1e9, 1e9), Box(100, 100, 10, 10)])
def test_a_box_is_always_inside_the_picture(box):
    """At least one pixel and no more than there are, in the smallest of pictures."""
    for size in ((1, 1), (7, 3), (30_000, 1)):
        left, top, right, bottom = box.pixels(size)
        assert 0 <= left < right <= size[0]
        assert 0 <= top < bottom <= size[1]
