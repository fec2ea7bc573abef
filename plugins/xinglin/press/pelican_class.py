"""Pelican with our press: ``PELICAN_CLASS = Xinglin`` in pelicanconf.py makes ``pelican content`` build the same site.

Pelican keeps settings, plugins and signals; content goes through :mod:`xinglin.press.building`. A theme that is not
written for our contexts (:mod:`xinglin.press.contexts`) is a stock theme, and the whole run is then stock Pelican's.
"""

from __future__ import annotations

import sys
from pathlib import Path

from pelican import Pelican, signals

from xinglin.core.clock import resolve_now
from xinglin.core.pools import default_jobs
from xinglin.core.rendering import as_text
from xinglin.press.building import BuildOptions, BuildResult, build
from xinglin.press.landing import UnsafeOutput


class Xinglin(Pelican):
    """Settings read: PATH, OUTPUT_PATH, THEME, SITEURL (when set), XINGLIN_AUDIENCE, XINGLIN_KEEP_GOING."""

    def run(self) -> None:
        """Build the site; authors' errors end the process with exit code 1 and no traceback."""
        if not _is_ours(Path(self.theme)):
            super().run()
            return
        try:
            result = build(self._options())
        except UnsafeOutput as problem:
            sys.stderr.write(f"{problem}\n")
            raise SystemExit(2) from None
        _report(result)
        signals.finalized.send(self)
        if result.exit_code and not _is_autoreloading(sys.argv[1:]):
            raise SystemExit(result.exit_code)

    def _options(self) -> BuildOptions:
        return BuildOptions(
            content=Path(self.path),
            output=Path(self.output_path),
            now=resolve_now(),
            audience=self.settings.get("XINGLIN_AUDIENCE", "public"),
            jobs=default_jobs(),
            keep_going=bool(self.settings.get("XINGLIN_KEEP_GOING", False)),
            url=self.settings.get("SITEURL") or None,
            theme=Path(self.theme),
        )


def _is_ours(theme: Path) -> bool:
    return (theme / "templates" / "components").is_dir()


def _is_autoreloading(arguments: list[str]) -> bool:
    """``pelican -r`` goes on after an error; the exit would end its loop."""
    short = (a for a in arguments if a.startswith("-") and not a.startswith("--"))
    return "--autoreload" in arguments or any("r" in argument for argument in short)


def _report(result: BuildResult) -> None:
    for diagnostic in result.diagnostics:
        sys.stderr.write(as_text(diagnostic) + "\n")
    if result.landed is None:
        sys.stderr.write("稿件有错误，网站没有更新，还是原来的样子。\n")
    else:
        sys.stderr.write(f"{result.pages} 个网页，更新 {result.landed.written} 个文件。\n")
