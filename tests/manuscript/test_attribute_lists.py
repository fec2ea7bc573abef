"""Lists in braces behind pictures: every way a Chinese keyboard types them means the same, and none is passed over."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinglin.manuscript.attribute_lists import SPELLINGS, spell

PHOTO = "![随访](a.jpg)"
FACE = (10.0, 20.0, 30.0, 15.0)


@pytest.mark.parametrize(
    "typed",
    [
        '{mosaic="10,20,30,15"}',
        '{马赛克="10,20,30,15"}',
        "{马赛克=“10，20，30，15”}",
        "｛马赛克＝“１０，２０，３０，１５”｝",
        "{打码='10 20 30 15'}",
        "{马赛克=10,20,30,15}",
        "{马赛克：10、20、30、15}",
        '{ 马赛克 = "10%, 20%, 30%, 15%" }',
        ' {马赛克="10,20,30,15"}',
        '\n{马赛克="10,20,30,15"}',
        '\n　{MOSAIC="10,20,30,15"}',
        '{.big 马赛克="10,20,30,15" #p1}',
        '{: 馬賽克="10,20,30,15"}',
    ],
)
def test_every_spelling_of_a_mosaic(sound, typed):
    """Full-width marks, curly quotes, a space or a line break before the brace: one mosaic."""
    manuscript = sound(f"---\n标题: 甲\n日期: 2026-03-05\n---\n\n{PHOTO}{typed}\n")

    assert manuscript.notes[0].mosaic == (FACE,)
    assert "马赛克" not in manuscript.html
    assert "xl-mosaic" not in manuscript.html


def test_several_places_and_words(sound):
    """Places are parted by semicolons; a note holds all that was said of one picture."""
    manuscript = sound(
        "---\n标题: 甲\n日期: 2026-03-05\n---\n\n文\n\n![甲乙](b.jpg)\n\n文\n\n"
        '![随访](a.jpg){马赛克="10,20,30,15；50,50,10,10" 裁剪="0,0,80,100" 焦点=30,40 出镜=患者 同意="书面，2026-17号"}\n'
    )

    assert list(manuscript.notes) == [1]
    note = manuscript.notes[1]
    assert note.mosaic == (FACE, (50.0, 50.0, 10.0, 10.0))
    assert note.crop == (0.0, 0.0, 80.0, 100.0)
    assert note.focus == (30.0, 40.0)
    assert (note.depicts, note.consent) == ("patient", "书面，2026-17号")


def test_a_mosaic_laid_into_the_file(sound):
    """已打 says that the file itself has it."""
    manuscript = sound(f"---\n标题: 甲\n日期: 2026-03-05\n---\n\n{PHOTO}{{马赛克=已打}}\n")

    assert manuscript.notes[0].is_masked
    assert manuscript.notes[0].mosaic == ()


@pytest.mark.parametrize(
    "body",
    [
        f'文字\n\n{PHOTO}\n\n{{马赛克="10,20,30,15"}}',
        f'{PHOTO} 文字 {{马赛克="10,20,30,15"}}',
        '文字\n{马赛克="10,20,30,15"}',
        '## 小标题 {裁剪="10,20,30,15"}',
        f"{PHOTO}（马赛克=10,20,30,15）",
        f'{PHOTO}{{.a}}{{马赛克="10,20,30,15"}}',
        '文字{mosaic="10,20,30,15"}',
    ],
)
def test_a_cover_that_nothing_took_is_an_error(body_reading, body):
    """Rather no article than one that shows the face its author meant to cover."""
    found = [d for d in body_reading(body).diagnostics if d.is_error]

    assert [d.code for d in found] == ["PIC05"]
    assert "1,2" not in found[0].message
    assert 6 <= found[0].line <= 6 + body.count("\n")


@pytest.mark.parametrize(
    ("typed", "guess"),
    [
        ('masaic="1,2,3,4"', "mosaic"),
        ('马塞克="1,2,3,4"', "马赛克"),
        ("居左中=1", ""),
        ("loading=eager", ""),
    ],
)
def test_an_unknown_name_is_an_error(body_reading, typed, guess):
    """A slip of the pen is told, with the word that was meant."""
    (found,) = body_reading(f"{PHOTO}{{{typed}}}").diagnostics

    assert (found.code, found.is_error, found.line) == ("PIC04", True, 6)
    assert guess in found.fix


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("马赛克", "没有写范围"),
        ('马赛克="人脸"', "看不懂范围"),
        ('马赛克="10,20,30"', "看不懂范围"),
        ('马赛克="640,200,120,80"', "超出了图片"),
        ('马赛克="90,90,20,5"', "超出了图片"),
        ('马赛克="10,10,0,5"', "宽或高是 0"),
        ('裁剪="0,0,50,50; 50,50,50,50"', "只能写一个范围"),
        ("焦点=脸", "看不懂焦点"),
        ("焦点=120,10", "看不懂焦点"),
        ("大小=巨大", "看不懂图片大小"),
        ("位置=上面", "看不懂图片位置"),
        ("出镜=领导", "出镜"),
    ],
)
def test_a_value_that_makes_no_sense_is_an_error(body_reading, typed, sentence):
    """One diagnostic at the picture, with the right form."""
    (found,) = body_reading(f"文。\n\n{PHOTO}{{{typed}}}").diagnostics

    assert (found.code, found.is_error, found.line) == ("PIC04", True, 8)
    assert sentence in found.message
    assert found.fix


@pytest.mark.parametrize(
    "line",
    [
        "收入（2026）{单位：元}",
        "见[附件](a.pdf){.button}",
        '`![随访](a.jpg){马赛克="1,2,3,4"}`',
        "集合 {x | x > 0}",
        "说明（小）{小}",
    ],
)
def test_other_braces_are_left_alone(line):
    """Words in braces that are not about a picture, and code, stay as they are."""
    assert spell(line, "上一行（完）") == (line, False)


@pytest.mark.parametrize(
    "html", ['<img src="a.jpg" alt="义诊" data-src="x" border="0" loading="lazy">', '<p align="center">文</p>']
)
def test_pasted_html_may_carry_anything(body_reading, html):
    """HTML from another site has attributes of its own; they go as ever, without a word."""
    assert [d.code for d in body_reading(html).diagnostics] == []


@given(
    st.sampled_from(sorted(SPELLINGS)),
    st.text(st.characters(blacklist_characters="{}｛｝\n\r`"), max_size=30),
    st.sampled_from(["{}", "｛｝"]),
)
def test_no_list_breaks_markup(name, value, braces):
    """Whatever stands in a list, what comes of it is one list of quoted values, or what was typed."""
    line, joined = spell(f"{PHOTO}{braces[0]}{name}=“{value}”{braces[1]}")

    assert not joined
    assert line.count("{") <= 1
    assert line.startswith(PHOTO)
    if "xl-" in line:
        assert line.count('"') % 2 == 0
