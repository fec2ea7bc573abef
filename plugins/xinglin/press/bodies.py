"""A stored body as a page shows it: typed references written as addresses of this edition."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from markupsafe import Markup, escape

from xinglin.manuscript.references import substitute
from xinglin.pictures.renditions import plan
from xinglin.press.edition import Edition
from xinglin.press.site import Article, Site
from xinglin.sections.links import Target

SIZES = "(min-width: 48em) 42rem, 100vw"
"""The article column of the theme."""
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
            return f' {name}="{escape(edition.asset_url(file_path(edition.site, target.value)))}"'
        case "picture":
            image = edition.image(article, target.value)
            return f' {name}="{escape(image.src)}"' if image else ""
        case "none":
            return ""


def _image(edition: Edition, article: Article, target: Target, attributes: str, *, is_first: bool) -> str:
    photograph = edition.site.photographs.get(target.value)
    if target.kind != "picture" or photograph is None:
        return ""
    renditions = plan(photograph, article.retouch(target.value))
    image = edition.image(article, target.value)
    assert image is not None
    sizes = f' sizes="{SIZES}"' if len(renditions) > 1 else ""
    srcset = f' srcset="{escape(image.srcset)}"' if len(renditions) > 1 else ""
    loading = ' fetchpriority="high"' if is_first else ' loading="lazy"'
    other = _SIZE_ATTRIBUTES.sub("", attributes)
    if ' alt="' not in other:
        other += ' alt=""'
    return (
        f'<img src="{escape(image.src)}"{srcset}{sizes} width="{image.width}" height="{image.height}"'
        f'{loading} decoding="async"{other}>'
    )


def file_path(site: Site, path: str) -> str:
    """Published path of a file that is no picture: its content hash keeps the name stable and tells nothing."""
    return f"media/{site.digests[path][:16]}{PurePosixPath(path).suffix.lower()}"
