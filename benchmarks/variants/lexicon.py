"""Makes the converter's data (plugins/xinglin/variants/data) anew: run it when OpenCC's version or a word list changes.

    python benchmarks/variants/lexicon.py JIEBA_DICT THUOCL_MEDICAL

JIEBA_DICT is ``dict.txt`` of the package jieba 0.42.1 (MIT), THUOCL_MEDICAL is ``THUOCL_medical.txt`` of the Tsinghua open
lexicon (MIT). OpenCC's own phrases come from the installed package, through the dictionary tool it brings.
"""

from __future__ import annotations

import math
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import opencc

from xinglin.variants.segmentation import COST_PER_NAT, DATA, LONGEST, Lexicon

FLOOR = 10
"""The count given to what OpenCC or THUOCL knows as a phrase and jieba counts more rarely."""
RARE, RARE_NAME = 5, 20
"""Rarer words are left out; of personal names, mostly from novels, more."""
NOT_WORDS = (
    "余天",
    "朱俊",
    "里长",
    "影后",
    "高后",
    "孔后",
    "天后",
    "余家",
    "关向应",
    "双汇集团",
    "十几分钟",
    "万分钟",
    "准入关",
    "岳峰",
    "于田",
    "台盘",
    "一出",
    "宝志",
    "岳城",
    "范星",
    "生发",
    "台制",
    "彩凤",
    "周至",
    "凌河",
    "复信",
)
"""Names and titles that OpenCC lists and that in our prose are nearly always two words (二十余天, 造影后)."""
_NAMES = ("m", "nr", "nrt", "ns")
"""jieba's tags of numbers and names, whose parts know less than the whole (毛里求斯, 三十里)."""
_CLIB = Path(opencc.__file__).parent / "clib"


def opencc_dictionary(name: str) -> dict[str, str]:
    """Source → first target of one of OpenCC's compiled dictionaries."""
    with tempfile.NamedTemporaryFile(suffix=".txt") as file:
        source = _CLIB / "share" / "opencc" / f"{name}.ocd2"
        subprocess.run(
            [_CLIB / "bin" / "opencc_dict", "-i", source, "-o", file.name, "-f", "ocd2", "-t", "text"], check=True
        )
        rows = (line.split("\t") for line in Path(file.name).read_text("utf-8").splitlines() if line)
        return {key: value.split(" ")[0] for key, value in rows}


def alone() -> dict[str, str]:
    """Characters and their forms where no phrase has a say, as far as these differ."""
    characters = opencc_dictionary("STCharacters")
    return {key: value for key, value in sorted(characters.items()) if len(key) == len(value) == 1 and key != value}


def jieba_words(path: Path) -> Iterator[tuple[str, int, str]]:
    for line in path.read_text("utf-8").splitlines():
        word, count, tag = line.split(" ")
        yield word, int(count), tag


Neighbours = dict[str, tuple[set[str], set[str]]]


def risky_neighbours() -> tuple[dict[str, str], Neighbours]:
    """OpenCC's phrases, and for each character that some of them write in another form than it has alone, what stands
    before and behind it there."""
    characters = opencc_dictionary("STCharacters")
    phrases = opencc_dictionary("STPhrases") | opencc_dictionary("STPhrases_GeneratedFromRegionalPhrases")
    default = str.maketrans({key: value for key, value in characters.items() if len(key) == 1})
    pairs: Neighbours = {}
    for key, value in phrases.items():
        for i, (a, b) in enumerate(zip(key, value, strict=True)):
            if b != a.translate(default):
                before, behind = pairs.setdefault(a, (set(), set()))
                before.update(key[i - 1 : i] if i else "")
                behind.update(key[i + 1 : i + 2])
    return phrases, pairs


def main(jieba: Path, medical: Path) -> None:
    phrases, pairs = risky_neighbours()
    ambiguous = set(pairs)

    counts: dict[str, int] = {}
    total = 0
    tags: dict[str, str] = {}
    for word, count, tag in jieba_words(jieba):
        total += count
        tags[word] = tag
        kept = len(word) == 1 or count >= (RARE_NAME if tag.startswith("nr") else RARE)
        if kept or (tag in ("ns", "nrt", "nt", "nz", "i", "l", "n") and ambiguous.intersection(word)):
            counts[word] = count
    known = [line.split("\t")[0].strip() for line in medical.read_text("utf-8").splitlines()]
    for word in (*phrases, *known):
        counts[word] = max(counts.get(word, 0), FLOOR)

    for word in [
        word for word in counts if word not in phrases and len(word) > 1 and _is_misread(word, tags.get(word))
    ]:
        del counts[word]
    for word in NOT_WORDS:
        counts.pop(word, None)
    for word in list(_misleading(counts, total, phrases, tags)):
        del counts[word]

    by_cost: dict[int, list[str]] = defaultdict(list)
    joins: dict[str, set[str]] = defaultdict(set)
    for word, count in counts.items():
        if not (1 <= len(word) <= LONGEST and all("\u3400" <= c <= "\u9fff" or ord(c) > 0xFFFF for c in word)):
            continue
        by_cost[_cost(count, total)].append(word)
        for a, b in pairwise(word):
            joins[a].add(b)
    _write("lexicon.txt", (f"{cost} {' '.join(sorted(words))}" for cost, words in sorted(by_cost.items())))
    _write("joins.txt", (f"{a} {''.join(sorted(bs))}" for a, bs in sorted(joins.items())))

    _write("risks.txt", (f"{c}\t{''.join(sorted(a))}\t{''.join(sorted(b))}" for c, (a, b) in sorted(pairs.items())))
    _write("characters.txt", (f"{character} {form}" for character, form in alone().items()))
    summary = f"{len(counts)} words, {len(ambiguous)} ambiguous characters"
    sys.stdout.write(f"{summary}, OpenCC {opencc.__version__}\n")


def _cost(count: int, total: int) -> int:
    return round(COST_PER_NAT * (math.log(total) - math.log(count)))


def _is_misread(word: str, tag: str | None) -> bool:
    """Words whose ambiguous character the rules for lone characters know better than OpenCC: 签合同, 范明政."""
    return "签" in word or (word[0] in "范余朴岳" and tag == "nr")


def _misleading(counts: dict[str, int], total: int, phrases: dict[str, str], tags: dict[str, str]) -> Iterator[str]:
    """Rare long words that OpenCC has no phrase for and converts across the borders of their parts: 考试制度 is listed by
    jieba, and OpenCC sees 试制 in it. Numbers and names are left, in which the parts know less than the whole."""
    convert = opencc.OpenCC("s2t").convert
    costs = {word: _cost(count, total) for word, count in counts.items()}
    joins: dict[str, str] = defaultdict(str)
    for word in counts:
        for a, b in pairwise(word):
            joins[a] += b
    lexicon = Lexicon(costs, joins)
    for word, count in counts.items():
        if len(word) < 3 or word in phrases or (tags.get(word, "m") not in _NAMES and count > FLOOR):
            continue
        cost = costs.pop(word)
        parts = convert("\ue000".join(lexicon.words(word))).replace("\ue000", "")
        costs[word] = cost
        whole = convert(word)
        is_known = tags.get(word) in _NAMES and {a for a, b in zip(whole, parts, strict=True) if a != b} <= set(
            "里隻週"
        )
        if parts != whole and not is_known:
            yield word


def _write(name: str, lines: Iterator[str]) -> None:
    (DATA / name).write_text("".join(f"{line}\n" for line in lines), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
