"""The plan: formats, widths, heights and names, without touching a file."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinglin.pictures.photograph import Photograph
from xinglin.pictures.renditions import Recipe, plan


def photograph(width: int, height: int, *, drawing: bool = False, digest: str = "ab" * 16) -> Photograph:
    return Photograph(
        digest, "PNG" if drawing else "JPEG", width, height, has_alpha=False, is_animated=False, is_drawing=drawing
    )


def widths(width: int, height: int, **options: bool) -> dict[str, list[int]]:
    planned = plan(photograph(width, height, **options))
    found = {files[0].format: [file.width for file in files] for files in planned.formats}
    return found | ({"enlarged": [planned.enlarged.width]} if planned.enlarged else {})


@pytest.mark.parametrize(
    ("width", "expected"),
    [(960, [480, 960]), (961, [480, 960]), (700, [480, 700]), (480, [480]), (300, [300]), (1, [1])],
)
def test_widths(width, expected):
    """Two widths, never upscaled; a narrower picture at its own width too. Old browsers get the wider one."""
    assert widths(width, width) == {"AVIF": expected, "WEBP": expected, "JPEG": expected[-1:]}


@pytest.mark.parametrize(
    ("size", "width"),
    [((4000, 3000), 1600), ((3000, 4000), 1200), ((1300, 900), 1300), ((1152, 100), 1152)],
)
def test_a_larger_one_opens_where_there_is_one(size, width):
    """1600 pixels on its longer side, as a JPEG."""
    assert widths(*size)["enlarged"] == [width]
    assert plan(photograph(*size)).enlarged.name.endswith(f"-{width}.jpg")


@pytest.mark.parametrize("size", [(1151, 800), (960, 960), (300, 300), (1000, 4000)])
def test_an_enlargement_that_shows_no_more_is_not_made(size):
    """A fifth wider at least."""
    assert "enlarged" not in widths(*size)


@pytest.mark.parametrize(
    ("width", "expected"), [(5000, [480, 1600]), (1600, [480, 1600]), (1200, [480, 1200]), (480, [480]), (20, [20])]
)
def test_drawings_keep_their_width(width, expected):
    """Line art is published without loss, and not scaled down without need."""
    assert widths(width, width, drawing=True) == {"WEBP": expected, "PNG": expected[-1:]}


@given(st.integers(1, 30_000), st.integers(1, 30_000), st.booleans())
def test_aspect_ratio_is_kept_within_a_pixel(width, height, drawing):
    """Every height is the exact one, rounded, and at least one pixel; every format can hold it."""
    files = plan(photograph(width, height, drawing=drawing)).files
    assert files
    for rendition in files:
        assert 1 <= rendition.width <= width
        assert rendition.height >= 1
        assert rendition.height == 1 or abs(rendition.height - height * rendition.width / width) <= 0.5
        assert rendition.format != "WEBP" or max(rendition.width, rendition.height) <= 16_383


def test_names_are_urls_under_media():
    """media/<16 hex>-<width>.<suffix>, one key for all files, no name twice."""
    names = [rendition.name for rendition in plan(photograph(4000, 3000)).files]

    assert all(re.fullmatch(r"media/[0-9a-f]{16}-\d+\.(avif|webp|jpg)", name) for name in names)
    assert len({name.split("-")[0] for name in names}) == 1
    assert len(set(names)) == len(names) == 6
    assert [file.name.rpartition(".")[2] for file in plan(photograph(800, 600, drawing=True)).files] == [
        "webp",
        "webp",
        "png",
    ]


def test_names_follow_the_content_and_the_recipe():
    """Stable for the same content, different for another: published URLs never change meaning."""
    assert plan(photograph(800, 600)) == plan(photograph(800, 600))
    others = [
        plan(photograph(800, 600)),
        plan(photograph(800, 600, digest="cd" * 16)),
        plan(photograph(800, 600, drawing=True)),
        plan(photograph(800, 600), recipe=Recipe((("JPEG", (480,)),))),
    ]
    assert len({planned.fallback.name.split("-")[0] for planned in others}) == len(others)


def test_the_page_is_told_what_is_best_first():
    """AVIF, then WebP; what every program opens last."""
    planned = plan(photograph(4000, 3000))

    assert [files[0].format for files in planned.sources] == ["AVIF", "WEBP"]
    assert (planned.fallback.format, planned.fallback.width) == ("JPEG", 960)
