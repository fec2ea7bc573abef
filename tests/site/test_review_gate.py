"""With the switch in site.yaml an article without a whole review is not published; without it nothing changes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from tests.conftest import NOW

from xinglin.core.reviewing import Stage
from xinglin.reviews.record import Record, content_digest, signature, write_record

ARTICLE = "---\n标题: 门诊开展义诊\n日期: 2026-03-09\n---\n\n党员到社区义诊。\n"
GATE = "name: 示例医院\nreviews:\n  required: 是\n  since: 2026-03-01\n  stages: [初审, 复审]\n"


@pytest.fixture
def gated(small_site: Callable[..., Any]) -> Any:
    site = small_site(
        {
            "site.yaml": GATE,
            "sections.yaml": "- {id: news, title: 新闻}\n",
            "news/a.md": ARTICLE,
            "news/old.md": ARTICLE.replace("2026-03-09", "2026-02-09"),
        }
    )
    site.content.with_name("content-internal").mkdir()
    return site


def sign(site: Any, text: str = ARTICLE, *who: str) -> None:
    names = who or ("余知秋", "范思源")
    stages = (Stage.REVIEW_1, Stage.REVIEW_2)
    signatures = [
        signature(s, by, date(2026, 3, 8), content_digest(text, {})) for s, by in zip(stages, names, strict=False)
    ]
    place = site.content.with_name("content-internal") / "news/a.review.yaml"
    place.parent.mkdir(exist_ok=True)
    place.write_text(write_record(Record(stages=tuple(signatures))), "utf-8")


def found(result: Any) -> set[tuple[str, str]]:
    return {(d.path, d.code) for d in result.diagnostics if d.code.startswith("REV")}


def test_without_a_review(gated: Any) -> None:
    """The article is an error; older ones pass, and with --keep-going the rest is published."""
    result = gated.build()

    assert result.landed is None
    assert found(result) == {("news/a.md", "REV01")}
    assert gated.build(keep_going=True).landed is not None
    assert (gated.output / "news/2026/old.html").exists()
    assert not (gated.output / "news/2026/a.html").exists()


def test_with_a_review_it_is_published(gated: Any) -> None:
    sign(gated)

    result = gated.build()

    assert result.exit_code == 0, result.diagnostics
    assert (gated.output / "news/2026/a.html").exists()
    assert all("余知秋".encode() not in data for data in gated.tree().values()), "reviewers are never published"


def test_an_edit_voids_it(gated: Any) -> None:
    sign(gated)
    gated.build()
    before = gated.tree()
    gated.write({"news/a.md": ARTICLE.replace("社区", "学校")})

    assert found(gated.build()) == {("news/a.md", "REV03")}
    assert gated.tree() == before


def test_one_person_twice(gated: Any) -> None:
    sign(gated, ARTICLE, "余知秋", "余知秋")

    assert found(gated.build()) == {("news/a.md", "REV02")}


def test_a_review_that_is_recorded_later_is_noticed(gated: Any) -> None:
    """Nothing in content/ changes, and the next build publishes all the same."""
    gated.build()
    sign(gated)

    assert gated.build().exit_code == 0


def test_scheduled_articles_are_looked_at_before_their_time(gated: Any) -> None:
    gated.write({"news/a.md": ARTICLE.replace("2026-03-09", "2026-12-24")})

    assert found(gated.build()) == {("news/a.md", "REV01")}


@pytest.mark.parametrize("state", ["草稿", "待审", "撤稿"])
def test_what_is_not_published_needs_no_review(gated: Any, state: str) -> None:
    gated.write({"news/a.md": ARTICLE.replace("日期", f"状态: {state}\n日期")})

    assert found(gated.build()) == set()


def test_no_internal_root(gated: Any) -> None:
    gated.content.with_name("content-internal").rmdir()

    assert found(gated.build()) == {("site.yaml", "REV08")}


def test_record_in_the_wrong_root(gated: Any) -> None:
    """It would go out with a public repository."""
    sign(gated)
    gated.write({"news/b.review.yaml": "title: a\n"})

    assert found(gated.build()) == {("news/b.review.yaml", "REV11")}


def test_broken_record(gated: Any) -> None:
    sign(gated)
    place = gated.content.with_name("content-internal") / "news/a.review.yaml"
    place.write_text(place.read_text("utf-8").replace("on: 2026-03-08", "on: 去年"), "utf-8")

    assert ("content-internal/news/a.review.yaml", "REV06") in found(gated.build())


def test_off_by_default(small_site: Callable[..., Any]) -> None:
    site = small_site({"news/a.md": ARTICLE})

    assert site.build(now=NOW).exit_code == 0
