"""A stored body as a page shows it: typed references written as addresses of this edition."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from markupsafe import Markup, escape

from xinglin.manuscript.references import substitute
from xinglin.press.edition import Edition
from xinglin.press.picture_markup import picture
from xinglin.press.site import Article, Site
from xinglin.press.templates import filesize
from xinglin.sections.links import Target

AI_MADE = "人工智能生成"
"""The words GB 45438-2025, 4.2, asks for on a picture; the file carries the label that only machines read."""
MOVING = "动图，点开播放"
SIZES = {
    "": "(min-width: 48em) 42rem, 100vw",
    "half": "(min-width: 48em) 21rem, (min-width: 40em) 50vw, 100vw",
    "third": "(min-width: 48em) 14rem, 50vw",
}
"""Widths in the article column of the theme, by what ``data-fit`` says of a picture."""
_FIT = re.compile(r'\sdata-fit="(half|third)"')
_SIZE_ATTRIBUTES = re.compile(r'\s(?:width|height)="[^"]*"')


def body(edition: Edition, article: Article, html: str) -> Markup:
    """The article's body with every address resolved.

    Args:
        html: the body in the edition's words, references still typed.
    """
    targets = article.targets
    images = 0

    def write(element: str, attributes: str, places: dict[str, int]) -> str:
        nonlocal images
        if element == "img":
            images += 1
            return _image(edition, article, targets[places["src"]], attributes, is_first=images == 1)
        written = "".join(_address(edition, article, name, targets[index]) for name, index in places.items())
        return f"<{element}{attributes}{written}>"

    return edition.markup(substitute(html, write))


def _address(edition: Edition, article: Article, name: str, target: Target) -> str:
    match target.kind:
        case "page":
            return f' {name}="{escape(edition.url(target.value))}"'
        case "fragment":
            return f' {name}="#{escape(target.value)}"'
        case "external":
            return f' {name}="{escape(target.value)}" rel="external noopener"'
        case "file":
            address = f' {name}="{escape(edition.asset_url(file_path(edition.site, target.value)))}"'
            return address + (_sort_and_size(edition.site, target.value) if name == "href" else "")
        case "picture":
            image = edition.image(article, target.value)
            # a link is followed to see more of it
            return f' {name}="{escape(image.enlarged if name == "href" else image.src)}"' if image else ""
        case "none":
            return ""


def _sort_and_size(site: Site, path: str) -> str:
    """What a reader on a slow line wants to know before tapping; the theme shows it behind the link."""
    return f' data-file="{PurePosixPath(path).suffix[1:].upper()}，{filesize(site.files[path])}"'


def _image(edition: Edition, article: Article, target: Target, attributes: str, *, is_first: bool) -> str:
    image = edition.image(article, target.value) if target.kind == "picture" else None
    if image is None:
        return ""
    fit = _FIT.search(attributes)
    other = _FIT.sub("", _SIZE_ATTRIBUTES.sub("", attributes))
    if ' alt="' not in other:
        other += ' alt=""'
    words = [word for word, holds in ((AI_MADE, image.is_ai_made), (MOVING, image.is_moving)) if holds]
    labels = "".join(f'<span class="xl-picture-label">{edition.say(word)}</span>' for word in words)
    return picture(image, SIZES[fit.group(1) if fit else ""], other, is_first=is_first) + labels


def file_path(site: Site, path: str) -> str:
    """Published path of a file that is no picture: its content hash keeps the name stable and tells nothing."""
    return f"media/{site.digests[path][:16]}{PurePosixPath(path).suffix.lower()}"
