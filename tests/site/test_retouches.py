"""A mosaic covers a photograph wherever it is shown, and nothing published shows what is under it."""

from __future__ import annotations

import io
import random
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from PIL import Image, ImageDraw, ImageStat
from tests.conftest import article

FACE = (25, 25, 50, 50)
"""Per cent: the middle of the picture."""
MOSAIC = '{马赛克="25,25,50,50"}'
SECTIONS = "- {id: news, title: 新闻}\n- {id: party, title: 党建}\n"


def stripes(size: tuple[int, int] = (1200, 800), seed: int = 1) -> bytes:
    """A picture of fine black and white stripes all over: wherever it is not averaged, it deviates strongly."""
    image = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(image)
    chosen = random.Random(seed)
    for x in range(0, size[0], 24):
        draw.rectangle((x, 0, x + 11, size[1]), fill=(chosen.randrange(30), 0, 0))
    stream = io.BytesIO()
    image.save(stream, "JPEG", quality=92)
    return stream.getvalue()


def published(site: Any) -> Iterator[tuple[str, Image.Image]]:
    """Every picture of the output that is ours."""
    for path, data in site.tree().items():
        if path.startswith("media/"):
            yield path, Image.open(io.BytesIO(data)).convert("L")


def deviation(image: Image.Image, box: tuple[float, float, float, float]) -> float:
    """Of the brightness in the middle of a cell of the mosaic (or of what lies there without one)."""
    x, y, width, height = (value / 100 for value in box)
    left, top = image.width * (x + width * 0.36), image.height * (y + height * 0.36)
    middle = image.crop((round(left), round(top), round(left + image.width * 0.06), round(top + image.height * 0.06)))
    return ImageStat.Stat(middle).stddev[0]


def is_covered(image: Image.Image) -> bool:
    assert deviation(image, (-10, -10, 20, 20)) > 40, "the rest of the picture is sharp"
    return deviation(image, FACE) < 12


def files(body: str, picture: bytes | None = None, **more: str) -> dict[str, str | bytes]:
    return {"news/a/index.md": article(body=body, **more), "news/a/p.jpg": picture or stripes()}


def test_a_mosaic_is_in_every_published_file(small_site: Callable[..., Any]) -> None:
    """All widths and formats, and the cover that lists show, have it; nothing is published without."""
    site = small_site({"sections.yaml": SECTIONS} | files(f"文。\n\n![随访](p.jpg){MOSAIC}"))

    assert site.build().exit_code == 0

    shown = list(published(site))
    assert len(shown) >= 2
    assert all(is_covered(image) for _, image in shown)


@pytest.mark.parametrize(
    "other",
    [
        {"news/b/index.md": article(title="乙", body="![随访](../a/p.jpg)")},
        {"news/b/index.md": article(title="乙", body="![随访](q.jpg)"), "news/b/q.jpg": stripes()},
        {"news/b/index.md": article(title="乙", body="文。", 封面="../a/p.jpg")},
        {"news/b/index.md": article(title="乙", body="见[照片](../a/p.jpg)。")},
    ],
    ids=["the same file", "a copy under another name", "as a cover", "behind a link"],
)
def test_another_article_shows_it_covered_too(small_site: Callable[..., Any], other: dict[str, str | bytes]) -> None:
    """One article's mosaic holds for the photograph, under whatever name and however it is shown."""
    site = small_site({"sections.yaml": SECTIONS} | files(f"![随访](p.jpg){MOSAIC}") | other)

    result = site.build()

    assert all(is_covered(image) for _, image in published(site))
    assert [d.path for d in result.diagnostics if d.code == "PIC07"] == ["news/b/index.md"]
    assert result.exit_code == 0


@pytest.mark.parametrize("lines", [{"状态": "草稿"}, {"状态": "撤稿"}, {"日期": "2027-01-01"}])
def test_a_hidden_articles_mosaic_holds_too(small_site: Callable[..., Any], lines: dict[str, str]) -> None:
    """Whoever covered a face covered it: the mosaic of a draft or of a withdrawn article is on the public page as well."""
    site = small_site(
        {
            "sections.yaml": SECTIONS,
            "party/b/index.md": article(
                title="乙", date=lines.pop("日期", "2026-03-01"), body=f"![随访](q.jpg){MOSAIC}", **lines
            ),
            "party/b/q.jpg": stripes(),
        }
        | files("![随访](p.jpg)")
    )

    assert site.build().exit_code == 0

    shown = list(published(site))
    assert shown
    assert all(is_covered(image) for _, image in shown)


def test_a_mosaic_laid_later_replaces_what_was_out(small_site: Callable[..., Any]) -> None:
    """The next build takes the uncovered files away, also those another article shows; and equals a clean build."""
    site = small_site(
        {"sections.yaml": SECTIONS, "news/b/index.md": article(title="乙", body="![随访](../a/p.jpg)")}
        | files("![随访](p.jpg)")
    )
    site.build()
    before = {path for path, _ in published(site)}

    site.write({"news/a/index.md": article(body=f"![随访](p.jpg){MOSAIC}")})
    site.build()

    after = dict(published(site))
    assert before.isdisjoint(after)
    assert all(is_covered(image) for image in after.values())
    clean = small_site(name="clean")
    for path in site.content.rglob("*"):
        if path.is_file():
            clean.write({path.relative_to(site.content).as_posix(): path.read_bytes()})
    clean.build()
    assert clean.tree() == site.tree()


def test_a_crop_is_the_articles_own(small_site: Callable[..., Any]) -> None:
    """The article and its row show the crop; another article shows the whole and is reminded of it."""
    site = small_site(
        {"sections.yaml": SECTIONS, "news/b/index.md": article(title="乙", body="![随访](../a/p.jpg)")}
        | files('![随访](p.jpg){裁剪="0,0,50,100"}')
    )

    result = site.build()

    ratios = sorted({round(image.width / image.height, 2) for _, image in published(site)})
    assert ratios == [0.75, 1.5]
    assert [(d.path, d.code) for d in result.diagnostics if d.severity and d.code != "SEC10"] == [
        ("news/b/index.md", "PIC07")
    ]
    page = site.page("news/2026/a.html")
    assert 'width="600" height="800"' in page


def test_two_crops_of_one_picture_are_an_error(small_site: Callable[..., Any]) -> None:
    """A list can show one of them only, and nobody could say which."""
    body = '![随访](p.jpg){裁剪="0,0,50,100"}\n\n文。\n\n![随访](p.jpg){裁剪="0,0,60,100"}'
    site = small_site({"sections.yaml": SECTIONS} | files(body))

    result = site.build()

    assert [(d.code, d.line) for d in result.diagnostics if d.is_error] == [("PIC06", 10)]
    assert result.exit_code == 1


def test_a_cover_has_its_own_mosaic(small_site: Callable[..., Any]) -> None:
    """What the front matter says of a cover that is not in the text."""
    site = small_site(
        {"sections.yaml": SECTIONS}
        | files("正文。", 封面='{文件: p.jpg, 图说: 随访, 马赛克: "25,25,50,50", 出镜: 患者, 同意: 书面}')
    )

    assert site.build().exit_code == 0

    shown = list(published(site))
    assert shown
    assert all(is_covered(image) for _, image in shown)


SINCE = "declare_photos_from: 2026-01-01\n"


@pytest.mark.parametrize(
    ("lines", "attributes", "codes"),
    [
        ({}, "", ["PIC08"]),
        ({"出镜": "职工"}, "", []),
        ({}, "{出镜=无}", []),
        ({"出镜": "患者"}, "", ["PIC09"]),
        ({"出镜": "患者", "同意": "书面，2026-17号"}, "", []),
        ({"出镜": "职工"}, "{出镜=患者}", ["PIC09"]),
        ({"出镜": "职工"}, '{出镜=患者 同意="2026-17号"}', []),
        ({"出镜": "患者"}, MOSAIC, []),
        ({"出镜": "患者"}, "{马赛克=已打}", []),
        ({"封面": "p.jpg"}, "{出镜=无}", []),
    ],
)
def test_declarations_are_demanded_where_the_site_asks(
    small_site: Callable[..., Any], lines: dict[str, str], attributes: str, codes: list[str]
) -> None:
    """Who is on the photos, and a patient's consent or a mosaic: without them the article is refused."""
    site = small_site({"site.yaml": SINCE, "sections.yaml": SECTIONS} | files(f"![查房](p.jpg){attributes}", **lines))

    result = site.build()

    assert [d.code for d in result.diagnostics if d.is_error] == codes
    assert result.exit_code == bool(codes)


def test_older_articles_need_not_declare(small_site: Callable[..., Any]) -> None:
    """A site that begins to ask does not have to go through ten years of photos; a patient without consent is told."""
    site = small_site(
        {"site.yaml": f"declare_photos_from: {date(2026, 3, 6)}\n", "sections.yaml": SECTIONS}
        | files("![查房](p.jpg)", 出镜="患者")
    )

    result = site.build()

    assert [(d.code, d.is_error) for d in result.diagnostics if d.code != "SEC10"] == [("PIC09", False)]


def test_a_consent_is_on_no_page(small_site: Callable[..., Any]) -> None:
    """Records of consent are for the files of the hospital: not a word of them is published."""
    site = small_site(
        {"site.yaml": SINCE, "sections.yaml": SECTIONS}
        | files('![查房](p.jpg){出镜=患者 同意="CONSENT-17 李某"}', 同意="CONSENT-18 王某")
    )

    assert site.build().exit_code == 0

    assert all(b"CONSENT" not in data and "患者".encode() not in data for data in site.tree().values())
