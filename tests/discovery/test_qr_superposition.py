"""Codes made as sums are the codes that a library draws from nothing."""

from __future__ import annotations

import base64
import io

import pytest
import zxingcpp
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from xinglin.discovery import qr_codes

# no digits, capitals or signs: a library may write a run of those in fewer bits, which is another code of the same text
LETTERS = "abcdefghijklmnopqrstuvwxyz_?=&#~"
addresses = st.lists(st.text(LETTERS, min_size=3, max_size=30), min_size=1, max_size=6).map("/".join)


def picture(address: str) -> Image.Image:
    head, _, data = qr_codes.data_url(address).partition(",")
    assert head == "data:image/png;base64"
    return Image.open(io.BytesIO(base64.b64decode(data)))


def read(image: Image.Image) -> str:
    """What a scanner reads in the picture as browsers scale it."""
    scaled = image.convert("L").resize((image.width * 4, image.height * 4), Image.Resampling.NEAREST)
    (found,) = zxingcpp.read_barcodes(scaled)
    return found.text


def drawn(text: str) -> Image.Image:
    """The library's own drawing, with the margin the standard asks for."""
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M", data_mask=2)
    bare = Image.fromarray(code.to_image(scale=1, add_quiet_zones=False))  # type: ignore[arg-type]
    whole = Image.new("L", (bare.width + 8, bare.height + 8), 255)
    whole.paste(bare, (4, 4))
    return whole


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(addresses)
def test_same_modules_as_library(text: str) -> None:
    """Every module, the margin too."""
    assert picture(text).convert("L").tobytes() == drawn(text).tobytes()


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=130))
def test_any_address_is_read_back(text: str) -> None:
    """Digits and capitals too."""
    assert read(picture(text)) == text


@pytest.mark.parametrize(
    "address",
    [
        "https://www.qinglan-hospital.example/zh-hant/news/2026/20260305-1a2b3c4d.html",
        "https://www.qinglan-hospital.example/zh-hant/news/2026/20260305-1a2b3c4d.html"[:-1],
        "HTTPS://WWW.QINGLAN-HOSPITAL.EXAMPLE/20260305",
        "20260305",
        "名医",
    ],
)
def test_addresses_are_read_back(address: str) -> None:
    assert read(picture(address)) == address
