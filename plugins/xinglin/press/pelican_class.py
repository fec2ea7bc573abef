"""Pelican with our press: ``PELICAN_CLASS = Xinglin`` in pelicanconf.py makes ``pelican content`` build the same site.

Pelican keeps its frame: settings, plugins, signals, the order of a run. With a theme that is written for our contexts
(:mod:`xinglin.press.theme_mark`) its generators for articles, pages and static files are replaced by ones fed from the
Site; with any other theme the whole run is stock Pelican's.
"""

from __future__ import annotations

import logging
import sys
from functools import partial
from pathlib import Path
from typing import Any

from pelican import Pelican
from pelican.generators import ArticlesGenerator, PagesGenerator, SourceFileGenerator, StaticGenerator
from pelican.log import FatalLogger
from pelican.settings import DEFAULT_CONFIG
from pelican.writers import Writer

from xinglin.core.clock import resolve_now
from xinglin.core.diagnostics import Severity
from xinglin.core.pools import default_jobs
from xinglin.core.rendering import as_text
from xinglin.press.building import BuildOptions, BuildResult
from xinglin.press.manifest import UnsafeOutput
from xinglin.press.pelican_generators import ArticlesFromSite, PagesFromSite, StaticFromSite
from xinglin.press.pelican_listeners import wants_contents, write_listeners
from xinglin.press.pelican_names import name_site, peek
from xinglin.press.pelican_run import NotPublished, PressRun
from xinglin.press.pelican_writer import SiteWriter
from xinglin.press.site import Site
from xinglin.press.theme_mark import MARK, UnusableTheme, is_ours

_GENERATORS = {ArticlesGenerator: ArticlesFromSite, PagesGenerator: PagesFromSite, StaticGenerator: StaticFromSite}

_IDLE = {
    "RELATIVE_URLS": "网址都从网站根目录写起",
    "OUTPUT_SOURCES": "稿件原文不公开",
    "STATIC_PATHS": "图片和附件只随引用它们的稿件发布",
}
"""Settings that would publish what nobody released, or what our pages have no use for → why they do nothing."""


class Xinglin(Pelican):
    """Settings read: PATH, OUTPUT_PATH, THEME, SITEURL and CACHE_PATH (when set), and XINGLIN_AUDIENCE,
    XINGLIN_KEEP_GOING, XINGLIN_JOBS, XINGLIN_SAFE_PLUGINS (docs/operators.md).
    """

    delete_outputdir: bool

    def __init__(self, settings: Any) -> None:
        self._own_url = settings.get("SITEURL") or None  # a run puts the site's own into the settings
        self._press: PressRun | None = None
        if (Path(settings["THEME"]) / MARK).is_file():
            configuration = peek(Path(settings["PATH"]))
            name_site(configuration.model_copy(update={"url": self._own_url or configuration.url}), settings)
        super().__init__(settings)

    def run(self) -> None:
        """Build the site; authors' errors end the process with exit code 1 and no traceback."""
        try:
            if not is_ours(Path(self.theme)):
                super().run()
                return
            result = self._run_press()
        except (UnsafeOutput, UnusableTheme) as problem:
            sys.stderr.write(f"{problem}\n")
            raise SystemExit(2) from None
        _report(result)
        if (result.exit_code or result.landed is None) and not _is_autoreloading(sys.argv[1:]):
            raise SystemExit(1)

    def _run_press(self) -> BuildResult:
        self._say_what_is_idle()
        listeners = write_listeners(self.settings.get("XINGLIN_SAFE_PLUGINS") or ())
        if listeners:
            _say(
                f"插件 {'、'.join(listeners)} 监听写出信号：本次不跳过任何网页，每一页都重新生成（见 docs/operators.md）。"
            )
        self._press = PressRun(
            self._options(everything=bool(listeners) or "--ignore-cache" in sys.argv[1:]),
            makes_contents=wants_contents(self.settings),
            is_acceptable=_is_acceptable,
        )
        try:
            super().run()
        except NotPublished as stopped:
            return stopped.result
        finally:
            press, self._press = self._press, None
            press.close()
        assert press.result is not None
        return press.result

    def _get_generator_classes(self) -> list[Any]:
        """Ours in the place of Pelican's three; plugins' generators as they are."""
        classes: list[Any] = super()._get_generator_classes()
        if self._press is None:
            return classes
        return [
            partial(_GENERATORS[found], press=self._press) if found in _GENERATORS else found
            for found in classes
            if found is not SourceFileGenerator
        ]

    def _get_writer(self) -> Any:
        """A plugin's writer, if one gives one; it writes what plugins' generators make, and none of our pages."""
        writer = super()._get_writer()
        if self._press is None or type(writer) is not Writer:
            return writer
        return SiteWriter(self.output_path, self.settings, self._press)

    def _options(self, *, everything: bool) -> BuildOptions:
        cache = self.settings["CACHE_PATH"]
        return BuildOptions(
            content=Path(self.path),
            output=Path(self.output_path),
            now=resolve_now(),
            cache=None if cache == DEFAULT_CONFIG["CACHE_PATH"] else Path(cache),
            audience=self.settings.get("XINGLIN_AUDIENCE", "public"),
            jobs=int(self.settings.get("XINGLIN_JOBS") or default_jobs()),
            keep_going=bool(self.settings.get("XINGLIN_KEEP_GOING", False)),
            everything=everything,
            url=self._own_url,
            internal=Path(internal) if (internal := self.settings.get("XINGLIN_INTERNAL")) else None,
            theme=Path(self.theme),
        )

    def _say_what_is_idle(self) -> None:
        if self.delete_outputdir:
            # Pelican would empty the folder readers are looking at, before the first page is printed
            self.delete_outputdir = False
            _say("DELETE_OUTPUT_DIRECTORY 不起作用：正在使用的网站不会先被清空，过时的网页由系统自己删除。")
        for name, reason in _IDLE.items():
            if self.settings.get(name) not in (None, DEFAULT_CONFIG.get(name), []):
                _say(f"{name} 不起作用：{reason}。")


def _is_acceptable(site: Site) -> bool:
    """``--fatal warnings`` makes a reminder as bad as an error, as it does for Pelican's own messages."""
    return FatalLogger.fatal_lvl > logging.WARNING or all(d.severity < Severity.WARNING for d in site.diagnostics)


def _is_autoreloading(arguments: list[str]) -> bool:
    """``pelican -r`` goes on after an error; the exit would end its loop."""
    short = (a for a in arguments if a.startswith("-") and not a.startswith("--"))
    return "--autoreload" in arguments or any("r" in argument for argument in short)


def _is_quiet() -> bool:
    """``pelican -q``: errors only."""
    return not logging.getLogger("pelican").isEnabledFor(logging.WARNING)


def _say(line: str) -> None:
    if not _is_quiet():
        sys.stderr.write(line + "\n")


def _report(result: BuildResult) -> None:
    for diagnostic in result.diagnostics:
        if diagnostic.is_error or not _is_quiet():
            sys.stderr.write(as_text(diagnostic) + "\n")
    if result.landed is None:
        sys.stderr.write("稿件有错误，网站没有更新，还是原来的样子。\n")
    else:
        _say(f"{result.pages} 个网页，更新 {result.landed.written} 个文件。")
