"""A damaged file is refused as a whole: no half-grey picture, no exception but PictureProblem, no warning."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from xinglin.pictures.inspect import inspect
from xinglin.pictures.problem import PictureProblem
from xinglin.pictures.render import RenderTask, render

KINDS = {
    "baseline.jpg": {"quality": 85},
    "progressive.jpg": {"quality": 85, "progressive": True},
    "restarts.jpg": {"quality": 85, "restart_marker_rows": 1},
    "a.png": {},
    "a.gif": {},
    "a.webp": {"quality": 80},
    "lossless.webp": {"lossless": True},
}
JPEGS = [name for name in KINDS if name.endswith(".jpg")]


def is_refused(path: Path) -> bool:
    try:
        inspect(path)
    except PictureProblem as problem:
        assert "损坏" in problem.message or "图片文件" in problem.message
        return True
    return False


@pytest.mark.parametrize("name", KINDS)
def test_truncation_is_found_at_inspection(photo, save, name):
    """Cut anywhere: in the header, in the pixels, shortly before the end."""
    content = save(photo(), name, **KINDS[name]).read_bytes()
    ends = {
        *range(1, 200, 7),
        *range(200, len(content), len(content) // 40),
        *range(len(content) - 40, len(content) - 4),
    }

    accepted = [end for end in sorted(ends) if not is_refused(save(content[:end], name))]

    assert accepted == []


@pytest.mark.parametrize("name", JPEGS)
@pytest.mark.parametrize("part", [0.2, 0.4, 0.5])
def test_a_jpeg_cut_short_with_an_end_marker_behind_it_is_found(photo, save, name, part):
    """What repair tools leave: every decoder accepts it and paints the rest grey.

    (A progressive one cut within its last scan, here the last two fifths, is let through: it is whole, and lacks only
    the last bit of its finest detail.)
    """
    content = save(photo(), name, **KINDS[name]).read_bytes()

    assert is_refused(save(content[: int(len(content) * part)] + b"\xff\xd9", name))


@pytest.mark.parametrize("mode", ["L", "CMYK"])
def test_the_same_in_grey_and_cmyk(photo, save, mode):
    """The filler looks different there."""
    content = save(photo().convert(mode), "a.jpg").read_bytes()

    assert is_refused(save(content[: len(content) // 2] + b"\xff\xd9", "a.jpg"))


@pytest.mark.parametrize("name", JPEGS)
def test_a_jpeg_whose_tail_is_zeros_is_found(photo, save, name):
    """What an interrupted download manager leaves: the right size, half the content."""
    content = save(photo(), name, **KINDS[name]).read_bytes()
    half = len(content) // 2

    assert is_refused(save(content[:half] + bytes(len(content) - half), name))


@pytest.mark.parametrize("name", ["baseline.jpg", "a.png"])
def test_a_bad_sector_is_found(photo, save, name):
    """4 KB of something else in the middle of the pixels."""
    content = save(photo(), name, **KINDS[name]).read_bytes()
    half = len(content) // 2

    assert is_refused(save(content[:half] + random.Random(7).randbytes(4096) + content[half + 4096 :], name))


@pytest.mark.parametrize("name", JPEGS)
@pytest.mark.parametrize("size", [(640, 480), (17, 400), (3, 900), (5, 5)])
def test_real_grey_is_no_damage(save, name, size):
    """A poster that ends in exactly the grey that decoders invent is whole."""
    poster = Image.new("RGB", size, (128, 128, 128))
    poster.paste((200, 30, 30), (0, 0, size[0], size[1] // 2))

    assert inspect(save(poster, name, **KINDS[name])).height == size[1]


@pytest.mark.parametrize("name", KINDS)
def test_flipped_bytes_raise_nothing_else(photo, save, tmp_path, name):
    """Whatever a bad stick makes of a file, the answer is a picture or a PictureProblem."""
    content = save(photo(96, 64), name, **KINDS[name], exif=Image.Exif()).read_bytes()
    source = random.Random(name)
    outcomes = set()
    for attempt in range(300):
        broken = bytearray(content)
        for _ in range(source.choice((1, 1, 2, 8))):
            # headers are where parsers trip
            place = source.randrange(min(len(broken), 200)) if source.random() < 0.5 else source.randrange(len(broken))
            broken[place] = source.randrange(256)
        path = save(bytes(broken), name)
        try:
            render(RenderTask(path, inspect(path), tmp_path / f"out{attempt}"))
            outcomes.add("picture")
        except PictureProblem:
            outcomes.add("problem")

    assert "problem" in outcomes


def test_text_chunks_named_like_pillow_s_own_fields_do_no_harm(photo, save, tmp_path):
    """Pillow keeps a PNG's text beside its own notes; a text called "transparency" is not one of them."""
    from PIL.PngImagePlugin import PngInfo

    for key in ("transparency", "icc_profile", "exif", "gamma", "dpi"):
        notes = PngInfo()
        notes.add_text(key, "anything")
        path = save(photo(300, 200), "a.png", pnginfo=notes)

        photograph = replace(inspect(path), is_drawing=True)
        for made in render(RenderTask(path, photograph, tmp_path / key)):
            with Image.open(made) as image:
                assert image.convert("RGB").tobytes() == photo(300, 200).tobytes()
