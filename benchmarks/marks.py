"""How many of MediaWiki's own cases for ``-{…}-`` our marks pass.

    python benchmarks/marks.py langParserTests2.txt

The file is Parsoid's (tests/parser/langParserTests2.txt, GPL-2.0-or-later) and no part of this project. A case is a test in one
variant; those about wiki pages rather than text (titles, tables of contents, magic words) are left out. Compared are the
words a reader sees, tags and spacing aside. MediaWiki converts from either script at once; here the text is taken to be in
the other one, so that only the marks are measured.
"""

from __future__ import annotations

import html
import re
import sys
from pathlib import Path

from xinglin.core.variant import Variant
from xinglin.manuscript.script_detection import Script
from xinglin.variants.converter import Converter
from xinglin.variants.fragments import convert_html

_VARIANTS: dict[str, tuple[Variant, Script]] = {
    "zh-hans": ("zh-Hans", "zh-Hant"), "zh-cn": ("zh-Hans", "zh-Hant"), "zh-my": ("zh-Hans", "zh-Hant"),
    "zh-sg": ("zh-Hans", "zh-Hant"), "zh-hant": ("zh-Hant", "zh-Hans"), "zh-tw": ("zh-Hant-TW", "zh-Hans"),
    "zh-hk": ("zh-Hant-HK", "zh-Hans"), "zh-mo": ("zh-Hant-HK", "zh-Hans"),
}  # fmt: skip
_CODES = {"zh-hans-cn": "zh-cn", "zh-hant-tw": "zh-tw", "zh-hant-hk": "zh-hk"}
_ABOUT_PAGES = ("showtitle", "showtocdata", "property=", "__NO", "DISPLAYTITLE")
_TAG = re.compile(r"<[^>]*>")


def cases(text: str) -> list[tuple[str, str, str, str]]:
    """(name, variant code, wikitext, expected HTML) of each test in each of its variants."""
    found = []
    for block in text.split("!! test\n")[1:]:
        parts = dict(re.findall(r"^!! (options|wikitext|html/php)\n(.*?)(?=^!! )", block, re.DOTALL | re.MULTILINE))
        codes = re.search(r"htmlVariantLanguage=(\S+)", parts.get("options", ""))
        if not codes or "language=zh" not in parts["options"] or "html/php" not in parts:
            continue
        if any(word in block for word in _ABOUT_PAGES):
            continue
        name = block.partition("\n!!")[0].replace("\n", " ")
        for code in codes.group(1).lower().split(","):
            found.append((name, _CODES.get(code, code), parts["wikitext"], parts["html/php"]))
    return found


def page(wikitext: str) -> str:
    """Wikitext as HTML, as far as these cases need it."""
    text = re.sub(r"<!--.*?-->", "", wikitext, flags=re.DOTALL)
    text = re.sub(r"^\* (.*)$", r"<li>\1</li>", text, flags=re.MULTILINE)
    return "".join(f"<p>{part}</p>" for part in re.split(r"\n{2,}", text))


def words(markup: str) -> str:
    return re.sub(r"\s+", "", html.unescape(_TAG.sub("", markup)))


def shown(code: str, wikitext: str) -> str:
    if code == "zh":  # no variant at all: marks are read, nothing is converted
        return convert_html(page(wikitext), Converter("zh-Hans"), "zh-Hans", code="zh")
    variant, script = _VARIANTS[code]
    return convert_html(page(wikitext), Converter(variant), script, code=code)


def main() -> int:
    passed = total = 0
    for name, code, wikitext, expected in cases(Path(sys.argv[1]).read_text("utf-8")):
        total += 1
        got = words(shown(code, wikitext))
        if got == words(expected):
            passed += 1
        else:
            sys.stdout.write(f"- {name} [{code}]\n    {got[:120]}\n    {words(expected)[:120]}\n")
    sys.stdout.write(f"{passed} of {total} ({100 * passed / total:.1f} %)\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
