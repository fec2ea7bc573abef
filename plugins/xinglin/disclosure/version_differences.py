"""What a new version of a catalogue changed (目录的版本之间改了什么)."""

from __future__ import annotations

from dataclasses import dataclass

from xinglin.disclosure.catalogue import Catalogue, Item


@dataclass(frozen=True, slots=True)
class Difference:
    """Between a version and the one before it; items by the newer version's order, dropped ones by the older's."""

    added: tuple[Item, ...]
    dropped: tuple[Item, ...]
    changed: tuple[Item, ...]


def difference(before: Catalogue, after: Catalogue) -> Difference:
    """Compare two versions item by item; a changed default limit changes the items that have none of their own."""
    old, new = {item.id: item for item in before.items}, {item.id: item for item in after.items}
    kept = [item for item in after.items if item.id in old]
    return Difference(
        added=tuple(item for item in after.items if item.id not in old),
        dropped=tuple(item for item in before.items if item.id not in new),
        changed=tuple(item for item in kept if item != old[item.id] or after.limit(item) != before.limit(old[item.id])),
    )
