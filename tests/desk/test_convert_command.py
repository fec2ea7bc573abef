"""``xinglin convert``: a filter that changes words and nothing else."""

from __future__ import annotations

import io
import sys

import pytest


@pytest.fixture
def convert(run, monkeypatch, tmp_path):
    """convert(text, flags…): the output for that input, outside any site."""
    (tmp_path / "content").mkdir()
    monkeypatch.chdir(tmp_path)

    def call(text: str | bytes, *flags):
        data = text if isinstance(text, bytes) else text.encode()
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), "utf-8"))
        return run("convert", *flags)

    return call


@pytest.mark.parametrize(
    ("text", "flags", "expected"),
    [
        ("头发发展，干部干净", ("--to", "zh-Hant"), "頭髮發展，幹部乾淨"),
        ("頭髮發展，幹部乾淨", ("--to", "zh-Hans"), "头发发展，干部干净"),
        ("網絡", ("--from", "zh-Hant", "--to", "zh-Hans"), "网络"),
        ("卫生", ("--from", "zh-Hans", "--to", "zh-Hans"), "卫生"),
        ("", ("--to", "zh-Hant"), ""),
        ("一\r\n二\n\n三", ("--to", "zh-Hant"), "一\r\n二\n\n三"),
    ],
)
def test_text(convert, text, flags, expected):
    """Standard input to standard output, in either direction, the script detected or given; line ends stay."""
    outcome = convert(text, *flags)

    assert (outcome.code, outcome.out, outcome.err) == (0, expected, "")


def test_html(convert):
    """Words change, also those in attributes readers meet; tags, addresses, entities and layout do not."""
    text = '<a href="/网络.html" class="软" title="网络">网络&amp;<b>发展</b></a>\n<!-- 网 -->\n'

    outcome = convert(text, "--to", "zh-Hant", "--html")

    assert outcome.out == '<a href="/网络.html" class="软" title="網絡">網絡&amp;<b>發展</b></a>\n<!-- 网 -->\n'


def test_the_sites_terms(convert, tmp_path):
    """conversion.yaml of the site one stands in rules here as on the pages."""
    (tmp_path / "content/conversion.yaml").write_text("terms:\n  范仲淹纪念馆: 范仲淹紀念館\n", "utf-8")

    assert convert("范仲淹纪念馆", "--to", "zh-Hant").out == "范仲淹紀念館"


def test_gbk_is_understood(convert):
    """As the console of a Chinese Windows pipes it; what comes out is UTF-8."""
    assert convert("网络".encode("gbk"), "--to", "zh-Hant").out == "網絡"


@pytest.mark.parametrize("data", [b"\xff\xff\xff", b"\x81\x00 a"])
def test_no_text_at_all(convert, data):
    """Exit 2 and one sentence."""
    outcome = convert(data, "--to", "zh-Hant")

    assert outcome.code == 2
    assert "UTF-8" in outcome.err


def test_unknown_variant(convert):
    """Wrong use, in Chinese, with what can be chosen."""
    outcome = convert("网", "--to", "zh")

    assert outcome.code == 2
    assert "没有这个选项" in outcome.err
    assert "zh-Hant-TW" in outcome.err


def test_a_site_that_is_not_there(convert):
    """Asked for a site's words, it does not go on without them."""
    assert convert("网", "--to", "zh-Hant", "--site", "没有").code == 2


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (
            "新征程",
            [
                "原文　　　　新征程",
                "词典　　　　新徵程",
                "切词　　　　新征程",
                "征 → 徵　多义字取最常用的字形",
                "新｜征程 → 新征程",
            ],
        ),
        ("余先生20余天", ["单独的余是姓", "数目后面的余是剩余", "人名和词语　余先生20餘天"]),
        ("香港回归", ["系统词表：回归作回歸"]),
        ("范仲淹纪念馆", ["范仲淹纪念馆 → 範仲淹紀念館　站点的人名和词语", "人名和词语　範仲淹紀念館"]),
        ("說明", ["字形　　　　说明", "說 → 说　简体字形"]),
    ],
)
def test_explain(convert, tmp_path, text, lines):
    """Each stage and the rule that won, the site's own rules among them; nothing is read from standard input."""
    (tmp_path / "content/conversion.yaml").write_text("terms:\n  范仲淹纪念馆: 範仲淹紀念館\n", "utf-8")

    outcome = convert("不读", "--explain", text)

    assert (outcome.code, outcome.err) == (0, "")
    assert [line for line in lines if line not in outcome.out] == []


def test_explain_for_a_region(convert):
    """The glyphs of the region asked for are a stage of their own."""
    outcome = convert("", "--explain", "说明里", "--to", "zh-Hant-HK")

    assert "字形　　　　説明裏" in outcome.out
    assert "說 → 説　香港字形" in outcome.out


def test_no_variant(convert):
    """Without --to and without --explain there is nothing to do."""
    outcome = convert("网")

    assert outcome.code == 2
    assert "--to" in outcome.err


def test_repair(convert):
    """--repair cleans first and says on standard error what was done; with nothing lost it is done."""
    outcome = convert("青嵐醫院的門診人數(shù)統(tǒng)計,，行政后勤干部。", "--to", "zh-Hant", "--repair")

    assert (outcome.code, outcome.out) == (0, "青嵐醫院的門診人數統計，行政後勤幹部。")
    assert "2 处拼音" in outcome.err


def test_repair_says_what_is_lost(convert):
    """What cannot be recovered is 〓, its place is said, and the exit code is 1."""
    outcome = convert("第一行\n關于\ufffd醫院", "--to", "zh-Hans", "--repair")

    assert (outcome.code, outcome.out) == (1, "第一行\n关于〓医院")
    assert "第 2 行第 3 字" in outcome.err


def test_repair_of_broken_bytes(convert):
    """Bytes that are no encoding's are read as GBK as far as they go."""
    outcome = convert("醫院".encode("gbk") + b"\xff\n", "--to", "zh-Hans", "--repair")

    assert outcome.out.startswith("医院")
    assert outcome.code == 1
