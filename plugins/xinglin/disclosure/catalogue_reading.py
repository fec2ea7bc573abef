"""Catalogue files read and compared with one another; every mistake at its line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from xinglin.core.diagnostics import Collector, Diagnostic
from xinglin.core.validation import nearest, read_model
from xinglin.core.yaml_document import Document, Key
from xinglin.disclosure.catalogue import Catalogue, Item, Ruled
from xinglin.disclosure.organisations import Organisations
from xinglin.disclosure.values import AfterDisplay, Start, Timing
from xinglin.disclosure.versions import Catalogues
from xinglin.manuscript.values import Range

Read = tuple[Catalogues, list[Diagnostic]]


@dataclass(slots=True)
class _File:
    """One catalogue file that fits the model, and where its parts stand."""

    catalogue: Catalogue
    document: Document
    collector: Collector
    sound: bool = field(default=True)

    def add(self, path: Key, code: str, message: str, fix: str) -> None:
        place = self.document.place_of(path)
        self.collector.add(code, message, fix, line=place.line, column=place.column)

    def warn(self, path: Key, code: str, message: str, fix: str) -> None:
        place = self.document.place_of(path)
        self.collector.warn(code, message, fix, line=place.line, column=place.column)


def read_catalogues(files: Iterable[tuple[str, str]], organisations: Organisations | None = None) -> Read:
    """Read all catalogue files.

    Args:
        files: (path below content/, text) in sorted order.
        organisations: who may be responsible; not compared where None or empty.

    Returns:
        The catalogues in all versions, and diagnostics. A version that clashes with another is left out.
    """
    collectors: list[Collector] = []
    read: list[_File] = []
    for path, text in files:
        collector = Collector(path, text.splitlines())
        collectors.append(collector)
        if found := read_model(text, Catalogue, collector, "CAT01", "CAT02"):
            read.append(_File(found.model, found.document, collector))
    for file in read:
        _check_ids(file)
        _check_sources(file)
        for number, item in enumerate(file.catalogue.items):
            for place, message, fix in _contradictions(item, file.catalogue):
                file.add(("items", number, *place), "CAT05", message, fix)
    _check_owners(read)
    _check_versions(read)
    _check_departments(read, organisations or Organisations())
    versions = sorted((f.catalogue for f in read if f.sound), key=lambda c: c.since)
    order = list(dict.fromkeys(f.catalogue.id for f in read))
    versions.sort(key=lambda c: order.index(c.id))
    return Catalogues(tuple(versions), _places(read)), [d for collector in collectors for d in collector.found]


def _places(read: Iterable[_File]) -> dict[tuple[str, str, str], tuple[str, int]]:
    found: dict[tuple[str, str, str], tuple[str, int]] = {}
    for file in read:
        for number, item in enumerate(file.catalogue.items):
            place = file.document.place_of(("items", number))
            found[file.catalogue.id, file.catalogue.version, item.id] = (file.collector.path, place.line)
    return found


def _check_ids(file: _File) -> None:
    """An id stands for one thing; an item's category is one of the catalogue's."""
    catalogue = file.catalogue
    for group, word in (("items", "事项"), ("categories", "类别"), ("sources", "来源")):
        seen: set[str] = set()
        for number, part in enumerate(getattr(catalogue, group)):
            if part.id in seen:
                message, fix = f"{word}编号“{part.id}”用了两次。", f"每个{word}的编号只能用一次。"
                file.add((group, number, "id"), "CAT03", message, fix)
            seen.add(part.id)
    known = {category.id: category.name for category in catalogue.categories}
    for number, item in enumerate(catalogue.items):
        if item.category and item.category not in known:
            guess = nearest(item.category, known)
            fix = f"是不是“{guess}”（{known[guess]}）？" if guess else "类别要先写进 categories。"
            file.add(("items", number, "category"), "CAT04", f"没有“{item.category[:40]}”这个类别。", fix)


_Contradiction = tuple[Key, str, str]


def _contradictions(item: Item, catalogue: Catalogue) -> Iterator[_Contradiction]:
    """What an item says of itself that cannot all be true. Yields path below the item, message, fix."""
    periodic, staged = item.timing is Timing.PERIODIC, item.timing is Timing.STAGED
    if periodic and item.every is None:
        yield ("timing",), "定期公开的事项没有写周期。", "加上  every: P3M（每季度），或 P1M、P6M、P1Y。"
    if item.every and not periodic:
        yield ("every",), "只有定期公开的事项才有周期。", "把 timing 改成 periodic，或删去 every。"
    if periodic and item.start is None and catalogue.effective is None:
        message = "定期公开的事项没有写从哪一天算起。"
        yield ("every",), message, "给目录写上 effective（生效日期），或给事项写上 start。"
    if periodic and catalogue.limit(item) is None:
        message = "定期公开的事项没有公开时限，算不出哪一天到期。"
        yield ("every",), message, "加上  within: 10个工作日，或给目录写上 default_within。"
    if staged and not item.stages:
        yield ("timing",), "分阶段公开的事项没有写各个阶段。", "加上  stages: [候选人公示, 选举结果]。"
    if item.stages and not staged:
        yield ("stages",), "只有分阶段公开的事项才有阶段。", "把 timing 改成 staged，或删去 stages。"
    names = [stage.name for stage in item.stages]
    for number, name in enumerate(names):
        if name in names[:number]:
            yield ("stages", number), f"阶段“{name}”写了两次。", "每个阶段起不同的名称。"
    yield from _other_contradictions(item)


def _other_contradictions(item: Item) -> Iterator[_Contradiction]:
    """Those that have nothing to do with periods and stages, and limits that run from an event there is not."""
    if item.range is Range.GROUP and not item.group:
        yield ("range",), "对特定对象公开的事项没有写明对象。", "加上  group: 有关支部党员。"
    if item.group and item.range is not Range.GROUP:
        yield ("group",), "只有 range: group 的事项才写对象。", "把 range 改成 group，或删去 group。"
    if item.after_display is not AfterDisplay.KEEP and item.display is None:
        yield ("after_display",), "写了公示期满的处理，却没有公示期。", "加上  display: 5个工作日。"
    if item.start and item.end and item.end < item.start:
        yield ("end",), "事项的结束日期早于开始日期。", "检查 start 与 end 两行。"
    start = item.within.start if item.within else None
    if start is Start.PERIOD_END and item.timing is not Timing.PERIODIC:
        yield ("within", "from"), "只有定期公开的事项才能从期末起算。", "改成 formed、decided、changed 或 completed。"
    if start is Start.STAGE and item.timing is not Timing.STAGED:
        yield (
            ("within", "from"),
            "只有分阶段公开的事项才能从阶段结束起算。",
            "改成 formed、decided、changed 或 completed。",
        )
    if start is Start.EFFECTIVE and item.timing is not Timing.STANDING:
        yield (
            ("within", "from"),
            "只有长期公开的事项才能从目录生效起算。",
            "改成 formed、decided、changed 或 completed。",
        )


def _ruled(item: Item) -> Iterator[tuple[str, Ruled]]:
    for name in ("every", "within", "display", "keep"):
        if value := getattr(item, name):
            yield name, value


def _check_sources(file: _File) -> None:
    """``source: t14`` names an entry of ``sources``; other words stand for themselves."""
    known = {source.id for source in file.catalogue.sources}
    numbers: list[tuple[Key, Ruled]] = [
        (("items", number, name), value)
        for number, item in enumerate(file.catalogue.items)
        for name, value in _ruled(item)
    ]
    if file.catalogue.default_within:
        numbers.append((("default_within",), file.catalogue.default_within))
    for path, value in numbers:
        if value.source.isascii() and value.source and value.source not in known:
            guess = nearest(value.source, known)
            fix = f"是不是“{guess}”？" if guess else "来源要先写进 sources，或直接写文件名称。"
            file.warn((*path, "source"), "CAT09", f"没有“{value.source[:40]}”这个来源。", fix)


def _check_owners(read: list[_File]) -> None:
    """An item id belongs to one catalogue, whatever its versions."""
    owners: dict[str, str] = {}
    for file in read:
        for number, item in enumerate(file.catalogue.items):
            owner = owners.setdefault(item.id, file.catalogue.id)
            if owner != file.catalogue.id:
                message = f"事项编号“{item.id}”用了两次：目录“{owner}”里已经有了。"
                file.add(("items", number, "id"), "CAT03", message, "不同目录的事项编号也不能相同。")
                file.sound = False


def _check_versions(read: list[_File]) -> None:
    """Versions of one catalogue: each once, each from another day on, superseding in one line without a circle."""
    groups: dict[str, list[_File]] = {}
    for file in read:
        groups.setdefault(file.catalogue.id, []).append(file)
    for files in groups.values():
        named: dict[str, _File] = {}
        days: dict[date, str] = {}
        for file in files:
            catalogue = file.catalogue
            if catalogue.version in named:
                message = f"目录“{catalogue.id}”的 {catalogue.version} 版写了两次。"
                file.add(("version",), "CAT08", message, '每一版用不同的版本号，例如  version: "2026.2"。')
                file.sound = False
                continue
            named[catalogue.version] = file
            other = days.setdefault(catalogue.since, catalogue.version)
            if other != catalogue.version:
                message = f"目录“{catalogue.id}”的 {other} 版与 {catalogue.version} 版从同一天起生效。"
                file.add(("effective",), "CAT08", message, "新的一版要有更晚的 effective（生效日期）。")
                file.sound = False
        _check_succession(named)


def _check_succession(named: Mapping[str, _File]) -> None:
    for version, file in named.items():
        before = file.catalogue.supersedes
        if not before or before not in named:
            continue  # what it supersedes may never have been entered
        chain = _chain(version, lambda v: named[v].catalogue.supersedes if v in named else "")
        if chain is not None:
            message = f"版本互相取代，绕成了圈：{' → '.join(chain)}。"
            file.add(("supersedes",), "CAT07", message, "supersedes 只写更早的一版。")
        elif named[before].catalogue.since >= file.catalogue.since:
            message = f"{version} 版取代 {before} 版，却没有比它更晚生效。"
            file.add(("supersedes",), "CAT07", message, "检查两版的 effective（生效日期）。")


def _chain(start: str, following: Callable[[str], str]) -> list[str] | None:
    """The circle one comes back to ``start`` on; None where there is none."""
    chain, here = [start], following(start)
    while here and here not in chain:
        chain.append(here)
        here = following(here)
    return [*chain, start] if here == start else None


def _check_departments(read: list[_File], organisations: Organisations) -> None:
    known = {unit.id: unit.name for unit in (*organisations.departments, *organisations.branches)}
    if not known:
        return
    bodies = {body.id: body.name for body in organisations.bodies}
    for file in read:
        if file.catalogue.organisation and file.catalogue.organisation not in bodies:
            message = f"机构名册里没有“{file.catalogue.organisation[:40]}”。"
            file.warn(("organisation",), "CAT10", message, "写 disclosure/organisations.yaml 里 bodies 的 id。")
        for number, item in enumerate(file.catalogue.items):
            if item.department and item.department not in known:
                guess = nearest(item.department, known)
                fix = f"是不是“{guess}”（{known[guess]}）？" if guess else "写 disclosure/organisations.yaml 里的 id。"
                message = f"名册里没有“{item.department[:40]}”这个责任部门。"
                file.warn(("items", number, "department"), "CAT10", message, fix)
