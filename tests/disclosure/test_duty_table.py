"""The hand-computed table (duty_table.yaml): the calendar, the duties, and what `xinglin due` prints, agree with it."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from xinglin.desk.cli import main
from xinglin.disclosure.spans import DayCount
from xinglin.disclosure.working_days import Calendar, UnknownYear

TABLE: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "duty_table.yaml").read_text("utf-8"))
SCENARIOS = {f"item-{number}": scenario for number, scenario in enumerate(TABLE["duties"], 1)}


def test_the_table_is_large_enough():
    """Sixty cases at least, of every timing."""
    assert len(TABLE["deadlines"]) + sum(len(scenario["due"]) for scenario in SCENARIOS.values()) >= 60
    assert {scenario["item"]["timing"] for scenario in SCENARIOS.values()} == {
        "standing",
        "periodic",
        "staged",
        "immediate",
    }


@pytest.mark.parametrize(("event", "days", "kind", "last"), TABLE["deadlines"])
def test_deadlines(event, days, kind, last):
    """The last day of a limit, over holidays, 调休 and year ends; an error where a year is unknown."""
    if last is None:
        with pytest.raises(UnknownYear):
            Calendar().deadline(event, DayCount(days, kind))
    else:
        assert Calendar().deadline(event, DayCount(days, kind)) == last


def _article(item: str, entry: dict[str, Any]) -> str:
    lines = {"标题": "甲", "日期": entry["date"], "公开事项": item}
    names = {"formed": "成文日期", "covers": "所属期", "stage": "阶段", "status": "状态"}
    lines |= {names[key]: value for key, value in entry.items() if key in names}
    if "withdrawn" in entry:
        lines["撤稿"] = f"{{日期: {entry['withdrawn']}, 原因: 有误}}"
    return "---\n" + "".join(f"{key}: {value}\n" for key, value in lines.items()) + "---\n\n正文。\n"


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[list[Any]]]:
    """Item → what `xinglin due --format json` says of a site made of all scenarios."""
    content = tmp_path_factory.mktemp("due") / "content"
    items = [{"id": name, "item": scenario["why"]} | scenario["item"] for name, scenario in SCENARIOS.items()]
    catalogue = {"id": "party", "title": "目录", "version": "1", "effective": "2025-01-01", "items": items}
    files = {
        "site.yaml": "name: 医院\n",
        "sections.yaml": "- {id: party-affairs, title: 党务公开, kind: disclosure}\n",
        "disclosure/catalogue/party.yaml": yaml.safe_dump(catalogue, allow_unicode=True, sort_keys=False),
    }
    for name, scenario in SCENARIOS.items():
        for number, entry in enumerate(scenario["entries"]):
            files[f"party-affairs/{name}-{number}.md"] = _article(name, entry)
    for path, text in files.items():
        (content / path).parent.mkdir(parents=True, exist_ok=True)
        (content / path).write_text(text, "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        import io

        out = io.StringIO()
        patch.setattr("sys.stdout", out)
        assert main(["due", "--content", str(content), "--now", str(TABLE["now"]), "--format", "json"]) == 0
    found: dict[str, list[list[Any]]] = {name: [] for name in SCENARIOS}
    for duty in json.loads(out.getvalue())["duties"]:
        row = [duty[key] for key in ("what", "due", "done_on", "state", "days_late")]
        found[duty["item"]].append(row)
    return found


@pytest.mark.parametrize("name", SCENARIOS)
def test_duties(printed, name):
    """Every row of the table, and no other."""
    expected = [[str(cell) if isinstance(cell, date) else cell for cell in row] for row in SCENARIOS[name]["due"]]

    assert sorted(printed[name], key=repr) == sorted(expected, key=repr), SCENARIOS[name]["why"]
