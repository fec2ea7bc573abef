"""Why a text is converted as it is: each stage with its result, and the rule that won at each place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from xinglin.manuscript.script_detection import Script
from xinglin.variants import lone_characters
from xinglin.variants.converter import Converter
from xinglin.variants.correction import Stretch
from xinglin.variants.engine import engine
from xinglin.variants.glossary import glossary
from xinglin.variants.segmentation import load_risks
from xinglin.variants.traditional import corrector, to_traditional

_LONGEST = 8


class Reason(NamedTuple):
    """A rule that decided a place: its position (characters from 0), the source's words, their form, the rule in Chinese."""

    position: int
    words: str
    form: str
    rule: str


class Stage(NamedTuple):
    """One step of the conversion: its name in Chinese, the text after it, and what decided."""

    name: str
    text: str
    reasons: tuple[Reason, ...] = ()


def explain(text: str, converter: Converter, script: Script = "zh-Hans") -> tuple[Stage, ...]:
    """The stages ``text`` goes through on its way to the converter's variant; the last one is what readers get."""
    stages = [Stage("原文", text)]
    result = converter.convert(text, script)
    if result == text and script == converter.variant:
        return (*stages, Stage("不转换", text))
    if script == "zh-Hans":
        dictionary = engine("s2t")(text)
        corrected = to_traditional(text)
        stages.append(Stage("词典", dictionary, tuple(_phrases(text, dictionary))))
        stages.append(Stage("切词", corrected, tuple(_corrections(text, dictionary, corrected))))
    else:
        corrected = text
    terms = tuple(
        Reason(start, term, form, "站点的人名和词语") for start, term, form in converter.terms_in(text, script)
    )
    plain = Converter(converter.variant).convert(text, script)
    stages.append(Stage("字形", plain, tuple(_glyphs(corrected, plain, converter.variant))))
    stages.append(Stage("人名和词语", result, terms))
    return tuple(stages)


def _phrases(text: str, dictionary: str) -> Iterator[Reason]:
    """OpenCC's phrases that gave a character another form than it has alone, and the ambiguous ones that have that form."""
    convert = engine("s2t")
    position = 0
    while position < len(text):
        if convert(text[position]) == dictionary[position]:
            if text[position] in load_risks():
                yield Reason(position, text[position], dictionary[position], "多义字取最常用的字形")
            position += 1
            continue
        start, end = _phrase(text, dictionary, position)
        yield Reason(start, text[start:end], dictionary[start:end], f"OpenCC 的词条“{text[start:end]}”")
        position = max(end, position + 1)


def _phrase(text: str, dictionary: str, position: int) -> tuple[int, int]:
    """(start, end) of the shortest piece around ``position`` that by itself converts as it did in the text."""
    convert = engine("s2t")
    for size in range(2, _LONGEST + 1):
        for start in range(max(0, position - size + 1), min(position, len(text) - size) + 1):
            if convert(text[start : start + size]) == dictionary[start : start + size]:
                return start, start + size
    return position, position + 1


def _corrections(text: str, dictionary: str, corrected: str) -> Iterator[Reason]:
    for start, end, stretch in corrector().stretches(text):
        rules = list(_rules(text, start, stretch))
        if corrected[start:end] != dictionary[start:end] and not rules:
            rules = ["词条跨了两个词，不用"]
        yield Reason(start, "｜".join(stretch.words), corrected[start:end], "；".join(rules) or "与词典一致")


def _rules(text: str, start: int, stretch: Stretch) -> Iterator[str]:
    for offset in stretch.lone:
        rule = lone_characters.form(text, start + offset)
        if rule is not None:
            yield f"单字“{text[start + offset]}”作“{rule.form}”：{rule.reason}"
    for word in stretch.words:
        rows = glossary()
        for part in [word] if word in rows else [part for part in rows if part in word]:
            yield f"系统词表：{part}作{rows[part]}"


def _glyphs(before: str, after: str, variant: str) -> Iterator[Reason]:
    name = {"zh-Hans": "简体", "zh-Hant": "通行", "zh-Hant-TW": "臺灣", "zh-Hant-HK": "香港"}[variant]
    for position, (old, new) in enumerate(zip(before, after, strict=True)):
        if old != new:
            yield Reason(position, old, new, f"{name}字形")
