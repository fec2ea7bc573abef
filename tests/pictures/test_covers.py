"""Cuts to a ratio, Chinese lines, and social cards."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from PIL import Image, ImageStat

from xinglin.pictures.card import Card
from xinglin.pictures.covers import cut, wechat_covers
from xinglin.pictures.fonts import find_fonts
from xinglin.pictures.photograph import usual_focus
from xinglin.pictures.social_cards import draw
from xinglin.pictures.typesetting import break_lines, face

FONTS = find_fonts()
needs_fonts = pytest.mark.skipif(
    FONTS is None, reason="no Chinese font on this machine: apt-get install fonts-noto-cjk"
)


def marked(size: tuple[int, int], box: tuple[int, int, int, int]) -> Image.Image:
    image = Image.new("RGB", size, "white")
    image.paste((255, 0, 0), box)
    return image


def red(image: Image.Image) -> float:
    """Share of red in a picture."""
    data = image.convert("RGB").tobytes()
    return sum(r > 200 and g < 90 for r, g in zip(data[::3], data[1::3], strict=True)) / (image.width * image.height)


@pytest.mark.parametrize(("focus", "is_kept"), [((10, 50), True), ((90, 50), False), (None, False)])
def test_a_focus_stays_in_sight(focus, is_kept):
    """What lies at the focus is in the cut; without one it is the middle."""
    image = marked((1000, 400), (60, 150, 140, 250))

    assert (red(cut(image, (300, 300), focus)) > 0.02) == is_kept


def test_an_upright_picture_keeps_its_upper_part():
    """Heads are in the upper half; a landscape picture is cut around its middle."""
    assert usual_focus(600, 900)[1] < 50
    assert usual_focus(900, 600) == (50, 50)
    assert red(cut(marked((600, 1200), (250, 200, 350, 300)), (600, 400))) > 0.03


@pytest.mark.parametrize("size", [(1, 1), (30, 2000), (2000, 30), (400, 300)])
def test_covers_have_wechats_ratios(size):
    """2.35 to 1 and 1 to 1, whatever the picture."""
    made = {
        name: Image.open(io.BytesIO(data))
        for name, data in wechat_covers(Image.new("RGBA", size, (9, 9, 9, 0))).items()
    }

    ratios = sorted(round(image.width / image.height, 2) for image in made.values())
    assert ratios == [1.0, 2.35]
    assert all(image.format == "JPEG" and image.getpixel((0, 0)) == (255, 255, 255) for image in made.values())


@needs_fonts
@pytest.mark.parametrize(
    "title",
    [
        "少问一次路，少排一次队 门诊一站式服务中心运行半年",
        "关于2026年“七一”表彰先进基层党组织、优秀共产党员和优秀党务工作者的决定（青医党〔2026〕17号）",
        "COPD随访管理项目启动：覆盖12个社区、3.5万名居民",
        "——————。。。。，，，，",
    ],
)
@pytest.mark.parametrize("width", [200, 430, 576])
def test_lines_are_broken_as_chinese_lines_are(title, width):
    """No word is lost, nothing but closing marks hangs over, no line begins with a closing mark or ends with an opening one."""
    font = face(FONTS.bold, 48, "zh-Hans")

    lines = break_lines(title, font, width)

    assert "".join(lines).replace(" ", "") == title.replace(" ", "")
    for line in lines[1:] if title[0] != "—" else []:
        assert line[0] not in "，。、；：！？）》”’…"
    assert not any(line[-1] in "（《“‘〔" for line in lines)
    assert all(any(number in line for line in lines) for number in re.findall(r"\d[\d.]*", title))


@needs_fonts
def test_a_headline_is_parted_where_it_has_a_space():
    """The two halves of a headline are not run together."""
    lines = break_lines("一条坡道走了八个月 兰溪院区门诊无障碍改造完成", face(FONTS.bold, 60, "zh-Hans"), 900)

    assert lines == ["一条坡道走了八个月", "兰溪院区门诊无障碍改造完成"]


@needs_fonts
@pytest.mark.parametrize("title", ["停诊通知", "字" * 200, "Ａ" + "b" * 300])
@pytest.mark.parametrize("has_cover", [True, False])
def test_a_card_is_made_of_any_title(tmp_path: Path, title, has_cover):
    """1200×630, white type on the ground's colour, the cover at the right; the same card twice is the same bytes."""
    cover = tmp_path / "c.jpg"
    Image.new("RGB", (900, 600), (0, 0, 255)).save(cover)
    card = Card(title, "青岚市人民医院", "zh-Hans", "party", "c" if has_cover else "", None, FONTS)

    data = draw(card, cover if has_cover else None)

    image = Image.open(io.BytesIO(data))
    assert image.size == (1200, 630)
    assert data == draw(card, cover if has_cover else None)
    assert ImageStat.Stat(image.crop((60, 60, 700, 480)).convert("L")).extrema[0][1] > 230
    assert (image.getpixel((1000, 100))[2] > 200) == has_cover
    assert not image.info.get("exif")


def test_without_a_chinese_font_the_cover_is_the_card(tmp_path: Path):
    """No boxes instead of characters: a machine without fonts shows the picture alone."""
    assert find_fonts([tmp_path / "none"]) is None
    Image.new("RGB", (900, 600), (0, 0, 255)).save(tmp_path / "c.jpg")

    image = Image.open(io.BytesIO(draw(Card("停诊", "医院", "zh-Hans", "", "c", None, None), tmp_path / "c.jpg")))

    assert image.getpixel((100, 100))[2] > 200
    assert image.getpixel((1100, 100))[2] > 200


@needs_fonts
def test_each_variant_has_its_glyphs():
    """骨 and 門 are drawn otherwise in Hong Kong than in Beijing: a collection's face is that of the region."""
    if not FONTS.bold.endswith(".ttc") or "CJK" not in FONTS.bold:
        pytest.skip("the font of this machine is no collection of regions")

    names = {variant: face(FONTS.bold, 40, variant).getname()[0] for variant in ("zh-Hans", "zh-Hant", "zh-Hant-HK")}

    assert [name.split()[-1] for name in names.values()] == ["SC", "TC", "HK"]
