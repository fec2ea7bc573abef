"""Printing: jobs to bytes, in any process. Workers get plain data and give bytes back; the parent writes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path

from jinja2 import Environment

from xinglin.core.configuration import Variant
from xinglin.core.hashing import digest
from xinglin.press.chrome import menu_urls
from xinglin.press.contexts import Chrome
from xinglin.press.jobs import PrintJob
from xinglin.press.templates import Assets, environment
from xinglin.variants.converter import Converter


@dataclass(frozen=True, slots=True)
class PrintSettings:
    """What all pages of a build share. ``key`` names it, so that a worker prepares its templates once."""

    key: str
    theme: Path
    base_path: str
    asset_urls: Mapping[str, str]
    chromes: Mapping[Variant, Chrome]
    terms: Mapping[str, str]
    bytecode: Path | None = None
    """Where compiled templates are kept, on a machine that keeps them."""


_prepared: dict[str, PrintSettings] = {}


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """A page as UTF-8 bytes, for the path below output/."""

    path: str
    data: bytes
    is_list: bool


def print_pages(settings: PrintSettings, jobs: Sequence[PrintJob]) -> list[PrintedPage]:
    """Render jobs, in their order."""
    if settings.key not in _prepared:
        _prepared.clear()
        _prepared[settings.key] = settings
    return [PrintedPage(job.path, _render(settings.key, job), job.is_list) for job in jobs]


def job_fingerprint(key: str, job: PrintJob) -> str:
    """Equal fingerprints mean equal bytes: everything a page shows is in its job or in the settings named by ``key``."""
    return digest(f"{key} {job.variant} {job.template} {job.context!r}")


def printer(settings: PrintSettings) -> partial[list[PrintedPage]]:
    """:func:`print_pages` bound to its settings, picklable for a pool."""
    return partial(print_pages, settings)


def _render(key: str, job: PrintJob) -> bytes:
    template = _environment(key, job.variant).get_template(job.template)
    return template.render(job.context).encode()


@lru_cache(maxsize=8)
def _environment(key: str, variant: Variant) -> Environment:
    settings = _prepared[key]
    assets = Assets(dict(settings.asset_urls), {})
    env = environment(settings.theme, Converter(variant, settings.terms), settings.base_path, assets, settings.bytecode)
    env.globals["site"] = settings.chromes[variant]
    env.globals["menu_urls"] = menu_urls(settings.chromes[variant])
    return env
