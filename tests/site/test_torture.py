"""A folder of everything a picture can be, whole and broken: right answers, no traceback, bounded time and memory."""

from __future__ import annotations

import io
import json
import random
import struct
import subprocess
import sys
import time
import zlib
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PIL import Image, ImageFilter
from PIL.PngImagePlugin import PngInfo

GOOD, BAD, EITHER, NOTED, LONG = "good", "bad", "either", "noted", "long"
"""Published; refused; either but nothing else; published with PIC11; published with PIC12."""
MAX_SECONDS = 240
MAX_MEGABYTES = 700
"""One process alone: the largest picture that is allowed, decoded and then premultiplied (2 × 196 MB), and the press around it."""
_MEASURED = """
import resource, subprocess, sys
code = subprocess.run(sys.argv[1:]).returncode
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024, file=sys.stderr)
sys.exit(code)
"""
"""Runs a command and says the peak of its largest process, MB. By itself, for a process counts what it was forked from."""
_JPEG, _PNG = "JPEG", "PNG"
_ARITHMETIC = ("webp", "avif")
"""Their codes take zeros for data; whole WebP files of plain colours end in hundreds of them."""


def encoded(image: Image.Image, kind: str, **options: object) -> bytes:
    stream = io.BytesIO()
    image.save(stream, kind, **options)
    return stream.getvalue()


def photo(width: int = 400, height: int = 300, seed: int = 1) -> Image.Image:
    source = random.Random(seed)
    coarse = Image.frombytes("RGB", (8, 6), source.randbytes(8 * 6 * 3)).resize((width, height))
    grain = Image.frombytes("L", (width, height), source.randbytes(width * height)).filter(ImageFilter.GaussianBlur(1))
    return Image.blend(coarse, Image.merge("RGB", (grain, grain, grain)), 0.2)


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png(width: int, height: int, depth: int = 8, kind: int = 0, rows: bytes = b"", extra: bytes = b"") -> bytes:
    header = chunk(b"IHDR", struct.pack(">2I5B", width, height, depth, kind, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + extra + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b"")


def modes() -> Iterator[tuple[str, bytes, str]]:
    """Every mode a format can hold, sixteen bits and one bit included."""
    image = photo()
    for mode in ("1", "L", "LA", "P", "RGB", "RGBA", "I;16"):
        source = image.convert("L").convert("I;16") if mode == "I;16" else image.convert(mode)
        yield f"mode-{mode.replace(';', '')}.png", encoded(source, _PNG), GOOD
    for mode in ("L", "RGB", "CMYK"):
        for progressive in (False, True):
            yield f"mode-{mode}-{progressive}.jpg", encoded(image.convert(mode), _JPEG, progressive=progressive), GOOD
    for mode in ("RGB", "RGBA"):
        yield f"mode-{mode}.webp", encoded(image.convert(mode), "WEBP"), GOOD
        yield f"mode-{mode}-lossless.webp", encoded(image.convert(mode), "WEBP", lossless=True), GOOD
        yield f"mode-{mode}.avif", encoded(image.convert(mode), "AVIF", speed=9), GOOD
    yield "mode-P.gif", encoded(image.quantize(32), "GIF"), GOOD
    for depth, kind, samples in ((1, 0, 1), (2, 0, 1), (4, 0, 1), (16, 2, 3), (16, 4, 2), (16, 6, 4)):
        row = b"\0" + random.Random(depth * 10 + kind).randbytes(-(-64 * depth * samples // 8))
        yield f"depth-{depth}-{kind}.png", png(64, 48, depth, kind, row * 48), GOOD
    for orientation in range(10):
        exif = Image.Exif()
        exif[0x0112] = orientation
        yield f"turned-{orientation}.jpg", encoded(image, _JPEG, exif=exif), GOOD
        yield f"turned-{orientation}.png", encoded(image.resize((90, 60)), _PNG, exif=exif), GOOD


def damaged() -> Iterator[tuple[str, bytes, str]]:
    """Cut at every twentieth, bytes flipped at random, half replaced by zeros."""
    wholes = {
        "jpg": encoded(photo(), _JPEG, quality=85),
        "png": encoded(photo(120, 90), _PNG),
        "gif": encoded(photo().quantize(64), "GIF"),
        "webp": encoded(photo(), "WEBP"),
        "avif": encoded(photo(), "AVIF", speed=9),
    }
    for suffix, data in wholes.items():
        for part in range(5, 100, 5):
            yield f"cut-{part:02}.{suffix}", data[: len(data) * part // 100], BAD
        source = random.Random(suffix)
        for number in range(20):
            broken = bytearray(data)
            for _ in range(source.choice((1, 2, 8, 40))):
                broken[source.randrange(len(broken))] = source.randrange(256)
            yield f"flipped-{number:02}.{suffix}", bytes(broken), EITHER
        yield (
            f"zeros.{suffix}",
            data[: len(data) // 2] + bytes(len(data) // 2),
            EITHER if suffix in _ARITHMETIC else BAD,
        )


def bombs() -> Iterator[tuple[str, bytes, str]]:
    """Little in the file, much in memory or time."""
    yield "bomb-sides.png", png(30_001, 10, rows=b"\0" * 10), BAD
    yield "bomb-pixels.png", png(30_000, 30_000, rows=bytes(1 << 20)), BAD
    yield "bomb-lying.png", png(7_000, 7_000, rows=bytes(100)), EITHER
    yield (
        "bomb-text.png",
        png(8, 8, rows=bytes(72), extra=chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(200_000_000), 9))),
        EITHER,
    )
    yield (
        "bomb-profile.png",
        png(8, 8, rows=bytes(72), extra=chunk(b"iCCP", b"a\0\0" + zlib.compress(bytes(200_000_000), 9))),
        EITHER,
    )
    yield (
        "bomb.gif",
        b"GIF89a"
        + struct.pack("<2H3B", 65535, 65535, 0, 0, 0)
        + b"\x2c"
        + struct.pack("<4HB", 0, 0, 65535, 65535, 0)
        + b"\x02\x02\x44\x01\x00;",
        BAD,
    )
    frame = b"\x2c" + struct.pack("<4HB", 0, 0, 1, 1, 0) + b"\x02\x02\x44\x01\x00"
    yield "frames.gif", b"GIF89a" + struct.pack("<2H3B", 1, 1, 0x80, 0, 0) + bytes(6) + frame * 1_000_000 + b";", LONG
    jpeg = encoded(Image.new("L", (6000, 6000)), _JPEG, progressive=True)
    start = jpeg.rindex(b"\xff\xda")
    yield "scans.jpg", jpeg[:start] + jpeg[start:-2] * 60 + jpeg[-2:], BAD
    large = bytearray(encoded(Image.new("L", (64, 64)), _JPEG))
    struct.pack_into(">2H", large, large.index(b"\xff\xc0") + 5, 65_000, 65_000)
    yield "lying-size.jpg", bytes(large), BAD
    yield "nested.svg", b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">' + b"<g>" * 100_000, BAD
    entities = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(9))
    yield (
        "laughs.svg",
        f'<!DOCTYPE svg [<!ENTITY a0 "ha">{entities}]><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><text>&a9;</text></svg>'.encode(),
        BAD,
    )


def odd() -> Iterator[tuple[str, bytes, str]]:
    """Large ones that are allowed, thin ones, wrong names, things that are no pictures."""
    yield "large.png", encoded(Image.new("RGB", (8_000, 6_000), "#a33"), _PNG), GOOD
    yield "large2.png", encoded(Image.new("RGBA", (7_000, 7_000), (10, 20, 30, 128)), _PNG), GOOD
    yield "large.jpg", encoded(Image.new("RGB", (12_000, 8_000), "#3a3"), _JPEG), GOOD
    for size in ((1, 1), (30_000, 1), (1, 30_000), (20_000, 40), (700, 20_000)):
        for suffix, kind in (("png", _PNG), ("jpg", _JPEG)):
            yield f"size-{size[0]}-{size[1]}.{suffix}", encoded(Image.new("RGB", size, "#33a"), kind), GOOD
    yield "size-1-1.gif", encoded(Image.new("L", (1, 1)), "GIF"), GOOD
    yield "size-1-1.webp", encoded(Image.new("RGB", (1, 1)), "WEBP"), GOOD
    frames = [photo(300, 200, seed) for seed in range(60)]
    for suffix, kind in (("gif", "GIF"), ("webp", "WEBP"), ("png", _PNG)):
        yield f"sixty.{suffix}", encoded(frames[0], kind, save_all=True, append_images=frames[1:], duration=50), GOOD
    yield "png.jpg", encoded(photo(), _PNG), NOTED
    yield "jpg.png", encoded(photo(), _JPEG), NOTED
    yield "webp.gif", encoded(photo(), "WEBP"), NOTED
    yield "html.jpg", b"<!DOCTYPE html>\n<html><body>403</body></html>", BAD
    yield "words.jpg", "照片".encode("gb18030"), BAD
    yield "empty.jpg", b"", BAD
    yield "zeros.jpg", bytes(5000), BAD
    yield "program.png", b"MZ" + random.Random(1).randbytes(5000), BAD
    for kind in ("BMP", "TIFF", "ICO", "PPM"):
        yield f"{kind.lower()}.png", encoded(photo(64, 64), kind), BAD
    notes = PngInfo()
    for key in ("transparency", "icc_profile", "exif", "gamma", "AIGC"):
        notes.add_text(key, "[[[[")
    yield "texts.png", encoded(photo(), _PNG, pnginfo=notes), GOOD
    yield "profile.jpg", encoded(photo(), _JPEG, icc_profile=b"no profile"), GOOD
    yield "exif.jpg", encoded(photo(), _JPEG, exif=b"Exif\0\0" + bytes(60)), GOOD


@pytest.mark.drill
@pytest.mark.parametrize("jobs", [1, 2])
def test_torture(small_site: Callable[..., Any], jobs: int) -> None:
    """One article for each picture: it is published or its author is told why, and nothing else happens."""
    pictures = {name: (data, fate) for maker in (modes, damaged, bombs, odd) for name, data, fate in maker()}
    files: dict[str, str | bytes] = {"sections.yaml": "- {id: news, title: 新闻}\n"}
    for number, (name, (data, _)) in enumerate(pictures.items()):
        files[f"news/p{number}/index.md"] = f"---\n标题: 第{number}张\n日期: 2026-03-05\n---\n\n![画面]({name})\n"
        files[f"news/p{number}/{name}"] = data
    site = small_site(files)
    command = [
        sys.executable,
        "-c",
        _MEASURED,
        sys.executable,
        "-m",
        "xinglin",
        "build",
        "--content",
        str(site.content),
        "--output",
        str(site.output),
    ]
    command += ["--cache", str(site.cache), "--now", "2026-11-20T09:00:00+08:00", "--keep-going", "--format", "json"]
    started = time.monotonic()

    done = subprocess.run([*command, "--jobs", str(jobs)], capture_output=True, text=True, timeout=MAX_SECONDS)

    peak = int(done.stderr.split()[-1])
    assert done.returncode == 1
    assert "Traceback" not in done.stderr + done.stdout
    told: dict[str, list[str]] = {}
    for diagnostic in json.loads(done.stdout)["diagnostics"]:
        told.setdefault(diagnostic["path"], []).append(diagnostic["code"])
    wrong = []
    for number, (name, (_, fate)) in enumerate(pictures.items()):
        codes = [code for code in told.get(f"news/p{number}/index.md", []) if code.startswith("PIC")]
        page = site.output / "news" / "2026" / f"p{number}.html"
        allowed = {
            GOOD: [[]],
            BAD: [["PIC03"]],
            EITHER: [[], ["PIC03"], ["PIC11"], ["PIC12"]],
            NOTED: [["PIC11"]],
            LONG: [["PIC12"]],
        }
        if codes not in allowed[fate] or page.exists() == ("PIC03" in codes):
            wrong.append((name, fate, codes, page.exists()))
    assert wrong == []
    assert peak < MAX_MEGABYTES
    assert time.monotonic() - started < MAX_SECONDS
