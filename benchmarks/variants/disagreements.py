"""Where the converter and other engines differ on a folder of texts: what a reader must judge to count true errors.

    python benchmarks/variants/disagreements.py FOLDER [--sample 420] [--seed 1] [--words]

Engines: OpenCC as it comes, and opencc-jieba-pyo3 and zhconv-rs where they are installed (development only; the last is
GPL and no part of the project). Every text is one file. Differences that are spellings of one word (佈 布, 週 周, 鍊 煉)
are left out for engines with other dictionaries. ``--words`` lists every word the converter chose in a doubtful place,
once, in Traditional: reading that list finds the errors all engines share. Decision 0016 has what was found.
"""

from __future__ import annotations

import argparse
import importlib
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

from xinglin.variants.engine import engine
from xinglin.variants.segmentation import load_risks
from xinglin.variants.traditional import corrector, to_traditional

# Each pair is two spellings of one word, of which institutions use both.
_SPELLINGS = (
    "臺台 檯台 佈布 佔占 週周 捲卷 遊游 籤簽 啓啟 峯峰 羣群 衆眾 爲為 麪麵 着著 鍊煉 準准 鬱郁 託托 嘆歎 祕秘 牀床 污汙 鷄雞 癡痴 "
    "脣唇 艷豔 僞偽 硏研 蹤踪 溼濕 夥伙 樑梁 纔才 慾欲 薦荐 捨舍 盃杯 鑒鑑 註注 誌志 蒐搜 讚贊 葯藥 盪蕩 鉋刨 嚥咽 侷局 覈核 黴霉 "
    "恆恒 銹鏽 喫吃 烟菸 灶竈 齶腭 鍼針 裊嫋 氾泛 捱挨 唸念 揹背 巖岩 痠酸 崑昆 姪侄 燬毀 瘻瘺 釐厘 瞭了 柺拐 鉤鈎 湧涌 絃弦 綵彩 譁嘩 "
    "伕夫 匯彙 傢家"
)
_FOLDED = str.maketrans({pair[0]: pair[1] for pair in _SPELLINGS.split()})
_Engine = Callable[[str], str]


def _others() -> Iterator[tuple[str, _Engine]]:
    """The other engines that are here, each up to OpenCC's own Traditional."""
    yield "OpenCC", engine("s2t")
    for module, make in (
        ("opencc_jieba_pyo3", lambda found: lambda text: found.OpenCC("s2t").convert(text, False)),
        ("zhconv_rs", lambda found: lambda text: found.zhconv(text, "zh-hant")),
    ):
        try:
            found = importlib.import_module(module)
        except ImportError:
            continue
        yield module, make(found)


def _context(text: str, position: int) -> str:
    before, behind = text[max(0, position - 4) : position], text[position + 1 : position + 5]
    return f"{before}[{text[position]}]{behind}".replace("\n", "|")


def _differences(texts: list[str], name: str, other: _Engine) -> None:
    glyphs = engine("t2tw")
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for text in texts:
        theirs, ours = glyphs(other(text)), glyphs(to_traditional(text))
        for position, (a, b) in enumerate(zip(theirs, ours, strict=False)):
            is_spelling = name != "OpenCC" and a.translate(_FOLDED) == b.translate(_FOLDED)
            if a != b and not is_spelling and text[position] not in "“”‘’":
                found[f"{text[position]} {name}: {a} here: {b}"][_context(text, position)] += 1
    for what, contexts in sorted(found.items(), key=lambda item: -item[1].total()):
        sys.stdout.write(f"{what} {contexts.total()} {' '.join(contexts)}\n")


def _words(texts: list[str]) -> None:
    risks, glyphs = load_risks(), engine("t2tw")
    seen: Counter[str] = Counter()
    for text in texts:
        shown = glyphs(to_traditional(text))
        for start, _, stretch in corrector().stretches(text):
            position = start
            for word in stretch.words:
                if len(word) > 1 and not risks.keys().isdisjoint(word):
                    seen[shown[position : position + len(word)]] += 1
                position += len(word)
    sys.stdout.write(" ".join(word for word, _ in seen.most_common()) + "\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sample", type=int, default=420)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--words", action="store_true")
    options = parser.parse_args()
    paths = sorted(path for path in options.folder.rglob("*") if path.is_file())
    chosen = random.Random(options.seed).sample(paths, min(options.sample, len(paths)))
    texts = [path.read_text("utf-8") for path in chosen]
    if options.words:
        _words(texts)
        return
    for name, other in _others():
        _differences(texts, name, other)


if __name__ == "__main__":
    main()
