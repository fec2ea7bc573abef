"""What all pages of the disclosure site share: its head, its place in the tree, the way back to its front page."""

from __future__ import annotations

from collections.abc import Sequence

from xinglin.press.contexts import Link, Page
from xinglin.press.disclosure_index import file_path
from xinglin.press.edition import Edition
from xinglin.press.heads import page_head, site_feed, trail
from xinglin.press.site import Site


def section_of(edition: Edition, root: str) -> str | None:
    """The section whose front page the disclosure site has taken; None where it stands beside the tree."""
    return next(iter(sections_of(edition.site, root)), None)


def sections_of(site: Site, root: str) -> tuple[str, ...]:
    """The same for a print job's ``sections``: what the head shows of the section is part of the fingerprint."""
    return tuple(section.id for section in site.tree.sections.values() if section.url == root)


def root_title(edition: Edition, root: str) -> str:
    section = section_of(edition, root)
    return edition.sections[section].title if section else edition.say("信息公开")


def root_link(edition: Edition, root: str) -> Link:
    return Link(root_title(edition, root), edition.url(root))


def disclosure_head(
    edition: Edition,
    root: str,
    *,
    template: str,
    path: str,
    title: str,
    description: str = "",
    breadcrumb: Sequence[Link] = (),
    indexed: bool = True,
) -> Page:
    """A page's head with the disclosure section marked in the menu and the disclosure feed announced.

    Args:
        breadcrumb: from the disclosure site's front page down to the parent; its section's own ancestors are put before.
    """
    section = section_of(edition, root)
    above = trail(edition, section, itself=False) if section else ()
    feed = Link(root_title(edition, root), edition.url(file_path(root, "feed.xml")))
    return page_head(
        edition,
        template=template,
        path=path,
        title=title,
        description=description or f"{edition.configuration.name} {title}",
        breadcrumb=(*above, *breadcrumb),
        section_id=section,
        feeds=(site_feed(edition), feed),
        indexed=indexed,
    )
