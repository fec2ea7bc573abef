"""Structured data: what a machine reads is what was written, whatever the words, and none of them closes the script."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from xinglin.core.clock import TIMEZONE
from xinglin.core.configuration import SiteConfiguration
from xinglin.discovery import json_ld
from xinglin.manuscript.front_matter import FrontMatter

HOSPITAL = SiteConfiguration(name="青岚市人民医院", url="https://www.qinglan.example", address="青岚路1号")
MORNING = datetime(2026, 3, 5, 15, 9, tzinfo=TIMEZONE)
words = st.text(max_size=20)


def made(model: type[BaseModel], **values: Any) -> Any:
    """A record with values no author could write."""
    return model.model_construct(**values)


def read(*nodes: str) -> list[dict[str, Any]]:
    script = json_ld.script(nodes)
    assert not set(script) & set("<>&\u2028\u2029")
    whole = json.loads(script)
    assert whole["@context"] == "https://schema.org"
    graph: list[dict[str, Any]] = whole["@graph"]
    return graph


def article(front: FrontMatter, **changes: str) -> str:
    given = {"type_": "NewsArticle", "url": "https://www.qinglan.example/news/2026/a.html", "language": "zh-Hans"}
    given |= {"description": "", "image": "", "section": ""}
    return json_ld.article(HOSPITAL, front, **{**given, **changes})


def test_article_with_everything() -> None:
    """Field by field, in this order."""
    front = FrontMatter.model_validate(
        {
            "title": "义诊 & 讲座",
            "date": "2026-03-05 15:09",
            "expires": "2026-04-01 08:00",
            "keywords": ["义诊", "讲座"],
        }
        | {"authors": ["张三"], "reporters": ["李四"]}
    )

    (node,) = read(
        article(front, description="“健康”进社区", image="https://www.qinglan.example/a.jpg", section="新闻")
    )

    assert list(node.items()) == [
        ("@type", "NewsArticle"),
        ("@id", "https://www.qinglan.example/news/2026/a.html#article"),
        ("url", "https://www.qinglan.example/news/2026/a.html"),
        ("headline", "义诊 & 讲座"),
        ("description", "“健康”进社区"),
        ("image", "https://www.qinglan.example/a.jpg"),
        ("inLanguage", "zh-Hans"),
        ("datePublished", "2026-03-05T15:09:00+08:00"),
        ("dateModified", "2026-03-05T15:09:00+08:00"),
        ("author", [{"@type": "Person", "name": "张三"}, {"@type": "Person", "name": "李四"}]),
        ("articleSection", "新闻"),
        ("keywords", ["义诊", "讲座"]),
        ("publisher", {"@id": "https://www.qinglan.example/#hospital"}),
        ("expires", "2026-04-01T08:00:00+08:00"),
    ]


def test_what_is_not_said_is_left_out() -> None:
    (node,) = read(article(FrontMatter.model_validate({"title": "通知", "date": "2026-03-05"}), type_="WebPage"))

    names = ["@type", "@id", "url", "name", "inLanguage", "datePublished", "dateModified", "publisher"]
    assert list(node) == names


def test_hospital_and_the_way_to_a_page() -> None:
    rungs = json_ld.rungs([("首页", "https://a.example/"), ("新闻", "https://a.example/news/")])

    hospital, way = read(
        json_ld.hospital(HOSPITAL, "https://a.example/"),
        json_ld.breadcrumb(rungs, 3, "</script>", "https://a.example/news/1.html"),
    )

    assert hospital["@id"] == "https://www.qinglan.example/#hospital"
    assert hospital["address"] == {"@type": "PostalAddress", "streetAddress": "青岚路1号", "addressCountry": "CN"}
    assert "email" not in hospital
    assert way == {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": 1, "name": "首页", "item": "https://a.example/"},
            {"@type": "ListItem", "position": 2, "name": "新闻", "item": "https://a.example/news/"},
            {"@type": "ListItem", "position": 3, "name": "</script>", "item": "https://a.example/news/1.html"},
        ],
    }


def test_no_nodes_no_script() -> None:
    assert json_ld.script([]) == ""


@given(words, words, words, st.lists(words))
def test_any_words_are_read_back(title: str, description: str, section: str, names: list[str]) -> None:
    """Quotation marks, backslashes, controls, tags."""
    front = made(FrontMatter, title=title, date=MORNING, authors=tuple(names), keywords=tuple(names))

    (node,) = read(article(front, description=description, section=section))

    assert node.get("headline", "") == title
    assert node.get("description", "") == description
    assert node.get("articleSection", "") == section
    assert [person["name"] for person in node.get("author", [])] == names
    assert node.get("keywords", []) == names
