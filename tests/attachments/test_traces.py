"""What documents tell besides their content: made here as office software makes them, found and bounded."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfWriter

from xinglin.attachments.traces import Trace, find_traces

CORE = (
    '<?xml version="1.0"?><cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>{}</dc:creator><cp:lastModifiedBy>{}</cp:lastModifiedBy></cp:coreProperties>'
)
APP = '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Company>{}</Company></Properties>'


def package(**parts: str) -> bytes:
    """A ZIP of parts; ``__`` stands for a slash, ``_x`` for ``.xml``."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name.replace("__", "/").replace("_x", ".xml"), text)
    return stream.getvalue()


def docx(author: str = "", last: str = "", company: str = "", **more: str) -> bytes:
    return package(
        docProps__core_x=CORE.format(author, last),
        docProps__app_x=APP.format(company),
        word__document_x="<w:document/>",
        **more,
    )


def pdf(**metadata: str) -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(72, 72)
    writer.add_metadata({f"/{name}": value for name, value in metadata.items()})
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def test_names_in_office_documents():
    """Author, last author and company; the last author only where it is another."""
    assert find_traces(docx("张三", "李四", "某某广告公司"), ".docx") == (
        Trace("author", "张三"),
        Trace("last_author", "李四"),
        Trace("company", "某某广告公司"),
    )
    assert find_traces(docx("张三", "张三"), ".docx") == (Trace("author", "张三"),)


@pytest.mark.parametrize(
    "nobody", ["", "Administrator", "微软用户", "Windows User", "user", "admin 2", "python-docx", "Lenovo"]
)
def test_names_of_nobody(nobody):
    """What software writes when nobody said who they are tells nothing."""
    assert find_traces(docx(nobody, nobody, nobody), ".docx") == ()
    assert find_traces(pdf(Author=nobody), ".pdf") == ()


def test_comments_changes_and_hidden_sheets():
    """What a document still holds of how it came about."""
    text = '<w:document><w:ins w:id="1"><w:r/></w:ins><w:del w:id="2"/><w:insideH w:val="x"/></w:document>'
    written = package(
        word__document_x=text, word__comments_x='<w:comments><w:comment w:id="0"/><w:comment w:id="1"/></w:comments>'
    )
    assert set(find_traces(written, ".docx")) == {Trace("comments", "2"), Trace("changes", "2")}
    sheets = '<workbook><sheets><sheet name="甲"/><sheet name="乙" state="hidden"/><sheet name="丙" state="veryHidden"/></sheets></workbook>'
    assert find_traces(package(xl__workbook_x=sheets), ".xlsx") == (Trace("hidden", "2"),)


def test_names_in_a_pdf():
    """The document information's author, in whatever encoding PDF has for it."""
    assert find_traces(pdf(Author="王五", Producer="WPS"), ".pdf") == (Trace("author", "王五"),)
    assert find_traces(pdf(Title="申请表"), ".pdf") == ()


def test_documents_in_a_zip():
    """Members are looked into, one level deep, and named."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("表格/申请表.docx", docx("张三"))
        archive.writestr("说明.pdf", pdf(Author="王五"))
        archive.writestr("内.zip", package(a="x"))
        archive.writestr("读我.txt", "作者 赵六")

    found = find_traces(stream.getvalue(), ".zip")

    assert set(found) == {Trace("author", "张三", "表格/申请表.docx"), Trace("author", "王五", "说明.pdf")}


@pytest.mark.parametrize(
    ("data", "suffix"),
    [
        (b"<html>", ".pdf"),
        (b"%PDF-1.7", ".docx"),
        (docx(), ".pdf"),
        (b"hello", ".zip"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), ".pdf"),
    ],
)
def test_a_file_that_is_not_what_it_says(data, suffix):
    """Its reader could not open it."""
    assert find_traces(data, suffix) == (Trace("mismatch", suffix),)


@pytest.mark.parametrize("suffix", [".doc", ".xls"])
def test_old_names_for_new_things(suffix):
    """Word and Excel open RTF and HTML under .doc and .xls; many offices hand out such files."""
    assert find_traces(b"<html><table>", suffix) == ()


def test_a_bomb_and_entities_are_left_alone():
    """A part that unpacks without end, and one that defines entities, cost little and give nothing."""
    bomb = package(docProps__core_x="<a>" + " " * 30_000_000)
    assert find_traces(bomb, ".docx") == ()
    laughs = '<!DOCTYPE a [<!ENTITY b "张三">]><a><creator>&b;</creator></a>'
    assert find_traces(package(docProps__core_x=laughs), ".docx") == ()


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(["docx", "pdf", "zip", "ole"]), st.integers(0, 4000), st.binary(max_size=30))
def test_damage_never_stops_a_build(kind, position, garbage):
    """Bytes changed anywhere, files cut anywhere: an answer, never an exception."""
    whole = {
        "docx": docx("张三", "李四"),
        "pdf": pdf(Author="王五"),
        "zip": package(a__docx=docx("张三").hex()),
        "ole": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000),
    }[kind]
    suffix = {"ole": ".doc"}.get(kind, f".{kind}")
    position %= len(whole)

    for data in (whole[:position] + garbage + whole[position + len(garbage) :], whole[:position]):
        assert isinstance(find_traces(data, suffix), tuple)
