"""How readers can reach the office, and how fast it has answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from xinglin.core.clock import TIMEZONE
from xinglin.disclosure.responses import OUTCOMES, Office, ResponseYear, response_years
from xinglin.press.contexts import Link
from xinglin.press.disclosure_contexts import Answer, Responses
from xinglin.press.disclosure_index import (
    DisclosureIndex,
    feedback_path,
    item_path,
)
from xinglin.press.disclosure_root import disclosure_head, root_link, sections_of
from xinglin.press.disclosure_shared import office_words, shown_office
from xinglin.press.jobs import PrintJob, Slice
from xinglin.press.site import Site

ANSWERS = 50


class _AnswerFacts(NamedTuple):
    subject: str
    reply: str
    received: date
    answered: date | None
    item: tuple[str, str] | None
    """(id, title)."""


@dataclass(frozen=True, slots=True)
class _FeedbackFacts:
    root: str
    office: Office
    channels: tuple[tuple[str, str, str], ...]
    message_days: int
    request_days: int
    messages: tuple[ResponseYear, ...]
    requests: tuple[ResponseYear, ...]
    outcomes: tuple[tuple[str, int], ...]
    answers: tuple[_AnswerFacts, ...]


def feedback_job(site: Site, disclosure: DisclosureIndex, root: str) -> PrintJob:
    today = site.now.astimezone(TIMEZONE).date()
    feedback, requests = site.responses.feedback, site.responses.requests
    answers = []
    for message in sorted(feedback.messages, key=lambda m: m.received, reverse=True):
        if message.reply and message.received <= today:
            account = disclosure.accounts.get(message.item)
            item = (message.item, account.listing.item.item) if account else None
            answers.append(_AnswerFacts(message.subject, message.reply, message.received, message.answered, item))
    received = [request for request in requests.requests if request.received <= today]
    outcomes = tuple((o, n) for o in OUTCOMES if (n := sum(request.outcome == o for request in received)))
    facts = _FeedbackFacts(
        root=root,
        office=feedback.office,
        channels=tuple((channel.name, channel.contact, channel.hours) for channel in feedback.channels),
        message_days=feedback.days,
        request_days=requests.days,
        messages=response_years(feedback.messages, feedback.days, site.calendar, today),
        requests=response_years(requests.requests, requests.days, site.calendar, today),
        outcomes=outcomes,
        answers=tuple(answers[:ANSWERS]),
    )
    words = (
        *office_words(facts.office), *(word for channel in facts.channels for word in channel),
        *(word for a in facts.answers for word in (a.subject, a.reply, a.item[1] if a.item else "")),
    )  # fmt: skip
    return PrintJob(
        path=f"{feedback_path(root)}index.html",
        maker="disclosure_feedback",
        template="disclosure_feedback.html",
        sections=sections_of(site, root),
        words=words,
        facts=facts,
    )


def disclosure_feedback_context(slice_: Slice) -> dict[str, Any]:
    """The variables of disclosure_feedback.html."""
    edition, say = slice_.edition, slice_.say
    facts: _FeedbackFacts = slice_.job.facts
    return {
        "page": disclosure_head(
            edition,
            facts.root,
            template="disclosure_feedback.html",
            path=slice_.path,
            title=edition.say("意见反馈与答复"),
            breadcrumb=(root_link(edition, facts.root),),
        ),
        "office": shown_office(slice_, facts.office),
        "channels": tuple((say(name), say(contact), say(hours)) for name, contact, hours in facts.channels),
        "message_days": facts.message_days,
        "request_days": facts.request_days,
        "messages": tuple(map(shown_year, facts.messages)),
        "requests": tuple(map(shown_year, facts.requests)),
        "outcomes": tuple((edition.say(OUTCOMES[outcome]), count) for outcome, count in facts.outcomes),  # type: ignore[index]
        "answers": tuple(
            Answer(
                subject=say(answer.subject),
                reply=say(answer.reply),
                received=answer.received,
                answered=answer.answered,
                item=Link(say(answer.item[1]), edition.url(item_path(facts.root, answer.item[0])))
                if answer.item
                else None,
            )
            for answer in facts.answers
        ),
    }


def shown_year(year: ResponseYear) -> Responses:
    return Responses(year.year, year.received, year.answered, year.in_time, year.pending, year.average)
