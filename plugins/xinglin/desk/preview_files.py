"""Which file of the preview folder answers a request, as what type, and how a page gets the preview's script."""

from __future__ import annotations

import mimetypes
import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import quote, unquote

from xinglin.core.files import is_inside, normalise_posix
from xinglin.core.hashing import digest
from xinglin.core.variant import VARIANT_PREFIXES

PREFIX = "/_xinglin/"
"""Addresses of the preview's own: its script, its style, its events. No section id begins with an underscore."""

# A fresh table knows Python's own types only: Windows' registry is known to call scripts text/plain.
_TYPES = mimetypes.MimeTypes()
_WEB_TYPES = {
    ".avif": "image/avif", ".webp": "image/webp", ".woff2": "font/woff2", ".js": "text/javascript", ".mjs": "text/javascript",
    ".xml": "application/xml", ".atom": "application/atom+xml", ".webmanifest": "application/manifest+json", ".md": "text/markdown",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}  # fmt: skip
_TEXTUAL = re.compile(r"text/|application/(?:json|xml|[\w.-]+\+(?:xml|json))$|image/svg")

_NOTHING_YET = """<!DOCTYPE html>
<html lang="zh-Hans"><head><meta charset="utf-8"><title>预览</title></head>
<body><p>这里还没有网页。</p></body></html>
""".encode()


@dataclass(frozen=True, slots=True)
class Found:
    """What a request's path leads to: a file, or the address of the folder it should have named."""

    file: Path | None = None
    redirect: str = ""


def find(root: Path, request: str) -> Found:
    """Follow the path of a request. Nothing outside ``root`` and no hidden file is ever found."""
    path = normalise_posix(unquote(request.partition("?")[0].partition("#")[0]).lstrip("/"))
    if path is None or any(part.startswith(".") or ":" in part for part in PurePosixPath(path).parts):
        return Found()
    try:
        file = root / path
        if file.is_dir():
            if path and not request.partition("?")[0].endswith("/"):
                return Found(redirect=f"/{quote(path)}/")
            file /= "index.html"
        elif request.partition("?")[0].endswith("/"):
            return Found()
        return Found(file) if file.is_file() and is_inside(file, root) else Found()
    except (OSError, ValueError):  # a name too long, or one this system cannot have
        return Found()


def not_found_page(root: Path, request: str) -> bytes:
    """The site's 404 page in the variant asked for; a bare sentence before there is one."""
    prefix = request.lstrip("/").partition("/")[0] + "/"
    for folder in (prefix if prefix in VARIANT_PREFIXES.values() else "", ""):
        page = root / folder / "404.html"
        if page.is_file():
            return page.read_bytes()
    return _NOTHING_YET


def content_type(file: Path) -> str:
    kind = _WEB_TYPES.get(file.suffix.lower()) or _TYPES.guess_type(file.name)[0] or "application/octet-stream"
    return f"{kind}; charset=utf-8" if _TEXTUAL.match(kind) else kind


def page_mark(page: bytes, status: int) -> str:
    """Tells whether a page is still the one a browser shows."""
    return f"{status}-{digest(page)[:16]}"


def with_script(page: bytes, mark: str) -> bytes:
    """The page with the preview's script, in the answer only: the file stays as it was built."""
    tag = f'<script src="{PREFIX}preview.js" data-mark="{mark}" defer></script>\n'.encode()
    head, body_end, tail = page.rpartition(b"</body>")
    return head + tag + body_end + tail if body_end else page + tag
