"""One line more in a manuscript's header; every other byte stays as its author saved it."""

from __future__ import annotations

import codecs

from xinglin.manuscript.header import is_closing, is_opening

_BOMS = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"), (codecs.BOM_UTF8, "utf-8"))


def with_field(data: bytes, chinese: str, english: str, value: str) -> bytes:
    """The manuscript's bytes with a field at the end of its header.

    The key is Chinese where the header's others are; encoding, byte order mark and line ends stay.
    """
    mark, encoding = next(((mark, name) for mark, name in _BOMS if data.startswith(mark)), (b"", ""))
    rest = data[len(mark) :]
    if not encoding:
        try:
            rest.decode("utf-8")
            encoding = "utf-8"
        except UnicodeDecodeError:
            encoding = "gb18030"
    lines = rest.decode(encoding).splitlines(keepends=True)
    end = "\r\n" if lines and lines[0].endswith("\r\n") else "\n"
    place = _end_of_header([line.rstrip("\r\n") for line in lines])
    key = english if all(line.isascii() or line.split(":")[0].isascii() for line in lines[:place]) else chinese
    if place and not lines[place - 1].endswith(("\n", "\r")):
        lines[place - 1] += end
    lines.insert(place, f"{key}: {value}{end}")
    return mark + "".join(lines).encode(encoding)


def _end_of_header(lines: list[str]) -> int:
    """The number of the line before which a field belongs to the header."""
    first = next((number for number, line in enumerate(lines) if line.strip()), 0)
    if lines and is_opening(lines[first]):
        closing = (number for number in range(first + 1, len(lines)) if is_closing(lines[number]))
        return next(closing, len(lines))
    return next((number for number in range(first, len(lines)) if not lines[number].strip()), len(lines))
