"""Who listens to Pelican's signals: what plugins need decides what a run makes and whether it may skip."""

from __future__ import annotations

import weakref
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from blinker import Signal
from pelican.plugins import signals

WRITE_SIGNALS: tuple[Signal, ...] = (
    signals.content_written,
    signals.feed_generated,
    signals.feed_written,
    signals.article_generator_write_article,
    signals.page_generator_write_page,
)
"""Sent once for each thing written. A listener expects every page of the site, each one fresh."""

_ALL: tuple[Signal, ...] = tuple(value for value in vars(signals).values() if isinstance(value, Signal))
_NAMESPACE = "pelican.plugins."


def wants_contents(settings: Mapping[str, Any]) -> bool:
    """Whether anybody would look at Pelican's content objects; for ten thousand articles they cost seconds."""
    plugins = [name for name in settings.get("PLUGINS") or () if not _is_ours(str(name))]
    return bool(plugins or settings.get("TEMPLATE_PAGES") or any(_modules(signal) for signal in _ALL))


def write_listeners(safe: Iterable[str]) -> list[str]:
    """Modules that listen to a write signal, without those declared safe.

    Args:
        safe: names as in PLUGINS, with or without ``pelican.plugins.``; a package stands for its modules.
    """
    names = {name.removeprefix(_NAMESPACE) for name in safe}
    found = {module for signal in WRITE_SIGNALS for module in _modules(signal)}
    return sorted(module for module in found if not _is_named(module.removeprefix(_NAMESPACE), names))


def is_heard(signal: Signal) -> bool:
    """Whether sending it would reach anybody."""
    return bool(_modules(signal))


def _is_named(module: str, names: Iterable[str]) -> bool:
    return any(module == name or module.startswith(f"{name}.") for name in names)


def _is_ours(module: str) -> bool:
    return _is_named(module, ["xinglin"])


def _modules(signal: Signal) -> list[str]:
    return [module for module in _modules_of(signal) if not _is_ours(module)]


def _modules_of(signal: Signal) -> Iterator[str]:
    for kept in list(signal.receivers.values()):
        receiver = kept() if isinstance(kept, weakref.ref) else kept
        if receiver is not None:
            yield getattr(receiver, "__module__", None) or type(receiver).__module__
