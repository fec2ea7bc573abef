"""OpenCC, and where it is corrected: words end where they end."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import opencc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinglin.variants import common_glyphs, glossary, lone_characters
from xinglin.variants.characters import COMPATIBILITY, traditional_characters
from xinglin.variants.converter import Converter
from xinglin.variants.engine import CONFIGURATIONS, engine
from xinglin.variants.segmentation import DATA, Lexicon, load_lexicon, load_risks
from xinglin.variants.traditional import corrector, make_corrector, to_traditional

HERE = Path(__file__).parent
ROOT = HERE.parents[1]


def table(name: str) -> list[list[str]]:
    lines = (HERE / name).read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def test_opencc_s_own_cases():
    """With nothing of ours in between, the pinned engine does what its makers expect of it: 320 of 320 cases."""
    found = [row for row in table("opencc_cases.tsv") if opencc.OpenCC(row[1]).convert(row[2]) != row[3]]

    assert found == []


def test_the_engine_is_opencc():
    """What we call is the configuration of that name."""
    cases = [row for row in table("opencc_cases.tsv") if row[1] in CONFIGURATIONS]

    assert len(cases) > 100
    assert [engine(configuration)(text) for _, configuration, text, _ in cases] == [row[3] for row in cases]


@pytest.mark.parametrize(("text", "converted"), table("everyday.tsv"))
def test_everyday_sentences(text, converted):
    """What any hospital writes any day comes out as a careful editor would write it."""
    assert Converter("zh-Hant").convert(text) == converted


@pytest.mark.parametrize("frame", ["{}", "会上，{}。", "{}，大家热烈鼓掌", "（{}）", "据了解，{}"])
def test_surroundings_do_not_matter(frame):
    """A sentence is the same in a sentence."""
    for text, converted in table("everyday.tsv")[:60]:
        assert converted in Converter("zh-Hant").convert(frame.format(text))


@pytest.mark.parametrize("row", glossary.rows(), ids=lambda row: row.word)
def test_every_row_of_the_glossary_is_needed_and_works(row):
    """Its sentence is right with the row and wrong without it; the row keeps the length."""
    place = slice(row.sentence.index(row.word), row.sentence.index(row.word) + len(row.word))
    others = {word: form for word, form in glossary.glossary().items() if word != row.word}
    plain = engine("s2t")(row.sentence)

    assert len(row.form) == len(row.word)
    assert corrector().correct(row.sentence, plain)[place] == row.form
    assert make_corrector(others).correct(row.sentence, plain)[place] != row.form


def test_no_word_twice_in_the_glossary():
    """Two rows for one word would contradict each other in silence."""
    assert len(glossary.rows()) == len(glossary.glossary())


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("维护发展", ["维护", "发展"]),
        ("护发素", ["护发素"]),
        ("医生发现", ["医生", "发现"]),
        ("一个中国原则", ["一个", "中国", "原则"]),
        ("", []),
        ("龘", ["龘"]),
    ],
)
def test_words(text, words):
    """The most probable words."""
    assert load_lexicon().words(text) == words


def test_costs_decide():
    """The cheaper sequence wins; among equals the longer word in front."""
    joins = {"甲": "乙", "乙": "丙"}
    assert Lexicon({"甲乙": 10, "丙": 10, "甲": 5, "乙丙": 5}, joins).words("甲乙丙") == ["甲", "乙丙"]
    assert Lexicon({"甲乙": 5, "丙": 5, "甲": 5, "乙丙": 5}, joins).words("甲乙丙") == ["甲乙", "丙"]
    assert Lexicon({}, joins).words("甲乙丙") == ["甲", "乙", "丙"]


@given(st.text("维护发展一个中国新征程里面的，后天医生头发干部\ue000a😀", max_size=40))
def test_words_are_the_text(text):
    """Nothing is lost or added, whatever the text."""
    assert "".join(load_lexicon().words(text)) == text


@given(st.text("维护发展一个中国新征程里面的，后天医生头发干部长言公河道", min_size=1, max_size=40), st.data())
def test_a_window_ends_where_no_word_crosses(text, data):
    """A stretch contains its position, and no word of the lexicon reaches over its ends, where it does not say it is cut."""
    position = data.draw(st.integers(0, len(text) - 1))
    start, end, cut = load_lexicon().window(text, position)

    assert start <= position < end
    for border, is_cut in ((start, cut.left), (end, cut.right)):
        for i in range(max(0, border - 7), border):
            for j in range(border + 1, min(len(text), i + 8) + 1):
                assert is_cut or load_lexicon().words(text[i:j]) != [text[i:j]]


@given(st.text("塔里木河下游河道一公里范围内地发展系面制", max_size=60))
def test_stretches_follow_one_another(text):
    """Stretches never overlap, and each is its words."""
    done = 0
    for start, end, stretch in corrector().stretches(text):
        assert done <= start < end
        assert text[start:end] == "".join(stretch.words)
        assert len(stretch.converted) == end - start
        done = end


def test_the_data_are_those_of_the_installed_opencc(tmp_path):
    """Which phrases can mislead is computed from OpenCC's dictionaries; another version needs benchmarks/variants/lexicon.py."""
    script = f"""
import sys; sys.path.insert(0, {str(ROOT / "benchmarks/variants")!r})
import lexicon
pairs = lexicon.risky_neighbours()[1]
sys.stdout.write("".join(f"{{c}}\\t{{''.join(sorted(a))}}\\t{{''.join(sorted(b))}}\\n" for c, (a, b) in sorted(pairs.items())))
"""
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)

    assert run.stdout.decode() == (DATA / "risks.txt").read_text("utf-8")


def test_each_character_by_itself_is_as_the_installed_opencc_has_it():
    """Every character of Unicode, each on a line of its own; what OpenCC replaces beforehand is left to it."""
    characters = [chr(code) for code in range(0x80, 0x110000) if not 0xD800 <= code < 0xE000]
    left = [character for character in characters if traditional_characters(character) is None]
    forms = engine("s2t")("\n".join(characters)).split("\n")

    assert {hex(ord(character) >> 8) for character in left} == {"0xf9", "0xfa", "0x2f8", "0x2f9", "0x2fa", "0xe0"}
    assert len(left) == sum(map(len, COMPATIBILITY)) + 1  # and a private-use character
    assert [
        (character, form)
        for character, form in zip(characters, forms, strict=True)
        if traditional_characters(character) not in (form, None)
    ] == []
    assert to_traditional("\uf90a属") == "金屬"


def test_taiwans_glyphs_are_those_of_the_installed_opencc():
    """Which characters its standard writes otherwise, and which of them some phrase keeps; another version may have more."""
    script = f"""
import sys; sys.path.insert(0, {str(ROOT / "benchmarks/variants")!r})
import lexicon
glyphs = {{old: new for old, new in lexicon.opencc_dictionary("TWVariants").items() if old != new}}
phrases = lexicon.opencc_dictionary("TWVariantsPhrases")
kept = {{a for key, value in phrases.items() for a, b in zip(key, value, strict=True) if glyphs.get(a, a) != b}}
sys.stdout.write(repr((sorted(glyphs.items()), sorted(kept))))
"""
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)

    assert run.stdout.decode() == repr((sorted(common_glyphs.PAIRS), sorted(common_glyphs.IN_PHRASES)))


@given(st.text(st.sampled_from("".join(map("".join, common_glyphs.PAIRS)) + "張棟純茶牛驥同小舖一，a\n"), max_size=40))
def test_taiwans_glyphs_are_opencc_s(text):
    """Character by character or by phrases: the same."""
    assert common_glyphs.to_common_glyphs(text) == engine("t2tw")(text)


@given(
    st.lists(
        st.one_of(
            st.sampled_from([word for row in glossary.rows() for word in (row.word, row.sentence)]),
            st.sampled_from(
                ["新征程", "头发", "发展", "护发", "一个中国", "里约", "天后", "余", "只", "60", "塔里木", "干部"]
            ),
            st.text("维护发展一个中国新征程里面的，后天医生头发干部长言余只周范系梁张栋\n3😀𣗊頭", max_size=6),
        ),
        max_size=12,
    ).map("".join)
)
def test_where_nothing_is_risky_characters_decide(text):
    """Corrected, it is the same whether OpenCC matched its phrases in the whole text or gave each character its own form."""
    assert corrector().correct(text, engine("s2t")(text)) == corrector().correct(text, traditional_characters(text))


@pytest.mark.parametrize("unit", ["头发展示，", "范围里", "今天天气好。", "发"])
def test_a_long_text_is_searched_by_blocks(unit):
    """No place is missed or seen twice at a block's edge."""
    text = unit * (120_000 // len(unit))
    per_unit = [sites for sites in corrector().places.find(unit * 3) if len(unit) <= sites < 2 * len(unit)]
    places = list(corrector().places.find(text))

    assert places == sorted(set(places))
    inner = [place for place in places if len(unit) <= place < len(text) - len(unit)]
    assert len(inner) == len(per_unit) * (len(text) // len(unit) - 2)


def test_nothing_is_looked_at_where_no_phrase_can_mislead():
    """The cost is that of the places in question: plain sentences have none."""
    assert list(corrector().stretches("今天天气很好，我们去散步。")) == []
    assert len(list(corrector().stretches("今天维护发展，天气很好。"))) == 1
    assert set(load_risks()) >= set("发里干面制系后")


@given(st.text("维护发展一个中国新征程里面的，后天医生头发干部长言余只周范20\ud800\ue000", max_size=60))
def test_length_is_kept_even_of_broken_text(text):
    """Lone surrogates, which no encoder takes, pass through unchanged; the rest is converted."""
    for variant in ("zh-Hant", "zh-Hant-HK"):
        converted = Converter(variant).convert(text)
        assert len(converted) == len(text)
        assert [i for i, c in enumerate(converted) if c == "\ud800"] == [i for i, c in enumerate(text) if c == "\ud800"]


@given(st.text("维护发展一个中国新征程里面的，后天医生头发干部长言余只周范20着说吃峰", max_size=60))
@pytest.mark.parametrize("variant", ["zh-Hant", "zh-Hant-TW", "zh-Hant-HK"])
def test_what_is_in_the_target_script_stays(variant, text):
    """Converted text, declared as what it is, is not converted again."""
    converter = Converter(variant)
    converted = converter.convert(text)

    assert converter.convert(converted, "zh-Hant") == converted


@pytest.mark.parametrize("unit", ["维护发展", "发", "里", "余", "一个中国原则新征程，", "🏥\u202e发"])
def test_one_long_line(unit):
    """A million characters in one line, hostile to a segmenter or not, are converted as each of them is alone."""
    text = (unit + "。") * (1_000_000 // (len(unit) + 1))
    converted = to_traditional(text)

    assert converted == (to_traditional(unit) + "。") * (len(text) // (len(unit) + 1))


@pytest.mark.drill
@pytest.mark.parametrize("unit", ["维护发展", "里", "塔里木河下游河道一公里范围内"])
def test_ten_megabytes_in_one_line(unit):
    """Ten megabytes without a single border, in bounded time and memory, the length kept."""
    text = unit * (10_000_000 // (3 * len(unit)))

    assert len(to_traditional(text)) == len(text)


@pytest.mark.parametrize(
    ("text", "position", "form"),
    [("余先生", 0, "余"), ("20余天", 2, "餘"), ("之余，", 1, "餘"), ("60只。", 2, "隻"), ("60只能", 2, None),
     ("马里乌波尔", 1, "里"), ("村里人", 1, None), ("天后", 1, None)],
)  # fmt: skip
def test_lone_characters(text, position, form):
    """What stands beside a lone character decides; where nothing does, the usual form stays."""
    rule = lone_characters.form(text, position)

    assert (rule.form if rule else None) == form
    if text[position] in lone_characters.RULES:
        assert lone_characters.is_decided(text, position) == (rule is not None)


@pytest.mark.parametrize("character", lone_characters.RULES)
def test_rules_keep_the_length(character):
    """One character for one, of the Traditional script, with a reason an editor can read."""
    for rule in lone_characters.RULES[character]:
        assert len(rule.form) == 1
        assert rule.reason
