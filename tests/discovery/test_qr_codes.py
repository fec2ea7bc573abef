"""QR codes: what a camera reads is the address."""

from __future__ import annotations

import base64
import io

import pytest
import zxingcpp
from PIL import Image

from xinglin.discovery import qr_codes

ADDRESSES = ["https://a.example/", "https://www.qinglan-hospital.example/zh-hant/news/2026/" + "x" * 120 + ".html"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_picture_is_read_back(address: str) -> None:
    """Pillow reads the PNG, and the code in it after scaling as browsers scale it."""
    head, _, data = qr_codes.data_url(address).partition(",")
    picture = Image.open(io.BytesIO(base64.b64decode(data)))

    assert head == "data:image/png;base64"
    assert picture.mode == "1"
    scaled = picture.convert("L").resize((picture.width * 4, picture.height * 4), Image.Resampling.NEAREST)
    (found,) = zxingcpp.read_barcodes(scaled)
    assert found.text == address


@pytest.mark.parametrize("address", ADDRESSES)
def test_terminal_is_read_back(address: str) -> None:
    """Blocks as a dark terminal shows them: light where a block stands."""
    lines = qr_codes.terminal(address).splitlines()
    halves = {" ": (0, 0), "▄": (0, 255), "▀": (255, 0), "█": (255, 255)}
    image = Image.new("L", (len(lines[0]), 2 * len(lines)), 255)
    for row, line in enumerate(lines):
        for column, block in enumerate(line):
            for half in (0, 1):
                image.putpixel((column, 2 * row + half), halves[block][half])
    scaled = image.resize((image.width * 4, image.height * 4), Image.Resampling.NEAREST)

    (found,) = zxingcpp.read_barcodes(scaled)

    assert found.text == address
