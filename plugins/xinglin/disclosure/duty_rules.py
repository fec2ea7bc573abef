"""The four rules by which duties arise; :mod:`xinglin.disclosure.duties` says them in words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from xinglin.core.diagnostics import AuthorError
from xinglin.disclosure.duty import Duty
from xinglin.disclosure.entries import Entry
from xinglin.disclosure.periods import Stretch, parse_stretch, period_of, periods
from xinglin.disclosure.reckoning import DAY, Clerk, Term, term_of
from xinglin.disclosure.spans import Length
from xinglin.disclosure.values import Start, Timing

# ── standing ────────────────────────────────────────────────────────────────────────────────────────────────────────


def standing(held: Sequence[Term], entries: Sequence[Entry], clerk: Clerk) -> Iterator[Duty]:
    """Something must always be there: owed when the item begins, and whenever the last entry goes."""
    covered = _coverage(entries, clerk)
    for run in _runs([term for term in held if term.listing.item.timing is Timing.STANDING]):
        begin, finish = run[0].first, run[-1].last
        gaps = [end for _, end, _ in covered if end and begin < end and (finish is None or end <= finish)]
        for since in (begin, *gaps):
            term = term_of(run, since)
            if term is None or since > clerk.today:
                continue
            done = next(((first, entry) for first, end, entry in covered if end is None or end > since), None)
            # before the oldest version there is no day to count from
            event = None if since == date.min else since
            yield clerk.judge(
                term.listing,
                "",
                since,
                event,
                done[1] if done else clerk.pending(entries),
                done_on=done[0] if done else None,
            )


def _runs(held: Sequence[Term]) -> list[list[Term]]:
    runs: list[list[Term]] = []
    for term in held:
        if runs and term.continues(runs[-1][-1]):
            runs[-1].append(term)
        else:
            runs.append([term])
    return runs


def _coverage(entries: Sequence[Entry], clerk: Clerk) -> list[tuple[date, date | None, Entry]]:
    """The stretches of days on which something was there: first day, first day without, and the entry that opened it."""
    found: list[tuple[date, date | None, Entry]] = []
    for first, end, entry in sorted(
        ((entry.day, entry.gone_on(clerk.now), entry) for entry in entries if entry.was_there(clerk.now)),
        key=lambda piece: piece[0],
    ):
        if end is not None and end <= first:
            continue
        last = found[-1] if found else None
        if last is None or (last[1] is not None and last[1] < first):
            found.append((first, end, entry))
        elif last[1] is not None and (end is None or end > last[1]):
            found[-1] = (last[0], end, last[2])
    return found


# ── periodic ────────────────────────────────────────────────────────────────────────────────────────────────────────


def periodic(held: Sequence[Term], entries: Sequence[Entry], clerk: Clerk) -> Iterator[Duty]:
    """One entry for each period."""
    for term in held:
        item = term.listing.item
        if item.timing is not Timing.PERIODIC or item.every is None:
            continue
        length, anchor = item.every.length, item.start or term.first
        by_event = term.listing.starts_from is not Start.PERIOD_END
        assigned = _assigned(entries, length, anchor, by_event)
        for period in periods(length, anchor, term.first, min(clerk.today, term.last or clerk.today)):
            if period.last not in term:
                continue
            own = assigned.get(period, [])
            yield from _of_period(term, period, own, clerk, by_event)


def _of_period(term: Term, period: Stretch, own: Sequence[Entry], clerk: Clerk, by_event: bool) -> Iterator[Duty]:
    out = clerk.out(own)
    first, since = out or clerk.pending(own), period.first if by_event else period.last + DAY
    event = first.formed if first and first.formed and by_event else period.last
    done_on = out.published_on if out else None
    yield clerk.judge(term.listing, str(period), since, event, first, done_on=done_on)
    if not by_event:
        return
    for entry in own:  # every further event of the period has its own limit
        if entry is not first and entry.formed and (entry.is_out(clerk.now) or entry.is_pending(clerk.now)):
            done_on = entry.published_on if entry.is_out(clerk.now) else None
            yield clerk.judge(term.listing, str(period), entry.formed, entry.formed, entry, done_on=done_on)


def _assigned(entries: Sequence[Entry], length: Length, anchor: date, by_event: bool) -> dict[Stretch, list[Entry]]:
    """The entries of each period."""
    found: dict[Stretch, list[Entry]] = defaultdict(list)
    for entry in entries:
        for period in _periods_of(entry, length, anchor, by_event):
            found[period].append(entry)
    return found


def _periods_of(entry: Entry, length: Length, anchor: date, by_event: bool) -> Iterator[Stretch]:
    try:
        named = parse_stretch(entry.covers) if entry.covers else None
    except AuthorError:
        named = None  # said to its author where the article is checked
    if named is not None:
        found = period_of(named.first, length, anchor)
        if named in found:
            yield found
            return
        yield from (period for period in periods(length, anchor, named.first, named.last) if period in named)
    elif by_event:
        yield period_of(entry.formed or entry.day, length, anchor)
    else:
        yield period_of(period_of(entry.day, length, anchor).first - DAY, length, anchor)


# ── staged ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def staged(held: Sequence[Term], entries: Sequence[Entry], clerk: Clerk) -> Iterator[Duty]:
    """One entry for each stage of a round; a round begins when an earlier stage comes again."""
    for term in held:
        item = term.listing.item
        if item.timing is not Timing.STAGED:
            continue
        names = [stage.name for stage in item.stages]
        own = [entry for entry in entries if entry.stage in names and (entry.formed or entry.day) in term]
        rounds = _rounds(own, names)
        for number, done in enumerate(rounds or [{}]):
            yield from _of_round(term, done, clerk, is_last=number >= len(rounds) - 1)


def _rounds(entries: Sequence[Entry], names: Sequence[str]) -> list[dict[int, Entry]]:
    rounds: list[dict[int, Entry]] = []
    for entry in entries:
        stage = names.index(entry.stage)
        if not rounds or stage <= max(rounds[-1]):
            rounds.append({})
        rounds[-1][stage] = entry
    return rounds


def _of_round(term: Term, done: dict[int, Entry], clerk: Clerk, *, is_last: bool) -> Iterator[Duty]:
    listing = term.listing
    out = {stage: entry for stage, entry in done.items() if entry.is_out(clerk.now)}
    since = term.first
    is_next = bool(done)
    for number, stage in enumerate(listing.item.stages):
        entry = done.get(number)
        planned = stage.by if is_last else None
        later = min((e.published_on for n, e in out.items() if n > number), default=None)
        if entry is not None and number in out:
            event = entry.formed or planned
            since = entry.published_on
            yield clerk.judge(listing, stage.name, event or since, event, entry, done_on=since)
        elif entry is not None or planned:
            event = (entry.formed if entry else None) or planned
            yield clerk.judge(listing, stage.name, event or since, event, entry)
            is_next = False
        elif later is not None:
            yield clerk.judge(listing, stage.name, since, None, None, due=later)
        elif is_next and is_last:
            yield clerk.judge(listing, stage.name, since, None, None)
            is_next = False


# ── events ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def events(held: Sequence[Term], entries: Sequence[Entry], clerk: Clerk) -> Iterator[Duty]:
    """Every entry of an immediate item, and every entry of a standing one that names the day of a change."""
    for entry in entries:
        is_out = entry.is_out(clerk.now)
        if not is_out and not entry.is_pending(clerk.now):
            continue
        day = entry.formed or entry.day
        term = term_of(held, day)
        if term is None:
            continue
        item = term.listing.item
        is_change = item.timing is Timing.STANDING and entry.formed and term.listing.starts_from is not Start.EFFECTIVE
        if item.timing is Timing.IMMEDIATE or is_change:
            done_on = entry.published_on if is_out else None
            yield clerk.judge(term.listing, "", day, entry.formed, entry, done_on=done_on)
