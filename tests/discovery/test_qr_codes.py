"""QR codes: what a camera reads is the address."""

from __future__ import annotations

import base64
import io

import pytest
import zxingcpp
from hypothesis import example, given
from hypothesis import strategies as st
from PIL import Image

from xinglin.discovery import qr_codes

_OF_ADDRESSES = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~:/?#[]@!$&'()*+,;=%"
"""What may stand in an address (RFC 3986, 2)."""
ADDRESSES = ["https://a.example/", "https://www.qinglan-hospital.example/zh-hant/news/2026/" + "x" * 120 + ".html"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_picture_is_read_back(address: str) -> None:
    """Pillow reads the PNG, and the code in it after scaling as browsers scale it."""
    assert _read_back(address) == address


@given(st.text(_OF_ADDRESSES, min_size=1, max_size=300))
@example("https://www.qinglan-hospital.example/news/2026/20261104123456789.html")
@example("0123456789")
@example("医院" * 20)
def test_any_address_is_read_back(address: str) -> None:
    assert _read_back(address) == address


def _read_back(address: str) -> str:
    """What a camera sees in the picture: a second library reads its PNG."""
    head, _, data = qr_codes.data_url(address).partition(",")
    picture = Image.open(io.BytesIO(base64.b64decode(data)))
    assert head == "data:image/png;base64"
    assert picture.mode == "1"
    scaled = picture.convert("L").resize((picture.width * 4, picture.height * 4), Image.Resampling.NEAREST)
    (found,) = zxingcpp.read_barcodes(scaled)
    return found.text


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
