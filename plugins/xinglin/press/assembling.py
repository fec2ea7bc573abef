"""Manuscripts into articles: states, resolved references, covers, attachments, tombstones, old addresses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from xinglin.core.diagnostics import Diagnostic, Severity
from xinglin.disclosure.states import State
from xinglin.manuscript.records import Manuscript
from xinglin.manuscript.values import Range
from xinglin.notices.kind import Notice
from xinglin.press.retouches import Asked, asked_by, says_anything
from xinglin.press.site import Article, Tombstone
from xinglin.press.withdrawing import amendment_problems, is_kept, tombstone, withdrawal_problems
from xinglin.sections import aliases
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
    asked: list[Asked] = field(default_factory=list)
    """What all manuscripts, hidden ones included, say of pictures."""
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
    excluded: Collection[str],
    pages: Callable[[Iterable[Manuscript]], Iterable[str]] = lambda visible: (),
) -> Assembly:
    """Resolve everything that refers to something else.

    Args:
        files: path below content/ → bytes, of all files that are no manuscripts.
        url: the site's address; absolute links to it are internal.
        preview: unfinished articles are assembled too.
        pages: gives paths of pages besides articles and sections that authors may link to, from the visible manuscripts.
        excluded: manuscripts that exist and will have no page whatever their state: unreadable, or with errors.
    """
    result = Assembly()
    shown = {State.PUBLISHED, *_UNFINISHED} if preview else {State.PUBLISHED}
    placed = [m for m in manuscripts if m.path in placements and m.path not in excluded]
    listed = {m.path for m in placed if states[m.path] in shown}
    visible = listed | {m.path for m in placed if is_kept(m, states[m.path])}
    answering = visible | {m.path for m in placed if states[m.path] is State.WITHDRAWN}
    urls = {path: placement.url for path, placement in placements.items()}
    lists = _lists(tree, (m for m in placed if m.path in listed), placements)
    lists.update(pages(m for m in placed if m.path in listed))
    base_path = urlsplit(url).path.rstrip("/") + "/"
    result.aliases, problems = aliases.collect(
        (m for m in placed if m.path in answering), urls, {entry for entry in lists if entry.endswith("/")}, base_path
    )
    result.diagnostics += problems
    missing = {*excluded, *(m.path for m in manuscripts if m.path not in placements)}
    everything = {*missing, *(m.path for m in manuscripts)}
    private = {str(PurePosixPath(p).parent) for p in everything - visible if PurePosixPath(p).stem.lower() == "index"}
    index = build_index(urls, answering, files, lists, url, missing, result.aliases, private - {"."})
    for manuscript in manuscripts:
        _assemble_one(manuscript, placements.get(manuscript.path), states, ranges, visible, answering, index, result)
    result.articles = _ended_by_others(result.articles)
    result.articles.sort(key=lambda a: a.manuscript.path)
    result.articles.sort(key=lambda a: a.date, reverse=True)
    result.tombstones.sort(key=lambda stone: stone.url)
    return result


def _ended_by_others(articles: list[Article]) -> list[Article]:
    """Notices know which later one cancels them or takes their place."""
    cancelled = {a.cancels: a.url for a in articles if a.cancels}
    successors = {a.supersedes: a for a in articles if a.supersedes}
    ended = cancelled.keys() | successors.keys()
    if not ended:
        return articles

    def marked(article: Article) -> Article:
        if article.url not in ended:
            return article
        article = replace(article, cancelled_by=cancelled.get(article.url))
        if successor := successors.get(article.url):
            moment = getattr(successor.manuscript.front, "effective", None) or successor.date
            article = replace(article, superseded_by=successor.url, superseded_from=moment)
        return article

    return [marked(article) for article in articles]


def _assemble_one(
    manuscript: Manuscript,
    placement: Placement | None,
    states: Mapping[str, State],
    ranges: Mapping[str, Range],
    visible: Collection[str],
    answering: Collection[str],
    index: Index,
    result: Assembly,
) -> None:
    state = states[manuscript.path]
    if says_anything(manuscript):  # of whatever state: what it covers stays covered wherever else it is shown
        cover = manuscript.front.cover
        picture = _named_file(manuscript, cover.file, "cover", "封面", {"picture"}, index, []) if cover else None
        result.asked += asked_by(manuscript, resolve_all(manuscript, index)[0], picture)
    is_gone = state is State.WITHDRAWN and placement is not None and manuscript.path in answering
    replacement = _withdraw(manuscript, placement, state, index, result) if is_gone and placement else None
    if state is State.WITHDRAWN and manuscript.path not in visible:
        return  # its body is not shown, so what is wrong in it is nobody's concern any more
    targets, problems = resolve_all(manuscript, index)
    result.diagnostics += problems
    if placement is None:
        return
    article, more = _article(manuscript, placement, state, ranges[manuscript.path], targets, index)
    result.diagnostics += more
    if manuscript.path in visible:
        result.diagnostics += amendment_problems(manuscript)
        result.articles.append(replace(article, replaced_by=replacement) if replacement else article)
        _collect_pictures(article, result.pictures)


def _withdraw(manuscript: Manuscript, placement: Placement, state: State, index: Index, result: Assembly) -> str | None:
    """The URL of what takes its place; a tombstone unless the text is kept."""
    result.diagnostics += withdrawal_problems(manuscript)
    withdrawal = manuscript.front.withdrawn
    replacement = None
    if withdrawal and withdrawal.redirect:
        found = result.diagnostics
        replacement = _named_page(manuscript, withdrawal.redirect, "withdrawn", "替代稿件", index, found)
    if not is_kept(manuscript, state):
        result.tombstones.append(tombstone(manuscript, placement.url, replacement))
    return replacement


def _lists(tree: SectionTree, visible: Iterable[Manuscript], placements: Mapping[str, Placement]) -> set[str]:
    """URL paths an author may link to besides articles: sections, years, months, the site map, feeds."""
    found = {"sitemap/", "feeds/site.xml"}
    for section in tree.walk():
        found |= {section.url, f"feeds/{section.id}.xml"}
    for manuscript in visible:
        placement, date = placements[manuscript.path], manuscript.front.date
        if placement.section and placement.url.count("/") > 1:
            found |= {
                f"{placement.section}/{date.year}/",
                f"archive/{date.year}/",
                f"archive/{date.year}/{date.month:02}/",
            }
    return found


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
    cancels, supersedes = (front.cancels, front.supersedes) if isinstance(front, Notice) else (None, None)
    cancelled = _named_page(manuscript, cancels, "cancels", "取消", index, problems) if cancels else None
    superseded = _named_page(manuscript, supersedes, "supersedes", "替代", index, problems) if supersedes else None
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
            supersedes=superseded,
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
                f"“{label}”不能用“{typed[:60]}”。",
                "写稿件旁边的图片文件名，例如 01.jpg。"
                if kinds == {"picture"}
                else "写稿件旁边的 PDF、Word、Excel 等文件名；图片请直接放进正文。",
            )
        )
        return None
    return target.value


def _named_page(
    manuscript: Manuscript, typed: str, field: str, label: str, index: Index, problems: list[Diagnostic]
) -> str | None:
    """URL of an article the front matter names; None and a diagnostic when it is not one, not public, or this one."""
    try:
        target = resolve(typed, "link", manuscript, index)
    except Broken as broken:
        problems.append(manuscript.diagnose(field, broken.code, f"“{label}”：{broken.message}", broken.fix))
        return None
    url = target.value.partition("#")[0]
    if target.kind == "none":
        problems.append(
            manuscript.diagnose(
                field,
                "LNK02",
                f"“{label}”指向的稿件现在没有发布，没有起作用。",
                "等那篇稿件发布后会自动生效。",
                Severity.WARNING,
            )
        )
        return None
    if target.kind != "page" or url not in index.by_url or index.by_url[url] == manuscript.path:
        problems.append(
            manuscript.diagnose(
                field,
                "LNK10",
                f"“{label}”要写另一篇稿件的文件，“{typed[:60]}”不是。",
                "例如  ../2025/old-notice/index.md。",
            )
        )
        return None
    return url


def _collect_pictures(article: Article, pictures: dict[str, list[Spot]]) -> None:
    manuscript = article.manuscript
    for reference, target in zip(manuscript.references, article.targets, strict=True):
        if target.kind == "picture":
            pictures[target.value].append(Spot(manuscript.path, reference.line, reference.column, reference.excerpt))
    if article.cover and manuscript.front.cover:
        pictures[article.cover].append(Spot(manuscript.path, 1, 1))
