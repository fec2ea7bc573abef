"""The files made: geometry, colours, bytes, and what happens around them."""

from __future__ import annotations

import dataclasses

import pytest
from PIL import Image, ImageChops, ImageStat

from xinglin.core.hashing import digest_file
from xinglin.core.pools import map_batches, open_pool
from xinglin.pictures.inspect import inspect
from xinglin.pictures.problem import PictureProblem
from xinglin.pictures.render import RenderTask, render, render_batch
from xinglin.pictures.renditions import plan


def assert_alike(image: Image.Image, expected: Image.Image, tolerance: float) -> None:
    """The mean difference of every band stays within ``tolerance`` of 255 steps."""
    assert image.size == expected.size
    difference = ImageChops.difference(image.convert("RGB"), expected.convert("RGB"))
    assert max(ImageStat.Stat(difference).mean) <= tolerance


@pytest.mark.parametrize("size", [(4000, 3000), (3001, 1999), (961, 2000), (700, 300), (300, 700), (1, 900), (2000, 1)])
@pytest.mark.parametrize("name", ["a.jpg", "a.png"])
def test_sizes_are_as_planned(save, made, size, name):
    """The files have the sizes the plan promised to the page, and the suffix their format."""
    path = save(Image.new("RGB", size, "#a33"), name)

    images = made(path)

    planned = plan(inspect(path)).files
    assert [(image.size, image.format) for image in images] == [((p.width, p.height), p.format) for p in planned]


def test_the_picture_is_the_source_made_smaller(photo, save, made):
    """Loading at reduced scale gives what a full decode and exact resampling give."""
    source = photo(2403, 1601)

    for image in made(save(source, "a.jpg", quality=95)):
        assert_alike(image, source.resize(image.size, Image.Resampling.LANCZOS), 3.5)


# where the first row and the first column of the stored picture lie when it is upright (TIFF 6.0, tag 274)
SIDES = {
    1: ("top", "left"),
    2: ("top", "right"),
    3: ("bottom", "right"),
    4: ("bottom", "left"),
    5: ("left", "top"),
    6: ("right", "top"),
    7: ("right", "bottom"),
    8: ("left", "bottom"),
}


@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.webp"])
@pytest.mark.parametrize("orientation", SIDES)
def test_orientation_is_applied(save, made, name, orientation):
    """The published picture is upright whichever way the phone was held."""
    upright = Image.new("RGB", (3, 2))
    for index, colour in enumerate(["#e00", "#0c0", "#00e", "#ee0", "#0cc", "#fff"]):
        upright.putpixel((index % 3, index // 3), tuple(int(digit * 2, 16) for digit in colour[1:]))
    row_side, column_side = SIDES[orientation]
    sideways = row_side in ("left", "right")
    stored = Image.new("RGB", (2, 3) if sideways else (3, 2))
    for row in range(stored.height):
        for column in range(stored.width):
            across, down = (row, column) if sideways else (column, row)
            x = 2 - across if "right" in (row_side, column_side) else across
            y = 1 - down if "bottom" in (row_side, column_side) else down
            stored.putpixel((column, row), upright.getpixel((x, y)))
    exif = Image.Exif()
    exif[0x0112] = orientation
    stored = stored.resize((stored.width * 400, stored.height * 400), Image.Resampling.NEAREST)

    options = {"quality": 95, "subsampling": 0} if name == "a.jpg" else {"lossless": True}
    for image in made(save(stored, name, exif=exif, **options)):
        assert image.width == round(image.height * 1.5)
        assert_alike(image, upright.resize(image.size, Image.Resampling.NEAREST), 3)


@pytest.mark.parametrize("name", ["a.gif", "a.png", "a.webp"])
def test_an_animation_shows_its_first_frame(save, made, name):
    """Still, and from the beginning; the animation is a file of its own, behind the others."""
    frames = [Image.new("RGB", (200, 100), colour) for colour in ("#cc0000", "#00cc00")]
    path = save(frames[0], name, save_all=True, append_images=frames[1:], duration=100)

    *stills, animation = made(path)
    assert animation.n_frames == 2
    for image in stills:
        assert getattr(image, "n_frames", 1) == 1
        red, green, _ = image.convert("RGB").getpixel((100, 50))
        assert (red > 190, green < 15) == (True, True)


@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.gif", "a.webp"])
def test_same_source_same_bytes(photo, save, tmp_path, name):
    """Twice the same, and a single missing width comes out as if all had been made."""
    # only a large JPEG is loaded at reduced scale; grainy PNGs of that size take seconds
    path = save(photo(2600, 1400) if name == "a.jpg" else photo(700, 400), name)
    photograph = inspect(path)
    first = [made.read_bytes() for made in render(RenderTask(path, photograph, tmp_path / "one"))]
    second = render(RenderTask(path, photograph, tmp_path / "two"))
    second[0].unlink()
    second = render(RenderTask(path, photograph, tmp_path / "two"))

    assert [made.read_bytes() for made in second] == first


def test_what_is_there_is_kept(photo, save, tmp_path):
    """Names tell content: a full cache is neither rewritten nor is the source opened."""
    path = save(photo(700, 400), "a.jpg")
    task = RenderTask(path, inspect(path), tmp_path)
    before = [(made, made.stat().st_mtime_ns, made.stat().st_ino) for made in render(task)]
    path.unlink()

    assert [(made, made.stat().st_mtime_ns, made.stat().st_ino) for made in render(task)] == before


def test_nothing_else_is_left_in_the_folder(photo, save, tmp_path):
    """The planned files and no temporary ones, readable for a web server."""
    path = save(photo(700, 400), "a.jpg")
    paths = render(RenderTask(path, inspect(path), tmp_path / "out"))

    assert sorted(paths) == sorted(each for each in (tmp_path / "out").rglob("*") if each.is_file())
    assert {made.stat().st_mode & 0o777 for made in paths} == {0o644}


def test_a_source_saved_over_in_between_is_not_published_under_the_old_name(photo, save, tmp_path):
    """The cache lives for years; one wrong picture in it would, too."""
    photograph = inspect(save(photo(seed=1), "a.jpg"))
    path = save(photo(seed=2), "a.jpg")

    with pytest.raises(PictureProblem, match="改动"):
        render(RenderTask(path, photograph, tmp_path / "out"))
    assert not (tmp_path / "out").exists()


def test_a_batch_goes_on_after_a_problem(photo, save, tmp_path):
    """Across processes, in order, problems as values."""
    good = [save(photo(seed=seed), f"{seed}.jpg") for seed in range(3)]
    tasks = [RenderTask(path, inspect(path), tmp_path / "out") for path in good]
    content = save(photo(100, 100), "c.png").read_bytes()
    broken = save(content[:-60] + content[-40:], "c.png")
    inspected = inspect(good[0])
    lost = dataclasses.replace(inspected, digest=digest_file(broken))
    tasks.insert(1, RenderTask(broken, lost, tmp_path / "out"))

    with open_pool(2) as pool:
        results = list(map_batches(pool, render_batch, tasks, 2))

    assert isinstance(results[1], PictureProblem)
    assert "损坏" in results[1].message
    assert [len(result) for index, result in enumerate(results) if index != 1] == [5, 5, 5]
