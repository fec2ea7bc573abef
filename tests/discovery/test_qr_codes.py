"""QR codes: what a camera reads is the address."""

from __future__ import annotations

import re

import pytest
import zxingcpp
from PIL import Image

from xinglin.discovery import qr_codes

ADDRESSES = ["https://a.example/", "https://www.qinglan-hospital.example/zh-hant/news/2026/" + "x" * 120 + ".html"]


def _drawn(svg: str) -> Image.Image:
    """The picture its paths describe: strokes M x y, then h (drawn) and m (skipped) to the right."""
    size = int(re.search(r'width="(\d+)"', svg)[1])  # type: ignore[index]
    image = Image.new("L", (size // 4, size // 4), 255)
    for x, y, moves in re.findall(r"M(\d+) (\d+)((?:[hm]\d+(?: 0)?)+)", svg.split("scale(4)")[1]):
        at = int(x)
        for command, length in re.findall(r"([hm])(\d+)", moves):
            if command == "h":
                image.paste(0, (at, int(y), at + int(length), int(y) + 1))
            at += int(length)
    return image.resize((size, size), Image.Resampling.NEAREST)


@pytest.mark.parametrize("address", ADDRESSES)
def test_svg_is_read_back(address: str) -> None:
    (found,) = zxingcpp.read_barcodes(_drawn(qr_codes.svg(address).decode()))

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
