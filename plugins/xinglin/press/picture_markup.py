"""How a picture stands in a page: ``<picture>`` with its sources, and the ``<img>`` every browser understands."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from markupsafe import escape

from xinglin.manuscript.areas import Point
from xinglin.pictures.photograph import Photograph, usual_focus
from xinglin.pictures.renditions import Encoding, Plan, Rendition
from xinglin.press.contexts import Image, Source

_TYPES: dict[Encoding, str] = {
    "AVIF": "image/avif", "WEBP": "image/webp", "JPEG": "image/jpeg", "PNG": "image/png", "SVG": "image/svg+xml",
}  # fmt: skip


_STEP = 25
"""Per cent: points of sight are rounded to what the theme has classes for."""


def image_of(plan: Plan, photograph: Photograph, address: Callable[[str], str], focus: Point | None) -> Image:
    """A planned picture as templates show it.

    Args:
        address: path below output/ → URL.
        focus: what must stay in sight, in per cent; None for the usual.
    """
    fallback = plan.fallback
    x, y = (round(value / _STEP) * _STEP for value in focus or usual_focus(fallback.width, fallback.height))
    return Image(
        src=address(fallback.name),
        srcset=_srcset(plan.formats[-1], address) if len(plan.formats[-1]) > 1 else "",
        width=fallback.width,
        height=fallback.height,
        alt="",
        sources=tuple(Source(_TYPES[files[0].format], _srcset(files, address)) for files in plan.sources),
        enlarged=address((plan.enlarged or fallback).name),
        is_wide=len(plan.formats[0]) > 1,
        is_opaque=not photograph.has_alpha and photograph.format != "SVG",
        focus=" ".join(f"xl-{axis}-{value}" for axis, value in (("x", x), ("y", y)) if value != 50),
        is_drawing=photograph.is_drawing,
        is_moving=plan.enlarged is not None and plan.enlarged.format == "ANIMATION",
        is_ai_made=bool(photograph.aigc),
    )


def _srcset(files: Sequence[Rendition], address: Callable[[str], str]) -> str:
    """Widths are told where there is a choice: a single small file keeps its own size in the page."""
    if len(files) == 1:
        return address(files[0].name)
    return ", ".join(f"{address(file.name)} {file.width}w" for file in files)


def picture(image: Image, sizes: str, attributes: str, *, is_first: bool) -> str:
    """The markup of a picture in a body; ``attributes`` are those of its ``<img>`` that the author may set, escaped."""
    asked = f' sizes="{escape(sizes)}"' if image.is_wide else ""
    sources = "".join(
        f'<source type="{source.type}" srcset="{escape(source.srcset)}"{asked}>' for source in image.sources
    )
    srcset = f' srcset="{escape(image.srcset)}"{asked}' if image.srcset else ""
    classes = (("xl-wide", image.is_wide), ("xl-opaque", image.is_opaque), ("xl-drawing", image.is_drawing))
    names = " ".join([name for name, holds in (*classes, (image.focus, image.focus)) if holds])
    names = f' class="{names}"' if names else ""
    loading = ' fetchpriority="high"' if is_first else ' loading="lazy"'
    img = (
        f'<img{names} src="{escape(image.src)}"{srcset} width="{image.width}" height="{image.height}"'
        f'{loading} decoding="async"{attributes}>'
    )
    return f"<picture>{sources}{img}</picture>" if sources else img
