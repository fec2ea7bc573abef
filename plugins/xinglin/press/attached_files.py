"""The files articles offer: hashed, and looked through once per content for what they tell besides."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import astuple
from pathlib import PurePosixPath

from xinglin.attachments.traces import Kind, Trace, find_traces, reads
from xinglin.core.diagnostics import Diagnostic, Severity
from xinglin.press.assembling import Assembly
from xinglin.press.file_hashes import FileHashes
from xinglin.press.fingerprints import fact_of_version
from xinglin.press.site import Article
from xinglin.press.store import Store

_NAMES: Mapping[Kind, str] = {"author": "作者", "last_author": "最后保存者", "company": "单位"}
_REST: Mapping[Kind, str] = {"comments": "{} 条批注", "changes": "{} 处修订痕迹", "hidden": "{} 个隐藏的工作表"}
_CLEAN = {
    "pdf": "在 Word 里先删去文档属性，再导出 PDF；或用 PDF 软件清空“文档属性”。",
    "office": "Word、Excel：文件 → 信息 → 检查文档 → 全部删除，再保存；WPS：文件 → 文档加密/属性里清空。",
    "mismatch": "用原来的软件打开，另存为这种格式。",
}


def linked_files(article: Article) -> list[str]:
    """Paths below content/ of the files an article offers, in no order that matters."""
    return [target.value for target in article.targets if target.kind == "file"] + list(article.attachments)


def examine_files(
    assembly: Assembly, hashes: FileHashes, store: Store, own_names: Collection[str]
) -> tuple[dict[str, str], list[Diagnostic]]:
    """Content hashes by path, and what to tell the authors of the articles that offer the files.

    Args:
        own_names: of the hospital itself; that a document comes from it is no secret.
    """
    digests: dict[str, str] = {}
    problems: list[Diagnostic] = []
    offered: dict[str, list[Article]] = {}
    for article in assembly.articles:
        for path in dict.fromkeys(linked_files(article)):
            offered.setdefault(path, []).append(article)
    for path, articles in offered.items():
        try:
            digests[path] = hashes.digest(path)
        except OSError as error:
            message = f"打不开文件“{PurePosixPath(path).name}”：{error.strerror}。"
            problems += [_at(article, path, "FIL01", Severity.ERROR, message, "检查它的权限。") for article in articles]
    for path, traces in _traces(digests, hashes, store).items():
        told = [trace for trace in traces if trace.words not in own_names]
        problems += [found for article in offered[path] for found in _remarks(article, path, told)]
    return digests, problems


def _traces(digests: Mapping[str, str], hashes: FileHashes, store: Store) -> dict[str, list[Trace]]:
    keys = {
        path: fact_of_version(f"attachment {PurePosixPath(path).suffix.lower()} {name}")
        for path, name in digests.items()
        if reads(PurePosixPath(path).suffix.lower(), hashes.files.files[path])
    }
    known = store.get(set(keys.values()))
    fresh: dict[str, list[tuple[str, ...]]] = {}
    for path, key in keys.items():
        if key not in known:
            data = hashes.files.absolute(path).read_bytes()
            fresh[key] = known[key] = [
                astuple(trace) for trace in find_traces(data, PurePosixPath(path).suffix.lower())
            ]
    if fresh:
        store.put(fresh)
    return {path: [Trace(*values) for values in known[key]] for path, key in keys.items()}


def _remarks(article: Article, path: str, traces: list[Trace]) -> list[Diagnostic]:
    name, found = PurePosixPath(path).name, []
    fix = _CLEAN["pdf" if path.lower().endswith(".pdf") else "office"]
    people = [f"{_NAMES[t.kind]}“{t.words}”{_where(t)}" for t in traces if t.kind in _NAMES]
    rest = [f"{_REST[t.kind].format(t.words)}{_where(t)}" for t in traces if t.kind in _REST]
    lying = [t for t in traces if t.kind == "mismatch"]
    if people:
        message = f"文件“{name}”的属性里有{'、'.join(people)}，读者看得到。"
        found.append(_at(article, path, "FIL07", Severity.WARNING, message, fix))
    if rest:
        message = f"文件“{name}”里有{'、'.join(rest)}，读者看得到。"
        found.append(_at(article, path, "FIL08", Severity.WARNING, message, fix))
    if lying:
        message = f"文件“{name}”{_where(lying[0])}的内容不是 {lying[0].words[1:].upper()}，读者多半打不开。"
        found.append(_at(article, path, "FIL09", Severity.WARNING, message, _CLEAN["mismatch"]))
    return found


def _where(trace: Trace) -> str:
    return f"（压缩包里的 {PurePosixPath(trace.inside).name}）" if trace.inside else ""


def _at(article: Article, path: str, code: str, severity: Severity, message: str, fix: str) -> Diagnostic:
    """A diagnostic where the article first offers the file."""
    manuscript = article.manuscript
    if path not in article.attachments:
        for reference, target in zip(manuscript.references, article.targets, strict=True):
            if target.kind == "file" and target.value == path:
                return Diagnostic(
                    manuscript.path, reference.line, reference.column, code, severity, message, fix, reference.excerpt
                )
    return manuscript.diagnose("attachments", code, message, fix, severity)
