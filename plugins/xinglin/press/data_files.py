"""The data beside the manuscripts: site.yaml, sections.yaml, organisations, catalogues, calendar, conversion.yaml."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TypeVar

from xinglin.core import configuration
from xinglin.core.configuration import SiteConfiguration
from xinglin.core.diagnostics import Collector, Diagnostic, Severity
from xinglin.core.validation import nearest
from xinglin.disclosure import calendar_file, catalogue, ledger, offline, organisations, responses
from xinglin.disclosure.catalogue_reading import read_catalogues
from xinglin.disclosure.entries import Entry
from xinglin.disclosure.ledger import Ledger
from xinglin.disclosure.organisations import Organisations
from xinglin.disclosure.responses import ResponseLogs
from xinglin.disclosure.versions import Catalogues
from xinglin.disclosure.working_days import Calendar
from xinglin.kinds import KINDS
from xinglin.manuscript.decoding import MAX_BYTES, decode
from xinglin.manuscript.scanning import Scan
from xinglin.sections import tree as sections
from xinglin.sections.tree import SectionTree
from xinglin.variants import conversion_file
from xinglin.variants.conversion_file import Conversion

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class DataFiles:
    """Each file's content, or its default where the file is missing or wrong (the diagnostics then say so)."""

    configuration: SiteConfiguration
    tree: SectionTree
    has_sections_file: bool
    organisations: Organisations
    catalogues: Catalogues
    calendar: Calendar
    ledger: Ledger
    offline: tuple[Entry, ...]
    responses: ResponseLogs
    conversion: Conversion
    diagnostics: tuple[Diagnostic, ...]


def read_data_files(files: Scan) -> DataFiles:
    found: list[Diagnostic] = []

    def read(path: str, reader: Callable[[str | None], tuple[Value, Collector]]) -> Value:
        value, collector = reader(_text(files, path, found))
        found.extend(collector.found)
        return value

    sections_text = _text(files, sections.FILE, found)
    folders = {parts[0] if len(parts := PurePosixPath(path).parts) > 1 else "" for path in files.manuscripts}
    tree, collector = sections.read_sections(sections_text, folders, KINDS)
    found += collector.found
    paths = sorted(p for p in files.files if p.startswith(f"{catalogue.FOLDER}/") and p.endswith((".yaml", ".yml")))
    register = read(organisations.FILE, organisations.read_organisations)
    catalogues, problems = read_catalogues([(path, _text(files, path, found) or "") for path in paths], register)
    found += problems
    numbers = [(path, _text(files, path, found)) for path in (ledger.FILE, ledger.INTERNAL_FILE)]
    issued, problems = ledger.read_ledgers(numbers)
    found += problems
    config = read(configuration.FILE, configuration.read_configuration)
    if sections_text is not None:
        found += _unknown_sections(config, tree)
    return DataFiles(
        configuration=config,
        tree=tree,
        has_sections_file=sections_text is not None,
        organisations=register,
        catalogues=catalogues,
        calendar=read(calendar_file.FILE, calendar_file.read_calendar),
        ledger=issued,
        offline=read(offline.FILE, lambda text: offline.read_offline(text, catalogues)),
        responses=ResponseLogs(
            read(responses.FEEDBACK_FILE, responses.read_feedback),
            read(responses.REQUESTS_FILE, responses.read_requests),
        ),
        conversion=read(conversion_file.FILE, conversion_file.read_conversion),
        diagnostics=tuple(found),
    )


def _unknown_sections(config: SiteConfiguration, tree: SectionTree) -> list[Diagnostic]:
    """Sections that site.yaml names and sections.yaml does not have: a place of the front page would silently be empty."""
    page = config.front_page
    named = [*page.lead, *page.groups, page.health, page.honours, page.notices, page.disclosure]
    named += [config.disclosure_section, config.epaper_section]
    found = []
    for identifier in dict.fromkeys(name for name in named if name and name not in tree.sections):
        guess = nearest(identifier, tree.sections)
        fix = f"是不是“{guess}”？" if guess else "写 sections.yaml 里有的栏目编号。"
        message = f"site.yaml 里写的栏目“{identifier[:40]}”在 sections.yaml 里没有。"
        found.append(Diagnostic(configuration.FILE, 0, 0, "CFG03", Severity.WARNING, message, fix))
    return found


def _text(files: Scan, path: str, found: list[Diagnostic]) -> str | None:
    """A data file's text, decoded as manuscripts are; None when there is none, empty when it is unreadable."""
    if path not in files.files:
        return None
    collector = Collector(path)
    try:
        with files.absolute(path).open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        collector.add("FIL01", f"打不开这个文件：{error.strerror}。", "检查它的权限。")
        data = b""
    text = decode(data, collector) if data.strip() else ""
    found += collector.found
    return text or ""
