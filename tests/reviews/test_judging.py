"""Whole reviews, and every way in which one is not."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from xinglin.core.diagnostics import AuthorError
from xinglin.core.reviewing import ReviewRules, Stage, stage_named
from xinglin.reviews.judging import judge, required_stages
from xinglin.reviews.record import (
    Record,
    content_digest,
    files_beside,
    read_record,
    record_path,
    signature,
    write_record,
)

TEXT = "---\n标题: 义诊\n日期: 2026-03-05\n状态: 待审\n---\n\n正文。\n"
CONTENT = content_digest(TEXT, {"news/a/01.jpg": "aa"})
PEOPLE = ["余知秋", "范思源", "于明远", "钟建岳", "谷雨晴", "万里程", "叶松年", "姜同舟"]


def record(**changes: Any) -> Record:
    """Three reviews, three proofs, secrecy and approval, one a day, by eight people; ``changes`` name a stage's fields."""
    stages = [stage for stage in Stage if stage not in {Stage.PROPOSAL, Stage.MEDICAL}]
    found = []
    for number, (stage, who) in enumerate(zip(stages, PEOPLE, strict=True), 1):
        fields = {"by": who, "on": date(2026, 3, number), "content": CONTENT} | changes.get(stage.name, {})
        if fields:
            found.append(
                signature(stage, fields["by"], fields["on"], fields["content"], result=fields.get("result", "pass"))
            )
    return Record(stages=tuple(found))


RULES = ReviewRules(required=True)
REQUIRED = required_stages(RULES, is_disclosure=True, section="news")


def codes(
    found: Record, content: str = CONTENT, rules: ReviewRules = RULES, published: date | None = None
) -> list[str]:
    return [problem.code for problem in judge(found, REQUIRED, content, published, rules).problems]


class TestJudge:
    def test_whole(self) -> None:
        assert codes(record(), published=date(2026, 3, 9)) == []

    def test_missing(self) -> None:
        """What is missing is named, in order."""
        found = Record(stages=tuple(s for s in record().stages if s.stage not in {Stage.REVIEW_2, Stage.SECRECY}))

        (problem,) = judge(found, REQUIRED, CONTENT).problems

        assert problem.code == "REV01"
        assert "复审、保密审查" in problem.message

    def test_one_person_twice(self) -> None:
        """Also when the name is spaced otherwise; the message names both stages."""
        (problem,) = judge(record(PROOF_1={"by": "余 知秋"}), REQUIRED, CONTENT).problems

        assert problem.code == "REV02"
        assert "初审、一校" in problem.message

    def test_void_after_an_edit(self) -> None:
        changed = content_digest(TEXT.replace("正文", "改过的正文"), {"news/a/01.jpg": "aa"})

        assert codes(record(), changed) == ["REV03"]

    def test_void_after_another_picture(self) -> None:
        assert codes(record(), content_digest(TEXT, {"news/a/01.jpg": "bb"})) == ["REV03"]

    @pytest.mark.parametrize(
        ("stage", "day"), [("REVIEW_2", 5), ("PROOF_1", 8), ("APPROVAL", 1), ("REVIEW_3", 1)], ids=str
    )
    def test_order(self, stage: str, day: int) -> None:
        """A second review before the first, a proof after the next, an approval before everything."""
        assert set(codes(record(**{stage: {"on": date(2026, 3, day)}}))) == {"REV04"}

    def test_sent_back(self) -> None:
        assert codes(record(REVIEW_3={"result": "return"})) == ["REV09"]

    def test_passed_again(self) -> None:
        """The last word counts."""
        sent_back = record(REVIEW_3={"result": "return"})
        again = signature(Stage.REVIEW_3, "于明远", date(2026, 3, 3), CONTENT)

        assert codes(Record(stages=(*sent_back.stages, again))) == []

    def test_somebody_else(self) -> None:
        rules = ReviewRules(required=True, holders={Stage.REVIEW_3: ("汪青禾",)})

        assert codes(record(), rules=rules) == ["REV07"]

    def test_published_before_it_was_approved(self) -> None:
        """A reminder, no error: the date of an event is older than its review."""
        judgement = judge(record(), REQUIRED, CONTENT, date(2026, 3, 5), RULES)

        assert [p.code for p in judgement.problems] == ["REV10"]
        assert judgement.is_whole


class TestContent:
    def test_state_and_number_may_change(self) -> None:
        """Publishing what was approved is no edit; neither are line ends nor spaces at the end of a line."""
        other = TEXT.replace("状态: 待审\n", "索引号: QL/202603-00001\n").replace("\n", " \r\n")

        assert content_digest(other, {"news/a/01.jpg": "aa"}) == CONTENT

    @pytest.mark.parametrize("edit", [("义诊", "义疹"), ("2026-03-05", "2026-03-06"), ("正文。", "状态: 正文。")])
    def test_everything_else_counts(self, edit: tuple[str, str]) -> None:
        assert content_digest(TEXT.replace(*edit), {"news/a/01.jpg": "aa"}) != CONTENT

    def test_files_beside(self) -> None:
        files = ["news/2.jpg", "news/a/01.jpg", "news/a/b/2.pdf", "news/a/index.review.yaml", "news/ab/1.jpg"]

        assert files_beside("news/a/index.md", "", files) == ["news/a/01.jpg", "news/a/b/2.pdf"]
        assert files_beside("news/one.md", "![图](2.jpg)", files) == ["news/2.jpg"]
        assert files_beside("news/one.md", "", files) == []


class TestRecord:
    def test_survives_writing(self) -> None:
        whole = Record(
            title='引号"和: 冒号',
            stages=(
                *record().stages,
                signature(Stage.MEDICAL, "万里程", date(2026, 3, 2), CONTENT, note="同意\n# 注", paper=True),
            ),
        )

        read, collector = read_record("a.review.yaml", write_record(whole))

        assert collector.found == []
        assert read == whole

    def test_lies_beside_its_article(self) -> None:
        assert record_path("news/a/index.md") == "news/a/index.review.yaml"

    def test_mistakes_are_placed(self) -> None:
        text = "title: a\nstages:\n  - {stage: 四审, by: 余知秋, on: 2026-03-01}\n"

        _, collector = read_record("a.review.yaml", text)

        assert [(d.code, d.line) for d in collector.found] == [("REV06", 3)]
        assert "四审" in collector.found[0].message


def test_stages_by_name() -> None:
    assert stage_named("签发") is Stage.REVIEW_3
    with pytest.raises(AuthorError):
        stage_named("五审")


def test_medical_sections_need_a_doctor() -> None:
    rules = ReviewRules(medical_sections=("health",))

    assert Stage.MEDICAL in required_stages(rules, is_disclosure=False, section="health")
    assert Stage.MEDICAL not in required_stages(rules, is_disclosure=False, section="news")
    assert Stage.APPROVAL not in required_stages(rules, is_disclosure=False, section="health")
