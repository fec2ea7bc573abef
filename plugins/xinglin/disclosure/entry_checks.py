"""What an entry says of itself, checked: document number, dates, stage, the period it covers, validity."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xinglin.core.clock import TIMEZONE
from xinglin.core.diagnostics import AuthorError, Diagnostic, Severity
from xinglin.core.validation import nearest
from xinglin.disclosure.periods import parse_stretch, period_of
from xinglin.disclosure.values import VALIDITY_WORDS, Timing, Validity
from xinglin.disclosure.versions import Catalogues, Listing
from xinglin.manuscript.records import Manuscript

_DOCUMENT_NUMBER = re.compile(
    r"(?:[\u4e00-\u9fff]{1,20}〔(?P<year>\d{4})〕第?\d{1,5}号"
    r"|[\u4e00-\u9fff]{1,20}令(?:\d{4}年)?第\d{1,4}号"
    r"|[\u4e00-\u9fff]{1,20}公告(?P<notice>\d{4})年第\d{1,4}号)"
)
"""党政机关公文格式 (GB/T 9704-2012, 7.2.5): 发文机关代字、年份、发文顺序号; the year in 〔〕, the number without 第 and zeros."""
_BRACKETS = re.compile(r"[\[［(（【{〈<《]\s*(\d{4})\s*[\]］)）】}〉>》]")


def check_entry(manuscript: Manuscript, catalogues: Catalogues) -> Iterator[Diagnostic]:
    """Mistakes in one article's front matter that only its catalogue, or the other fields, can show."""
    front = manuscript.front
    if front.doc_no:
        yield from _document_number(manuscript)
    day = front.date.astimezone(TIMEZONE).date()
    revised = front.modified.astimezone(TIMEZONE).date() if front.modified else day
    if front.formed and front.formed > max(day, revised):
        message = f"成文日期 {front.formed} 晚于发布日期 {day}。"
        yield manuscript.diagnose("formed", "DIS09", message, "检查“日期”“修改”与“成文日期”。")
    if front.validity and front.validity not in {*VALIDITY_WORDS, *Validity}:
        message = f"“效力”不能写成“{front.validity[:20]}”。"
        yield manuscript.diagnose("validity", "DIS12", message, "写“有效”“修改”“废止”或“失效”。", Severity.WARNING)
    if front.disclosure:
        listings = [listing for name in front.disclosure if (listing := catalogues.listing(name, day))]
        yield from _stage(manuscript, listings)
        yield from _period(manuscript, listings)


def _document_number(manuscript: Manuscript) -> Iterator[Diagnostic]:
    front = manuscript.front
    found = _DOCUMENT_NUMBER.fullmatch(front.doc_no)
    if found is None:
        mended = _BRACKETS.sub(r"〔\1〕", front.doc_no).replace(" ", "")
        if mended != front.doc_no and _DOCUMENT_NUMBER.fullmatch(mended):
            message = "文号的年份要用六角括号〔〕，中间不留空格。"
            yield manuscript.diagnose("doc_no", "DOC01", message, f"写成  文号: {mended}。")
        else:
            message = f"文号“{front.doc_no[:40]}”的写法少见。"
            yield manuscript.diagnose("doc_no", "DOC02", message, "一般写成  青医党〔2026〕3号。", Severity.WARNING)
        return
    year = int(found["year"] or found["notice"] or 0)
    formed = front.formed or front.date.astimezone(TIMEZONE).date()
    if year > formed.year:
        message = f"文号的年份 {year} 晚于成文的 {formed.year} 年。"
        yield manuscript.diagnose("doc_no", "DOC02", message, "检查文号与成文日期。", Severity.WARNING)


def _stage(manuscript: Manuscript, listings: list[Listing]) -> Iterator[Diagnostic]:
    """An entry of a staged item says which stage it is."""
    stage = manuscript.front.stage
    staged = [listing for listing in listings if listing.item.timing is Timing.STAGED]
    names = [entry.name for listing in staged for entry in listing.item.stages]
    words = "、".join(dict.fromkeys(names))
    if staged and not stage:
        message = f"事项“{staged[0].item.item}”分阶段公开，稿件没有写是哪一阶段。"
        yield manuscript.diagnose("disclosure", "DIS10", message, f"加上  阶段: {names[0]}（可以写：{words}）。")
    elif stage and not staged:
        message = "只有分阶段公开的事项才写“阶段”。"
        yield manuscript.diagnose("stage", "DIS10", message, "删去“阶段”一行，或检查公开事项的编号。")
    elif stage and stage not in names:
        guess = nearest(stage, names)
        fix = f"是不是“{guess}”？" if guess else f"可以写：{words}。"
        yield manuscript.diagnose("stage", "DIS10", f"目录里没有“{stage[:20]}”这个阶段。", fix)


def _period(manuscript: Manuscript, listings: list[Listing]) -> Iterator[Diagnostic]:
    """The period an entry names is one of its items' periods, part of one, or made of several."""
    typed = manuscript.front.covers
    if not typed:
        return
    periodic = [listing for listing in listings if listing.item.timing is Timing.PERIODIC]
    if not periodic:
        message = "只有定期公开的事项才写“所属期”。"
        yield manuscript.diagnose(
            "covers", "DIS11", message, "删去“所属期”一行，或检查公开事项的编号。", Severity.WARNING
        )
        return
    try:
        stretch = parse_stretch(typed)
    except AuthorError as refusal:
        yield manuscript.diagnose("covers", "DIS11", refusal.message, refusal.fix)
        return
    for listing in periodic:
        item = listing.item
        assert item.every is not None
        first = period_of(stretch.first, item.every.length, item.start or listing.catalogue.since)
        if stretch not in first and first not in stretch:
            message = f"所属期“{typed}”与事项“{item.item}”的周期（{item.every.length}）对不上。"
            yield manuscript.diagnose("covers", "DIS11", message, f"例如  所属期: {first}。")
