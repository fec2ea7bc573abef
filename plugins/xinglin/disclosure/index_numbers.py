"""Index numbers (索引号): how they are made, how they are read. Which were issued is in :mod:`xinglin.disclosure.ledger`."""

from __future__ import annotations

import re
import string
from collections.abc import Iterable
from datetime import date

from xinglin.core.diagnostics import AuthorError
from xinglin.disclosure.codes import wrong_code

_SHAPE = re.compile(r"[0-9A-Za-z\u4e00-\u9fff][0-9A-Za-z\u4e00-\u9fff/._〔〕-]{2,58}[0-9A-Za-z\u4e00-\u9fff]")
_CREDIT_PREFIX = re.compile(r"([0-9A-Z]{18})[/-]")
_ORGANISATION_PREFIX = re.compile(r"([0-9A-Z]{8})-?([0-9X])-?[/-]")
_FIELDS = {"code", "year", "month", "day", "scheme", "sequence"}
SCHEMES = {"party": "DW", "hospital": "YW", "custom": "QT"}


def check(number: str) -> None:
    """
    Raises:
        AuthorError: it has characters no index number has, or begins with a code whose check character is wrong.
    """
    if not _SHAPE.fullmatch(number):
        raise AuthorError(f"索引号“{number[:60]}”的写法不对。", "由字母、数字和 / - 组成，例如 QL/202603-00012。")
    if found := _CREDIT_PREFIX.match(number):
        code = found[1]
    elif found := _ORGANISATION_PREFIX.match(number):
        code = found[1] + found[2]
    else:
        return
    if name := wrong_code(code):
        raise AuthorError(f"索引号开头的{name}“{code}”校验位不对。", "对照登记证书核对每一位。")


class Format:
    """How a hospital makes its numbers: ``{code}/{year}{month}-{sequence:05}``.

    The sequence begins anew each year where the format has the year, else never.

    Raises:
        AuthorError: no sequence, or a name that is none of code, year, month, day, scheme, sequence.
    """

    def __init__(self, template: str, code: str) -> None:
        try:
            self._parts = [(text, field, spec) for text, field, spec, _ in string.Formatter().parse(template)]
            names = [field for _, field, _ in self._parts if field is not None]
            self._template, self._code = template, code
            self._render(date(2000, 1, 1), "custom", 1)
        except (ValueError, KeyError, IndexError, AttributeError):
            raise AuthorError(f"索引号格式“{template}”的写法不对。", _ADVICE) from None
        if not set(names) <= _FIELDS or names.count("sequence") != 1:
            raise AuthorError(f"索引号格式“{template}”里要有一处流水号。", _ADVICE)
        if "code" in names and not code:
            raise AuthorError(
                "还没有写编号前缀。", "在 site.yaml 里写  disclosure: {code: 统一社会信用代码或自定字母}。"
            )

    def _render(self, day: date, scheme: str, sequence: int) -> str:
        return self._template.format(
            code=self._code,
            year=f"{day:%Y}",
            month=f"{day:%m}",
            day=f"{day:%d}",
            scheme=SCHEMES[scheme],
            sequence=sequence,
        )

    def next(self, day: date, scheme: str, issued: Iterable[str]) -> str:
        """The number after the highest of its year that was ever issued."""
        shape = self._of_year(day, scheme)
        highest = max((int(found[1]) for number in issued if (found := shape.fullmatch(number))), default=0)
        return self._render(day, scheme, highest + 1)

    def _of_year(self, day: date, scheme: str) -> re.Pattern[str]:
        """Numbers that share one sequence with a day's: any month and day of its year."""
        known = {"code": self._code, "year": f"{day:%Y}", "scheme": SCHEMES[scheme]}
        pattern = ""
        for text, field, _ in self._parts:
            pattern += re.escape(text)
            if field == "sequence":
                pattern += r"(\d+)"
            elif field is not None:
                pattern += re.escape(known[field]) if field in known else r"\d\d"
        return re.compile(pattern)


_ADVICE = '例如  index_number: "{code}/{year}{month}-{sequence:05}"；可以用 code、year、month、day、scheme、sequence。'
