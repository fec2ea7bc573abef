"""SVG: what draws is published, what is private is left out, what could do harm is refused."""

from __future__ import annotations

import pytest
from lxml import etree

from xinglin.pictures.inspect import inspect
from xinglin.pictures.problem import PictureProblem
from xinglin.pictures.render import RenderTask, render
from xinglin.pictures.retouching import Box, Retouch
from xinglin.pictures.svg import sanitise

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 200 100"'
CHART = f"""<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
<!-- SECRET -->
{HEAD} xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" inkscape:export-filename="C:\\Users\\SECRET\\a.png">
<metadata><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">SECRET</rdf:RDF></metadata>
<inkscape:grid note="SECRET"><rect/></inkscape:grid>
<title>门诊流程 &lt;一&gt;</title>
<style>.a {{ fill: url(#g) }}</style>
<defs><linearGradient id="g"><stop offset="0" stop-color="#0a7"/></linearGradient></defs>
<rect class="a" width="50" height="20" style="stroke:#333"/><use xlink:href="#g"/><text xml:space="preserve"> 挂号 </text>
</svg>"""


def wrapped(inner: str, attributes: str = "") -> bytes:
    return f"{HEAD} {attributes}>{inner}</svg>".encode()


def test_a_drawing_is_published_without_what_is_private(save, tmp_path):
    """Shapes, words, styles and inner references stay; comments and the program's notes go; the size is the viewBox's."""
    path = save(CHART.encode(), "a.svg")
    photograph = inspect(path)

    (made,) = render(RenderTask(path, photograph, tmp_path / "out"))

    assert (photograph.format, photograph.width, photograph.height) == ("SVG", 200, 100)
    data = made.read_bytes()
    assert made.suffix == ".svg"
    assert b"SECRET" not in data
    tree = etree.fromstring(data)
    names = [etree.QName(element).localname for element in tree.iter()]
    assert names == ["svg", "title", "style", "defs", "linearGradient", "stop", "rect", "use", "text"]
    assert tree.findtext("{*}title") == "门诊流程 <一>"
    assert tree.find("{*}use").get("{http://www.w3.org/1999/xlink}href") == "#g"
    assert tree.findtext("{*}text") == " 挂号 "


@pytest.mark.parametrize(
    ("inner", "attributes", "word"),
    [
        ("<script>alert(1)</script>", "", "script"),
        ("<g onclick='alert(1)'/>", "", "onclick"),
        ("<g ONLOAD='alert(1)'/>", "", "ONLOAD"),
        ("", "onload='alert(1)'", "onload"),
        ("<foreignObject><p xmlns='http://www.w3.org/1999/xhtml'>x</p></foreignObject>", "", "foreignObject"),
        ("<image href='data:image/png;base64,AAAA'/>", "", "image"),
        ("<image xlink:href='https://elsewhere.example/a.png'/>", "", "image"),
        ("<use href='https://elsewhere.example/a.svg#x'/>", "", "href"),
        ("<use xlink:href='//elsewhere.example/a.svg#x'/>", "", "href"),
        ("<a href='javascript:alert(1)'><text>x</text></a>", "", "<a>"),
        ("<rect fill='url(https://elsewhere.example/#a)'/>", "", "fill"),
        ("<rect style='background:URL( //elsewhere.example/a )'/>", "", "style"),
        ("<style>@import 'a.css';</style>", "", "style"),
        ("<style>a{b:u\\72l(//x)}</style>", "", "style"),
        ("<style>a{b:url(https://elsewhere.example/)}</style>", "", "style"),
        ("<animate attributeName='href' to='javascript:alert(1)'/>", "", "animate"),
        ("<set attributeName='onload' to='x'/>", "", "set"),
    ],
)
def test_what_could_do_harm_is_refused(inner, attributes, word):
    """Scripts, events, links, embedded and foreign things; the message names what it is."""
    with pytest.raises(PictureProblem) as caught:
        sanitise(wrapped(inner, attributes))

    assert word in caught.value.message


@pytest.mark.parametrize(
    "content",
    [
        b'<!DOCTYPE svg [<!ENTITY a "b">]>' + wrapped("<text>&a;</text>"),
        b'<?xml-stylesheet href="https://elsewhere.example/a.css"?>' + wrapped(""),
        wrapped("<g>" * 100 + "</g>" * 100),
        wrapped("<g/>" * 30_000),
        wrapped("<g>"),
        b"<svg>" + b"x" * 2_000_000 + b"</svg>",
        b"<svg viewBox='0 0 10 10'/>",
        b'<svg xmlns="http://www.w3.org/2000/svg"/>',
        b'<svg xmlns="http://www.w3.org/2000/svg" width="1e9" height="1"/>',
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 nan inf"/>',
        b'<x xmlns="urn:x"><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/></x>',
        CHART.encode("utf-16")[:-20],
    ],
)
def test_what_is_no_plain_drawing_is_refused(content):
    """Entities, style sheets elsewhere, nesting and number beyond reason, broken XML, no size, no namespace."""
    with pytest.raises(PictureProblem):
        sanitise(content)


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ('width="20mm" height="1in"', (76, 96)),
        ('width="50%" height="50%"', (200, 100)),
        ('width="12.4" height="7px"', (12, 7)),
    ],
)
def test_size_is_what_a_browser_would_take(attributes, size):
    """Absolute lengths in CSS pixels; with relative ones, the viewBox."""
    assert sanitise(wrapped("", attributes))[1:] == size


def test_sanitising_twice_changes_nothing():
    """What was published passes again, byte for byte."""
    once = sanitise(CHART.encode())[0]

    assert sanitise(once)[0] == once


def test_a_mosaic_on_an_svg_is_refused(save, tmp_path):
    """It would cover nothing: the shapes below stay in the file."""
    path = save(CHART.encode(), "a.svg")

    with pytest.raises(PictureProblem, match="马赛克"):
        render(RenderTask(path, inspect(path), tmp_path, Retouch(mosaics=(Box(0, 0, 50, 50),))))
