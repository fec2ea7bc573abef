"""A gateway as bad as those seen: Traditional character by character, pinyin inserted on GBK bytes, commas before marks."""

from __future__ import annotations

import re
from functools import cache

import opencc
from pypinyin import Style, pinyin

ANNOTATED = "衛發關統優醫設業務領學習創術現環內構質權礎責導續轉訓態風聯戰數總"
"""Characters that were annotated; any list of about thirty common ones does the same damage."""


@cache
def traditional(character: str) -> str:
    converted: str = _engine().convert(character)
    return converted if len(converted) == 1 else character


@cache
def _engine() -> opencc.OpenCC:
    return opencc.OpenCC("s2t")


def mangle(text: str, annotated: str = ANNOTATED, *, doubles: bool = True, tags: bool = True) -> str:
    """What a reader of the gateway copies: lines of paragraphs, some of them in <strong>, as a browser shows them."""
    lines = [f"<p><strong>{line}</strong></p>" if tags and n % 5 == 0 else f"<p>{line}</p>" if tags else line
             for n, line in enumerate("".join(map(traditional, text)).split("\n"))]  # fmt: skip
    page = "\n".join(lines)
    if doubles:
        page = re.sub("(?=[，、。；：！？])", ",", page)
    data = page.encode("gbk", "ignore")
    for character in annotated:
        ((reading,),) = pinyin(character, style=Style.TONE)
        raw = character.encode("gbk")
        data = data.replace(raw, raw + f"({reading})".encode("gbk"))
    return re.sub(r"</?[a-z][^<>]*>", "", shown(data))


def shown(data: bytes) -> str:
    """Bytes as an old decoder of GBK shows them: a pair that is no character becomes one ``?``."""
    out = []
    position = 0
    while position < len(data):
        if data[position] < 0x80:
            out.append(chr(data[position]))
            position += 1
            continue
        pair = data[position : position + 2]
        try:
            out.append(pair.decode("gbk"))
        except UnicodeDecodeError:
            out.append("?")
        position += 2
    return "".join(out)
