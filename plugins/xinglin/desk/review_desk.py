"""One article on the desk of whoever reviews it: read alone, without loading the site."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from xinglin.core.clock import TIMEZONE
from xinglin.core.rendering import as_text
from xinglin.core.reviewing import ReviewRules, Stage
from xinglin.desk.selection import below_content
from xinglin.disclosure.states import effective_range, of_internal
from xinglin.kinds import KINDS
from xinglin.manuscript.reading import ReadingTask, read
from xinglin.manuscript.records import Manuscript
from xinglin.manuscript.values import Range
from xinglin.press.data_files import DataFiles, read_data_files
from xinglin.press.file_hashes import FileHashes
from xinglin.press.internal import SUFFIX, internal_folder, scan_with
from xinglin.press.review_gate import Reviewed, review_of
from xinglin.press.store import Store
from xinglin.reviews.judging import required_stages
from xinglin.sections.placement import section_of_path


class NotReviewable(Exception):
    """No article at that path, or one that cannot be read; with a Chinese sentence."""


@dataclass(frozen=True, slots=True)
class Desk:
    manuscript: Manuscript
    section: str | None
    range: Range
    data: DataFiles
    reviewed: Reviewed

    @property
    def rules(self) -> ReviewRules:
        return self.data.configuration.reviews

    @property
    def required(self) -> tuple[Stage, ...]:
        return required_stages(self.rules, is_disclosure=bool(self.manuscript.front.disclosure), section=self.section)

    @property
    def day(self) -> date:
        return self.manuscript.front.date.astimezone(TIMEZONE).date()

    @classmethod
    def open(cls, options: argparse.Namespace) -> Desk:
        """
        Raises:
            NotReviewable: see there.
            UnsafeOutput: the internal root cannot be used.
        """
        content: Path = options.content
        internal = internal_folder(content, options.internal)
        files = scan_with(content, internal)
        below = below_content(options.path, content)
        if below is None and internal:
            below = below_content(options.path, internal)
        names = (below, f"{below}/index.md", f"{below}.md") if below else ()
        path = next((name for name in names if name in files.manuscripts), None)
        if path is None:
            raise NotReviewable(f"稿件文件夹里没有“{options.path}”这篇稿件。稿件文件名要以 .md 结尾。")
        data = read_data_files(files)
        section = section_of_path(path, data.tree, data.has_sections_file)
        kind = data.tree.sections[section].kind if section in data.tree.sections else "news"
        reading = read(ReadingTask(path, files.absolute(path).read_bytes(), kind), KINDS)
        if reading.manuscript is None:
            raise NotReviewable("这篇稿件还有错误，改好再审：\n" + "\n".join(map(as_text, reading.diagnostics)))
        manuscript = reading.manuscript
        section = manuscript.front.section or section
        range_, _ = effective_range(manuscript, data.catalogues)
        if path in files.elsewhere:
            range_, _ = of_internal(manuscript, range_)
        root = internal or content.resolve().with_name(content.resolve().name + SUFFIX)
        hashes = FileHashes(files, Store(None))
        reviewed = review_of(manuscript, section, data.configuration.reviews, hashes, sorted(files.files), root)
        return cls(manuscript, section, range_, data, reviewed)
