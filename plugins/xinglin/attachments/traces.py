"""Traces people leave in documents: names of authors and employers, comments, tracked changes, hidden sheets.

A document is published as it is, so its traces are told to whoever publishes it and are removed by hand: a program that
rewrote a signed or stamped document would break it. Sources: ECMA-376 part 2, 11 (core properties) and part 1, 17.13
(comments, revisions) and 18.2.19 (sheet states); ISO 32000-2, 14.3; [MS-OLEPS] 3.
"""

from __future__ import annotations

import io
import logging
import re
import struct
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Literal
from xml.parsers import expat

Kind = Literal["author", "last_author", "company", "comments", "changes", "hidden", "mismatch"]

MAX_BYTES = 50_000_000
"""Larger files are published unread; a hospital's forms are thousandths of this."""
_MAX_PART = 5_000_000
_MAX_MEMBERS = 200
_MAX_WORDS = 60

_OFFICE_ZIP = frozenset({".docx", ".xlsx", ".pptx", ".docm", ".xlsm", ".pptm", ".wps", ".et", ".dps"})
_OFFICE_OLE = frozenset({".doc", ".xls", ".ppt", ".wps", ".et", ".dps"})
_READ = _OFFICE_ZIP | _OFFICE_OLE | {".pdf", ".zip", ".ofd"}
# What software writes when nobody said who they are.
_NOBODY = re.compile(
    r"(?i)(?:administrators?|admin|users?|windows user|microsoft(?: office user| corporation)?|office|owner|root|guest|unknown|"
    r"lenovo|dell|hp|acer|asus|thinkpad|pc|computer|python-docx|openpyxl|apache poi|wps(?: office)?|"
    r"微软用户|微软中国|用户|未知|作者)?[\s\d.]*"
)
_BROKEN = (
    OSError, ValueError, TypeError, LookupError, AttributeError, ArithmeticError, AssertionError, EOFError, RuntimeError, MemoryError,
    NotImplementedError, RecursionError, zipfile.BadZipFile, zlib.error, struct.error, expat.ExpatError,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Trace:
    """One thing a document tells. ``words``: the name, or how many there are; ``inside``: the member of a ZIP it lies in."""

    kind: Kind
    words: str
    inside: str = ""


def find_traces(data: bytes, suffix: str) -> tuple[Trace, ...]:
    """What is in a file.

    Args:
        suffix: of its name, in lower case with the dot.
    """
    return tuple(dict.fromkeys(_find(data, suffix, nested=False)))


def reads(suffix: str, size: int) -> bool:
    """Whether :func:`find_traces` knows this sort of file and it is not too large."""
    return suffix in _READ and size <= MAX_BYTES


def _find(data: bytes, suffix: str, *, nested: bool) -> list[Trace]:
    try:
        if data.startswith(b"PK\x03\x04"):
            if suffix == ".zip":
                return [] if nested else _in_zip(data)
            return _in_office(data) if suffix in _OFFICE_ZIP else _mismatch(suffix)
        if data.startswith(b"\xd0\xcf\x11\xe0"):
            return _in_ole(data) if suffix in _OFFICE_OLE or suffix in _OFFICE_ZIP else _mismatch(suffix)
        if b"%PDF-" in data[:1024]:
            return _in_pdf(data) if suffix == ".pdf" else _mismatch(suffix)
    except _BROKEN:
        return []
    # .doc and .xls may be RTF or HTML under an old name, and open as such
    return _mismatch(suffix) if suffix in {".pdf", ".zip", ".docx", ".xlsx", ".pptx"} else []


def _mismatch(suffix: str) -> list[Trace]:
    return [Trace("mismatch", suffix)]


def _named(kind: Kind, words: str | None) -> list[Trace]:
    shown = " ".join((words or "").split())[:_MAX_WORDS]
    return [] if _NOBODY.fullmatch(shown) else [Trace(kind, shown)]


def _in_zip(data: bytes) -> list[Trace]:
    found: list[Trace] = []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for member in archive.infolist()[:_MAX_MEMBERS]:
            suffix = PurePosixPath(member.filename).suffix.lower()
            if suffix in _READ and member.file_size <= MAX_BYTES and not member.flag_bits & 1:
                inner = _find(_part(archive, member, MAX_BYTES), suffix, nested=True)
                found += [Trace(trace.kind, trace.words, member.filename) for trace in inner]
    return found


def _part(archive: zipfile.ZipFile, member: zipfile.ZipInfo | str, limit: int = _MAX_PART) -> bytes:
    """At most ``limit`` bytes of a member, whatever it claims; nothing for one that is not there."""
    try:
        with archive.open(member) as stream:
            return stream.read(limit)
    except KeyError:
        return b""


def _in_office(data: bytes) -> list[Trace]:
    found: list[Trace] = []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        core, app = _texts(_part(archive, "docProps/core.xml")), _texts(_part(archive, "docProps/app.xml"))
        found += _named("author", core.get("creator"))
        if core.get("lastModifiedBy") != core.get("creator"):
            found += _named("last_author", core.get("lastModifiedBy"))
        found += _named("company", app.get("Company")) + _named("company", app.get("Manager"))
        names = set(archive.namelist())
        comments = [name for name in names if re.fullmatch(r"(?:word/comments|(?:xl|ppt)/comments/?\w*\d*)\.xml", name)]
        count = sum(
            len(re.findall(rb"<(?:\w+:)?(?:comment|cm)[ >]", _part(archive, name))) for name in sorted(comments)
        )
        if count:
            found.append(Trace("comments", str(count)))
        changes = len(
            re.findall(rb"<w:(?:ins|del|moveFrom|moveTo) ", _part(archive, "word/document.xml", 4 * _MAX_PART))
        )
        if changes:
            found.append(Trace("changes", str(changes)))
        hidden = re.findall(rb'<sheet\b[^>]*\bstate="(?:hidden|veryHidden)"', _part(archive, "xl/workbook.xml"))
        if hidden:
            found.append(Trace("hidden", str(len(hidden))))
    return found


def _texts(xml: bytes) -> dict[str, str]:
    """Element without prefix → its text, of a small properties file. Entities are refused: none belongs there."""
    texts: dict[str, str] = {}
    stack: list[str] = []
    parser = expat.ParserCreate()

    def start(name: str, attributes: dict[str, str]) -> None:
        stack.append(name.rpartition(":")[2])

    def words(text: str) -> None:
        if stack:
            texts[stack[-1]] = texts.get(stack[-1], "") + text

    def end(name: str) -> None:
        stack.pop()

    def entity(*arguments: object) -> None:
        raise ValueError("entities in a properties file")

    parser.StartElementHandler, parser.CharacterDataHandler, parser.EndElementHandler = start, words, end
    parser.EntityDeclHandler = entity
    if xml:
        parser.Parse(xml, True)
    return texts


def _in_ole(data: bytes) -> list[Trace]:
    import olefile  # few sites still have such files

    with olefile.OleFileIO(io.BytesIO(data)) as document:
        metadata = document.get_metadata()

        def text(value: object, page: object) -> str:
            if not isinstance(value, bytes):
                return str(value or "")
            encoding = "utf-8" if page in (65001, -535) else "gb18030"
            return value.decode(encoding, "replace").rstrip("\0")

        author = text(metadata.author, metadata.codepage)
        last = text(metadata.last_saved_by, metadata.codepage)
        found = _named("author", author) + (_named("last_author", last) if last != author else [])
        return found + _named("company", text(metadata.company, metadata.codepage_doc))


def _in_pdf(data: bytes) -> list[Trace]:
    from pypdf import PdfReader  # loads slowly, and most builds meet no new attachment
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # a crooked PDF is shown by every reader all the same
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted:
            return []
        metadata = reader.metadata
        found = _named("author", str(metadata.author or "") if metadata else "")
        packet = reader.xmp_metadata
        for name in (packet.dc_creator or []) if packet else []:
            found += _named("author", str(name))
        return found
    except PyPdfError:
        return []
