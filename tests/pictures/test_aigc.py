"""The label of AI-made pictures is the one thing of a source's metadata that is published, in every file made of it."""

from __future__ import annotations

import io
import json
from html import escape
from xml.sax.saxutils import quoteattr

import pytest
from lxml import etree
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from xinglin.pictures import aigc
from xinglin.pictures.inspect import inspect, inspect_bytes
from xinglin.pictures.render import RenderTask, render

# GB 45438-2025, annex E; the namespace and the property from TC260-PG-20258A
URI = "http://www.tc260.org.cn/ns/AIGC/1.0/"
LABEL = {
    "Label": "1",
    "ContentProducer": "001191110102MACQD9K64010000",
    "ProduceID": "7712 & <9>",
    "ReservedCode1": "",
    "ContentPropagator": "",
    "PropagateID": "",
    "ReservedCode2": "",
}


def xmp(value: str, *, as_attribute: bool = False, uri: str = URI, before: str = "") -> bytes:
    own = f"><a:AIGC>{escape(value)}</a:AIGC>" if not as_attribute else f" a:AIGC={quoteattr(value)}>"
    return (
        f'{before}<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        f'<rdf:Description xmlns:a="{uri}" xmlns:dc="http://purl.org/dc/elements/1.1/"{own}<dc:creator>SECRET</dc:creator>'
        "</rdf:Description></rdf:RDF></x:xmpmeta>"
    ).encode()


def published(data: bytes) -> dict[str, str] | None:
    """What a reader of XMP finds in a published file."""
    start = data.find(b"<x:xmpmeta")
    if start < 0:
        return None
    tree = etree.fromstring(data[start : data.index(b"</x:xmpmeta>", start) + 12])
    (label,) = tree.iterfind(f".//{{{URI}}}AIGC")
    assert [element.tag for element in tree.iter() if "purl.org" in element.tag] == []
    return json.loads(label.text)


def saved(image: Image.Image, name: str, packet: bytes) -> bytes:
    stream = io.BytesIO()
    options: dict[str, object] = {"xmp": packet}
    if name == "PNG":
        notes = PngInfo()
        notes.add_itxt("XML:com.adobe.xmp", packet.decode())
        options = {"pnginfo": notes}
    image.save(stream, name, **options)
    return stream.getvalue()


@pytest.mark.parametrize("name", ["JPEG", "PNG", "WEBP", "AVIF"])
@pytest.mark.parametrize("as_attribute", [True, False])
@pytest.mark.parametrize("drawing", [True, False])
def test_the_label_survives_and_nothing_beside_it(photo, save, tmp_path, name, as_attribute, drawing):
    """From every format into every format, whole; the creator that stood beside it is gone."""
    image = Image.new("RGB", (700, 500), "#0a7") if drawing else photo(700, 500)
    path = save(saved(image, name, xmp(json.dumps(LABEL), as_attribute=as_attribute)), f"a.{name.lower()}")

    for made in render(RenderTask(path, inspect(path), tmp_path / "out")):
        data = made.read_bytes()
        assert published(data) == LABEL, made.name
        assert b"SECRET" not in data


def test_other_places_of_the_label(photo):
    """EXIF's UserComment and a PNG text, each with the name around the fields."""
    wrapped = json.dumps({"AIGC": LABEL})
    exif = Image.Exif()
    exif.get_ifd(0x8769)[0x9286] = b"ASCII\0\0\0" + wrapped.encode()
    stream = io.BytesIO()
    photo(60, 40).save(stream, "JPEG", exif=exif)
    assert json.loads(inspect_bytes(stream.getvalue()).aigc) == LABEL

    notes = PngInfo()
    notes.add_text("AIGC", wrapped)
    stream = io.BytesIO()
    photo(60, 40).save(stream, "PNG", pnginfo=notes)
    assert json.loads(inspect_bytes(stream.getvalue()).aigc) == LABEL


@pytest.mark.parametrize(
    "packet",
    [
        xmp("no JSON"),
        xmp("[1]"),
        xmp('{"Label": "9"}'),
        xmp('{"Label": "1", "ContentProducer": "' + "x" * 9000 + '"}'),
        xmp(json.dumps(LABEL), uri="http://elsewhere.example/"),
        xmp(json.dumps(LABEL), before='<!DOCTYPE a [<!ENTITY b "c">]>'),
        xmp(json.dumps(LABEL))[:-30],
        xmp("[" * 4000),
        b"\xff\xfe not XML http://www.tc260.org.cn/ns/AIGC/1.0",
    ],
)
def test_what_is_no_label_is_not_published(photo, save, tmp_path, packet):
    """Broken, foreign or endless packets carry nothing through."""
    path = save(saved(photo(200, 100), "JPEG", packet), "a.jpg")
    photograph = inspect(path)

    assert photograph.aigc == ""
    assert all(published(made.read_bytes()) is None for made in render(RenderTask(path, photograph, tmp_path / "out")))


def test_a_prompt_beside_the_label_goes(photo):
    """Only the standard's fields."""
    data = saved(photo(60, 40), "JPEG", xmp(json.dumps(LABEL | {"Prompt": "SECRET", "Label": 1})))

    assert json.loads(inspect_bytes(data).aigc) == LABEL


def test_a_packet_is_read_back():
    """Markup in a value is escaped."""
    label = json.dumps({"Label": "1", "ProduceID": "</TC260:AIGC><a b='&'>"})

    assert published(b"..." + aigc.packet(label) + b"...") == json.loads(label)
    assert aigc.packet("") == b""
