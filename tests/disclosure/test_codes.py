"""Check characters of organisation codes, and how index numbers are made."""

from __future__ import annotations

from datetime import date

import pytest

from xinglin.core.diagnostics import AuthorError
from xinglin.disclosure.codes import is_credit_code, is_organisation_code
from xinglin.disclosure.index_numbers import Format

# Printed on public pages of the offices they belong to
CREDIT = ["11441700007280420Y", "11341622355142120T"]
ORGANISATION = ["000014349", "01404053X", "01526376X", "01527918X"]


@pytest.mark.parametrize("code", CREDIT)
def test_credit_codes(code):
    """GB 32100: real ones pass; each single digit changed fails."""
    assert is_credit_code(code)
    for place in range(18):
        other = code[:place] + ("1" if code[place] != "1" else "2") + code[place + 1 :]
        assert not is_credit_code(other)


@pytest.mark.parametrize("code", ORGANISATION)
def test_organisation_codes(code):
    """GB 11714 likewise."""
    assert is_organisation_code(code)
    for place in range(9):
        other = code[:place] + ("1" if code[place] != "1" else "2") + code[place + 1 :]
        assert not is_organisation_code(other)


@pytest.mark.parametrize("code", ["", "11441700007280420", "I1441700007280420Y", "0000143490", "00001434Y"])
def test_what_is_no_code(code):
    assert not is_credit_code(code)
    assert not is_organisation_code(code)


def test_a_sequence_begins_anew_each_year():
    """The number after the highest of the year, whatever its month; gaps are never filled."""
    made = Format("{code}/{year}{month}-{sequence:05}", "QL")
    issued = ["QL/202603-00001", "QL/202611-00007", "QL/202512-00090", "XX/202603-00100", "QL/202603-x"]

    assert made.next(date(2026, 4, 1), "party", issued) == "QL/202604-00008"
    assert made.next(date(2027, 1, 4), "party", issued) == "QL/202701-00001"
    assert Format("{scheme}{sequence}", "").next(date(2026, 4, 1), "hospital", ["YW9", "DW12"]) == "YW10"


@pytest.mark.parametrize(
    ("template", "code"),
    [("{code}/{year}", "QL"), ("{nothing}{sequence}", ""), ("{sequence", ""), ("{code}{sequence}", "")],
)
def test_formats_that_cannot_be(template, code):
    """No sequence, an unknown word, a broken brace, no prefix where one is needed."""
    with pytest.raises(AuthorError):
        Format(template, code)
