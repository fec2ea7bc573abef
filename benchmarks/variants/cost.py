"""What conversion costs: three variants of a thousand articles' records against one Python-Markdown pass over their sources.

As in a build: the second segmenter's verdicts (finding risky places, cutting words there, converting them) are made when a manuscript is
read and kept with its record, so they are reported apart; those about headings and other short words are made where these are converted.

    python benchmarks/variants/cost.py [--articles 1000] [--texts FOLDER]

Without ``--texts`` the sources are the synthetic hospital's, whose sentences repeat; with it, every .md of a folder is one
article's text (not kept in the repository), as words are in the wild. Each figure is processor time, the best of five rounds, in one
process; start and memory are those of a fresh one.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from math import inf
from pathlib import Path

import markdown

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import corpus

from xinglin.core.clock import TIMEZONE
from xinglin.core.words import Verdicts
from xinglin.kinds import KINDS
from xinglin.manuscript.reading import ReadingTask, read
from xinglin.manuscript.records import Manuscript
from xinglin.manuscript.script_detection import Script
from xinglin.press.building import BuildOptions, build
from xinglin.press.records import weighed
from xinglin.variants import traditional
from xinglin.variants.converter import Converter
from xinglin.variants.fragments import convert_html
from xinglin.variants.views import view

VARIANTS = ("zh-Hant", "zh-Hant-TW", "zh-Hant-HK")
ROUNDS = 5
_FRESH = """
import resource, time
started, before = time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
from xinglin.variants.converter import Converter
imported, with_code = time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
for variant in ("zh-Hant", "zh-Hant-HK"):
    Converter(variant).convert("推进新征程，护士长发言，院长发表讲话。" * 5)
ready, after = time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print((imported - started) * 1e3, (ready - imported) * 1e3, (after - with_code) / 1024)
"""


def _front(number: int, text: str) -> str:
    return f"---\n标题: 第{number}篇\n日期: 2026-03-05\n---\n\n{text}\n"


def _sources(articles: int, texts: Path | None) -> list[str]:
    if texts is not None:
        read_texts = [_text(path) for path in sorted(texts.rglob("*.md"))[:articles]]
        return [text if text.startswith("---\n") else _front(n, text) for n, text in enumerate(read_texts)]
    return [_front(item.number, "\n\n".join(item.paragraphs)) for item in corpus.items(articles)]


def _text(path: Path) -> str:
    data = path.read_bytes()
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("gb18030")


def _once(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


def _manuscripts(sources: Iterable[str]) -> list[Manuscript]:
    readings = (read(ReadingTask(f"a/{n}.md", text.encode(), "news"), KINDS) for n, text in enumerate(sources))
    return [reading.manuscript for reading in readings if reading.manuscript is not None]


def _costs(sources: list[str]) -> None:
    bodies = [source.split("---\n", 2)[2] for source in sources]
    parser = markdown.Markdown(extensions=["extra", "toc", "meta"])
    parsing = min(_once(lambda: [parser.reset().convert(body) for body in bodies]) for _ in range(ROUNDS))
    manuscripts = _manuscripts(sources)
    # without their bodies, as the store keeps them
    records = [replace(manuscript, html="") for manuscript in manuscripts]
    for variant in VARIANTS:
        Converter(variant).convert("热身：护士长发言")
    count = len(records)
    kept: list[dict[str, Verdicts]] = []

    def weigh() -> None:
        _fresh_converters()
        kept[:] = [weighed(manuscript, manuscript.digest) for manuscript in manuscripts]

    def three() -> None:
        converters = _fresh_converters()
        for record, manuscript, verdicts in zip(records, manuscripts, kept, strict=True):
            for converter in converters:
                view(record, converter, verdicts=verdicts)
                convert_html(manuscript.html, converter, verdicts=verdicts.get(manuscript.digest))

    def bodies_only() -> None:
        converter = _fresh_converters()[0]
        for manuscript in manuscripts:
            convert_html(manuscript.html, converter)

    def say(name: str, seconds: float) -> None:
        _say(f"{name}: {seconds / count * 1e3:.3f} ms = {seconds / parsing:.3f} × one pass")

    # by turns, so that a busy minute of the machine falls on each alike
    weighing, converting, one = inf, inf, inf
    for _ in range(ROUNDS):
        weighing = min(weighing, _once(weigh))
        converting = min(converting, _once(three))
        one = min(one, _once(bodies_only))
    size = sum(map(len, bodies)) / len(bodies)
    _say(f"{count} articles of {size:.0f} characters; Python-Markdown {parsing / count * 1e3:.2f} ms an article")
    say("three variants of the records, with the verdicts kept with them", converting)
    say("the verdicts, once", weighing)
    say("both together", converting + weighing)
    say("one body in one variant, with its verdicts", one)


def _fresh_converters() -> list[Converter]:
    """To each variant, nothing remembered from the round before."""
    traditional.forget()
    return [Converter(variant) for variant in VARIANTS]


def _rebuild(articles: int) -> None:
    """How long a build that changes nothing spends in conversion."""
    spent = [0.0]
    original = Converter.convert

    def timed(self: Converter, text: str, script: Script = "zh-Hans", verdicts: Verdicts | None = None) -> str:
        started = time.process_time()
        try:
            return original(self, text, script, verdicts)
        finally:
            spent[0] += time.process_time() - started

    with tempfile.TemporaryDirectory() as folder:
        content = Path(folder) / "content"
        (content / "news").mkdir(parents=True)
        (content / "site.yaml").write_text(f"name: 医院\nvariants: [zh-Hans, {', '.join(VARIANTS)}]\n", "utf-8")
        for number, source in enumerate(_sources(articles, None)):
            (content / "news" / f"a{number}.md").write_text(source, "utf-8")
        now = datetime(2026, 11, 20, 9, tzinfo=TIMEZONE)
        options = BuildOptions(content, Path(folder) / "output", now, cache=Path(folder) / "cache", jobs=1)
        Converter.convert = timed  # type: ignore[method-assign]
        try:
            for name in ("clean build", "build that changes nothing"):
                spent[0] = 0.0
                build(options)
                _say(f"{name} of {articles} articles: {spent[0] * 1e3:.1f} ms in conversion")
        finally:
            Converter.convert = original  # type: ignore[method-assign]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--texts", type=Path, default=None)
    options = parser.parse_args()
    fresh = subprocess.run([sys.executable, "-c", _FRESH], capture_output=True, check=True, text=True)
    imported, loaded, memory = map(float, fresh.stdout.split())
    _say(f"fresh process: import {imported:.0f} ms, dictionaries {loaded:.0f} ms, {memory:.0f} MB for the dictionaries")
    _costs(_sources(options.articles, options.texts))
    _rebuild(min(options.articles, 300))


if __name__ == "__main__":
    main()
