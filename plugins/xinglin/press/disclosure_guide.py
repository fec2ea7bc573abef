"""The guide (公开指南): in whose name, what, to whom, how soon, where to look, whom to ask."""

from __future__ import annotations

from typing import Any, NamedTuple

from xinglin.disclosure.responses import Office
from xinglin.disclosure.wording import RANGES
from xinglin.manuscript.values import Range
from xinglin.press.disclosure_index import (
    DisclosureIndex,
    entries_path,
    feedback_path,
    guide_path,
)
from xinglin.press.disclosure_root import disclosure_head, root_link, sections_of
from xinglin.press.disclosure_shared import Card, has_feedback, office_words, shown_cards, shown_office
from xinglin.press.jobs import PrintJob, Slice
from xinglin.press.site import Site


class _GuideFacts(NamedTuple):
    root: str
    cards: tuple[Card, ...]
    ranges: tuple[tuple[Range, int], ...]
    """Items of each range, widest first."""
    limits: tuple[tuple[str, str], ...]
    """(time limit, what it rests on), each once."""
    office: Office
    has_feedback: bool


def guide_job(site: Site, disclosure: DisclosureIndex, cards: tuple[Card, ...]) -> PrintJob:
    counts = {range_: 0 for range_ in Range}
    limits: dict[tuple[str, str], None] = {}
    for account in disclosure.accounts.values():
        if account.is_current:
            counts[account.listing.item.range] += 1
            limit = account.listing.limit
            if limit and limit.source:
                source, verified = account.listing.catalogue.source(limit)
                limits[str(limit.count), source if verified else f"{source}（待核对）"] = None
    facts = _GuideFacts(
        root=disclosure.root,
        cards=cards,
        ranges=tuple((range_, count) for range_, count in counts.items() if count),
        limits=tuple(limits),
        office=site.responses.feedback.office,
        has_feedback=has_feedback(site),
    )
    words = (
        *(word for card in cards for word in card.words), *(word for pair in facts.limits for word in pair),
        *office_words(facts.office),
    )  # fmt: skip
    return PrintJob(
        path=f"{guide_path(disclosure.root)}index.html",
        maker="disclosure_guide",
        template="disclosure_guide.html",
        sections=sections_of(site, disclosure.root),
        words=words,
        facts=facts,
    )


def disclosure_guide_context(slice_: Slice) -> dict[str, Any]:
    """The variables of disclosure_guide.html."""
    edition = slice_.edition
    facts: _GuideFacts = slice_.job.facts
    root = facts.root
    return {
        "page": disclosure_head(
            edition,
            root,
            template="disclosure_guide.html",
            path=slice_.path,
            title=edition.say("信息公开指南"),
            breadcrumb=(root_link(edition, root),),
        ),
        "catalogues": shown_cards(slice_, facts.cards),
        "ranges": tuple((range_.value, edition.say(RANGES[range_]), count) for range_, count in facts.ranges),
        "limits": tuple((slice_.say(limit), slice_.say(source)) for limit, source in facts.limits),
        "office": shown_office(slice_, facts.office),
        "entries_url": edition.url(entries_path(root)),
        "feedback_url": edition.url(feedback_path(root)) if facts.has_feedback else None,
    }
