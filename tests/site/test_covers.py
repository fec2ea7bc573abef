"""Covers in lists, social cards and what a shared link says, on whole small sites."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from tests.conftest import article

from xinglin.desk.cli import main
from xinglin.pictures.fonts import find_fonts

SECTIONS = "- {id: news, title: 新闻}\n"
needs_fonts = pytest.mark.skipif(
    find_fonts() is None, reason="no Chinese font on this machine: apt-get install fonts-noto-cjk"
)


def photo(size: tuple[int, int] = (1200, 800), colour: tuple[int, int, int] = (20, 90, 200)) -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", size, colour).save(stream, "JPEG")
    return stream.getvalue()


def properties(page: str) -> dict[str, str]:
    return dict(re.findall(r'<meta (?:property|name)="((?:og|twitter):[^"]+)" content="([^"]*)">', page))


def test_a_list_cuts_around_what_must_be_seen(small_site: Callable[..., Any]) -> None:
    """A typed focus and the upright picture's usual one become classes of the theme; lists are printed again when it changes."""
    site = small_site(
        {
            "sections.yaml": SECTIONS,
            "news/a/index.md": article(title="甲", body='![义诊](p.jpg){焦点="80,10"}'),
            "news/a/p.jpg": photo(),
            "news/b/index.md": article(title="乙", body="![义诊](p.jpg)"),
            "news/b/p.jpg": photo((600, 900)),
        }
    )
    site.build()
    listed = site.page("news/index.html")
    assert "xl-x-75 xl-y-0" in listed
    assert "xl-y-25" in listed

    site.write({"news/a/index.md": article(title="甲", body="![义诊](p.jpg){焦点=左下}")})
    site.build()

    assert "xl-x-0 xl-y-100" in site.page("news/index.html")


def test_a_shared_link_shows_the_cover(small_site: Callable[..., Any]) -> None:
    """Open Graph and Twitter's card name the picture and its size; a page without a picture says nothing of one."""
    site = small_site(
        {
            "sections.yaml": SECTIONS,
            "news/a/index.md": article(title="甲", body="![义诊](p.jpg)"),
            "news/a/p.jpg": photo(),
            "news/b.md": article(title="乙"),
        }
    )
    site.build()

    found = properties(site.page("news/2026/a.html"))
    width, height = Image.open(site.output / found["og:image"].split(".example/")[-1].split(":8000/")[-1]).size
    assert (found["og:image:width"], found["og:image:height"]) == (str(width), str(height))
    assert found["twitter:card"] == "summary_large_image"
    assert not any(name.startswith(("og:image", "twitter")) for name in properties(site.page("news/2026/b.html")))


CARDS = "social_cards_from: 2026-03-01\n"


@needs_fonts
def test_cards_where_the_site_asks(small_site: Callable[..., Any]) -> None:
    """One card per variant for articles from that day on, none for older ones; hidden articles leave none."""
    site = small_site(
        {
            "site.yaml": CARDS,
            "sections.yaml": SECTIONS,
            "news/a/index.md": article(title="门诊开放", body="![义诊](p.jpg)"),
            "news/a/p.jpg": photo(),
            "news/old.md": article(title="旧闻", date="2026-02-28"),
            "news/draft.md": article(title="草稿", 状态="草稿"),
        }
    )
    site.build()

    cards = {path for path in site.tree() if path.endswith("-card.jpg")}
    shown = {properties(site.page(f"{prefix}news/2026/a.html"))["og:image"] for prefix in ("", "zh-hant/")}
    assert {address.split(":8000/")[-1] for address in shown} == cards
    assert len(cards) == 2
    assert all(Image.open(site.output / path).size == (1200, 630) for path in cards)
    assert "og:image" not in properties(site.page("news/2026/old.html"))


@needs_fonts
def test_cards_follow_their_articles(small_site: Callable[..., Any]) -> None:
    """A new title is a new card and the old one goes, a mosaic changes the card; and all equals a clean build."""
    files: dict[str, str | bytes] = {
        "site.yaml": CARDS,
        "sections.yaml": SECTIONS,
        "news/a/index.md": article(title="门诊开放", body="![义诊](p.jpg)"),
        "news/a/p.jpg": photo(),
    }
    site = small_site(files)
    site.build()
    names = [{path for path in site.tree() if path.endswith("-card.jpg")}]
    for body, title in (("![义诊](p.jpg)", "门诊开放了"), ('![义诊](p.jpg){马赛克="0,0,50,50"}', "门诊开放了")):
        files["news/a/index.md"] = article(title=title, body=body)
        site.write(files)
        site.build()
        names.append({path for path in site.tree() if path.endswith("-card.jpg")})
    clean = small_site(files, name="clean")
    clean.build()

    assert all(len(found) == 2 for found in names)
    assert names[0].isdisjoint(names[1])
    assert names[1].isdisjoint(names[2])
    assert clean.tree() == site.tree()


def test_covers_for_wechat(small_site: Callable[..., Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Both covers of a draft, with its crop; an article without a picture and one that is not there are told apart."""
    site = small_site(
        {
            "sections.yaml": SECTIONS,
            "news/a/index.md": article(title="甲", body='![义诊](p.jpg){裁剪="50,0,50,100"}', 状态="草稿"),
            "news/a/p.jpg": _halves(),
            "news/b.md": article(title="乙"),
        }
    )
    command = [
        "covers",
        "--content",
        str(site.content),
        "--to",
        str(tmp_path / "made"),
        "--cache",
        str(site.cache),
        "--now",
        "2026-11-20",
    ]

    assert main([*command, str(site.content / "news/a")]) == 0
    assert main([*command, str(site.content / "news/b.md")]) == 1
    assert main([*command, str(site.content / "news/c.md")]) == 2

    for name, size in (("cover-2.35x1.jpg", (1080, 460)), ("cover-1x1.jpg", (600, 600))):
        image = Image.open(tmp_path / "made" / name)
        assert image.size == size
        assert image.getpixel((5, 5))[2] > 200, "the left half, which is red, was cut off"
    assert "没有可以作封面的照片" in capsys.readouterr().err


def _halves() -> bytes:
    image = Image.new("RGB", (1200, 800), (255, 0, 0))
    image.paste((0, 0, 255), (600, 0, 1200, 800))
    stream = io.BytesIO()
    image.save(stream, "JPEG", quality=95)
    return stream.getvalue()
