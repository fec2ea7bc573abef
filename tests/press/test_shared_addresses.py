"""Where the share buttons lead: words in a query as the standard library writes them."""

from __future__ import annotations

from urllib.parse import quote_plus

from hypothesis import given
from hypothesis import strategies as st

from xinglin.press.article_pages import in_query


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_every_character_is_written_as_in_a_form(text: str) -> None:
    assert in_query(text) == quote_plus(text)


def test_words_and_signs() -> None:
    assert in_query("义诊 a/b?c&d=e~f") == "%E4%B9%89%E8%AF%8A+a%2Fb%3Fc%26d%3De~f"
