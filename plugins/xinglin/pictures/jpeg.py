"""Is a JPEG whole? Its markers say more than its decoder tells.

libjpeg fills whatever is missing with mid-grey and only warns, and Pillow keeps the warning to itself. Pillow does
report a file that ends without its end marker; two cases are left, and found here: compressed data broken by bytes
that are no data (a bad sector on a USB stick), and data cut short with an end marker put behind it (repair tools).
Damage that leaves a plausible stream of codes is a different picture, and no reader can tell.

Source: ITU-T T.81, B.1 (markers), B.2 (syntax), G.1 (progressive scans).
"""

from __future__ import annotations

import re
import struct
from contextlib import suppress
from dataclasses import dataclass, field

from PIL import Image, ImageFile

from .decoding import opened

_MARKER = re.compile(rb"\xff([\x01-\xcf\xd8-\xfe])")  # neither stuffing (00), restart (D0-D7) nor fill (FF)
_SOF = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_PROGRESSIVE = frozenset({0xC2, 0xC6, 0xCA, 0xCE})
_SOS, _EOI = 0xDA, 0xD9
_WITH_LENGTH = _SOF | {0xC4, 0xCC} | frozenset(range(0xDA, 0xF0)) | {0xFE}
_MAX_SCANS = 100  # real files have at most a dozen or two; each scan walks the whole picture again
MAX_SCANNED = 1_500_000_000
"""Pixels times scans: a dozen scans of the largest picture allowed. More is a file made to keep a decoder busy."""
_PROBE_ROWS = 48  # the decoder may hold back one row of blocks (at most 32 pixels) while it waits for more data
_FILLER = frozenset({127, 128})  # mid-grey; 127 where CMYK is stored inverted
_NEVER_DECODED = frozenset({0})


@dataclass(frozen=True, slots=True)
class Structure:
    """A JPEG whose markers are in order: the offset of its end marker, its stored height, and its number of scans."""

    end: int
    height: int
    scans: int


@dataclass(slots=True)
class _Frame:
    """Which coefficients of which component the scans have brought, and how exactly (0: to the last bit)."""

    progressive: bool
    height: int
    missing_bits: dict[int, list[int]] = field(default_factory=dict)
    scans: int = 0

    def scan(self, header: bytes) -> None:
        """Note one scan header: component ids, first and last coefficient, successive approximation low bit."""
        self.scans += 1
        count = header[0]
        first, last, approximation = header[1 + 2 * count : 4 + 2 * count]
        # sequential encoders are known to write nonsense into the spectral fields, which no decoder looks at
        span = range(first, min(last, 63) + 1) if self.progressive else range(64)
        for identifier in header[1 : 1 + 2 * count : 2]:
            bits = self.missing_bits.get(identifier)
            if bits is None:
                raise ValueError("scan of an unknown component")
            for position in span:
                bits[position] = approximation & 15 if self.progressive else 0

    @property
    def is_complete(self) -> bool:
        return self.scans > 0 and not any(any(bits) for bits in self.missing_bits.values())


def read_structure(data: bytes) -> Structure | None:
    """Follow the markers of a JPEG to its end; None when they are broken or cut short, or coefficients never come.

    Bytes after the end marker (a phone's motion picture, a second view) are not looked at.
    """
    frame: _Frame | None = None
    position = 2
    try:
        while found := _MARKER.search(data, position):
            code, start = found[1][0], found.end()
            if code == _EOI:
                return Structure(found.start(), frame.height, frame.scans) if frame and frame.is_complete else None
            if code not in _WITH_LENGTH or (code in _SOF and frame):
                return None
            (length,) = struct.unpack_from(">H", data, start)
            body = data[start + 2 : start + length]
            if code in _SOF:
                (height,) = struct.unpack_from(">H", body, 1)
                frame = _Frame(code in _PROGRESSIVE, height, {identifier: [99] * 64 for identifier in body[6::3]})
            elif code == _SOS:
                if frame is None or frame.scans == _MAX_SCANS:
                    return None
                frame.scan(body)
            position = start + length
    except (struct.error, ValueError, IndexError):  # a segment that ends before its fields
        return None
    return None


def load_preview(image: ImageFile.ImageFile) -> None:
    """Load an opened JPEG at an eighth of its size, which leaves most of the decoder's work undone."""
    image.draft(None, (max(1, image.width // 8), max(1, image.height // 8)))
    image.load()


def ends_early(data: bytes, structure: Structure, preview: Image.Image) -> bool:
    """True when the data of a JPEG of one scan stops before the picture does, an end marker notwithstanding.

    ``preview`` is the picture after :func:`load_preview`. Only when it ends in the exact mid-grey that libjpeg fills
    in is a second look worth its time: decoded without the end marker, real grey is still there while invented grey is
    not. With more scans nothing is decoded before the end marker; there :func:`read_structure` has seen that every scan
    is present.
    """
    place = (preview.width - 1, preview.height - 1 - _PROBE_ROWS * preview.height // structure.height)
    if structure.scans > 1 or place[1] < 0 or not _has(preview, place, _FILLER):
        return False
    with opened(data[: structure.end]) as partial:
        with suppress(OSError):  # expected: the end is missing
            load_preview(partial)
        partial.tile = []  # what has been decoded can be looked at now
        return _has(partial, place, _NEVER_DECODED)


def _has(image: Image.Image, place: tuple[int, int], values: frozenset[int]) -> bool:
    value = image.getpixel(place)
    bands = value if isinstance(value, tuple) else (value,)
    return all(band in values for band in bands)
