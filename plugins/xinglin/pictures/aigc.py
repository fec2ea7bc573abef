"""The label of pictures made by artificial intelligence: the one field of a source's metadata that is published.

The Measures for Labelling AI-Generated and Synthetic Content (《人工智能生成合成内容标识办法》, in force since 1 September
2025) forbid removing it. GB 45438-2025, annex E, gives its fields; TC260-PG-20258A puts them as JSON into the XMP property
``AIGC`` of the namespace below. Some generators write the same into EXIF's UserComment or a PNG text called ``AIGC``.
"""

from __future__ import annotations

import json
from html import escape
from typing import Any
from xml.parsers import expat

from PIL import ExifTags, Image, ImageFile

NAMESPACE = "http://www.tc260.org.cn/ns/AIGC/1.0/"
_PROPERTY = "AIGC"
_FIELDS = (
    "Label", "ContentProducer", "ProduceID", "ReservedCode1", "ContentPropagator", "PropagateID", "ReservedCode2",
)  # fmt: skip
_LABELS = frozenset({"1", "2", "3"})  # made by AI; possibly; suspected
_MAX_LENGTH = 4096
_MAX_PACKET = 1_000_000


def label_of(image: ImageFile.ImageFile) -> str:
    """The label of an opened picture as JSON with the standard's fields and no others; empty when it has none."""
    for candidate in (_from_xmp(image), _from_text(image), _from_exif(image)):
        if candidate and (label := _normalise(candidate)):
            return label
    return ""


def packet(label: str) -> bytes:
    """An XMP packet that says this and nothing else; empty for no label."""
    if not label:
        return b""
    return (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        f'<rdf:Description rdf:about="" xmlns:TC260="{NAMESPACE}"><TC260:AIGC>{escape(label, quote=False)}</TC260:AIGC>'
        "</rdf:Description></rdf:RDF></x:xmpmeta>"
    ).encode()


def _normalise(text: str) -> str:
    """Only what the standard names: a generator may put a prompt, or an account, beside it."""
    if len(text) > _MAX_LENGTH:
        return ""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return ""
    inner = found.get("AIGC", found) if isinstance(found, dict) else None
    if not isinstance(inner, dict) or str(inner.get("Label")) not in _LABELS:
        return ""
    kept: dict[str, Any] = {name: str(inner[name]) for name in _FIELDS if isinstance(inner.get(name), (str, int))}
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))


def _from_xmp(image: ImageFile.ImageFile) -> str:
    packet_ = image.info.get("xmp") or image.info.get("XML:com.adobe.xmp")
    if isinstance(packet_, str):
        packet_ = packet_.encode("utf-8", "replace")
    if not isinstance(packet_, bytes) or len(packet_) > _MAX_PACKET or NAMESPACE.rstrip("/").encode() not in packet_:
        return ""
    reader = _PacketReader()
    return reader.read(packet_)


class _PacketReader:
    """Reads one property from an XMP packet; a packet with a document type is not read at all."""

    def __init__(self) -> None:
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text
        self._parser.StartDoctypeDeclHandler = self._refuse
        self._inside = False
        self._found: list[str] = []

    def read(self, packet_: bytes) -> str:
        try:
            self._parser.Parse(packet_.strip(b"\0 \r\n\t"), True)
        except (expat.ExpatError, ValueError):
            return ""
        return "".join(self._found).strip()

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._inside = _is_property(name)
        for key, value in attributes.items():
            if _is_property(key) and not self._found:
                self._found.append(value)

    def _end(self, name: str) -> None:
        self._inside = False

    def _text(self, text: str) -> None:
        if self._inside:
            self._found.append(text)

    def _refuse(self, *_: object) -> None:
        raise ValueError("a document type in an XMP packet")


def _is_property(name: str) -> bool:
    namespace, _, local = name.rpartition(" ")
    return local == _PROPERTY and namespace.rstrip("/") == NAMESPACE.rstrip("/")


def _from_text(image: ImageFile.ImageFile) -> str:
    found = image.info.get("AIGC")
    return found if isinstance(found, str) else ""


def _from_exif(image: ImageFile.ImageFile) -> str:
    raw = image.info.get("exif")
    if not isinstance(raw, bytes) or b"AIGC" not in raw:
        return ""
    exif = Image.Exif()
    exif.load(raw)
    comment = exif.get_ifd(ExifTags.IFD.Exif).get(ExifTags.Base.UserComment)
    if isinstance(comment, bytes):  # eight bytes name its character code (Exif 2.3, 4.6.5)
        comment = comment[8:].decode("utf-8", "ignore")
    return comment.strip("\0 ") if isinstance(comment, str) else ""
