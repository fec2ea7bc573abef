"""What an address in a body means: another article, a list, a file beside it, the web, or nothing at all."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher, get_close_matches
from itertools import islice
from pathlib import PurePosixPath
from typing import Literal
from urllib.parse import unquote, urlsplit

from xinglin.core.diagnostics import Diagnostic, Severity
from xinglin.core.files import normalise_posix
from xinglin.core.validation import nearest
from xinglin.core.variant import VARIANT_PREFIXES
from xinglin.manuscript.records import Manuscript, Reference

PICTURE_SUFFIXES = frozenset({".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".heic", ".heif", ".svg"})
_OTHER_PICTURES = frozenset({".bmp", ".tif", ".tiff", ".psd", ".raw"})
DOCUMENT_SUFFIXES = frozenset(
    {".pdf", ".doc", ".docx", ".xls", ".xlsx", ".ppt", ".pptx", ".wps", ".et", ".ofd", ".csv", ".txt", ".zip", ".ics"}
)
MEDIA_SUFFIXES = frozenset({".mp4", ".webm", ".mp3", ".m4a", ".ogg", ".wav", ".vtt"})
MAX_FILE_BYTES = 200_000_000
_COMPARED = 2_000
"""Targets a broken address is compared with, to suggest the one that was meant."""
_LOOKED_AT = 20
"""Of those that are near as a whole, whose names are looked at."""
_ALIKE = 0.65
"""How much of two names must be the same: bb and b are alike, old-article and notice are not."""
_PELICAN = ("{filename}", "{static}", "{attach}", "|filename|", "|static|", "|attach|")


@dataclass(frozen=True, slots=True)
class Target:
    """What a reference resolved to.

    ``page``: ``value`` is a URL path below a variant's prefix, fragment included. ``picture`` and ``file``: a path below
    content/. ``external``: an absolute address. ``fragment``: within the page. ``none``: shown as plain words, because
    what it points to is not published.
    """

    kind: Literal["page", "picture", "file", "external", "fragment", "none"]
    value: str = ""


@dataclass(frozen=True, slots=True)
class Index:
    """Everything links can point to."""

    urls: Mapping[str, str]
    """Manuscript path → URL, for every manuscript that has a place."""
    published: Collection[str]
    """Manuscript paths whose URL will exist (withdrawn ones included: their tombstone answers)."""
    files: Mapping[str, int]
    """Path of every other file → bytes."""
    lists: Collection[str]
    """URL paths of sections and other lists, with trailing slash."""
    origin: str
    base_path: str
    by_url: Mapping[str, str] = field(default_factory=dict)
    """URL → manuscript path."""
    missing: Collection[str] = ()
    """Manuscripts that exist and have no page: pointing at them is not the linking author's mistake."""
    aliases: Mapping[str, str] = field(default_factory=dict)
    """Old address → URL it leads to now."""
    private: Collection[str] = ()
    """Folders, without trailing slash, whose index.md is not public: their files belong to it alone."""

    @property
    def host(self) -> str:
        """Host and port of the site, in lower case: its own absolute addresses lead inside, with http and with https."""
        return urlsplit(self.origin).netloc.lower()


def build_index(
    urls: Mapping[str, str],
    published: Collection[str],
    files: Mapping[str, int],
    lists: Collection[str],
    url: str,
    missing: Collection[str],
    aliases: Mapping[str, str] | None = None,
    private: Collection[str] = (),
) -> Index:
    parts = urlsplit(url)
    return Index(
        urls=urls,
        published=published,
        files=files,
        lists=lists,
        origin=f"{parts.scheme}://{parts.netloc}",
        base_path=parts.path.rstrip("/") + "/",
        by_url={value: path for path, value in urls.items()},
        missing=missing,
        aliases=aliases or {},
        private=private,
    )


class Broken(Exception):
    """The address leads nowhere; carries the author's message and fix."""

    def __init__(self, code: str, message: str, fix: str) -> None:
        super().__init__(message)
        self.code, self.message, self.fix = code, message, fix


def resolve_all(manuscript: Manuscript, index: Index) -> tuple[tuple[Target, ...], list[Diagnostic]]:
    """Targets for all references of one body, in their order; broken ones become ``none`` and an error."""
    targets: list[Target] = []
    diagnostics: list[Diagnostic] = []
    for reference in manuscript.references:
        try:
            target = resolve(reference.address, reference.role, manuscript, index)
        except Broken as broken:
            target = Target("none")
            diagnostics.append(_diagnostic(manuscript.path, reference, Severity.ERROR, broken))
        else:
            diagnostics += _remarks(manuscript, reference, target)
        targets.append(target)
    return tuple(targets), diagnostics


def _remarks(manuscript: Manuscript, reference: Reference, target: Target) -> Iterable[Diagnostic]:
    if target.kind == "none":
        yield _diagnostic(
            manuscript.path, reference, Severity.WARNING,
            Broken(
                "LNK02", f"“{reference.address[:60]}”指向的稿件现在没有发布，这里只显示文字，不加链接。",
                "等那篇稿件发布后链接会自动出现。",
            ),
        )  # fmt: skip
    elif target.kind == "fragment" and not _has_place(manuscript, target.value):
        guess = nearest(target.value, [heading.id for heading in manuscript.headings])
        fix = f"是不是“#{guess}”？" if guess else "检查要跳到的小标题。"
        yield _diagnostic(
            manuscript.path,
            reference,
            Severity.WARNING,
            Broken("LNK03", f"本文里没有“#{target.value[:40]}”这个位置。", fix),
        )


def _has_place(manuscript: Manuscript, fragment: str) -> bool:
    """Whether a browser finds the fragment; none, and "top", are the page's beginning (HTML, "find a potential
    indicated element")."""
    return fragment in {"", "top"} or fragment in manuscript.anchors


def _diagnostic(path: str, reference: Reference, severity: Severity, problem: Broken) -> Diagnostic:
    return Diagnostic(
        path, reference.line, reference.column, problem.code, severity, problem.message, problem.fix,
        reference.excerpt, width=max(1, len(reference.address[:60])),
    )  # fmt: skip


def resolve(address: str, role: str, manuscript: Manuscript, index: Index) -> Target:
    """The meaning of one address.

    Raises:
        Broken: it leads nowhere, out of content/, to a kind of file that may not be published or not stand here.
    """
    target = _resolve(address.strip(), role, manuscript, index)
    if role == "picture" and target.kind not in {"picture", "none"}:
        raise Broken(
            "LNK13", f"“{address[:60]}”不是图片，不能用 ![…](…) 引用。", "去掉开头的“!”，写成链接  [文件名](…)。"
        )
    is_media = target.kind == "file" and PurePosixPath(target.value).suffix.lower() in MEDIA_SUFFIXES
    if role == "media" and not is_media and target.kind != "none":
        raise Broken(
            "LNK13", f"“{address[:60]}”不是音频或视频文件。", "可以用 MP4、WebM、MP3、M4A、OGG、WAV 和 VTT 字幕。"
        )
    return target


def _resolve(address: str, role: str, manuscript: Manuscript, index: Index) -> Target:
    if not address:
        raise Broken("LNK01", "这里的链接是空的。", "写上网址，或去掉方括号只留文字。")
    if address.startswith("#"):
        return Target("fragment", unquote(address[1:]))
    parts = _split(address)
    if parts.scheme or parts.netloc:
        is_own = parts.scheme in {"", "http", "https"} and parts.netloc.lower() == index.host
        if not is_own or not f"{parts.path}/".startswith(index.base_path):
            return _external(address, parts.scheme, role)
        return _site_path(unquote(parts.path), _fragment(parts.fragment), manuscript, index)
    path = unquote(parts.path).replace("\\", "/")  # as Explorer shows it
    for mark in _PELICAN:
        path = path.removeprefix(mark)
    if path.startswith("/"):
        return _site_path(path, _fragment(parts.fragment), manuscript, index)
    folder = str(PurePosixPath(manuscript.path).parent)
    resolved = normalise_posix(path if folder == "." else f"{folder}/{path}")
    if resolved is None:
        raise Broken(
            "LNK04", f"“{address[:60]}”指到了 content 文件夹外面。", "只能引用 content 里的文件，把文件复制到稿件旁边。"
        )
    beside = posixpath.normpath(posixpath.join(posixpath.dirname(index.urls.get(manuscript.path, "")), path))
    if not _exists(resolved, index) and beside in index.by_url:  # as the address bar of the published page shows it
        return _page(index.by_url[beside], _fragment(parts.fragment), index)
    return _content_path(resolved, _fragment(parts.fragment), role, manuscript, index)


def _split(address: str):  # type: ignore[no-untyped-def]  # urlsplit's result has no public name
    try:
        return urlsplit(address)
    except ValueError:
        raise Broken(
            "LNK01", f"“{address[:60]}”不是正确的网址。", "写成 https://www.example.com/ 这样的完整网址。"
        ) from None


def _external(address: str, scheme: str, role: str) -> Target:
    if scheme not in {"", "http", "https", "mailto", "tel"}:
        raise Broken("LNK01", f"不能链接到“{address[:60]}”。", "只能写 https://、mailto: 和 tel: 开头的地址。")
    if role != "link":
        raise Broken(
            "LNK05",
            f"“{address[:60]}”在别的网站上，图片和音视频要放在本站。",
            "把文件下载下来放在稿件旁边，再引用它的文件名。",
        )
    return Target("external", "https:" + address if address.startswith("//") else address)


def _fragment(fragment: str) -> str:
    return f"#{unquote(fragment)}" if fragment else ""


def _site_path(path: str, fragment: str, manuscript: Manuscript, index: Index) -> Target:
    """An address from the site's root, of any variant: a published URL, or a path below content/."""
    plain = path.removeprefix(index.base_path).lstrip("/")
    for prefix in filter(None, VARIANT_PREFIXES.values()):
        plain = plain.removeprefix(prefix)
    if plain == "index.html" or plain.endswith("/index.html"):
        plain = plain.removesuffix("index.html")
    if plain in index.by_url:
        return _page(index.by_url[plain], fragment, index)
    for candidate in (plain, plain.rstrip("/") + "/"):
        if candidate in index.lists or candidate in {"", "/"}:
            return Target("page", candidate.lstrip("/") + fragment)
    old = plain if not plain.endswith("/") else f"{plain}index.html"
    if old in index.aliases:
        return Target("page", index.aliases[old] + fragment)
    resolved = normalise_posix(plain)
    if resolved is not None and (found := _manuscript(resolved, index)):
        return _page(found, fragment, index)
    if resolved is not None and resolved in index.files:
        return _file(resolved, manuscript, index)
    if resolved is not None and (_is_missing(resolved, index) or _slug_is_missing(resolved, index)):
        return Target("none")
    guess = _nearest(plain, (*index.by_url, *index.lists))
    raise Broken(
        "LNK06",
        f"本站没有“{path[:60]}”这个网址。",
        f"是不是“/{guess}”？" if guess else "检查网址，或改用相对路径引用稿件文件。",
    )


def _content_path(path: str, fragment: str, role: str, manuscript: Manuscript, index: Index) -> Target:
    if found := _manuscript(path, index):
        return _page(found, fragment, index)
    if path in index.files:
        return _file(path, manuscript, index)
    if _is_missing(path, index):
        return Target("none")
    if f"{path}/" in index.lists:  # the folder of a section
        return Target("page", f"{path}/{fragment}")
    name = PurePosixPath(path).name
    if role == "picture" or PurePosixPath(path).suffix.lower() in PICTURE_SUFFIXES:
        beside = [PurePosixPath(f).name for f in index.files if PurePosixPath(f).parent == PurePosixPath(path).parent]
        beside = [other for other in beside if PurePosixPath(other).suffix.lower() in PICTURE_SUFFIXES]
        guess = nearest(name, beside) or (beside[0] if len(beside) == 1 and role == "picture" else None)
        raise Broken(
            "PIC02", f"找不到图片“{name[:60]}”。",
            f"是不是“{guess}”？" if guess else "把图片放到稿件所在的文件夹，文件名要完全一致（包括大小写和 .jpg）。",
        )  # fmt: skip
    guess = _nearest(path, (p for p in (*index.urls, *index.files) if p != manuscript.path))
    fix = (
        f"是不是“{posixpath.relpath(guess, PurePosixPath(manuscript.path).parent)}”？"
        if guess
        else "检查文件名和文件夹。"
    )
    raise Broken("LNK07", f"找不到“{path[:80]}”。", fix)


def _manuscript(path: str, index: Index) -> str | None:
    """A manuscript named with or without its suffix, or by its folder."""
    base = path.rstrip("/")
    return next((c for c in (path, f"{base}/index.md", f"{base}.md", f"{base}.markdown") if c in index.urls), None)


def _exists(path: str, index: Index) -> bool:
    return path in index.files or _manuscript(path, index) is not None or _is_missing(path, index)


def _is_missing(path: str, index: Index) -> bool:
    return any(candidate in index.missing for candidate in (path, f"{path}/index.md", f"{path}.md"))


def _slug_is_missing(path: str, index: Index) -> bool:
    """The URL of an article without a page cannot be known; its file's name tells what was meant."""
    slug = PurePosixPath(path).stem
    return any(slug in {PurePosixPath(missing).stem, PurePosixPath(missing).parent.name} for missing in index.missing)


def _nearest(word: str, known: Iterable[str]) -> str | None:
    """The nearest target: below the same first folder, else among the shortest addresses, which are those of lists; none
    that has but the folder in common.

    Comparing with everything would cost too much on a large site.
    """
    top, candidates = word.split("/")[0], list(known)
    beside = islice((candidate for candidate in candidates if candidate.split("/")[0] == top), _COMPARED)
    short = islice((candidate for candidate in candidates if candidate.count("/") < 2), _COMPARED)
    for some in (beside, short):
        near = get_close_matches(word, list(some), n=_LOOKED_AT, cutoff=0.5)
        alike = next((candidate for candidate in near if _is_alike(word, candidate)), None)
        if alike is not None:
            return alike
    return None


def _is_alike(word: str, candidate: str) -> bool:
    """Whether the names are alike, of files in one folder or of articles (a folder with an index.md is one)."""
    typed, meant = PurePosixPath(word), PurePosixPath(candidate)
    names = [(_slug(typed), _slug(meant))] + [(typed.stem, meant.stem)] * (typed.parent == meant.parent)
    return any(SequenceMatcher(None, *pair).ratio() >= _ALIKE for pair in names)


def _slug(path: PurePosixPath) -> str:
    return path.parent.name if path.stem == "index" else path.stem


def _is_private(path: str, manuscript: Manuscript, index: Index) -> bool:
    """A file in the folder of an article that is not public, asked for by another article."""
    own = str(PurePosixPath(manuscript.path).parent)
    return any(str(folder) in index.private and str(folder) != own for folder in PurePosixPath(path).parents)


def _page(path: str, fragment: str, index: Index) -> Target:
    return Target("page", index.urls[path] + fragment) if path in index.published else Target("none")


def _file(path: str, manuscript: Manuscript, index: Index) -> Target:
    if _is_private(path, manuscript, index):
        raise Broken(
            "LNK14",
            f"文件“{PurePosixPath(path).name[:60]}”属于一篇没有公开的稿件，不能在这里发布。",
            "确实可以公开的，把文件复制到本稿的文件夹。",
        )
    suffix = PurePosixPath(path).suffix.lower()
    if suffix in PICTURE_SUFFIXES:
        return Target("picture", path)
    if suffix in _OTHER_PICTURES:
        raise Broken(
            "LNK08",
            f"网站不能用“{PurePosixPath(path).name[:60]}”这种图片。",
            "在手机或电脑上另存为 JPG 或 PNG，再换成新的文件名。",
        )
    if suffix not in DOCUMENT_SUFFIXES | MEDIA_SUFFIXES:
        raise Broken(
            "LNK08",
            f"不能发布“{PurePosixPath(path).name[:60]}”这种文件。",
            "可以发布 PDF、Word、Excel、PPT、ZIP、MP4、MP3 等文件。",
        )
    if index.files[path] > MAX_FILE_BYTES:
        raise Broken(
            "LNK09",
            f"文件“{PurePosixPath(path).name[:60]}”太大（超过 {MAX_FILE_BYTES // 1_000_000} MB）。",
            "压缩后再放。",
        )
    return Target("file", path)
