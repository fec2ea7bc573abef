"""Script only, never vocabulary; the glyphs readers use; names as families write them."""

from __future__ import annotations

import types
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinglin.variants import converter as converter_module
from xinglin.variants import engine as engine_module
from xinglin.variants.conversion_file import read_conversion
from xinglin.variants.converter import Converter
from xinglin.variants.engine import engine
from xinglin.variants.names import overlay_terms, traditional_name

VARIANTS = ["zh-Hans", "zh-Hant", "zh-Hant-TW", "zh-Hant-HK"]


def hant(text: str, *names: str, **terms: str) -> str:
    return Converter("zh-Hant", overlay_terms(names) | terms).convert(text)


@pytest.mark.parametrize(
    ("text", "converted"),
    [
        ("为群众办实事", "為群眾辦實事"),
        ("房间里面", "房間裡面"),
        ("头发 发展 干部 干净 后来 皇后", "頭髮 發展 幹部 乾淨 後來 皇后"),
        ("党委书记", "黨委書記"),
        ("面条 面向", "麵條 面向"),
        ("门诊大厅", "門診大廳"),
        ("ABC 123 <b>", "ABC 123 <b>"),
        ("", ""),
        ("“弯引号”——", "“弯引号”——".replace("弯", "彎").replace("号", "號")),
    ],
)
def test_common_glyphs(text, converted):
    """Generic Traditional has the common glyphs (為 眾 群 裡 麵), not OpenCC's own (爲 衆 羣 裏 麪)."""
    assert hant(text) == converted


@pytest.mark.parametrize(
    "word",
    ["信息", "网络", "质量", "支持", "程序", "社区", "视频", "发布", "打印", "软件", "的士兵", "心脏病", "联合声明"],
)
@pytest.mark.parametrize("variant", VARIANTS[1:])
def test_words_stay(word, variant):
    """No variant swaps vocabulary (信息 is never 資訊): the same words, character by character."""
    converted = Converter(variant).convert(word)

    assert len(converted) == len(word)
    for swapped in ("資訊", "釋出", "支援", "社群", "影片", "列印", "軟體", "計程", "宣告", "程式"):
        assert swapped not in converted


@pytest.mark.parametrize("configuration", ["s2twp", "tw2sp", "s2hkp", "hk2sp", "t2jp", "t2s", "s2tw"])
def test_no_vocabulary_configuration_is_reachable(configuration):
    """OpenCC's …p configurations, which swap words, are refused, and no other module of ours makes an engine of its own."""
    with pytest.raises(LookupError, match=configuration):
        engine(configuration)

    for path in Path(converter_module.__file__).parent.glob("*.py"):
        assert path.name == "engine.py" or "import opencc" not in path.read_text("utf-8")


def test_another_package_in_opencc_s_place_is_refused(monkeypatch):
    """opencc-py and opencc-python-reimplemented install into the same folder; they convert otherwise, and silently."""
    monkeypatch.setattr(engine_module, "opencc", types.SimpleNamespace(OpenCC=None))
    engine.cache_clear()

    with pytest.raises(RuntimeError, match="not the official build"):
        engine("s2t")


@pytest.mark.parametrize(
    ("text", "converted"),
    [
        ("説明衞生，裏面着手", "说明卫生，里面着手"),
        ("說明衛生，裡面著手，著名", "说明卫生，里面着手，著名"),
        ("衞生說明，一枱手術", "卫生说明，一台手术"),
    ],
)
def test_each_region_has_its_inverse(text, converted):
    """Hong Kong's glyphs come back by Hong Kong's inverse, Taiwan's by Taiwan's, told by the glyphs that stand there."""
    assert Converter("zh-Hans").convert(text, "zh-Hant") == converted


@pytest.mark.parametrize(
    ("variant", "converted"),
    [("zh-Hans", "说明为里"), ("zh-Hant", "說明為裡"), ("zh-Hant-TW", "說明為裡"), ("zh-Hant-HK", "説明為裏")],
)
def test_each_variant_has_its_glyphs(variant, converted):
    """Taiwan writes 說 裡, Hong Kong 説 裏 (HKSCS reference glyphs); Simplified stays as it is."""
    assert Converter(variant).convert("说明为里") == converted


@pytest.mark.parametrize(
    "text", ["皇后與太后", "于右任題字", "范仲淹", "一隻手只有", "乾隆皇帝", "公里", "頭髮發展", "余光中"]
)
def test_traditional_sources_are_not_converted_again(text):
    """Text written in Traditional stays: 后, 于, 范, 只 are what the author meant."""
    assert Converter("zh-Hant").convert(text, "zh-Hant") == text


def test_traditional_sources_become_simplified():
    """The Simplified variant of a Traditional article, with the inverse of its own glyph table."""
    assert Converter("zh-Hans").convert("頭髮與發展，為群眾，著手", "zh-Hant") == "头发与发展，为群众，着手"


def test_terms_win():
    """A term of the site wins over the dictionary, wherever it stands, the longest first."""
    assert hant("一个中国原则", 一个中国="一個中國") == "一個中國原則"
    assert hant("新征程上", 新征程="新征程") == "新征程上"
    assert hant("甲乙丙", 甲乙="ＡＢ", 甲乙丙="ＡＢＣ") == "ＡＢＣ"


def test_terms_do_not_touch_traditional_sources():
    """Terms are Simplified words: a Traditional article keeps its own."""
    assert Converter("zh-Hant", {"里": "ＸX"[:1]}).convert("公里", "zh-Hant") == "公里"


# conversion.md 3.2: the right forms of ambiguous characters as surnames.
SURNAMES = {
    **{c: c for c in "于范余姜郁谷涂游朴党干曲后种仇向岳征松沈"},
    "叶": "葉", "钟": "鍾", "云": "雲", "万": "萬", "丰": "豐", "卢": "盧", "肖": "肖", "萧": "蕭",
}  # fmt: skip


@pytest.mark.parametrize("surname", SURNAMES)
@pytest.mark.parametrize("frame", ["{}", "主任{}主持", "请{}负责", "护士长{}、张三", "（{}）"])
def test_surnames(surname, frame):
    """The surname keeps the character its family writes, in every context."""
    name = surname + "秀英"

    assert SURNAMES[surname] + "秀英" in hant(frame.format(name), name)


@pytest.mark.parametrize(
    ("name", "converted"),
    [("余华", "余華"), ("党永庆", "黨永慶".replace("黨", "党")), ("范建国", "范建國"), ("王征", "王征"), ("欧阳松", "歐陽松"), ("胡建国", "胡建國"),
     ("张里", "張里"), ("于发", "于發"), ("李岳", "李岳")],
)  # fmt: skip
def test_whole_names(name, converted):
    """Surname by the table, the rest character by character, the length kept."""
    assert traditional_name(name) == converted


@pytest.mark.parametrize(
    ("text", "converted"),
    [
        ("关于建国七十周年", "關於建國七十週年"),
        ("由于建国初期", "由於建國初期"),
        ("终于建国", "終於建國"),
        ("位于建国路", "位於建國路"),
        ("主任于建国出席", "主任于建國出席"),
        ("于建国出席", "于建國出席"),
        ("院长于建国、于建国之子", "院長于建國、于建國之子"),
    ],
)
def test_a_name_is_not_seen_in_a_word(text, converted):
    """With 于建国 on the roster, 关于建国 is still 關於建國."""
    assert hant(text, "于建国") == converted


def test_only_ambiguous_names_become_terms():
    """A roster of plain names costs nothing."""
    assert overlay_terms(["张三", "李四", "于秀英", "某", "这是一个很长的词"]) == {"于秀英": "于秀英"}


@given(
    st.text("于关发展建国里后面为群众头髮 a1，。\n\ue000😀𠮷", max_size=60),
    st.sampled_from(VARIANTS),
    st.sampled_from(["zh-Hans", "zh-Hant"]),
)
def test_length_is_kept(text, variant, script):
    """Every conversion keeps the length, so that it can be sliced at the positions of its source."""
    terms = overlay_terms(["于建国", "于发"])

    assert len(Converter(variant, terms).convert(text, script)) == len(text)


@given(st.text("关于发展建国里后面为群众王丙乾干 a1，。", max_size=60))
def test_simplified_of_simplified_is_itself(text):
    """The author's own Simplified is never run through a table (王丙乾 stays)."""
    assert Converter("zh-Hans", {"发展": "發展"}).convert(text) == text


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("terms:\n  支持: 支援他\n", 2, "字数"),
        ("peopel: [甲]\n", 1, "people"),
        ("people: 甲\n", 1, "列表"),
        ("terms: [甲]\n", 1, "名称: 内容"),
        ("a: b: c\n", 1, "冒号"),
        ("interface:\n  zh-Hant-TW:\n    打印: 列印机\n", 2, "字数"),
    ],
)
def test_mistakes_in_conversion_yaml(text, line, words):
    """conversion.yaml's mistakes are Chinese errors on their line."""
    _, collector = read_conversion(text)
    (found,) = collector.found

    assert (found.line, found.is_error) == (line, True)
    assert words in found.message + found.fix


def test_conversion_yaml():
    """People, terms and words of the interface are read; no file means none."""
    conversion, collector = read_conversion(
        "people: [于秀英]\nterms: {新征程: 新征程}\ninterface: {zh-Hant-TW: {打印: 列印}}\n"
    )

    assert conversion.interface == {"zh-Hant-TW": {"打印": "列印"}}

    assert (conversion.people, conversion.terms, collector.found) == (("于秀英",), {"新征程": "新征程"}, [])
    assert read_conversion(None)[0].people == ()
