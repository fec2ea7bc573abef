"""The issue: a number, a cover, and the pages in its body."""

from __future__ import annotations

from pydantic import Field

from xinglin.core.kinds import Kind
from xinglin.manuscript.front_matter import FrontMatter
from xinglin.manuscript.values import Line


class Issue(FrontMatter):
    issue: Line = Field("", title="期号", max_length=40)


EPAPER = Kind("epaper", "院报", Issue, "epaper.html", "PublicationIssue")
