"""Whatever an editor's Windows saved becomes the same text, or one sentence saying why not."""

from __future__ import annotations

import codecs
import time

import pytest

TEXT = "---\n标题: 门诊开展义诊\n日期: 2026-03-05\n作者: 张三\n---\n\n第一段。\n\n- 一\n- 二\n"


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode("utf-8"),
        codecs.BOM_UTF8 + TEXT.encode("utf-8"),
        TEXT.encode("gbk"),
        TEXT.encode("gb18030"),
        TEXT.encode("gb2312"),
        TEXT.encode("utf-16"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace("\n", "\r").encode(),
        TEXT.replace("\n", "\r\n").encode("gbk"),
        TEXT.replace("\n", "\u2028").encode(),
        TEXT.replace("\n", "\u2029").encode(),
    ],
    ids=["utf8", "bom", "gbk", "gb18030", "gb2312", "utf16le", "utf16be", "crlf", "cr", "gbk-crlf", "ls", "ps"],
)
def test_all_encodings_give_the_same_article(sound, data):
    """UTF-8, BOM, UTF-16, GBK, GB18030, CRLF, CR, Unicode line separators: same front matter, same body."""
    manuscript = sound(data)

    assert manuscript.front.title == "门诊开展义诊"
    assert manuscript.front.authors == ("张三",)
    assert manuscript.html == "<p>第一段。</p>\n<ul>\n<li>一</li>\n<li>二</li>\n</ul>"


def test_characters_beyond_gbk(sound):
    """GB18030's four-byte characters survive (GB 18030-2022 asks all systems for them)."""
    assert sound("---\n标题: 䶮㐂𠮷\n日期: 2026-03-05\n---\n".encode("gb18030")).front.title == "䶮㐂𠮷"


def test_composed_and_decomposed_letters_are_one(sound):
    """A name typed on a Mac (decomposed) equals the same name typed on Windows."""
    assert sound("---\n标题: Ame\u0301lie\n日期: 2026-03-05\n---\n").front.title == "Am\u00e9lie"


@pytest.mark.parametrize(
    "character", ["\x00", "\x07", "\x0b", "\x1b", "\x7f", "\x80", "\x9f", "\u202e", "\u2066", "\ufeff"]
)
@pytest.mark.parametrize("where", ["header", "body"])
def test_control_characters_are_dropped_and_told(reading, character, where):
    """Control characters and bidi overrides leave the text; one warning says on which line and column one was."""
    if where == "header":
        text, line, column = f"---\n标题: 义{character}诊\n日期: 2026-03-05\n---\n\n正文。\n", 2, 6
    else:
        text, line, column = f"---\n标题: 义诊\n日期: 2026-03-05\n---\n\n正{character}文。\n", 6, 2
    result = reading(text)
    (found,) = result.diagnostics

    assert (found.code, found.line, found.column, found.is_error) == ("TXT04", line, column, False)
    assert f"U+{ord(character):04X}" in found.message
    assert result.manuscript.front.title == "义诊"
    assert result.manuscript.html == "<p>正文。</p>"


@pytest.mark.parametrize("data", [b"", b"\n\n \t\n", codecs.BOM_UTF8, b"\r\n"])
def test_an_empty_file_is_told(only_error, data):
    """A file with nothing in it gives one error, not an empty page."""
    assert only_error(data)[0] == "TXT03"


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40,
        b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(range(255, -1, -1)) * 40,
        b"PK\x03\x04" + bytes(2000),
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500),
        TEXT.encode("utf-16-le") * 3,
        b"\xff\xfe\x41",
        bytes(5000),
    ],
    ids=["png", "jpeg", "docx", "doc", "utf16 without bom", "odd utf16", "zeros"],
)
def test_bytes_that_are_no_text(only_error, data):
    """A picture or a Word file renamed .md gives exactly one error that says how to save it."""
    code, _, _, words = only_error(data)

    assert code == "TXT02"
    assert "UTF-8" in words


def test_five_megabytes_are_refused_at_once(only_error):
    """A 5 MB file is one error with its size, without being parsed."""
    data = TEXT.encode() + "字".encode() * 1_700_000
    started = time.process_time()
    code, _, _, words = only_error(data)

    assert (code, "5.1 MB" in words) == ("TXT01", True)
    assert time.process_time() - started < 1
