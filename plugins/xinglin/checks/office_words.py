"""Words inside Office files and other archives: docx, xlsx, pptx, ofd and zip are zip files of XML and text.

Compressed, their words are invisible to whoever searches the bytes; readers and search engines see them all the same.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator

MAX_MEMBER = 20_000_000
MAX_TOTAL = 60_000_000
"""Bytes unpacked of one archive: a bomb is not unpacked any further."""
_TEXT = (".xml", ".rels", ".txt", ".csv", ".html", ".htm", ".md", ".json")
_ARCHIVES = (".zip", ".docx", ".xlsx", ".pptx", ".ofd")
_END_OF_BLOCK = re.compile(rb"</(?:\w+:)?(?:p|si|row|c|TextCode|tr|is)>")
_TAG = re.compile(rb"<[^>]*>")


def is_archive(data: bytes) -> bool:
    return data.startswith(b"PK\x03\x04")


def words(data: bytes, depth: int = 1) -> Iterator[bytes]:
    """The text of every member, paragraphs apart, as UTF-8; nothing for what is no archive, or a damaged one."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield from _members(archive, depth)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError):
        return


def _members(archive: zipfile.ZipFile, depth: int) -> Iterator[bytes]:
    total = 0
    for member in archive.infolist():
        yield member.filename.encode("utf-8", "surrogatepass")
        name = member.filename.lower()
        if not name.endswith((*_TEXT, *_ARCHIVES)) or member.flag_bits & 1:
            continue
        with archive.open(member) as stream:
            content = stream.read(min(MAX_MEMBER, MAX_TOTAL - total))
        total += len(content)
        if name.endswith(_ARCHIVES):
            if depth:
                yield from words(content, depth - 1)
        elif name.endswith((".xml", ".rels")):
            yield _TAG.sub(b"", _END_OF_BLOCK.sub(b"\0", content))
        else:
            yield content
        if total >= MAX_TOTAL:
            return
