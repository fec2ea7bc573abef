"""The variants (字形) a site may be published in, and where each lies. Apart from site.yaml, so that who converts a word need not
read one."""

from __future__ import annotations

from typing import Literal

Variant = Literal["zh-Hans", "zh-Hant", "zh-Hant-TW", "zh-Hant-HK"]

VARIANT_PREFIXES: dict[str, str] = {
    "zh-Hans": "",
    "zh-Hant": "zh-hant/",
    "zh-Hant-TW": "zh-tw/",
    "zh-Hant-HK": "zh-hk/",
}
"""Each variant's folder below the site's path; slugs and fragment ids are the same in all of them."""
