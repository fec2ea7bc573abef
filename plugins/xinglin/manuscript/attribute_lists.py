"""What an editor types in braces behind a picture, ``{马赛克="10,20,30,40" 小 右}``, brought to one spelling.

Markdown's own attribute lists want half-width marks, no space before the brace and one line; whoever types Chinese does
not. A list that is not understood must never be passed over: behind it may be a face that was to be covered.
"""

from __future__ import annotations

import re
import unicodedata

SPELLINGS: dict[str, str] = {
    "mosaic": "mosaic", "马赛克": "mosaic", "打码": "mosaic", "打马赛克": "mosaic", "遮挡": "mosaic", "馬賽克": "mosaic",
    "crop": "crop", "裁剪": "crop", "裁切": "crop", "剪裁": "crop",
    "focus": "focus", "焦点": "focus", "焦點": "focus",
    "size": "size", "大小": "size", "尺寸": "size", "宽度": "size", "宽": "size", "寬度": "size",
    "align": "align", "对齐": "align", "位置": "align", "對齊": "align",
    "depicts": "depicts", "出镜": "depicts", "出鏡": "depicts",
    "consent": "consent", "同意": "consent",
    "photographer": "photographer", "photo": "photographer", "摄影": "photographer", "攝影": "photographer",
    "credit": "credit", "供图": "credit", "图片来源": "credit", "来源": "credit", "供圖": "credit",
}  # fmt: skip
"""As typed, in lower case → the name this room works with."""

PREFIX = "xl-"
"""Before our names in the HTML between Markdown and the sanitiser, where nothing else is called so."""

ATTRIBUTES = frozenset(PREFIX + name for name in SPELLINGS.values())

BARE: dict[str, tuple[str, str]] = {
    "大": ("size", "full"), "全宽": ("size", "full"), "通栏": ("size", "full"), "一半": ("size", "half"), "半宽": ("size", "half"),
    "小": ("size", "third"), "左": ("align", "left"), "居左": ("align", "left"), "靠左": ("align", "left"),
    "右": ("align", "right"), "居右": ("align", "right"), "靠右": ("align", "right"), "居中": ("align", "center"),
}  # fmt: skip
"""Words that need no name before them."""

_LIST = re.compile(r"(?<=[)）\]］])[ \t\u3000]*[{｛]([^{}｛｝\n]{1,1000})[}｝]")
_OWN_LINE = re.compile(r"^[ \t\u3000]*[{｛]([^{}｛｝\n]{1,1000})[}｝][ \t\u3000]*$")
TOKEN = re.compile(
    r"""(?P<name>[^\s=＝:："'“”‘’「」,，;；]+)\s*(?:=|＝|：|:(?=\s*["“‘'「\d]))\s*
        (?:"(?P<a>[^"]*)"|'(?P<b>[^']*)'|[“”](?P<c>[^“”]*)[“”]|[‘’](?P<d>[^‘’]*)[‘’]|「(?P<e>[^「」]*)」|(?P<f>[^\s"'“”‘’「」]+))
      |(?P<word>[^\s=＝"'“”‘’「」]+)""",
    re.VERBOSE,
)
_UNFIT = re.compile(r'["{}\n<>&]')
COVERING = tuple(word for word, name in SPELLINGS.items() if name in {"mosaic", "crop"})
"""Of those, the ones a picture must not be shown without."""
_COVERING = "|".join(COVERING)
_LEFT_OVER = re.compile(
    rf"""[{{｛(（\[【][^{{}}｛｝()（）\n]*?(?:{_COVERING})(?:\s*[=＝:：]|\s+(?=[\d"“'])|\s*[}}｝])[^{{}}｛｝()（）\n]*[}}｝)）\]】]?""",
    re.IGNORECASE,
)
_TAGS = re.compile(r"""<[a-zA-Z](?:[^>"']|"[^"]*"|'[^']*')*>""")
_OURS = re.compile(rf"\s{PREFIX}(?:{'|'.join(sorted(set(SPELLINGS.values())))})=")
_UNSPELLED = re.compile(rf"""<[^>]*?\s(?:{_COVERING})\s*=""", re.IGNORECASE)


def spell(line: str, previous: str = "") -> tuple[str, bool]:
    """A line with every list on it spelled as Markdown wants it, and whether it belongs to the line before.

    A list on a line of its own belongs to the picture that ends the line before. A list without any of our names or
    words is left alone, and so is one within code.
    """
    if "![" in previous and previous.rstrip().endswith((")", "）", "]")) and (alone := _OWN_LINE.match(line)):
        spelled = _spelled(alone.group(1))
        if spelled is not None:
            return spelled, True
    return (_LIST.sub(_list, line) if "](" in line or "][" in line else line), False


def left_over(html: str, words: str) -> str:
    """A list that should cover or cut something and was taken by no picture; empty when there is none.

    Args:
        html: as Markdown made it.
        words: the article's words, without markup and code.
    """
    if found := _UNSPELLED.search(html):
        return found.group().rsplit(None, 1)[-1]
    found = _LEFT_OVER.search(words)
    return found.group() if found else ""


def count(html: str) -> int:
    """How many of our attributes an HTML text has, on whatever elements: at least one for each element that has any."""
    return sum(len(_OURS.findall(tag)) for tag in _TAGS.findall(html) if PREFIX in tag)


def _list(match: re.Match[str]) -> str:
    if match.string.count("`", 0, match.start()) % 2:
        return match.group()
    spelled = _spelled(match.group(1))
    return match.group() if spelled is None else spelled


def _spelled(content: str) -> str | None:
    """The list's canonical form; None when none of its names and words is ours."""
    written: list[str] = []
    is_ours = False
    for token in TOKEN.finditer(content):
        if word := token["word"]:
            if word in BARE:
                is_ours = True
                written.append('{}{}="{}"'.format(PREFIX, *BARE[word]))
            elif word.lower() in SPELLINGS:
                is_ours = True
                written.append(f'{PREFIX}{SPELLINGS[word.lower()]}=""')
            else:
                written.append(word)
            continue
        value = next(token[group] for group in "abcdef" if token[group] is not None)
        name = SPELLINGS.get(unicodedata.normalize("NFKC", token["name"]).lower())
        is_ours = is_ours or name is not None
        written.append(f'{PREFIX + name if name else token["name"]}="{_UNFIT.sub(" ", value).strip()}"')
    return "{" + " ".join(written) + "}" if is_ours else None
