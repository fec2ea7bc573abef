"""Pictures of a whole site: what stands in the page, what is told to the editor, and what is in no published byte."""

from __future__ import annotations

import io
import json
import random
import struct
from collections.abc import Callable
from typing import Any

import lxml.html
import pytest
from PIL import Image, ImageFilter
from PIL.PngImagePlugin import PngInfo

from xinglin.core.diagnostics import Severity

HEAD = "---\n标题: 义诊\n日期: 2026-03-05\n---\n\n"
SECTIONS = "- {id: news, title: 新闻}\n"
SERIAL, OWNER = "SN-0471-1188-SECRET", "OWNER-SECRET"
POSITION = ((27.0, 43.0, 41.97), (111.0, 59.0, 47.11))
CREATOR = "XMP-CREATOR-SECRET"
XMP = f"<x:xmpmeta xmlns:x='adobe:ns:meta/'><dc>{CREATOR}</dc><exif:GPSLatitude>27,43.6995N</exif:GPSLatitude></x:xmpmeta>"
SECRETS = [
    b"SECRET",
    b"GPSLatitude",
    "SECRET".encode("utf-16-le"),
    b"Exif\0\0",
    b"8BIM",
    # 41.97 and 47.11 seconds as TIFF rationals, in both byte orders
    *(struct.pack(f"{order}2I", number, 100) for number in (4197, 4711) for order in "<>"),
]


def photo(width: int = 640, height: int = 480, seed: int = 1) -> Image.Image:
    source = random.Random(seed)
    coarse = Image.frombytes("RGB", (8, 6), source.randbytes(8 * 6 * 3)).resize((width, height))
    grain = Image.frombytes("L", (width, height), source.randbytes(width * height)).filter(ImageFilter.GaussianBlur(1))
    return Image.blend(coarse, Image.merge("RGB", (grain, grain, grain)), 0.2)


def encoded(image: Image.Image, kind: str, **options: object) -> bytes:
    stream = io.BytesIO()
    image.save(stream, kind, **options)
    return stream.getvalue()


def exif() -> Image.Exif:
    notice = Image.Exif()
    notice[0x013B], notice[0x8298] = OWNER, OWNER
    camera = notice.get_ifd(0x8769)
    camera[0xA431], camera[0xA430], camera[0x927C] = SERIAL, OWNER, SERIAL.encode()
    place = notice.get_ifd(0x8825)
    place[1], place[2], place[3], place[4] = "N", POSITION[0], "E", POSITION[1]
    return notice


def originals() -> dict[str, bytes]:
    notes = PngInfo()
    notes.add_text("Author", OWNER)
    notes.add_itxt("XML:com.adobe.xmp", XMP)
    iptc = b"\xff\xed" + struct.pack(">H", 2 + 20 + len(OWNER)) + b"Photoshop 3.0\x008BIM\x04\x04" + OWNER.encode()
    jpeg = encoded(photo(2000, 1500), "JPEG", exif=exif(), xmp=XMP.encode(), comment=SERIAL.encode(), quality=90)
    chart = Image.new("RGB", (900, 500), "white")
    chart.paste("#0a7", (100, 100, 400, 300))
    frames = [photo(300, 200, seed) for seed in range(3)]
    return {
        "camera.jpg": jpeg[:2] + iptc + jpeg[2:] + SERIAL.encode(),
        "chart.png": encoded(chart, "PNG", pnginfo=notes, exif=exif()),
        "photo.png": encoded(photo(700, 500, 2), "PNG", pnginfo=notes, exif=exif()),
        "photo.webp": encoded(photo(700, 500, 3), "WEBP", exif=exif(), xmp=XMP.encode()),
        "photo.avif": encoded(photo(700, 500, 4), "AVIF", exif=exif(), xmp=XMP.encode(), speed=9),
        "still.gif": encoded(chart.quantize(8), "GIF", comment=SERIAL.encode()),
        "moving.gif": encoded(
            frames[0], "GIF", save_all=True, append_images=frames[1:], duration=90, comment=SERIAL.encode()
        ),
        "plan.svg": (
            f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:i="urn:i" i:author="{OWNER}" viewBox="0 0 90 60"><!-- {SERIAL} -->'
            f'<metadata>{CREATOR}</metadata><rect width="9" height="9"/></svg>'
        ).encode(),
    }


def test_no_published_byte_tells_of_camera_or_place(small_site: Callable[..., Any]) -> None:
    """Planted serial numbers, owners, positions, XMP, IPTC and comments are in no file of the output, and no original is."""
    pictures = originals()
    body = "\n\n".join(f"![画面]({name})" for name in pictures)
    files: dict[str, str | bytes] = {"sections.yaml": SECTIONS, "news/a/index.md": HEAD + body + "\n"}
    files |= {f"news/a/{name}": data for name, data in pictures.items()}
    planted = [secret for secret in SECRETS if any(secret in data for data in pictures.values())]
    assert len(planted) >= 6, "the test plants what it looks for"
    site = small_site(files)

    result = site.build(jobs=1)

    assert result.exit_code == 0
    tree = site.tree()
    assert {path.rpartition(".")[2] for path in tree if path.startswith("media/")} == {
        "avif",
        "webp",
        "jpg",
        "png",
        "svg",
    }
    for path, data in tree.items():
        assert [secret for secret in SECRETS if secret in data] == [], path
        assert data not in pictures.values(), path


def test_what_stands_in_the_page(small_site: Callable[..., Any]) -> None:
    """Best format first, widths to choose from, a size to keep the place free; only the first picture is fetched at once."""
    site = small_site(
        {
            "sections.yaml": SECTIONS,
            "news/a/index.md": HEAD + "![合影](one.jpg)\n\n文字。\n\n![流程](two.png)\n",
            "news/a/one.jpg": encoded(photo(2000, 1500), "JPEG"),
            "news/a/two.png": encoded(Image.new("RGB", (300, 200), "white"), "PNG"),
        }
    )
    assert site.build(jobs=1).exit_code == 0
    page = lxml.html.fromstring(site.page("news/2026/a.html"))
    large, small = page.xpath("//article//picture")

    assert [source.get("type") for source in large.iter("source")] == ["image/avif", "image/webp"]
    for source in large.iter("source"):
        assert [part.split()[1] for part in source.get("srcset").split(",")] == ["480w", "960w"]
        assert source.get("sizes")
    (img,) = large.iter("img")
    assert (img.get("width"), img.get("height"), img.get("alt")) == ("960", "720", "合影")
    assert img.get("src").endswith("-960.jpg")
    assert (img.get("loading"), img.get("fetchpriority")) == (None, "high")
    assert "xl-opaque" in img.get("class")
    (plain,) = small.iter("img")
    assert plain.get("src").endswith("-300.png")
    assert "xl-drawing" in plain.get("class")
    assert (plain.get("loading"), plain.get("width")) == ("lazy", "300")
    assert [source.get("sizes") for source in small.iter("source")] == [None]
    assert page.xpath("//*[@style]") == []


def test_ai_made_pictures_say_so_to_people_and_to_machines(small_site: Callable[..., Any]) -> None:
    """A visible label beside the picture in each script, the field in every file (GB 45438-2025)."""
    label = json.dumps({"Label": "1", "ContentProducer": "001191", "ProduceID": "77"})
    packet = (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description '
        f"xmlns:TC260=\"http://www.tc260.org.cn/ns/AIGC/1.0/\" TC260:AIGC='{label}'/></rdf:RDF></x:xmpmeta>"
    )
    site = small_site(
        {
            "sections.yaml": SECTIONS,
            "news/a/index.md": HEAD + "![题图](one.jpg)\n",
            "news/a/one.jpg": encoded(photo(1000, 700), "JPEG", xmp=packet.encode()),
        }
    )
    assert site.build(jobs=1).exit_code == 0

    assert "人工智能生成" in lxml.html.fromstring(site.page("news/2026/a.html")).xpath("string(//article)")
    assert "人工智慧" not in site.page("news/2026/a.html")
    media = [data for path, data in site.tree().items() if path.startswith("media/")]
    assert len(media) == 5
    assert all(b"001191" in data for data in media)


def test_a_moving_picture_stands_still_and_can_be_opened(small_site: Callable[..., Any]) -> None:
    """The link leads to the animation, and words say so."""
    frames = [photo(300, 200, seed) for seed in range(3)]
    moving = encoded(frames[0], "GIF", save_all=True, append_images=frames[1:], duration=90)
    site = small_site({"sections.yaml": SECTIONS, "news/a/index.md": HEAD + "![洗手](a.gif)\n", "news/a/a.gif": moving})
    assert site.build(jobs=1).exit_code == 0
    page = lxml.html.fromstring(site.page("news/2026/a.html"))

    (link,) = page.xpath("//article//a[.//picture]")
    assert "点开播放" in link.text_content()
    data = site.tree()[link.get("href").removeprefix("/sub/").removeprefix("/")]
    with Image.open(io.BytesIO(data)) as image:
        assert image.n_frames == 3


def test_each_bad_picture_is_told_once_for_each_place_all_in_one_run(small_site: Callable[..., Any]) -> None:
    """Text, a page saved as a picture, an empty file, half a file, a bomb; a wrong suffix is only noted."""
    whole = encoded(photo(), "JPEG")
    bomb = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4s5I", 13, b"IHDR", 30_000, 30_000, 0x08020000, 0, 0)
    pictures = {
        "text.jpg": b"hello",
        "page.jpg": b"<!DOCTYPE html><html>403",
        "empty.jpg": b"",
        "half.jpg": whole[: len(whole) // 2],
        "bomb.png": bomb,
        "script.svg": b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><script/></svg>',
        "really-png.jpg": encoded(photo(), "PNG"),
    }
    body = "\n\n".join(f"![画面]({name})" for name in pictures)
    files: dict[str, str | bytes] = {"sections.yaml": SECTIONS, "news/a/index.md": HEAD + body + "\n"}
    site = small_site(files | {f"news/a/{name}": data for name, data in pictures.items()})

    result = site.build(jobs=1)

    found = [(d.code, d.line, d.severity) for d in result.diagnostics if d.code.startswith("PIC")]
    wrong = [("PIC03", 6 + 2 * number, Severity.ERROR) for number in range(6)]
    assert found == [*wrong, ("PIC11", 18, Severity.INFO)]
    told = [d.message for d in result.diagnostics if d.code.startswith("PIC")]
    assert [name in message for name, message in zip(pictures, told, strict=True)] == [True] * len(pictures)
    assert result.landed is None


@pytest.mark.parametrize("address", ["../../../outside.jpg", "link.jpg", "/etc/passwd"])
def test_a_picture_outside_content_is_not_published(small_site: Callable[..., Any], address: str) -> None:
    """By a path that climbs out, or by a link in the folder."""
    site = small_site({"sections.yaml": SECTIONS, "news/a/index.md": HEAD + f"![画面]({address})\n"})
    outside = site.content.parent / "outside.jpg"
    outside.write_bytes(encoded(photo(), "JPEG"))
    (site.content / "news/a/link.jpg").symlink_to(outside)

    result = site.build(keep_going=True, jobs=1)

    assert result.exit_code == 1
    assert not [path for path in site.tree() if path.startswith("media/")]


def test_only_new_pictures_are_worked_on(small_site: Callable[..., Any]) -> None:
    """The store outside the output keeps renditions: neither another text nor a lost output makes them again."""
    site = small_site(
        {
            "sections.yaml": SECTIONS,
            "news/a/index.md": HEAD + "![一](1.jpg)\n",
            "news/a/1.jpg": encoded(photo(), "JPEG"),
        }
    )
    site.build(jobs=1)
    kept = {p: (p.stat().st_mtime_ns, p.stat().st_ino) for p in (site.cache / "renditions").rglob("*.*")}
    before = site.tree()
    site.write({"news/b/index.md": HEAD + "![二](2.jpg)\n", "news/b/2.jpg": encoded(photo(seed=2), "JPEG")})
    for path in sorted(site.output.rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()

    site.build(jobs=1)

    after = {p: (p.stat().st_mtime_ns, p.stat().st_ino) for p in (site.cache / "renditions").rglob("*.*")}
    assert kept.items() < after.items()
    assert len(after) == 2 * len(kept)
    media = {path: data for path, data in before.items() if path.startswith("media/")}
    assert media.items() <= site.tree().items()


def test_a_pool_and_its_serial_twin_make_the_same_files(small_site: Callable[..., Any]) -> None:
    """Byte for byte, AVIF included."""
    files: dict[str, str | bytes] = {"sections.yaml": SECTIONS}
    for number in range(5):
        files[f"news/{number}/index.md"] = HEAD + "![画面](1.jpg)\n"
        files[f"news/{number}/1.jpg"] = encoded(photo(1100, 700, seed=number), "JPEG")
    one, two = small_site(files, "one"), small_site(files, "two")
    one.build(jobs=1)
    two.build(jobs=2)

    assert one.tree() == two.tree()
