"""QR codes (ISO/IEC 18004) of addresses: as a picture for pages, as text for a terminal."""

from __future__ import annotations

import base64
import math
import struct
import zlib
from functools import cache

import zxingcpp

from xinglin.discovery.qr_superposition import Superposition

_QUIET = 4
"""Modules of margin the standard asks for."""
_DARK = 0


def _rows(text: str) -> list[bytes]:
    """The code's modules without margin, one byte each: 0 is dark. Error correction M, which a scratched print survives."""
    # the mask is fixed: trying all eight for the prettiest takes six times as long, and any of them scans
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M", data_mask=2)
    image = memoryview(code.to_image(scale=1, add_quiet_zones=False))  # type: ignore[arg-type]  # its stub misses the protocol
    data = image.tobytes()
    size = math.isqrt(len(data))
    return [data[start : start + size] for start in range(0, len(data), size)]


def data_url(text: str) -> str:
    """The code as a picture of one pixel a module, inside its own address (RFC 2397): some 530 characters.

    Not a file of its own: a third of all files of a site would be codes that few readers ever open.
    """
    lines = _SUPERPOSITION.picture(text) if text.isascii() and text else _lines(text)
    return f"data:image/png;base64,{base64.b64encode(_png(lines)).decode()}"


def _lines(text: str) -> bytes:
    """The code with its margin as a PNG's lines of one bit a pixel (PNG specification, 9.2: each begins with its filter, here none)."""
    rows = _rows(text)
    size = len(rows) + 2 * _QUIET
    left, right = b"\0" * 8 + b"\xff" * _QUIET, b"\xff" * (_QUIET + -size % 8)
    margin = (b"\0" * 8 + b"\xff" * (size + -size % 8)) * _QUIET
    modules = margin + left + (right + left).join(rows) + right + margin
    # one number for the whole picture: C reads its digits, and where the base is a power of two that is no more than a copy
    return int(modules.translate(_BITS), 2).to_bytes(len(modules) // 8)


_SUPERPOSITION = Superposition(_lines)


def _png(lines: bytes) -> bytes:
    """A greyscale picture of one bit a pixel. Its bytes are stored, not compressed (RFC 1951, 3.2.4): they hardly get fewer."""
    size = _side(len(lines))
    header = struct.pack(">IIBBBBB", size, size, 1, 0, 0, 0, 0)
    stored = (
        struct.pack("<HBHH", 0x0178, 1, len(lines), len(lines) ^ 0xFFFF)
        + lines
        + struct.pack(">I", zlib.adler32(lines))
    )
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", stored) + _END


@cache
def _side(length: int) -> int:
    """Pixels of a square picture's side, from the bytes of its lines."""
    return next(side for side in range(21 + 2 * _QUIET, 178 + 2 * _QUIET, 4) if side * (1 + -(-side // 8)) == length)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


_END = _chunk(b"IEND", b"")
_BITS = bytes(ord("0") if module == _DARK else ord("1") for module in range(256))


def terminal(text: str) -> str:
    """The code in half-height blocks, light on dark as most terminals are, with a margin of two modules."""
    rows = [bytes(255 for _ in row) for row in _rows(text)[:1]] * 2
    rows = [*rows, *_rows(text), *rows, rows[0]]
    blocks = {(True, True): " ", (True, False): "▄", (False, True): "▀", (False, False): "█"}
    lines = []
    for upper, lower in zip(rows[::2], rows[1::2], strict=False):
        pairs = zip(b"\xff\xff" + upper + b"\xff\xff", b"\xff\xff" + lower + b"\xff\xff", strict=True)
        lines.append("".join(blocks[above == _DARK, below == _DARK] for above, below in pairs))
    return "\n".join(lines) + "\n"
