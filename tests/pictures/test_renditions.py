"""The plan: widths, heights and names, without touching a file."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinglin.pictures.inspect import Photograph
from xinglin.pictures.renditions import plan


def photograph(
    width: int, height: int, kind: str = "JPEG", *, alpha: bool = False, digest: str = "ab" * 16
) -> Photograph:
    return Photograph(digest, kind, width, height, has_alpha=alpha, is_animated=False)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("width", "expected"),
    [(4000, [480, 960]), (960, [480, 960]), (961, [480, 960]), (700, [480, 700]), (480, [480]), (300, [300]), (1, [1])],
)
def test_widths(width, expected):
    """Two widths, never upscaled; a narrower picture at its own width too."""
    assert [rendition.width for rendition in plan(photograph(width, width))] == expected


@given(st.integers(1, 30_000), st.integers(1, 30_000))
def test_aspect_ratio_is_kept_within_a_pixel(width, height):
    """Every height is the exact one, rounded, and at least one pixel."""
    for rendition in plan(photograph(width, height)):
        assert rendition.width <= width
        assert rendition.height >= 1
        assert rendition.height == 1 or abs(rendition.height - height * rendition.width / width) <= 0.5


@pytest.mark.parametrize(
    ("kind", "alpha", "expected"),
    [
        ("JPEG", False, "JPEG"),
        ("PNG", False, "PNG"),
        ("PNG", True, "PNG"),
        ("GIF", False, "PNG"),
        ("GIF", True, "PNG"),
        ("WEBP", False, "JPEG"),
        ("WEBP", True, "PNG"),
    ],
)
def test_formats(kind, alpha, expected):
    """Photos become JPEG; line art and transparency stay exact."""
    assert {rendition.format for rendition in plan(photograph(800, 600, kind, alpha=alpha))} == {expected}


def test_names_are_urls_under_media():
    """media/<16 hex>-<width>.<suffix>, one key for all widths."""
    names = [rendition.name for rendition in plan(photograph(4000, 3000))]

    assert all(re.fullmatch(r"media/[0-9a-f]{16}-(480|960)\.jpg", name) for name in names)
    assert len({name.split("-")[0] for name in names}) == 1
    assert plan(photograph(800, 600, "PNG"))[0].name.endswith(".png")


def test_names_follow_the_content():
    """Stable for the same content, different for another: published URLs never change meaning."""
    assert plan(photograph(800, 600)) == plan(photograph(800, 600))
    assert plan(photograph(800, 600))[0].name == "media/e7f996029b6894c9-480.jpg"
    assert plan(photograph(800, 600, digest="cd" * 16))[0].name != plan(photograph(800, 600))[0].name
    assert plan(photograph(800, 600, "PNG"))[0].name[:22] != plan(photograph(800, 600))[0].name[:22]
