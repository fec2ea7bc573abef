"""Headings and ids of a sanitised body."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from xinglin.manuscript import headings
from xinglin.manuscript.records import Heading


def test_headings_and_ids():
    """A heading without an id is none of the contents; ids of all elements can be pointed to, as the reader sees them."""
    html = '<h2 id="一">一<em>二</em></h2>\n<h3>无</h3>\n<p id="a&amp;b">id="c" 与 xid="d"</p>\n<h3 title=">" id="三">三 &lt;</h3>'

    assert headings.find(html) == (Heading("一", 2, "一二"), Heading("三", 3, "三 <"))
    assert headings.identifiers(html) == ("一", "a&b", "三")


@given(text=st.lists(st.sampled_from(['id="', '"', " ", "\n", "\u3000", "x", "=", "一", "<p", ">"])).map("".join))
def test_ids_are_those_a_search_of_the_whole_text_finds(text):
    """Going from one ``id="`` to the next gives what a pattern gives."""
    assert headings.identifiers(text) == tuple(re.findall(r'\sid="([^"]*)"', text))
