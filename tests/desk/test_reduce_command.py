"""xinglin reduce: what git keeps of an original, and what the manuscript says afterwards."""

from __future__ import annotations

import io
import random
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageCms, ImageDraw, ImageStat, PngImagePlugin

from xinglin.desk.cli import main
from xinglin.pictures.reduction import examine

HEADER = "---\n标题: 随访\n日期: 2026-03-05\n---\n\n"
SECRET = b"SECRET-GPS-31.2304"


def photo(
    size: tuple[int, int] = (800, 600),
    kind: str = "JPEG",
    orientation: int = 1,
    icc: bytes | None = None,
    secret: bool = True,
) -> bytes:
    """Stripes all over, with planted metadata."""
    image = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(image)
    chosen = random.Random(2)
    for x in range(0, size[0], 16):
        draw.rectangle((x, 0, x + 7, size[1]), fill=(chosen.randrange(40), 0, 0))
    options: dict[str, Any] = {"icc_profile": icc} if icc else {}
    if secret:
        exif = Image.Exif()
        exif[0x010E] = SECRET.decode()
        exif[0x0112] = orientation
        exif.get_ifd(0x8825)[2] = (31.0, 14.0, 0.0)
        options |= {"exif": exif, "comment": SECRET} if kind in ("JPEG", "WEBP") else {"exif": exif}
    if kind == "PNG":
        text = PngImagePlugin.PngInfo()
        text.add_text("Author", SECRET.decode() if secret else "", zip=False)
        options |= {"pnginfo": text} if secret else {}
    stream = io.BytesIO()
    image.save(stream, kind, quality=95, **options)
    return stream.getvalue()


@pytest.fixture
def content(tmp_path: Path) -> Callable[..., Path]:
    def make(files: dict[str, str | bytes]) -> Path:
        for name, data in files.items():
            path = tmp_path / "content" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return tmp_path / "content"

    return make


def reduce(folder: Path, *arguments: str) -> int:
    return main(["reduce", "--content", str(folder), *arguments])


def stddev(path: Path, box: tuple[float, float, float, float]) -> float:
    image = Image.open(path).convert("L")
    left, top, right, bottom = (round(v * s) for v, s in zip(box, image.size * 2, strict=True))
    return ImageStat.Stat(image.crop((left, top, right, bottom))).stddev[0]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_metadata_goes_and_no_pixel_changes(content, capsys, kind):
    """EXIF, GPS, comments, text chunks: gone; every pixel as it was; a second run has nothing to do."""
    name = f"news/a/p.{kind.lower()}"
    before = photo(kind=kind)
    folder = content({name: before, "news/a/index.md": HEADER + f"![随访](p.{kind.lower()})\n"})

    assert reduce(folder, "--check") == 1
    assert "拍摄信息" in capsys.readouterr().out
    assert (folder / name).read_bytes() == before, "a check changes nothing"
    assert reduce(folder) == 0

    after = (folder / name).read_bytes()
    assert SECRET not in after
    assert Image.open(io.BytesIO(after)).getexif() == {}
    assert (
        Image.open(io.BytesIO(after)).convert("RGB").tobytes()
        == Image.open(io.BytesIO(before)).convert("RGB").tobytes()
    )
    assert reduce(folder, "--check") == 0
    assert reduce(folder) == 0
    assert (folder / name).read_bytes() == after


@pytest.mark.parametrize("trailer", [b"\0" * 40 + SECRET, b"\xff\xd8\xff" + SECRET])
def test_what_hides_behind_a_photo_goes(content, trailer):
    """A phone's motion picture, a second view, anything after the end."""
    folder = content({"a/p.jpg": photo(secret=False) + trailer})

    reduce(folder)

    assert SECRET not in (folder / "a/p.jpg").read_bytes()
    assert Image.open(folder / "a/p.jpg").size == (800, 600)


def test_a_large_photo_held_sideways(content):
    """The long side is at most 2560 pixels, and up is up."""
    folder = content({"a/p.jpg": photo((3600, 1200), orientation=6)})

    assert reduce(folder) == 0

    image = Image.open(folder / "a/p.jpg")
    assert image.size == (853, 2560)
    assert examine((folder / "a/p.jpg").read_bytes()).is_fit


def test_other_colours_become_srgb(content):
    """A profile that is not sRGB is applied, then goes; sRGB's own just goes."""
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("XYZ")).tobytes()
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    plain = photo(icc=srgb, secret=False)
    folder = content({"a/p.jpg": plain, "a/q.jpg": photo(icc=lab, secret=False)})

    assert reduce(folder) == 0

    for name in ("p", "q"):
        assert Image.open(folder / f"a/{name}.jpg").info.get("icc_profile") is None
    assert Image.open(folder / "a/p.jpg").tobytes() == Image.open(io.BytesIO(plain)).tobytes()


def test_a_mosaic_goes_into_the_file(content):
    """The face is averaged in the original, the manuscript says so, and everything else in it stays as typed."""
    text = HEADER + '文。\n\n![随访](p.jpg "入户") { 马赛克="25,25,50,50" 小 出镜=患者 }\n\n尾。\n'
    folder = content({"news/a/index.md": text, "news/a/p.jpg": photo(secret=False)})
    assert reduce(folder, "--check") == 1

    assert reduce(folder) == 0

    assert stddev(folder / "news/a/p.jpg", (0.44, 0.44, 0.48, 0.48)) < 6
    assert stddev(folder / "news/a/p.jpg", (0.05, 0.05, 0.2, 0.2)) > 60
    expected = text.replace('{ 马赛克="25,25,50,50" 小 出镜=患者 }', "{马赛克=已打 小 出镜=患者}").replace(") {", "){")
    assert (folder / "news/a/index.md").read_text("utf-8") == expected
    assert reduce(folder, "--check") == 0


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_crop_goes_into_the_file(content, encoding, end):
    """The crop is cut, its words go, the mosaic (of the whole picture) was laid first; encoding and line ends stay."""
    text = (HEADER + '![随访](p.jpg)\n{裁剪="0,0,50,100" 马赛克="60,0,20,20"}\n').replace("\n", end)
    folder = content({"news/a/index.md": text.encode(encoding), "news/a/p.jpg": photo(secret=False)})

    assert reduce(folder) == 0

    assert Image.open(folder / "news/a/p.jpg").size == (400, 600)
    after = (folder / "news/a/index.md").read_bytes()
    assert after.decode(encoding) == text.replace('裁剪="0,0,50,100" 马赛克="60,0,20,20"', "马赛克=已打")
    assert after == after.decode(encoding).encode(encoding)


@pytest.mark.parametrize(
    "other",
    [
        {"news/b/index.md": HEADER + "![全景](../a/p.jpg)\n"},
        {"news/a/second.md": HEADER + "![全景](p.jpg)\n"},
        {"news/b/index.md": HEADER.replace("---\n\n", "封面: ../a/p.jpg\n---\n\n") + "文。\n"},
    ],
)
def test_a_crop_stays_with_the_page_where_others_show_the_whole(content, capsys, other):
    """The file is not cut under another article's feet; what the page cuts stays written."""
    text = HEADER + '![随访](p.jpg){裁剪="0,0,50,100"}\n'
    folder = content({"news/a/index.md": text, "news/a/p.jpg": photo()} | other)

    assert reduce(folder) == 0

    assert Image.open(folder / "news/a/p.jpg").size == (800, 600)
    assert (folder / "news/a/index.md").read_text("utf-8") == text
    assert "裁剪留给网页" in capsys.readouterr().err
    assert reduce(folder, "--check") == 0


def test_copies_are_covered_too(content):
    """Another article's copy of the photo, under another name, gets the same mosaic."""
    folder = content(
        {
            "news/a/index.md": HEADER + '![随访](p.jpg){马赛克="25,25,50,50"}\n',
            "news/a/p.jpg": photo(),
            "news/b/index.md": HEADER + "![随访](q.jpg)\n",
            "news/b/q.jpg": photo(),
        }
    )

    assert reduce(folder, "news/b/q.jpg") == 0

    assert stddev(folder / "news/b/q.jpg", (0.44, 0.44, 0.48, 0.48)) < 6
    assert (folder / "news/a/p.jpg").read_bytes() == photo(), "only what was asked for"


def test_a_covers_mosaic(content):
    """The front matter's cover is done and said to be."""
    text = HEADER.replace("---\n\n", '封面:\n  文件: p.jpg\n  马赛克: "25,25,50,50"\n  图说: 随访\n---\n\n') + "文。\n"
    folder = content({"news/a/index.md": text, "news/a/p.jpg": photo()})

    assert reduce(folder) == 0

    assert stddev(folder / "news/a/p.jpg", (0.44, 0.44, 0.48, 0.48)) < 6
    assert "马赛克: 已打\n  图说: 随访" in (folder / "news/a/index.md").read_text("utf-8")
    assert reduce(folder, "--check") == 0


def test_a_manuscript_that_cannot_be_changed_leaves_the_photo_alone(content, capsys):
    """Where the list cannot be found again (a link's label elsewhere), neither file is touched, and the command says so."""
    text = HEADER + '![随访][p]{马赛克="25,25,50,50"}\n\n[p]: p.jpg\n'
    before = photo()
    folder = content({"news/a/index.md": text, "news/a/p.jpg": before})

    assert reduce(folder) == 1

    assert (folder / "news/a/p.jpg").read_bytes() == before
    assert (folder / "news/a/index.md").read_text("utf-8") == text
    assert "PIC10" in capsys.readouterr().out


def test_broken_files_and_manuscripts_are_told(content, capsys):
    """A file that is no picture, and a manuscript whose mosaics cannot be read: the check fails and names both."""
    folder = content(
        {"news/a/p.jpg": b"no picture", "news/a/index.md": '---\n标题: 甲\n---\n\n![随访](p.jpg){马赛克="1,2,3,4"}\n'}
    )

    assert reduce(folder, "--check") == 1

    out = capsys.readouterr().out
    assert "news/a/p.jpg" in out
    assert "news/a/index.md" in out


def test_a_manuscript_asks_for_its_own_only(content):
    """A commit that changes words is not stopped by what a photo in history has long told; an open mosaic stops it."""
    folder = content({"news/a/index.md": HEADER + "![随访](p.jpg)\n", "news/a/p.jpg": photo()})

    assert reduce(folder, "--check", str(folder / "news/a/index.md")) == 0
    assert reduce(folder, "--check", str(folder / "news/a/p.jpg")) == 1
    assert reduce(folder, "--check", str(folder / "news/a")) == 1

    (folder / "news/a/index.md").write_text(HEADER + '![随访](p.jpg){马赛克="1,2,30,40"}\n', "utf-8")
    assert reduce(folder, "--check", str(folder / "news/a/index.md")) == 1


def test_a_format_that_cannot_be_stripped_is_refused(content, capsys):
    """An AVIF (or a phone's HEIC) keeps its position whatever is done here: it must be saved as JPG first."""
    folder = content({"news/a/p.avif": photo(kind="AVIF")})

    assert reduce(folder, "--check") == 1
    assert reduce(folder) == 1
    assert "另存为 JPG" in capsys.readouterr().out


def test_a_drawing_is_left_alone(content):
    """An SVG is text, sanitised when it is published."""
    folder = content(
        {"news/a/p.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9"/></svg>'}
    )

    assert reduce(folder, "--check") == 0


def test_originals_are_kept_outside(content, tmp_path):
    """On request the original goes to another folder first, never into content/."""
    before = photo()
    folder = content({"news/a/p.jpg": before})

    assert reduce(folder, "--originals", str(folder / "原图")) == 2
    assert reduce(folder, "--originals", str(tmp_path / "原图")) == 0

    assert (tmp_path / "原图" / "news/a/p.jpg").read_bytes() == before
    assert (folder / "news/a/p.jpg").read_bytes() != before


def git(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    setting = ("-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "commit.gpgsign=false")
    return subprocess.run(["git", *setting, *words], cwd=folder, capture_output=True, text=True, timeout=120)


def test_new_installs_the_check(content, capsys):
    """In a repository without a hook `new` puts one in: a photo with a position cannot be committed, a reduced one can."""
    folder = content({"sections.yaml": "- {id: news, title: 新闻}\n"})
    assert git(folder.parent, "init", "-q").returncode == 0
    main(["new", "新闻", "随访", "--content", str(folder), "--slug", "visit", "--now", "2026-03-05"])
    assert "提交前的检查" in capsys.readouterr().out
    (folder / "news/2026/visit/p.jpg").write_bytes(photo())
    git(folder, "add", ".")

    refused = git(folder, "commit", "-qm", "随访")
    assert refused.returncode != 0
    assert "拍摄信息" in refused.stdout + refused.stderr

    assert reduce(folder) == 0
    git(folder, "add", ".")
    accepted = git(folder, "commit", "-qm", "随访")
    assert accepted.returncode == 0, accepted.stderr


def test_new_never_changes_a_hook(content, capsys):
    """A hook that is there stays; where pre-commit has our entry, `new` says what is left to do."""
    folder = content({"sections.yaml": "- {id: news, title: 新闻}\n"})
    git(folder.parent, "init", "-q")
    (folder.parent / ".pre-commit-config.yaml").write_text("entry: python -m xinglin reduce --check\n", "utf-8")
    main(["new", "新闻", "甲", "--content", str(folder), "--slug", "a", "--now", "2026-03-05"])
    assert "pre-commit install" in capsys.readouterr().out
    hook = folder.parent / ".git" / "hooks" / "pre-commit"
    assert not hook.exists()
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\n", "utf-8")

    main(["new", "新闻", "乙", "--content", str(folder), "--slug", "b", "--now", "2026-03-05"])

    assert "提交前的检查" not in capsys.readouterr().out
    assert hook.read_text("utf-8") == "#!/bin/sh\n"
