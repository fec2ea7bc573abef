"""Takes everything out of a picture file that is not its pixels, without touching those: nothing is decoded.

What goes: EXIF with its GPS position, serial numbers and thumbnail, XMP, IPTC, comments, text chunks, and whatever lies
behind the end of the picture (a phone's motion picture, a second view). What is kept says how the pixels are to be read.

Sources: JPEG, ITU-T T.81 B.1 and JFIF 1.02; PNG, W3C Portable Network Graphics 3rd edition, 5 and 11; WebP, RFC 9649 2.7;
GIF89a, 23 to 26.
"""

from __future__ import annotations

import struct
import zlib

from .problem import damaged

_SOI, _EOI, _SOS = 0xD8, 0xD9, 0xDA
_NO_LENGTH = frozenset({0x01, *range(0xD0, 0xD8)})
_PNG_KEPT = frozenset(
    {
        b"IHDR",
        b"PLTE",
        b"IDAT",
        b"IEND",
        b"tRNS",
        b"gAMA",
        b"cHRM",
        b"sRGB",
        b"sBIT",
        b"cICP",
        b"acTL",
        b"fcTL",
        b"fdAT",
    }
)
_WEBP_KEPT = frozenset({b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF"})
_GIF_KEPT = (b"NETSCAPE2.0", b"ANIMEXTS1.0")
"""Application extensions that say how often an animation is repeated."""


def strip(data: bytes, *, keeps_profile: bool = False, xmp: bytes = b"") -> bytes:
    """The file with its pixels and nothing else; equal to ``data`` when there is nothing to take out.

    Args:
        keeps_profile: the colour profile is needed to read the colours right.
        xmp: a packet to put in, for JPEG, PNG and WebP.

    Raises:
        PictureProblem: the file's structure is broken.
    """
    try:
        if data.startswith(b"\xff\xd8"):
            return _strip_jpeg(data, keeps_profile, xmp)
        if data.startswith(b"\x89PNG"):
            return _strip_png(data, keeps_profile, xmp)
        if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
            return _strip_webp(data, keeps_profile, xmp)
        if data.startswith(b"GIF8"):
            return _strip_gif(data)
    except (IndexError, struct.error) as error:
        raise damaged() from error
    raise damaged()


def _strip_jpeg(data: bytes, keeps_profile: bool, xmp: bytes) -> bytes:
    pieces = [data[:2]]
    label = b"http://ns.adobe.com/xap/1.0/\0" + xmp
    packet = b"\xff\xe1" + struct.pack(">H", len(label) + 2) + label if xmp else b""
    position = 2
    while True:
        while data[position] == 0xFF and data[position + 1] == 0xFF:
            position += 1  # fill bytes
        if data[position] != 0xFF:
            raise damaged()
        marker = data[position + 1]
        if marker == _EOI:
            return b"".join([*pieces, b"\xff\xd9"])
        if marker in _NO_LENGTH:
            pieces.append(data[position : position + 2])
            position += 2
            continue
        end = position + 2 + struct.unpack_from(">H", data, position + 2)[0]
        segment = data[position:end]
        if len(segment) < end - position:
            raise damaged()
        if packet and marker != 0xE0:  # JFIF comes first
            pieces.append(packet)
            packet = b""
        pieces.append(_jpeg_segment(marker, segment, keeps_profile))
        position = end
        if marker == _SOS:
            following = _end_of_scan(data, position)
            pieces.append(data[position:following])
            position = following


def _jpeg_segment(marker: int, segment: bytes, keeps_profile: bool) -> bytes:
    if marker == 0xE0:
        if segment[4:9] != b"JFIF\0":
            return b""  # JFXX: a thumbnail
        return b"\xff\xe0\x00\x10" + segment[4:16] + b"\0\0"  # version and density, no thumbnail
    if marker == 0xE2 and segment[4:16] == b"ICC_PROFILE\0":
        return segment if keeps_profile else b""
    if marker == 0xEE and segment[4:9] == b"Adobe":
        return segment  # how the colours are encoded
    is_metadata = 0xE0 <= marker <= 0xEF or marker == 0xFE
    return b"" if is_metadata else segment


def _end_of_scan(data: bytes, position: int) -> int:
    """Where the next marker stands that is neither a restart nor a stuffed byte."""
    while True:
        position = data.find(b"\xff", position)
        if position < 0:
            raise damaged()
        following = data[position + 1]
        if following != 0 and not 0xD0 <= following <= 0xD7 and following != 0xFF:
            return position
        position += 1 if following == 0xFF else 2


def _strip_png(data: bytes, keeps_profile: bool, xmp: bytes) -> bytes:
    kept = _PNG_KEPT | {b"iCCP"} if keeps_profile else _PNG_KEPT
    pieces = [data[:8]]
    position = 8
    while True:
        length, name = struct.unpack_from(">I4s", data, position)
        end = position + 12 + length
        chunk = data[position:end]
        if len(chunk) < 12 + length:
            raise damaged()
        if name in kept:
            pieces.append(chunk)
        if name == b"IHDR" and xmp:
            pieces.append(_png_text(b"XML:com.adobe.xmp\0\0\0\0\0" + xmp))
        position = end
        if name == b"IEND":
            return b"".join(pieces)


def _png_text(content: bytes) -> bytes:
    body = b"iTXt" + content
    return struct.pack(">I", len(content)) + body + struct.pack(">I", zlib.crc32(body))


def _strip_webp(data: bytes, keeps_profile: bool, xmp: bytes) -> bytes:
    kept = _WEBP_KEPT | {b"ICCP"} if keeps_profile else _WEBP_KEPT
    end = min(len(data), 8 + struct.unpack_from("<I", data, 4)[0])
    pieces: list[bytes] = []
    is_extended = False
    position = 12
    while position + 8 <= end:
        name, length = struct.unpack_from("<4sI", data, position)
        following = position + 8 + length + length % 2
        chunk = data[position:following]
        if len(chunk) < 8 + length:
            raise damaged()
        if name == b"VP8X":
            flags = chunk[8] & (0b00110010 if keeps_profile else 0b00010010)  # profile, alpha, animation
            chunk = chunk[:8] + bytes([flags | 0b100 if xmp else flags]) + chunk[9:]
            is_extended = True
        if name in kept:
            pieces.append(chunk)
        position = following
    if xmp and is_extended:  # a simple file has no place for it; no generator that labels writes one
        pieces.append(struct.pack("<4sI", b"XMP ", len(xmp)) + xmp + b"\0" * (len(xmp) % 2))
    body = b"WEBP" + b"".join(pieces)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _strip_gif(data: bytes) -> bytes:
    position = 13 + _palette_size(data[10])
    pieces = [data[:position]]
    while True:
        kind = data[position]
        if kind == 0x3B:
            return b"".join([*pieces, b"\x3b"])
        if kind == 0x2C:
            end = _end_of_blocks(data, position + 10 + _palette_size(data[position + 9]) + 1)
            is_kept = True
        elif kind == 0x21:
            end = _end_of_blocks(data, position + 2)
            label = data[position + 1]
            is_kept = label == 0xF9 or (label == 0xFF and data[position + 3 : position + 14] in _GIF_KEPT)
        else:
            raise damaged()
        if is_kept:
            pieces.append(data[position:end])
        position = end


def _palette_size(flags: int) -> int:
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def _end_of_blocks(data: bytes, position: int) -> int:
    while length := data[position]:
        position += 1 + length
    return position + 1
