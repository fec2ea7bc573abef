"""Characters that no text of a site may hold, typed or escaped."""

from __future__ import annotations

import re

# C0 controls other than tab and line ends, DEL, C1, the directional overrides that can make text read as other text
# (Unicode TR 36, "bidirectional text spoofing"), the byte order mark, noncharacters, lone surrogates. XML allows few of
# them, a terminal obeys some.
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]")


def has_control(text: str) -> bool:
    """Whether one of them stands in a text. Printable text has none, which is found out sooner than by searching for each."""
    printable = text.replace("\n", "").replace("\r", "").replace("\u3000", "").isprintable()
    return not printable and CONTROL.search(text) is not None
