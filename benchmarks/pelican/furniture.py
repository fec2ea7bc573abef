"""What Pelican users take from plugins: neighbours in the section, related articles by keyword, plain summaries.

Linear in the number of articles, so that the race is not against a slow theme.
"""

from __future__ import annotations

import json
from collections import defaultdict
from itertools import islice
from typing import Any

from markupsafe import Markup
from pelican import signals
from pelican.generators import ArticlesGenerator

_SITE = "https://www.bench-hospital.example"
_RELATED = 5
_DEPTH = 30


def add_furniture(generators: list[Any]) -> None:
    """``newer``, ``older``, ``related``, ``words`` and ``plain`` on each article; years of each section."""
    generator = next(found for found in generators if isinstance(found, ArticlesGenerator))
    years: dict[str, dict[int, None]] = defaultdict(dict)
    months: dict[int, dict[int, None]] = defaultdict(dict)
    newer_of: dict[str, Any] = {}
    seen: dict[str, list[Any]] = defaultdict(list)
    for article in generator.articles:
        section = article.category.slug
        years[section][article.date.year] = None
        months[article.date.year][article.date.month] = None
        article.newer, article.older = newer_of.get(section), None
        if article.newer:
            article.newer.older = article
        newer_of[section] = article
        article.plain = Markup(article.summary).striptags()[:120]
        units = {article.metadata.get(name) for name in ("volume", "department", "branch")}
        article.units = [tag for tag in article.tags if tag.name in units]
        article.words = [tag for tag in article.tags if tag.name not in units]
    for article in reversed(generator.articles):
        shared: dict[Any, int] = defaultdict(int)
        for word in article.words:
            for other in islice(reversed(seen[word.name]), _DEPTH):
                shared[other] += 1
            seen[word.name].append(article)
        article.related = sorted(shared, key=lambda other: (-shared[other], -other.date.timestamp()))[:_RELATED]
    generator.context["section_years"] = years
    generator.context["year_months"] = {year: sorted(found) for year, found in months.items()}
    generator.env.filters["json_ld"] = json_ld
    generator.env.globals |= {"ladder": ladder, "persons": persons}


def persons(byline: str) -> list[dict[str, str]]:
    return [{"@type": "Person", "name": name} for name in byline.split()]


def ladder(trail: list[tuple[str, str]], title: str, url: str) -> dict[str, Any]:
    """The breadcrumb as structured data."""
    steps = enumerate([*trail, (title, url)], 1)
    rows = [{"@type": "ListItem", "position": n, "name": name, "item": f"{_SITE}/{path}"} for n, (name, path) in steps]
    return {"@type": "BreadcrumbList", "itemListElement": rows}


def json_ld(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def register() -> None:
    signals.all_generators_finalized.connect(add_furniture)
