"""What a file is: facts about sound pictures, and a Chinese sentence about everything else."""

from __future__ import annotations

import hashlib
import io
import os
import pickle
import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image

from xinglin.core.hashing import digest_file
from xinglin.pictures import signature
from xinglin.pictures.inspect import inspect
from xinglin.pictures.photograph import Photograph
from xinglin.pictures.problem import PictureProblem


def problem_of(path: Path) -> PictureProblem:
    with pytest.raises(PictureProblem) as caught:
        inspect(path)
    assert caught.value.message.endswith("。")
    assert caught.value.fix.endswith("。")
    assert str(path) not in caught.value.message
    return caught.value


@pytest.mark.parametrize(("name", "kind"), [("a.jpg", "JPEG"), ("a.png", "PNG"), ("a.gif", "GIF"), ("a.webp", "WEBP")])
def test_facts_of_each_format(photo, save, name, kind):
    """Format, size and content hash are those of the file."""
    path = save(photo(321, 123), name)

    photograph = inspect(path)

    content = hashlib.blake2b(path.read_bytes(), digest_size=16).hexdigest()
    assert photograph == Photograph(content, kind, 321, 123, has_alpha=False, is_animated=False)
    assert photograph.digest == digest_file(path)


def test_a_lying_suffix_is_accepted(photo, save):
    """The content decides: a PNG called .jpg, as WeChat and screenshot tools make them, is a PNG."""
    assert inspect(save(photo(), "a.jpg", format="PNG")).format == "PNG"


def test_a_link_is_followed(photo, save, tmp_path):
    """A link to a picture is that picture."""
    link = tmp_path / "link.jpg"
    link.symlink_to(save(photo(), "a.jpg"))

    assert inspect(link) == inspect(tmp_path / "a.jpg")


@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.webp"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_size_is_that_of_the_upright_picture(photo, save, name, orientation):
    """Width and height change places for the four sideways orientations (TIFF 6.0, tag 274)."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    photograph = inspect(save(photo(300, 200), name, exif=exif))

    expected = (200, 300) if orientation in (5, 6, 7, 8) else (300, 200)
    assert (photograph.width, photograph.height) == expected


@pytest.mark.parametrize(
    "exif", [b"Exif\0\0", b"Exif\0\0II*\0", b"Exif\0\0rubbish that is no TIFF", b"Exif\0\0MM\0*\xff" * 9]
)
def test_broken_exif_is_no_reason_to_refuse(photo, save, exif):
    """The picture is fine; only its notice is not."""
    assert inspect(save(photo(300, 200), "a.jpg", exif=exif)).width == 300


@pytest.mark.parametrize(
    ("mode", "name", "options", "expected"),
    [
        ("RGB", "a.png", {}, False),
        ("RGBA", "a.png", {}, True),
        ("LA", "a.png", {}, True),
        ("L", "a.png", {"transparency": 0}, True),
        ("P", "a.png", {}, False),
        ("P", "a.png", {"transparency": 3}, True),
        ("P", "a.gif", {"transparency": 3}, True),
        ("RGBA", "a.webp", {"lossless": True}, True),
        ("CMYK", "a.jpg", {}, False),
    ],
)
def test_alpha(save, mode, name, options, expected):
    """Alpha is a channel or a transparent colour; JPEG has neither."""
    image = Image.linear_gradient("L").convert(mode)
    if mode == "RGBA":
        image.putpixel((0, 0), (1, 2, 3, 0))

    assert inspect(save(image, name, **options)).has_alpha is expected


@pytest.mark.parametrize("name", ["a.gif", "a.webp", "a.png"])
def test_animation(photo, save, name):
    """More than one frame is an animation, in all three formats that can."""
    path = save(photo(seed=1), name, save_all=True, append_images=[photo(seed=2)], duration=100)

    assert inspect(path).is_animated is True


def test_a_multi_picture_jpeg_is_a_still_jpeg(photo, save):
    """Phones store a second view or a depth map behind the picture (MPO)."""
    photograph = inspect(save(photo(seed=1), "a.jpg", format="MPO", save_all=True, append_images=[photo(seed=2)]))

    assert (photograph.format, photograph.is_animated) == ("JPEG", False)


def test_rubbish_behind_the_picture_is_let_go(photo, save, tmp_path):
    """Samsung and motion photos carry a trailer; the picture is whole."""
    content = save(photo(), "a.jpg").read_bytes()

    assert inspect(save(content + os.urandom(5000), "b.jpg")).width == 640


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("门诊楼前的合影。".encode(), "内容是文字"),
        ("门诊楼前的合影。".encode("gb18030"), "内容是文字"),
        ("门诊楼前的合影。".encode("utf-16"), "内容是文字"),
        (b"<!DOCTYPE html>\n<html><body>403 Forbidden</body></html>", "内容是网页"),
        (b"\xef\xbb\xbf\n <HTML lang=zh>", "内容是网页"),
        (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', "SVG"),
        (b"\0\0\0\x1cftypavif\0\0\0\0", "损坏"),
        (b"\0\0\0\x18ftypmp42\0\0\0\0", "视频"),
        (b"BM\x36\0\0\0\0\0\0\0", "BMP"),
        (b"II*\0\x08\0\0\0", "TIFF"),
        (b"%PDF-1.7\n", "PDF"),
        (b"PK\x03\x04\x14\0\x06\0", "Word"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Word"),
        (bytes(range(256)), "JPG、PNG、GIF、WebP"),
        (b"\xff\xd8", "JPG、PNG、GIF、WebP"),
        (b"", "空的"),
    ],
)
def test_what_is_no_picture_is_named(save, content, words):
    """The message says what the file really is, whatever it is called."""
    assert words in problem_of(save(content, "照片.jpg")).message


def test_heic_needs_its_extra(save, monkeypatch):
    """Without the decoder the message says how to get a JPG from the phone."""
    monkeypatch.setattr(signature, "reads_heic", lambda: False)

    problem = problem_of(save(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "a.heic"))

    assert "HEIC" in problem.message
    assert "手机" in problem.fix


def test_heic_with_its_extra(photo, save, made):
    """Upright, in three formats, without the position; cut short it is damaged."""
    pillow_heif = pytest.importorskip("pillow_heif")
    exif = Image.Exif()
    exif[0x010E] = "SECRET"
    stream = io.BytesIO()
    pillow_heif.from_pillow(photo(700, 500)).save(stream, quality=90, exif=exif.tobytes())
    path = save(stream.getvalue(), "a.heic")

    photograph = inspect(path)

    assert (photograph.format, photograph.width, photograph.height) == ("HEIF", 700, 500)
    assert [(image.format, image.width) for image in made(path)] == [
        ("AVIF", 480), ("AVIF", 700), ("WEBP", 480), ("WEBP", 700), ("JPEG", 700),
    ]  # fmt: skip
    for part in (0.02, 0.3, 0.9):
        problem_of(save(stream.getvalue()[: int(len(stream.getvalue()) * part)], "b.heic"))


def test_a_decoder_is_not_kept_busy(save):
    """A JPEG of a hundred scans of a large picture is a decode of minutes; many scans of a small one are nothing."""
    stream = io.BytesIO()
    Image.new("L", (6000, 6000)).save(stream, "JPEG", progressive=True)
    data = stream.getvalue()
    start = data.rindex(b"\xff\xda")
    endless = data[:start] + data[start:-2] * 50 + data[-2:]

    assert "扫描" in problem_of(save(endless, "a.jpg")).message


@pytest.mark.parametrize("name", ["a.bmp", "a.tif", "a.ico", "a.ppm"])
def test_other_decoders_are_out_of_reach(photo, save, name):
    """Pillow can read these; we do not, and say what to save it as."""
    assert "另存为" in problem_of(save(photo(64, 64), name)).fix


def test_places_that_are_no_file(tmp_path):
    """A folder, a named pipe (which must not make us wait), a device, a missing file."""
    pipe = tmp_path / "pipe.jpg"
    os.mkfifo(pipe)

    assert "不是一个文件" in problem_of(tmp_path).message
    assert "不是一个文件" in problem_of(pipe).message
    assert "不是一个文件" in problem_of(Path("/dev/zero")).message
    assert "找不到" in problem_of(tmp_path / "none.jpg").message


def test_a_file_too_large_is_not_read(tmp_path):
    """41 MB are refused by their size alone; a hole in the file keeps the test quick."""
    path = tmp_path / "a.jpg"
    with path.open("wb") as stream:
        stream.truncate(41_000_000)

    assert "41 MB" in problem_of(path).message


def png_header(width: int, height: int) -> bytes:
    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")


BOMBS = {
    "40000x40000.png": png_header(40_000, 40_000),
    "10001x10000.png": png_header(10_001, 10_000),
    "30001x1.png": png_header(30_001, 1),
    "2**31.png": png_header(2**31 - 1, 2**31 - 1),
    "canvas.gif": b"GIF89a"
    + struct.pack("<HHBBB", 60_000, 60_000, 0, 0, 0)
    + b",\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;",
    "frame.gif": b"GIF89a\x01\0\x01\0\0\0\0,\0\0\0\0" + struct.pack("<HH", 65_000, 65_000) + b"\0\x02\x02D\x01\0;",
    "vp8x.webp": b"RIFF\x1e\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0" + b"\xff\x3f\0\xff\x3f\0" + b"VP8 \0\0\0\0",
    "sof.jpg": b"\xff\xd8\xff\xc0\0\x11\x08" + struct.pack(">HH", 60_000, 60_000) + b"\x03\x01\x22\0\x02\x11\1\3\x11\1"
    b"\xff\xda\0\x0c\x03\x01\0\x02\x11\x03\x11\0\x3f\0\xff\xd9",
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_decompression_bomb_is_refused_by_its_header(save, name):
    """No memory is reserved, no warning printed (warnings are errors here)."""
    assert "像素太多" in problem_of(save(BOMBS[name], name)).message


def test_a_hundred_megapixels_are_allowed(save):
    """The limit itself is on the good side, and what Pillow warns about is no problem of the editor."""
    photograph = inspect(save(Image.new("L", (10_000, 10_000)), "a.jpg"))

    assert (photograph.width, photograph.height) == (10_000, 10_000)


def test_what_must_be_decoded_whole_may_have_half_of_that(save):
    """A PNG, and a JPEG of several scans, are in memory with all their pixels."""
    picture = Image.new("L", (10_000, 5_001))

    assert inspect(save(picture.crop((0, 0, 10_000, 5_000)), "a.png")).height == 5_000
    assert "像素太多" in problem_of(save(picture, "a.png")).message
    assert "像素太多" in problem_of(save(picture, "a.jpg", progressive=True)).message
    assert inspect(save(picture, "b.jpg")).height == 5_001


def test_a_problem_survives_the_way_between_processes():
    """Message and fix are there after pickling."""
    problem = pickle.loads(pickle.dumps(PictureProblem("图片坏了。", "换一张。")))

    assert (problem.message, problem.fix, str(problem)) == ("图片坏了。", "换一张。", "图片坏了。")
