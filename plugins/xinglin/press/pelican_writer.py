"""Pelican's writer with our pages under its protection: another generator's file never replaces one by accident."""

from __future__ import annotations

from typing import Any

from pelican.writers import FileOverwriteFailedError, Writer

from xinglin.press.pelican_run import PressRun


class SiteWriter(Writer):
    """Writes what other generators make. Our own pages come from the press and are never written here."""

    def __init__(self, output_path: str, settings: Any, press: PressRun) -> None:
        super().__init__(output_path, settings=settings)
        self._press = press
        self._ours: frozenset[str] | None = None

    def write_file(self, name: Any, template: Any, context: Any, *args: Any, **options: Any) -> None:
        """As Pelican's own.

        Raises:
            FileOverwriteFailedError: the site has a page of that name and ``override_output`` was not asked for.
        """
        if self._ours is None:
            self._ours = frozenset(self._press.page_paths)
        if name and str(name) in self._ours and not options.get("override_output"):
            raise FileOverwriteFailedError(
                f"“{name}”是网站自己的网页，其他生成器不能覆盖（确要覆盖请用 override_output）。"
            )
        super().write_file(name, template, context, *args, **options)
