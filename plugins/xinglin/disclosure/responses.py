"""feedback.yaml and requests.yaml: where readers turn to, what came in, and how fast it was answered.

Neither file holds who wrote: only days, subjects and results. What readers may see is counted; a message is shown itself
only where the office wrote a ``reply`` for publication.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal, NamedTuple, Protocol

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, field_validator

from xinglin.core.diagnostics import AuthorError, Collector
from xinglin.core.validation import read_model
from xinglin.core.words import Name, Text
from xinglin.disclosure.spans import DayCount, parse_day_count
from xinglin.disclosure.working_days import Calendar, UnknownYear
from xinglin.manuscript.values import Day, word

FEEDBACK_FILE = "disclosure/feedback.yaml"
REQUESTS_FILE = "disclosure/requests.yaml"

Outcome = Literal["granted", "partly", "refused", "absent", "withdrawn", "other"]
OUTCOMES: dict[Outcome, str] = {
    "granted": "予以公开",
    "partly": "部分公开",
    "refused": "不予公开",
    "absent": "信息不存在",
    "withdrawn": "申请人撤回",
    "other": "其他处理",
}
_OUTCOME_WORDS = {label: code for code, label in OUTCOMES.items()} | {"同意公开": "granted", "撤回": "withdrawn"}


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True, arbitrary_types_allowed=True)


class Office(_Part):
    """Who answers for disclosure (公开工作机构), and who watches over it."""

    name: Name = Field("", title="机构")
    address: Text = Field("", title="地址")
    hours: Text = Field("", title="时间")
    phone: str = Field("", title="电话")
    email: str = Field("", title="邮箱", pattern=r"^([^@\s<>\"']+@[^@\s<>\"']+)?$")
    supervisor: Name = Field("", title="监督机构")
    supervision_phone: str = Field("", title="监督电话")


class Channel(_Part):
    """One way to send a comment."""

    name: Text = Field(title="渠道", min_length=1)
    contact: Text = Field("", title="联系方式")
    hours: Text = Field("", title="时间")


class _Received(_Part):
    received: Day = Field(title="收到")
    answered: Day | None = Field(None, title="答复")

    @field_validator("answered")
    @classmethod
    def _answered(cls, value: date | None, info: ValidationInfo) -> date | None:
        received = info.data.get("received")
        if value and received and value < received:
            raise AuthorError("答复日期早于收到日期。", "检查 received 与 answered。")
        return value


class Message(_Received):
    """A comment, a suggestion or a complaint about what was disclosed. No name of its writer."""

    channel: Text = Field("", title="渠道")
    item: str = Field("", title="公开事项")
    subject: Text = Field("", title="主题", max_length=100)
    reply: Text = Field("", title="公开的答复", max_length=1000)
    """Shown to readers with the subject; empty: the message is only counted."""


class Request(_Received):
    """A request for disclosure (依申请公开). No name of the applicant."""

    topic: Text = Field("", title="内容", max_length=100)
    outcome: Annotated[Outcome | None, word(_OUTCOME_WORDS)] = Field(None, title="结果")


class _Log(_Part):
    days: int = Field(15, title="答复工作日", ge=1, le=366)

    @field_validator("days", mode="before")
    @classmethod
    def _days(cls, value: object) -> object:
        return parse_day_count(value).days if isinstance(value, str) and not value.strip().isdigit() else value


class Feedback(_Log):
    office: Office = Field(Office(), title="公开工作机构")
    channels: tuple[Channel, ...] = Field((), title="渠道", max_length=20)
    messages: tuple[Message, ...] = Field((), title="意见")


class Requests(_Log):
    days: int = Field(20, title="答复工作日", ge=1, le=366)
    requests: tuple[Request, ...] = Field((), title="申请")


def read_feedback(text: str | None) -> tuple[Feedback, Collector]:
    """Validate feedback.yaml's text (None when there is no such file)."""
    collector = Collector(FEEDBACK_FILE, (text or "").splitlines())
    read = read_model(text, Feedback, collector, "FBK01", "FBK02")
    return (read.model if read else Feedback()), collector


def read_requests(text: str | None) -> tuple[Requests, Collector]:
    """Validate requests.yaml's text (None when there is no such file)."""
    collector = Collector(REQUESTS_FILE, (text or "").splitlines())
    read = read_model(text, Requests, collector, "FBK01", "FBK02")
    return (read.model if read else Requests()), collector


class ResponseLogs(NamedTuple):
    feedback: Feedback = Feedback()
    requests: Requests = Requests()


@dataclass(frozen=True, slots=True)
class ResponseYear:
    """What came in during one year and how it was answered."""

    year: int
    received: int
    answered: int
    in_time: int
    """Of those answered; messages whose limit cannot be computed count as answered only."""
    average: float | None
    """Working days from receipt to answer, one decimal; None where nothing was answered or a year is unknown."""

    @property
    def pending(self) -> int:
        return self.received - self.answered


class Answerable(Protocol):
    @property
    def received(self) -> date: ...
    @property
    def answered(self) -> date | None: ...


def response_years(log: Iterable[Answerable], days: int, calendar: Calendar, today: date) -> tuple[ResponseYear, ...]:
    """By year of receipt, newest first. What is dated after ``today`` is not counted yet.

    Args:
        days: working days within which an answer is owed.
    """
    of_year: dict[int, list[Answerable]] = {}
    for entry in log:
        if entry.received <= today:
            of_year.setdefault(entry.received.year, []).append(entry)
    return tuple(_year(year, of_year[year], days, calendar, today) for year in sorted(of_year, reverse=True))


def _year(year: int, entries: Sequence[Answerable], days: int, calendar: Calendar, today: date) -> ResponseYear:
    answered = [(e.received, e.answered) for e in entries if e.answered and e.answered <= today]
    in_time, spent = 0, 0
    is_known = bool(answered)
    for received, done in answered:
        try:
            in_time += done <= calendar.deadline(received, DayCount(days, "working"))
            spent += calendar.days_late(received, done)
        except UnknownYear:
            is_known = False
    average = round(spent / len(answered), 1) if is_known else None
    return ResponseYear(year, len(entries), len(answered), in_time, average)
