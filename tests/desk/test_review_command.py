"""``xinglin review``: shows, records, refuses, prints."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

ARTICLE = "---\n标题: 关于增补委员的公示\n类型: 公开\n日期: 2026-03-09\n公开事项: dw-1\n供稿科室: 党委办公室\n状态: 待审\n---\n\n现予公示。\n"
CATALOGUE = "id: party\ntitle: 党务公开目录\nitems:\n  - {id: dw-1, item: 党支部设置与换届, range: society, within: 5个工作日}\n"
NOW = ("--now", "2026-03-08 10:00")


@pytest.fixture
def site(small_site: Callable[..., Any]) -> Any:
    return small_site(
        {
            "site.yaml": "name: 示例医院\nreviews: {stages: [初审, 复审, 保密审查]}\n",
            "sections.yaml": "- {id: news, title: 新闻}\n",
            "disclosure/catalogue/party.yaml": CATALOGUE,
            "news/a/index.md": ARTICLE,
        }
    )


@pytest.fixture
def review(run: Callable[..., Any], site: Any) -> Callable[..., Any]:
    def call(*arguments: Any) -> Any:
        return run("review", site.content / "news/a", *arguments, "--content", site.content, *NOW)

    return call


def test_shows_what_is_missing(review: Callable[..., Any], site: Any) -> None:
    outcome = review()

    assert outcome.code == 1
    assert "还缺审核环节：初审、复审、保密审查、审批。" in outcome.out
    assert not site.content.with_name("content-internal").exists(), "looking writes nothing"


def test_records_until_it_is_whole(review: Callable[..., Any], site: Any) -> None:
    """One clerk enters what directors signed; the file lies in the internal root."""
    review("初审=余知秋", "复审=范思源", "--note", "数据已核对", "--paper", "--clerk", "何青")
    outcome = review("保密审查=于明远", "审批=钟建岳")

    assert outcome.code == 0
    assert "审核齐全，可以发布。" in outcome.out
    text = (site.content.with_name("content-internal") / "news/a/index.review.yaml").read_text("utf-8")
    assert text.count('recorded_by: "何青"') == 2
    assert text.count("signed: ") == 2


def test_refuses_one_person_twice(review: Callable[..., Any], site: Any) -> None:
    review("初审=余知秋")
    record = site.content.with_name("content-internal") / "news/a/index.review.yaml"
    before = record.read_bytes()

    outcome = review("复审=余 知秋")

    assert outcome.code == 1
    assert "余知秋一个人担任了两个以上的环节：初审、复审" in outcome.err
    assert record.read_bytes() == before


def test_refuses_the_wrong_order(review: Callable[..., Any]) -> None:
    review("初审=余知秋", "--on", "2026-03-07")

    assert "审核的次序不对" in review("复审=范思源", "--on", "2026-03-06").err


def test_an_edit_shows(review: Callable[..., Any], site: Any) -> None:
    review("初审=余知秋")
    site.write({"news/a/index.md": ARTICLE.replace("现予公示", "现予以公示")})

    outcome = review("--format", "json")

    stages = {stage["stage"]: stage["standing"] for stage in json.loads(outcome.out)["stages"]}
    assert stages == {"review-1": "void", "review-2": "missing", "secrecy": "missing", "approval": "missing"}


@pytest.mark.parametrize(
    ("words", "said"),
    [(["五审=余知秋"], "没有“五审”这个审核环节"), (["初审"], "不是“环节=姓名”")],
    ids=["stage", "name"],
)
def test_wrong_use(review: Callable[..., Any], words: list[str], said: str) -> None:
    outcome = review(*words)

    assert outcome.code == 2
    assert said in outcome.err


def test_forms(review: Callable[..., Any], tmp_path: Any) -> None:
    """What holds is filled in; what is void or to come is left for the pen."""
    review("初审=余知秋", "--note", "<b>属实</b>")
    review("--form", "审批表", "--output", tmp_path / "a.html")
    review("--form", "审稿单", "--output", tmp_path / "b.html")

    approval, slip = ((tmp_path / name).read_text("utf-8") for name in ("a.html", "b.html"))
    assert "党支部设置与换届" in approval
    assert "5个工作日内" in approval
    assert "向社会公开" in approval
    assert "同意。&lt;b&gt;属实&lt;/b&gt;" in slip
    assert "2026年3月8日" in slip
    assert approval.count("签字：") == 4


def test_register(run: Callable[..., Any], review: Callable[..., Any], site: Any, tmp_path: Any) -> None:
    """Every entry of the year with its approver; what is not published is not in the book."""
    review("审批=钟建岳")
    site.write({"news/a/index.md": ARTICLE.replace("状态: 待审\n", ""), "news/b.md": ARTICLE.replace("增补", "更换")})

    outcome = run(
        "review",
        "--register",
        "2026",
        "--output",
        tmp_path / "r.html",
        "--content",
        site.content,
        "--now",
        "2026-03-20",
    )

    text = (tmp_path / "r.html").read_text("utf-8")
    assert outcome.code == 0
    assert "关于增补委员的公示" in text
    assert "钟建岳" in text
    assert "更换委员" not in text
