"""QR codes (ISO/IEC 18004) of addresses: as SVG for pages, as text for a terminal."""

from __future__ import annotations

import math
from itertools import groupby

import zxingcpp

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


def svg(text: str) -> bytes:
    """The code as one path of horizontal strokes, 4 units a module."""
    rows = _rows(text)
    size = (len(rows) + 2 * _QUIET) * 4
    path = "".join(f"M{_QUIET} {y}{_strokes(row)}" for y, row in enumerate(rows, _QUIET))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{size}" height="{size}"><path fill="#fff" d="M0 0h{size}v{size}h-{size}z"/>'
        f'<path transform="translate(0 2) scale(4)" stroke="#000" d="{path}"/></svg>\n'
    ).encode()


def _strokes(row: bytes) -> str:
    """One row, eight modules at a time: a code has some 600 runs, and looking up is three times as fast as finding them."""
    bits = row.translate(_BITS) + b"0" * (-len(row) % 8)
    return "".join(map(_EIGHT.__getitem__, int(bits, 2).to_bytes(len(bits) // 8)))


def _eight(byte: int) -> str:
    """Relative path commands for eight modules, the most significant first; a set bit is dark."""
    pieces = groupby(f"{byte:08b}")
    return "".join(f"h{len(list(run))}" if bit == "1" else f"m{len(list(run))} 0" for bit, run in pieces)


_BITS = bytes(ord("1") if module == _DARK else ord("0") for module in range(256))
_EIGHT = [_eight(byte) for byte in range(256)]


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
