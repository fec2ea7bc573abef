"""What conversion costs: three variants of a thousand articles' records against one Python-Markdown pass over their sources.

    python benchmarks/variants/cost.py [--articles 1000] [--texts FOLDER]

Without ``--texts`` the sources are the synthetic hospital's, whose sentences repeat; with it, every .md of a folder is one
article's text (not kept in the repository), as words are in the wild. Each figure is processor time, the best of three rounds, in one
process; start and memory are those of a fresh one.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path

import markdown

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import corpus

from xinglin.core.clock import TIMEZONE
from xinglin.kinds import KINDS
from xinglin.manuscript.reading import ReadingTask, read
from xinglin.press.building import BuildOptions, build
from xinglin.variants import traditional
from xinglin.variants.converter import Converter
from xinglin.variants.fragments import convert_html
from xinglin.variants.views import view

VARIANTS = ("zh-Hant", "zh-Hant-TW", "zh-Hant-HK")
ROUNDS = 3
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


def _best(work: Callable[[], object]) -> float:
    def once() -> float:
        started = time.process_time()
        work()
        return time.process_time() - started

    return min(once() for _ in range(ROUNDS))


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


def _records(sources: Iterable[str]) -> list[object]:
    readings = (read(ReadingTask(f"a/{n}.md", text.encode(), "news"), KINDS) for n, text in enumerate(sources))
    return [reading.manuscript for reading in readings if reading.manuscript is not None]


def _costs(sources: list[str]) -> None:
    bodies = [source.split("---\n", 2)[2] for source in sources]
    parser = markdown.Markdown(extensions=["extra", "toc", "meta"])
    parsing = _best(lambda: [parser.reset().convert(body) for body in bodies])
    records = _records(sources)
    converters = [Converter(variant) for variant in VARIANTS]
    for converter in converters:
        converter.convert("热身：护士长发言")

    def three() -> None:
        traditional.forget()
        for record in records:
            for converter in converters:
                view(record, converter)

    def bodies_only() -> None:
        traditional.forget()
        for record in records:
            convert_html(record.html, converters[0])  # type: ignore[attr-defined]

    variants, one = _best(three), _best(bodies_only)
    size = sum(map(len, bodies)) / len(bodies)
    count = len(records)
    _say(f"{count} articles of {size:.0f} characters; Python-Markdown {parsing / count * 1e3:.2f} ms an article")
    _say(f"three variants of the records: {variants / count * 1e3:.3f} ms = {variants / parsing:.3f} × one pass")
    _say(f"one body in one variant: {one / count * 1e3:.3f} ms")


def _rebuild(articles: int) -> None:
    """How long a build that changes nothing spends in conversion."""
    spent = [0.0]
    original = Converter.convert

    def timed(self: Converter, text: str, script: str = "zh-Hans") -> str:
        started = time.process_time()
        try:
            return original(self, text, script)  # type: ignore[arg-type]
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
        Converter.convert = timed  # type: ignore[assignment, method-assign]
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
