"""Colours: every way of storing them ends as what a screen shows, and transparency as transparency."""

from __future__ import annotations

import struct
from dataclasses import replace

import pytest
from PIL import Image, ImageDraw

from xinglin.pictures.inspect import inspect
from xinglin.pictures.render import RenderTask, render


@pytest.mark.parametrize(
    ("mode", "colour", "name", "expected"),
    [
        ("L", 77, "a.jpg", (77, 77, 77, 255)),
        ("L", 77, "a.png", (77, 77, 77, 255)),
        ("1", 1, "a.png", (255, 255, 255, 255)),
        ("RGB", (10, 200, 30), "a.jpg", (10, 200, 30, 255)),
        ("CMYK", (255, 0, 0, 0), "a.jpg", (0, 255, 255, 255)),
        ("CMYK", (0, 0, 0, 0), "a.jpg", (255, 255, 255, 255)),
        ("I;16", 0, "a.png", (0, 0, 0, 255)),
        ("I;16", 32768, "a.png", (127, 127, 127, 255)),
        ("I;16", 65535, "a.png", (255, 255, 255, 255)),
        ("LA", (77, 128), "a.png", (77, 77, 77, 128)),
        ("RGBA", (10, 200, 30, 128), "a.png", (10, 200, 30, 128)),
        ("RGBA", (10, 200, 30, 128), "a.webp", (10, 200, 30, 128)),
        ("RGB", (10, 200, 30), "a.webp", (10, 200, 30, 255)),
    ],
)
@pytest.mark.parametrize("lossless", [True, False])
def test_modes(save, tmp_path, mode, colour, name, expected, lossless):
    """Every way of storing colours ends as eight bits of what a screen shows, in every format."""
    options = {"lossless": True, "exact": True} if name == "a.webp" else {}
    path = save(Image.new(mode, (1000, 500), colour), name, **options)
    photograph = replace(inspect(path), is_drawing=lossless)

    for made in render(RenderTask(path, photograph, tmp_path / "out")):
        with Image.open(made) as image:
            assert image.mode in ("L", "LA", "RGB", "RGBA", "P", "1")
            value = image.convert("RGBA").getpixel((image.width // 2, image.height // 2))
        if made.suffix == ".jpg":  # laid on white, as on the page
            wanted = (*(round(255 + (band - 255) * expected[3] / 255) for band in expected[:3]), 255)
        else:
            wanted = expected
        assert all(abs(is_ - should) <= 4 for is_, should in zip(value, wanted, strict=True)), made.name


@pytest.mark.parametrize("name", ["a.png", "a.gif"])
def test_a_palette_keeps_its_transparency(save, made, name):
    """A logo with a transparent ground stays one, at its own size (palette kept) and scaled."""
    logo = Image.new("P", (700, 350), 1)
    logo.putpalette([255, 255, 255, 200, 0, 0])
    logo.paste(0, (0, 0, 350, 350))

    images = made(save(logo, name, transparency=0))

    assert {image.format: image.mode for image in images} == {"WEBP": "RGBA", "PNG": "P"}
    for image in images:
        pixels = image.convert("RGBA")
        assert pixels.getpixel((10, 10))[3] == 0
        assert pixels.getpixel((image.width - 10, 10)) == (200, 0, 0, 255)


@pytest.mark.parametrize(
    ("mode", "colour", "transparency"), [("RGB", (1, 2, 3), (1, 2, 3)), ("L", 9, 9), ("P", 1, b"\xff\0\0\x80")]
)
def test_a_transparent_colour_becomes_alpha(save, made, mode, colour, transparency):
    """PNG's transparent colour, which scaling would otherwise blend into its neighbours."""
    source = Image.new(mode, (700, 100), colour)
    if mode == "P":
        source.putpalette([0, 0, 0, 200, 0, 0, 0, 200, 0, 0, 0, 200])

    for image in made(save(source, "a.png", transparency=transparency)):
        assert image.convert("RGBA").getpixel((50, 5))[3] == 0
        assert image.format in ("WEBP", "PNG")


def test_line_art_keeps_flat_colours_and_gets_a_palette(save, made):
    """A chart of few colours stays small, and its paper stays exactly white."""
    chart = Image.new("RGB", (1600, 1000), "white")
    draw = ImageDraw.Draw(chart)
    for step in range(40):
        draw.line((step * 40, 900, 800, step * 20), fill=("#c00000", "#0066cc", "#333333")[step % 3], width=3)
    draw.rectangle((100, 100, 700, 300), fill="#f3f6fa")

    for image in made(save(chart, "a.png")):
        assert image.mode == ("P" if image.format == "PNG" else "RGB")
        assert len(image.convert("RGB").getcolors(256)) > 3
        scale = image.width / 1600
        assert image.convert("RGB").getpixel((2, 2)) == (255, 255, 255)
        assert image.convert("RGB").getpixel((int(110 * scale), int(110 * scale))) == (0xF3, 0xF6, 0xFA)


def test_what_an_eraser_hid_is_gone(save, made):
    """A face made transparent in an editor is still in the file; it is not in ours, at any size."""
    image = Image.new("RGBA", (700, 700), (0, 100, 200, 255))
    image.paste((250, 10, 10, 0), (100, 100, 600, 600))

    for rendition in made(save(image, "a.png")):
        if rendition.format == "JPEG":
            continue
        red, green, blue, alpha = rendition.getpixel((rendition.width // 2, rendition.height // 2))
        assert (red, green, blue, alpha) == (0, 0, 0, 0)


def icc_profile(
    red: tuple[float, float, float], green: tuple[float, float, float], blue: tuple[float, float, float]
) -> bytes:
    """A minimal ICC v2 matrix profile (ICC.1:2001-04): primaries as D50 XYZ, gamma 2.2."""

    def xyz(*values: float) -> bytes:
        return b"XYZ \0\0\0\0" + struct.pack(">3i", *(round(value * 65536) for value in values))

    gamma = b"curv\0\0\0\0" + struct.pack(">IHH", 1, round(2.2 * 256), 0)
    white = xyz(0.9642, 1.0, 0.8249)
    text = b"text\0\0\0\0none\0\0\0\0"
    description = b"desc\0\0\0\0" + struct.pack(">I", 5) + b"test\0" + bytes(79)
    tags = {b"desc": description, b"cprt": text, b"wtpt": white, b"rXYZ": xyz(*red), b"gXYZ": xyz(*green)}
    tags |= {b"bXYZ": xyz(*blue), b"rTRC": gamma, b"gTRC": gamma, b"bTRC": gamma}
    table, body, offset = struct.pack(">I", len(tags)), b"", 128 + 4 + 12 * len(tags)
    for name, content in tags.items():
        content += bytes(-len(content) % 4)
        table += name + struct.pack(">II", offset + len(body), len(content))
        body += content
    header = struct.pack(">I4sI4s4s4s12x4s", 0, b"lcms", 0x02400000, b"mntr", b"RGB ", b"XYZ ", b"acsp")
    header += bytes(68 - len(header)) + struct.pack(">3i", 63190, 65536, 54061)
    profile = header + bytes(128 - len(header)) + table + body
    return struct.pack(">I", len(profile)) + profile[4:]


SRGB = ((0.4360, 0.2225, 0.0139), (0.3851, 0.7169, 0.0971), (0.1431, 0.0606, 0.7141))


@pytest.mark.parametrize(("mode", "name"), [("RGB", "a.jpg"), ("RGB", "a.png"), ("RGBA", "a.png"), ("P", "a.png")])
def test_an_icc_profile_is_applied_and_dropped(save, made, mode, name):
    """In a profile whose first channel is sRGB's green, (255, 0, 0) means green."""
    profile = icc_profile(SRGB[1], SRGB[2], SRGB[0])
    image = Image.new("RGB", (700, 300), (255, 0, 0)).convert(mode)

    for rendition in made(save(image, name, icc_profile=profile)):
        assert "icc_profile" not in rendition.info
        red, green, blue = rendition.convert("RGB").getpixel((50, 50))
        assert (red < 12, green > 243, blue < 12) == (True, True, True)


@pytest.mark.parametrize("mode", ["L", "RGB", "CMYK"])
@pytest.mark.parametrize("profile", [b"no profile at all", icc_profile(*SRGB)[:200], icc_profile(*SRGB)])
def test_a_broken_or_foreign_profile_is_passed_over(save, made, mode, profile):
    """Grey and CMYK pictures with an RGB profile exist; slightly wrong colours are better than no picture."""
    image = Image.new("RGB", (600, 300), (200, 200, 200)).convert(mode)

    for rendition in made(save(image, "a.jpg", icc_profile=profile)):
        assert all(abs(band - 200) < 6 for band in rendition.convert("RGB").getpixel((50, 50)))
