"""What bad gateways and careless copying leave between the words: doubled punctuation, rests of tags, numeric entities."""

from __future__ import annotations

import html
import re

_MARKS = "，。、；：！？"
_BEFORE_MARK = re.compile(rf"(?<![,，])[,，]+(?=[{_MARKS};:!?])|(?<=[{_MARKS}]),+(?=[^\d])")
_DOUBLED_ASCII = re.compile(r",(?=[,.])(?!\.\d)")
_HAN = "\u3400-\u9fff“”‘’《》（）〈〉【】〓"
_COMMA = re.compile(rf"(?<=[{_HAN}\d%a-zA-Z)]),(?=[{_HAN}])|(?<=[{_HAN}]),(?=[\d a-zA-Z(]|$)", re.M)
_REPEATED = re.compile(r"([，。、；：])\1+")
_ENTITY = re.compile(
    r"&#(?:x[0-9a-fA-F]{1,6}|[0-9]{1,7});?|&(?:nbsp|amp|quot|ldquo|rdquo|lsquo|rsquo|hellip|mdash|middot);"
)
_TAG_NAME = r"(?:strong|b|em|i|u|s|p|br|hr|span|font|div|a|h[1-6]|td|tr|th|tbody|table|li|ul|ol|img|section|center|o:p)"
_BLOCK = re.compile(r"</?(?:p|br|div|tr|table|li|ul|ol|h[1-6]|section|center)\b[^<>]{0,500}>", re.I)
_TAG = re.compile(rf"</?{_TAG_NAME}\b[^<>]{{0,500}}>", re.I)
_REMNANT = re.compile(rf"(?<![<a-zA-Z0-9])/?{_TAG_NAME}(?:\s[^<>\n]{{0,200}})?>|</?{_TAG_NAME}(?=[\s,，。]|$)", re.I)
_MIXED_BRACKETS = re.compile(r"\(([^()（）\n]{1,80})）|（([^()（）\n]{1,80})\)")


def without_entities(text: str) -> str:
    """Numeric character references, and the few named ones of copied text, as characters."""
    return _ENTITY.sub(lambda match: html.unescape(match.group()).replace("\xa0", " "), text)


def without_tags(text: str) -> str:
    """Plain text out of what has whole tags, halves of tags and orphans; blocks end lines."""
    text = _BLOCK.sub("\n", text)
    text = _REMNANT.sub("", _TAG.sub("", text))
    return re.sub(r"\n{3,}", "\n\n", text)


def with_single_marks(text: str) -> str:
    """One mark where a gateway left two (``,，`` or ``,,``), full-width between Chinese words."""
    text = _BEFORE_MARK.sub("", text)
    text = _DOUBLED_ASCII.sub("", text)
    text = _REPEATED.sub(r"\1", _COMMA.sub("，", text))
    return _MIXED_BRACKETS.sub(lambda match: f"（{match.group(1) or match.group(2)}）", text)
