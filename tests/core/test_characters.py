"""Characters no text may hold."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from xinglin.core.characters import CONTROL, has_control


@given(
    text=st.text(
        st.one_of(st.characters(), st.sampled_from("\n\r\u3000\t\x00\x85\u202e\ufeff\ufffe\ud800")), max_size=30
    )
)
def test_a_text_has_a_control_character_where_one_is_found(text):
    """Nothing printable is one; what is not printable is searched."""
    assert has_control(text) == bool(CONTROL.search(text))
