"""Manuscripts into articles: states, resolved references, covers, attachments, tombstones, old addresses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from xinglin.core.diagnostics import Diagnostic, Severity
from xinglin.core.files import normalise_posix
from xinglin.disclosure.states import State
from xinglin.manuscript.front_matter import Range, Withdrawal
from xinglin.manuscript.records import Manuscript
from xinglin.press.site import Article, Tombstone
from xinglin.sections.links import Broken, Index, Target, build_index, resolve, resolve_all
from xinglin.sections.placement import Placement
from xinglin.sections.tree import SectionTree

_UNFINISHED = frozenset({State.DRAFT, State.REVIEW, State.SCHEDULED})


@dataclass(frozen=True, slots=True)
class Spot:
    """Where in a manuscript a picture is asked for."""

    path: str
    line: int
    column: int
    excerpt: str = ""


@dataclass(slots=True)
class Assembly:
    articles: list[Article] = field(default_factory=list)
    """Newest first."""
    tombstones: list[Tombstone] = field(default_factory=list)
    aliases: dict[str, str] = field(default_factory=dict)
    pictures: dict[str, list[Spot]] = field(default_factory=lambda: defaultdict(list))
    diagnostics: list[Diagnostic] = field(default_factory=list)


def assemble(
    manuscripts: Sequence[Manuscript],
    placements: Mapping[str, Placement],
    states: Mapping[str, State],
    ranges: Mapping[str, Range],
    tree: SectionTree,
    files: Mapping[str, int],
    url: str,
    preview: bool,
    unread: Collection[str],
) -> Assembly:
    """Resolve everything that refers to something else.

    Args:
        files: path below content/ → bytes, of all files that are no manuscripts.
        url: the site's address; absolute links to it are internal.
        preview: unfinished articles are assembled too.
        unread: manuscripts that exist and could not be read.
    """
    result = Assembly()
    visible = {path for path, state in states.items() if state is State.PUBLISHED or (preview and state in _UNFINISHED)}
    answering = {path for path in visible if path in placements}
    answering |= {path for path, state in states.items() if state is State.WITHDRAWN and path in placements}
    urls = {path: placement.url for path, placement in placements.items()}
    index = build_index(urls, answering, files, {section.url for section in tree.walk()}, url, unread)
    cancelled: dict[str, str] = {}
    for manuscript in manuscripts:
        targets, problems = resolve_all(manuscript, index)
        state = states[manuscript.path]
        if manuscript.path not in placements:
            result.diagnostics += problems
            continue
        article, more = _article(
            manuscript, placements[manuscript.path], state, ranges[manuscript.path], targets, index
        )
        result.diagnostics += [*problems, *more]
        if state is State.WITHDRAWN:
            result.tombstones.append(_tombstone(manuscript, article.url, index, result.diagnostics))
        elif manuscript.path in visible:
            result.articles.append(article)
            _collect_pictures(article, result.pictures)
            _collect_aliases(article, index, result)
            if article.cancels:
                cancelled[article.cancels] = article.url
    result.articles = [replace(a, cancelled_by=cancelled.get(a.url)) for a in result.articles]
    result.articles.sort(key=lambda a: a.manuscript.path)
    result.articles.sort(key=lambda a: a.date, reverse=True)
    result.tombstones.sort(key=lambda stone: stone.url)
    return result


def _article(
    manuscript: Manuscript, placement: Placement, state: State, range_: Range, targets: tuple[Target, ...], index: Index
) -> tuple[Article, list[Diagnostic]]:
    problems: list[Diagnostic] = []
    front = manuscript.front
    cover = (
        _named_file(manuscript, front.cover.file, "cover", "封面", {"picture"}, index, problems)
        if front.cover
        else None
    )
    first = next(
        (
            t.value
            for r, t in zip(manuscript.references, targets, strict=True)
            if r.role == "picture" and t.kind == "picture"
        ),
        None,
    )
    attachments = [
        path
        for attached in front.attachments
        if (path := _named_file(manuscript, attached.file, "attachments", "附件", {"file"}, index, problems))
    ]
    cancels = getattr(front, "cancels", None)
    cancelled = _named_page(manuscript, cancels, "cancels", "取消", index, problems) if cancels else None
    return (
        Article(
            manuscript=manuscript,
            section=placement.section,
            url=placement.url,
            state=state,
            range=range_,
            targets=targets,
            cover=cover or first,
            attachments=tuple(attachments),
            cancels=cancelled,
        ),
        problems,
    )


def _named_file(
    manuscript: Manuscript,
    typed: str,
    field: str,
    label: str,
    kinds: set[str],
    index: Index,
    problems: list[Diagnostic],
) -> str | None:
    """A file the front matter names; None and a diagnostic when it is not there or of the wrong sort."""
    try:
        target = resolve(typed, "picture" if kinds == {"picture"} else "link", manuscript, index)
    except Broken as broken:
        problems.append(manuscript.diagnose(field, broken.code, f"“{label}”：{broken.message}", broken.fix))
        return None
    if target.kind not in kinds:
        problems.append(
            manuscript.diagnose(
                field,
                "LNK10",
                f"“{label}”要写一个文件名，“{typed[:60]}”不是。",
                "把文件放在稿件旁边，写它的文件名。",
            )
        )
        return None
    return target.value


def _named_page(
    manuscript: Manuscript, typed: str, field: str, label: str, index: Index, problems: list[Diagnostic]
) -> str | None:
    try:
        target = resolve(typed, "link", manuscript, index)
    except Broken as broken:
        problems.append(manuscript.diagnose(field, broken.code, f"“{label}”：{broken.message}", broken.fix))
        return None
    return target.value if target.kind == "page" else None


def _tombstone(manuscript: Manuscript, url: str, index: Index, problems: list[Diagnostic]) -> Tombstone:
    withdrawal = manuscript.front.withdrawn
    if withdrawal is None:
        problems.append(
            Diagnostic(
                manuscript.path, 1, 1, "DIS04", Severity.WARNING, "撤稿没有写日期和原因。",
                "加上  撤稿: {日期: 2026-03-05, 原因: 有误}。",
            )
        )  # fmt: skip
        withdrawal = Withdrawal()
    replacement = (
        _named_page(manuscript, withdrawal.redirect, "withdrawn", "替代稿件", index, problems)
        if withdrawal.redirect
        else None
    )
    return Tombstone(url, withdrawal.date, withdrawal.reason, replacement)


def _collect_pictures(article: Article, pictures: dict[str, list[Spot]]) -> None:
    manuscript = article.manuscript
    for reference, target in zip(manuscript.references, article.targets, strict=True):
        if target.kind == "picture":
            pictures[target.value].append(Spot(manuscript.path, reference.line, reference.column, reference.excerpt))
    if article.cover and manuscript.front.cover:
        pictures[article.cover].append(Spot(manuscript.path, 1, 1))


def _collect_aliases(article: Article, index: Index, result: Assembly) -> None:
    for typed in article.manuscript.front.aliases:
        old = normalise_posix(typed.strip().removeprefix(index.origin).lstrip("/"))
        if old is None or not old or not old.isascii() or not (old.endswith(".html") or typed.endswith("/")):
            result.diagnostics.append(
                article.manuscript.diagnose(
                    "aliases",
                    "LNK11",
                    f"旧网址“{typed[:60]}”的写法不对。",
                    "写成 /news/2020/old.html 这样、以 .html 或 / 结尾。",
                )
            )
            continue
        old = old if old.endswith(".html") else f"{old}/index.html"
        taken = old.removesuffix("index.html") if old.endswith("/index.html") else old
        if taken in index.by_url or taken in index.lists or old in result.aliases:
            result.diagnostics.append(
                article.manuscript.diagnose(
                    "aliases", "LNK12", f"旧网址“{typed[:60]}”已经是别的页面。", "删去这个旧网址。"
                )
            )
        elif old != article.url:
            result.aliases[old] = article.url
