"""Writes back into a manuscript that a mosaic or a crop has been done to the file itself."""

from __future__ import annotations

import re

from xinglin.manuscript.attribute_lists import SPELLINGS, TOKEN

DONE_WORD = "已打"
_LIST = re.compile(r"[ \t\u3000]*[{｛]([^{}｛｝\n]{1,1000})[}｝]")
_COVER_MOSAIC = re.compile(r"""((?:马赛克|mosaic)\s*[:：]\s*)("[^"]*"|'[^']*'|\[[^\]]*\]|[^,，}\n]+)""")


def settle(lines: list[str], line: int, column: int, *, is_cropped: bool) -> list[str]:
    """Lines in which the list behind one picture says what is still to be done.

    Args:
        line: number of the line the picture's address stands on, from 1.
        column: where it begins, from 1.
        is_cropped: the crop was done as well as the mosaic.
    """
    result = list(lines)
    index = line - 1
    rest = result[index][column - 1 :]
    found = _LIST.search(rest)
    if found and "![" not in rest[: found.start()]:
        result[index] = result[index][: column - 1] + rest[: found.start()] + _settled(found, is_cropped=is_cropped)
        result[index] += rest[found.end() :]
    elif index + 1 < len(result) and (own := _LIST.fullmatch(result[index + 1].rstrip())):
        result[index + 1] = _settled(own, is_cropped=is_cropped)
        if not result[index + 1]:
            del result[index + 1]
    return result


def settle_cover(lines: list[str], line: int) -> list[str]:
    """Lines in which the front matter's cover, which begins at ``line`` (from 1), says that its mosaic is done."""
    result = list(lines)
    for index in range(line - 1, len(lines)):
        if index >= line and (lines[index][:1].strip() or not lines[index].strip()):
            break  # the next key, or the end of the header
        result[index] = _COVER_MOSAIC.sub(rf"\g<1>{DONE_WORD}", lines[index])
    return result


def _settled(found: re.Match[str], *, is_cropped: bool) -> str:
    content = found.group(1)

    def token(match: re.Match[str]) -> str:
        name = SPELLINGS.get((match["name"] or match["word"]).lower())
        if name == "crop" and is_cropped:
            return ""
        if name == "mosaic" and match["name"]:
            return f"{match['name']}={DONE_WORD}"
        return match.group()

    content = " ".join(TOKEN.sub(token, content).split())
    return f"{{{content}}}" if content else ""
