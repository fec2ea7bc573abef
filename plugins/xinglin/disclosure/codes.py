"""Codes of organisations and their check characters: GB 32100-2015 (统一社会信用代码), GB 11714-1997 (组织机构代码)."""

from __future__ import annotations

import re

_CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""GB 32100-2015, 4.2: no I, O, S, V, Z."""
_CREDIT_WEIGHTS = tuple(pow(3, power, 31) for power in range(17))
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
"""GB 11714-1997, 3.3."""
_CREDIT = re.compile(f"[{_CREDIT_ALPHABET}]{{18}}")
_ORGANISATION = re.compile(r"[0-9A-Z]{8}[0-9X]")


def is_credit_code(text: str) -> bool:
    """Whether it is a 统一社会信用代码 whose check character is right."""
    if not _CREDIT.fullmatch(text):
        return False
    total = sum(
        _CREDIT_ALPHABET.index(character) * weight for character, weight in zip(text, _CREDIT_WEIGHTS, strict=False)
    )
    return text[17] == _CREDIT_ALPHABET[-total % 31]


def is_organisation_code(text: str) -> bool:
    """Whether it is a 组织机构代码, without its hyphen, whose check character is right."""
    if not _ORGANISATION.fullmatch(text):
        return False
    total = sum(int(character, 36) * weight for character, weight in zip(text, _ORGANISATION_WEIGHTS, strict=False))
    check = 11 - total % 11
    return text[8] == {10: "X", 11: "0"}.get(check, str(check))


def wrong_code(text: str) -> str:
    """The name of the code ``text`` looks like and is not, because of its check character; empty where all is well."""
    if len(text) == 18 and _CREDIT.fullmatch(text) and sum(map(str.isdecimal, text)) >= 9:
        return "" if is_credit_code(text) else "统一社会信用代码"
    if _ORGANISATION.fullmatch(text) and sum(map(str.isdecimal, text[:8])) >= 3:
        return "" if is_organisation_code(text) else "组织机构代码"
    return ""
