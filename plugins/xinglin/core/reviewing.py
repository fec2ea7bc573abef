"""Stages of review (三审三校, 保密审查, 医学审核, 审批), and a hospital's rules for them in site.yaml.

三审 and 三校 follow the publishing industry's system as hospitals' press offices apply it; secrecy review and approval are
the second and third step of 《中国共产党党务公开条例（试行）》第十五条 (提出、审核、审批、实施).
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from xinglin.core.diagnostics import AuthorError
from xinglin.core.words import Name


class Stage(StrEnum):
    """In the order in which they are passed."""

    PROPOSAL = "proposal"
    REVIEW_1 = "review-1"
    REVIEW_2 = "review-2"
    REVIEW_3 = "review-3"
    PROOF_1 = "proof-1"
    PROOF_2 = "proof-2"
    PROOF_3 = "proof-3"
    SECRECY = "secrecy"
    MEDICAL = "medical"
    APPROVAL = "approval"


LABELS: dict[Stage, str] = {
    Stage.PROPOSAL: "提出",
    Stage.REVIEW_1: "初审",
    Stage.REVIEW_2: "复审",
    Stage.REVIEW_3: "终审",
    Stage.PROOF_1: "一校",
    Stage.PROOF_2: "二校",
    Stage.PROOF_3: "三校",
    Stage.SECRECY: "保密审查",
    Stage.MEDICAL: "医学审核",
    Stage.APPROVAL: "审批",
}
_WORDS = {label: stage for stage, label in LABELS.items()} | {
    "一审": Stage.REVIEW_1, "二审": Stage.REVIEW_2, "三审": Stage.REVIEW_3, "签发": Stage.REVIEW_3, "初校": Stage.PROOF_1,
    "保密": Stage.SECRECY, "医务审核": Stage.MEDICAL, "批准": Stage.APPROVAL,
}  # fmt: skip


def stage_named(word: str) -> Stage:
    """The stage an editor means.

    Raises:
        AuthorError: there is none of that name.
    """
    word = word.strip()
    if word in _WORDS:
        return _WORDS[word]
    try:
        return Stage(word.lower())
    except ValueError:
        labels = "、".join(LABELS.values())
        raise AuthorError(f"没有“{word[:20]}”这个审核环节。", f"可以写：{labels}。") from None


StageWord = Annotated[Stage, BeforeValidator(lambda value: stage_named(value) if isinstance(value, str) else value)]
_REVIEWS = (Stage.REVIEW_1, Stage.REVIEW_2, Stage.REVIEW_3, Stage.PROOF_1, Stage.PROOF_2, Stage.PROOF_3, Stage.SECRECY)


class ReviewRules(BaseModel):
    """Which articles must be reviewed, by whom. Nothing must unless ``required`` says so."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True, arbitrary_types_allowed=True)

    required: Annotated[bool, BeforeValidator(lambda value: {"是": True, "否": False}.get(value, value))] = Field(
        False, title="必须审核"
    )
    since: date | None = Field(None, title="起始日期")
    """Articles of earlier dates are let through: a hospital starts one day, with an archive."""
    stages: tuple[StageWord, ...] = Field(_REVIEWS, title="环节", min_length=1)
    disclosure: tuple[StageWord, ...] = Field((Stage.APPROVAL,), title="公开事项另加")
    """For articles that discharge catalogue items."""
    medical_sections: tuple[str, ...] = Field((), title="医学审核栏目")
    """Sections whose articles also need a medical review."""
    holders: dict[StageWord, tuple[Name, ...]] = Field({}, title="审核人")
    """Stage → who may pass it; anybody where a stage is not named."""
