"""The site, loaded for a question about it rather than for printing."""

from __future__ import annotations

import argparse

from xinglin.core.pools import SerialExecutor
from xinglin.press.building import BuildOptions
from xinglin.press.loading import load
from xinglin.press.site import Site
from xinglin.press.store import Store


def intranet(options: argparse.Namespace) -> BuildOptions:
    """Everything the hospital has, internal articles too: offices must see what is done inside."""
    return BuildOptions(
        options.content, options.content, options.now, options.cache, audience="intranet", internal=options.internal
    )


def load_site(build: BuildOptions) -> Site:
    """The site as these options have it, read in this process; what is read stays in their store."""
    store = Store(build.cache_folder)
    try:
        return load(build.loading, SerialExecutor(), store)
    finally:
        store.close()
