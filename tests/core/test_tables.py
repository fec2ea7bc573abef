"""CSV that Excel opens as it should, and that runs nothing."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime

import pytest

from xinglin.core.tables import csv_bytes


def rows(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_excel_reads_chinese() -> None:
    """A byte order mark, CRLF, quotes where they are needed."""
    data = csv_bytes(["科室", "篇数"], [["宣传科, 办公室", 3], ["他说“好”\n走了", None]])

    assert data.startswith(b"\xef\xbb\xbf")
    assert data.endswith(b"\r\n")
    assert rows(data) == [["科室", "篇数"], ["宣传科, 办公室", "3"], ["他说“好”\n走了", ""]]


@pytest.mark.parametrize("text", ["=HYPERLINK(1)", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_cell_is_a_formula(text: str) -> None:
    """What a spreadsheet would run is text."""
    assert rows(csv_bytes(["a"], [[text]]))[1][0].startswith("'")


def test_days() -> None:
    assert rows(csv_bytes(["日期"], [[date(2026, 3, 5)], [datetime(2026, 3, 5, 9)]]))[1:] == [
        ["2026-03-05"],
        ["2026-03-05"],
    ]
