"""Proposals of regions by an installed detector: an entry point like any other package's."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest
from PIL import Image

from xinglin.desk import proposing
from xinglin.desk.cli import main
from xinglin.manuscript.areas import parse_areas

DETECTOR = """
def darkest(image):
    \"\"\"The dark square of the test's picture, found by looking.\"\"\"
    width, height = image.size
    dark = [(x, y) for x in range(width) for y in range(height) if sum(image.getpixel((x, y))) < 90]
    xs, ys = [x for x, _ in dark], [y for _, y in dark]
    yield (min(xs) * 100 / width, min(ys) * 100 / height, (max(xs) - min(xs)) * 100 / width, (max(ys) - min(ys)) * 100 / height)
"""


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    image = Image.new("RGB", (200, 100), "white")
    image.paste((0, 0, 0), (80, 40, 120, 60))
    path = tmp_path / "content" / "news" / "p.jpg"
    path.parent.mkdir(parents=True)
    exif = Image.Exif()
    exif[0x0112] = 6
    image.rotate(90, expand=True).save(path, exif=exif, quality=95)
    return path


@pytest.fixture
def detector(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An installed package: a module and the metadata that names its entry point."""
    folder = tmp_path / "site"
    (folder / "darkness-1.dist-info").mkdir(parents=True)
    (folder / "darkness.py").write_text(DETECTOR, "utf-8")
    (folder / "darkness-1.dist-info" / "METADATA").write_text("Name: darkness\nVersion: 1\n", "utf-8")
    (folder / "darkness-1.dist-info" / "entry_points.txt").write_text(
        f"[{proposing.GROUP}]\ndarkness = darkness:darkest\n", "utf-8"
    )
    monkeypatch.syspath_prepend(str(folder))
    yield
    sys.modules.pop("darkness", None)


def test_without_a_detector_it_says_so(picture, capsys):
    """Nothing is installed by default, and nothing is downloaded."""
    assert main(["reduce", "--propose", "--content", str(picture.parents[1]), str(picture)]) == 2
    assert "没有装" in capsys.readouterr().err


def test_a_proposal_can_be_pasted(picture, detector, capsys):
    """Upright per cent with a margin, in the words an editor types; the photo is not touched."""
    before = picture.read_bytes()

    assert main(["reduce", "--propose", "--content", str(picture.parents[1]), str(picture)]) == 0

    out = capsys.readouterr().out
    assert out.startswith("news/p.jpg  {马赛克=")
    (area,) = parse_areas(out.split('"')[1])
    x, y, width, height = area
    assert x < 40
    assert x + width > 60
    assert y < 40
    assert y + height > 60
    assert width < 60
    assert picture.read_bytes() == before


def test_a_margin_stays_in_the_picture():
    """A face at the edge."""
    found = proposing.propose(_white(), [lambda image: [(0, 0, 10, 20), (95, 90, 5, 10)]])

    assert found == [(0.0, 0.0, 12.0, 25.0), (94.0, 88.0, 6.0, 12.0)]
    assert parse_areas(proposing.list_of(found).split('"')[1]) == tuple(found)


def _white() -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (50, 50), "white").save(stream, "PNG")
    return stream.getvalue()
