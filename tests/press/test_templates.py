"""What templates make of a title."""

from __future__ import annotations

from html import unescape
from re import sub

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape

from xinglin.press.templates import headline


def test_a_line_ends_between_the_halves_of_a_title() -> None:
    """A half is one box for the browser: it goes to the next line whole."""
    assert headline("一条坡道走了八个月 兰溪院区<改造>完成") == Markup(
        '<span class="xl-half">一条坡道走了八个月</span> <span class="xl-half">兰溪院区&lt;改造&gt;完成</span>'
    )


@pytest.mark.parametrize("title", ["关于停诊的通知", "引进 CT 两台", "Hospital open day", ""])
def test_other_titles_stay(title: str) -> None:
    """Spaces beside Latin letters and figures part nothing."""
    assert headline(title) == title


@given(st.text("门诊 \u3000<&>\"'A1，“”", max_size=20))
def test_a_title_keeps_its_words(title: str) -> None:
    shown = sub(r"</?span[^>]*>", "", str(escape(headline(title))))

    assert unescape(shown).split() == title.split()
