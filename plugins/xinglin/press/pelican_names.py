"""site.yaml owns the hospital's name and address; Pelican's plugins ask Pelican's settings for them."""

from __future__ import annotations

import contextlib
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any

from xinglin.core.configuration import FILE, SiteConfiguration, read_configuration
from xinglin.core.diagnostics import Collector
from xinglin.manuscript.decoding import decode


def peek(content: Path) -> SiteConfiguration:
    """site.yaml before anything is loaded, for plugins that ask as soon as they start; its mistakes are told by loading."""
    path = content / FILE
    data = b""
    if path.is_file() and not path.is_symlink():
        with contextlib.suppress(OSError):
            data = path.read_bytes()
    text = decode(data, Collector(FILE)) if data.strip() else None
    return read_configuration(text)[0]


def name_site(configuration: SiteConfiguration, *settings: MutableMapping[str, Any]) -> None:
    """Write SITENAME, SITEURL and what Pelican derives of them into settings or a context."""
    url = configuration.url.rstrip("/")
    for target in settings:
        target.update(SITENAME=configuration.name, SITEURL=url, FEED_DOMAIN=url)
        if "localsiteurl" in target:
            target["localsiteurl"] = url
