"""Is a review whole? Every stage passed, by different people, in order, on the very text that would be published."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Literal

from xinglin.core.reviewing import LABELS, ReviewRules, Stage
from xinglin.reviews.record import Record, Signature

Standing = Literal["done", "void", "returned", "missing"]
_CHAINS = (
    (Stage.REVIEW_1, Stage.REVIEW_2, Stage.REVIEW_3),
    (Stage.PROOF_1, Stage.PROOF_2, Stage.PROOF_3),
)
_FIRST, _LAST = Stage.PROPOSAL, Stage.APPROVAL


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a review, in an editor's words."""

    code: str
    message: str
    fix: str
    is_error: bool = True


@dataclass(frozen=True, slots=True)
class Judgement:
    standings: Mapping[Stage, Standing]
    """Of every required stage, and of those that were passed without being required."""
    signatures: Mapping[Stage, Signature]
    problems: tuple[Problem, ...]

    @property
    def is_whole(self) -> bool:
        return not any(problem.is_error for problem in self.problems)


def required_stages(rules: ReviewRules, *, is_disclosure: bool, section: str | None) -> tuple[Stage, ...]:
    """What an article must pass, in order."""
    wanted = {*rules.stages, *(rules.disclosure if is_disclosure else ())}
    if section in rules.medical_sections:
        wanted.add(Stage.MEDICAL)
    return tuple(stage for stage in Stage if stage in wanted)


def judge(
    record: Record,
    required: Sequence[Stage],
    content: str,
    published: date | None = None,
    rules: ReviewRules | None = None,
) -> Judgement:
    """Judge a review.

    Args:
        content: digest of the article as it is now.
        published: its date, where it is about to be published.
    """
    last = record.last()
    standings: dict[Stage, Standing] = {
        stage: _standing(last.get(stage), content) for stage in Stage if stage in last or stage in required
    }
    problems = [
        *_missing(standings, required),
        *_void(standings),
        *_returned(standings, last),
        *_twice(last),
        *_disorder(last),
        *_not_entitled(last, rules),
        *_too_late(last, required, published),
    ]
    return Judgement(standings, last, tuple(problems))


def _standing(signature: Signature | None, content: str) -> Standing:
    if signature is None:
        return "missing"
    if signature.content != content:
        return "void"
    return "done" if signature.result == "pass" else "returned"


def _names(stages: Sequence[Stage]) -> str:
    return "、".join(LABELS[stage] for stage in stages)


def _missing(standings: Mapping[Stage, Standing], required: Sequence[Stage]) -> list[Problem]:
    missing = [stage for stage in required if standings[stage] == "missing"]
    if not missing:
        return []
    fix = f"审核以后运行  xinglin review 稿件 {LABELS[missing[0]]}=姓名  记下来；纸上签的字也这样录入，加 --paper。"
    return [Problem("REV01", f"还缺审核环节：{_names(missing)}。", fix)]


def _void(standings: Mapping[Stage, Standing]) -> list[Problem]:
    void = [stage for stage, standing in standings.items() if standing == "void"]
    if not void:
        return []
    fix = "改回审核时的样子，或请他们按现在的稿子重新审核。"
    return [Problem("REV03", f"稿件或它的图片、附件在审核以后改过，这些审核作废了：{_names(void)}。", fix)]


def _returned(standings: Mapping[Stage, Standing], last: Mapping[Stage, Signature]) -> list[Problem]:
    found = []
    for stage, standing in standings.items():
        if standing == "returned":
            signature = last[stage]
            note = f"，意见：{signature.note}" if signature.note else ""
            message = f"{LABELS[stage]}没有通过：{signature.by}于 {signature.on} 退回{note}。"
            found.append(Problem("REV09", message, "照意见修改，再请他重新审核。"))
    return found


def person(name: str) -> str:
    """One person's name however it is spaced: 王 伟 is 王伟."""
    return "".join(name.split())


def _twice(last: Mapping[Stage, Signature]) -> list[Problem]:
    holders: dict[str, list[Stage]] = {}
    for stage, signature in last.items():
        holders.setdefault(person(signature.by), []).append(stage)
    return [
        Problem(
            "REV02",
            f"{name}一个人担任了两个以上的环节：{_names(stages)}。",
            "任何两个环节都要由不同的人担任，请换人重新审核。",
        )
        for name, stages in holders.items()
        if len(stages) > 1
    ]


def _disorder(last: Mapping[Stage, Signature]) -> list[Problem]:
    pairs = [pair for chain in _CHAINS for pair in pairwise(chain)]
    others = [stage for stage in Stage if stage not in {_FIRST, _LAST}]
    pairs += [(_FIRST, stage) for stage in others] + [(stage, _LAST) for stage in others] + [(_FIRST, _LAST)]
    found = []
    for earlier, later in pairs:
        one, two = last.get(earlier), last.get(later)
        if one and two and one.on > two.on:
            message = (
                f"审核的次序不对：{LABELS[earlier]}（{one.by}，{one.on}）在{LABELS[later]}（{two.by}，{two.on}）之后。"
            )
            found.append(Problem("REV04", message, f"检查两个日期；确实颠倒了的，请{two.by}重新{LABELS[later]}。"))
    return found


def _not_entitled(last: Mapping[Stage, Signature], rules: ReviewRules | None) -> list[Problem]:
    found = []
    for stage, signature in last.items():
        allowed = rules.holders.get(stage) if rules else None
        if allowed and person(signature.by) not in {person(name) for name in allowed}:
            message = f"{signature.by}不能担任{LABELS[stage]}。"
            found.append(Problem("REV07", message, f"site.yaml 规定由这些人担任：{'、'.join(allowed)}。"))
    return found


def _too_late(last: Mapping[Stage, Signature], required: Sequence[Stage], published: date | None) -> list[Problem]:
    days = [last[stage].on for stage in required if stage in last]
    if published is None or not days or max(days) <= published:
        return []
    message = f"发布日期 {published} 早于最后一次审核的日期 {max(days)}，看起来是先发布、后审核。"
    return [Problem("REV10", message, "把“日期”改到审核通过之后。", is_error=False)]
