"""Nothing but pixels leaves the house: whatever a camera, an editor or a messenger planted is in no output byte."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from xinglin.pictures.inspect import inspect
from xinglin.pictures.render import RenderTask, render

SECRET = b"SECRET-4711"
XMP = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>SECRET-4711 XMP</x:xmpmeta>"


def exif() -> Image.Exif:
    """Maker, model, serial number, position, date, author, a maker's note; all recognisable."""
    notice = Image.Exif()
    for tag in (
        0x010F,
        0x0110,
        0x0131,
        0x013B,
        0x8298,
        0x010E,
    ):  # make, model, software, artist, copyright, description
        notice[tag] = "SECRET-4711"
    notice[0x0112] = 6
    camera = notice.get_ifd(0x8769)
    camera[0xA431] = "SECRET-4711 body serial"
    camera[0xA430] = "SECRET-4711 owner"
    camera[0x927C] = SECRET + b" maker note"
    position = notice.get_ifd(0x8825)
    position[1], position[2] = "N", (27.0, 43.0, 41.97)
    position[3], position[4] = "E", (111.0, 59.0, 47.11)
    position[0x1D] = "SECRET-4711"
    return notice


def thumbnail() -> bytes:
    stream = io.BytesIO()
    Image.effect_noise((160, 120), 60).save(stream, "JPEG", quality=70, comment=SECRET)
    return stream.getvalue()


def with_segments(jpeg: bytes) -> bytes:
    """A JPEG with further segments: IPTC, a second EXIF with a thumbnail, FlashPix, Ducky, two comments, a trailer."""

    def segment(code: int, body: bytes) -> bytes:
        return struct.pack(">BBH", 0xFF, code, len(body) + 2) + body

    iptc = b"Photoshop 3.0\x008BIM\x04\x04\0\0" + struct.pack(">I", 16) + b"\x1c\x02\x50\0\x0b" + SECRET
    extra = segment(0xED, iptc) + segment(0xE1, b"Exif\0\0" + b"MM\0*\0\0\0\x08\0\0" + thumbnail())
    extra += segment(0xE2, b"FPXR\0" + SECRET) + segment(0xEC, b"Ducky" + SECRET) + segment(0xFE, SECRET) * 2
    return jpeg[:2] + extra + jpeg[2:] + SECRET + thumbnail()


def planted(name: str, photo: Image.Image) -> bytes:
    stream = io.BytesIO()
    match name:
        case "a.jpg":
            photo.save(stream, "JPEG", exif=exif(), xmp=XMP, comment=SECRET)
            return with_segments(stream.getvalue())
        case "progressive.jpg":
            photo.save(stream, "JPEG", exif=exif(), xmp=XMP, comment=SECRET, progressive=True, dpi=(471, 471))
            return with_segments(stream.getvalue())
        case "views.jpg":
            photo.save(stream, "MPO", save_all=True, append_images=[photo], exif=exif(), comment=SECRET)
        case "a.webp":
            photo.save(stream, "WEBP", exif=exif(), xmp=XMP)
        case "alpha.webp":
            photo.convert("RGBA").save(stream, "WEBP", exif=exif(), xmp=XMP, lossless=True)
        case "a.gif":
            photo.save(stream, "GIF", comment=SECRET)
        case _:
            notes = PngInfo()
            notes.add_text("Author", SECRET)
            notes.add_text("Comment", SECRET, zip=True)
            notes.add_itxt("XML:com.adobe.xmp", XMP.decode())
            notes.add(b"tIME", struct.pack(">H5B", 2026, 3, 5, 15, 9, 0))
            notes.add(b"prVt", SECRET)
            notes.add(b"prVt", SECRET, True)
            image = photo.quantize(64) if name == "palette.png" else photo
            image.save(stream, "PNG", pnginfo=notes, exif=exif(), dpi=(471, 471))
            return stream.getvalue() + SECRET
    return stream.getvalue()


def png_chunks(data: bytes) -> dict[bytes, bytes]:
    chunks, position = {}, 8
    while position < len(data):
        (length,) = struct.unpack_from(">I", data, position)
        name = data[position + 4 : position + 8]
        chunks[name] = chunks.get(name, b"") + data[position + 8 : position + 8 + length]
        position += 12 + length
    return chunks


def jpeg_markers(data: bytes) -> list[int]:
    """Markers up to the first scan, and after them what follows the last byte of the picture."""
    codes, position = [], 2
    while data[position + 1] != 0xDA:
        codes.append(data[position + 1])
        position += 2 + struct.unpack_from(">H", data, position + 2)[0]
    return codes


NAMES = ["a.jpg", "progressive.jpg", "views.jpg", "a.png", "palette.png", "a.gif", "a.webp", "alpha.webp"]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("size", [(700, 500), (400, 300)])
def test_no_planted_byte_survives(photo, save, tmp_path, name, size):
    """At reduced and at original size: no notice, no profile, no text, no thumbnail, no trailer."""
    content = planted(name, photo(*size))
    assert SECRET in content
    path = save(content, name)

    for made in render(RenderTask(path, inspect(path), tmp_path / "out")):
        assert_bare(made)


def riff_chunks(data: bytes) -> list[bytes]:
    names, position = [], 12
    while position < len(data):
        names.append(data[position : position + 4])
        (length,) = struct.unpack_from("<I", data, position + 4)
        position += 8 + length + length % 2
    assert position == len(data), "something after the picture"
    return names


def avif_items(data: bytes) -> list[bytes]:
    """Types of the items in a HEIF container (ISO/IEC 14496-12, 8.11.6: infe, version 2)."""
    return [data[at + 12 : at + 16] for at in range(len(data)) if data[at : at + 4] == b"infe"]


JFIF = {"jfif", "jfif_version", "jfif_unit", "jfif_density", "progressive", "progression"}
HARMLESS = JFIF | {"transparency", "loop", "background", "timestamp", "duration"}


def assert_bare(made: Path) -> None:
    data = made.read_bytes()
    for trace in (SECRET, b"SECRET", b"Exif", b"adobe", b"ICC_PROFILE", b"Photoshop", b"8BIM", b"tEXt", b"eXIf"):
        assert trace not in data
    if made.suffix == ".png":
        chunks = png_chunks(data)
        assert set(chunks) <= {b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"}
        assert SECRET not in zlib.decompress(chunks[b"IDAT"])
        assert data.endswith(b"IEND\xaeB`\x82")
    elif made.suffix == ".webp":
        assert set(riff_chunks(data)) <= {b"VP8 ", b"VP8L", b"VP8X", b"ALPH"}
    elif made.suffix == ".avif":
        assert set(avif_items(data)) <= {b"av01"}  # a picture and its alpha; no Exif, no mime (XMP)
        assert b"colrprof" not in data
    else:
        assert set(jpeg_markers(data)) <= {0xE0, 0xDB, 0xC2, 0xC4}  # JFIF, tables, progressive frame
        assert data.count(b"\xff\xd8\xff") == 1
        assert data.endswith(b"\xff\xd9")
    with Image.open(made) as image:
        assert set(image.info) <= HARMLESS
        assert image.getexif() == {}
