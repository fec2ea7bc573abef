"""`xinglin due` and `xinglin number`, run as people run them."""

from __future__ import annotations

import json
from pathlib import Path

import icalendar
import pytest

from xinglin.desk.cli import main

NOW = "2026-10-12"
FILES = {
    "site.yaml": "name: 医院\nurl: https://hospital.example\ndisclosure: {code: QL}\n",
    "sections.yaml": "- {id: party-affairs, title: 党务公开, kind: disclosure}\n",
    "disclosure/organisations.yaml": "departments: [{id: office, name: 党委办公室}, {id: finance, name: 财务科}]\n",
    "disclosure/catalogue/party.yaml": (
        "id: party\nscheme: party\ntitle: 党务公开目录\nversion: '1'\neffective: 2026-07-01\ndefault_within: 3个工作日\nitems:\n"
        "  - {id: dues, item: 党费收缴, timing: periodic, every: P1M, department: office}\n"
        "  - {id: prices, item: 医疗价格, timing: immediate, department: finance}\n"
    ),
    "party-affairs/july.md": "---\n标题: 七月党费\n日期: 2026-08-03\n公开事项: dues\n---\n\n正文。\n",
    "party-affairs/price.md": "---\ntitle: Prices\ndate: 2026-09-21\ndisclosure: prices\nformed: 2026-09-18\n---\n\n正文。\n",
    "party-affairs/draft.md": "---\n标题: 新价格\n日期: 2026-10-13\n公开事项: prices\n成文日期: 2026-10-10\n状态: 草稿\n---\n",
}


@pytest.fixture
def content(tmp_path: Path) -> Path:
    folder = tmp_path / "content"
    for path, text in FILES.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")
    return folder


def run(content: Path, command: str, *arguments: str) -> int:
    return main([command, "--content", str(content), "--now", NOW, *arguments])


def test_the_office_sees_what_is_late(content, capsys):
    """One command, by department, late ones first, in words."""
    assert run(content, "due") == 0
    out = capsys.readouterr().out

    # August: due 1, 2, 3 September. September: due 8, 9, 10 October, one working day ago
    late = [line for line in out.splitlines() if "逾期" in line]
    assert any("2026年8月" in line and "2026-09-03" in line for line in late)
    assert any("2026年9月" in line and "逾期 1 天" in line for line in late)
    assert out.index("党委办公室") < out.index("财务科")
    assert "逾期 2 项" in out
    assert "快到期 1 项" in out
    assert "七月" not in out


def test_one_department(content, capsys):
    """By its id or its name."""
    for name in ("finance", "财务科"):
        run(content, "due", "--department", name, "--format", "json")
        found = json.loads(capsys.readouterr().out)
        assert {duty["department"] for duty in found["duties"]} == {"finance"}


def test_one_object_for_machines(content, capsys):
    """Counts, departments and every duty; nothing else on standard output."""
    assert run(content, "due", "--format", "json") == 0
    found = json.loads(capsys.readouterr().out)

    assert found["counts"] == {"late": 2, "soon": 1, "owed": 1, "done": 2, "done_late": 0}
    assert found["departments"]["office"]["late"] == 2
    assert [d["entry"] for d in found["duties"] if d["state"] == "soon"] == ["party-affairs/draft.md"]
    assert found["diagnostics"] == []


def test_a_calendar_file(content, capsys):
    """An event for each open duty with a last day, on that day; its name stays when the file is made again."""
    assert run(content, "due", "--format", "ics") == 0
    first = icalendar.Calendar.from_ical(capsys.readouterr().out)
    main(["due", "--content", str(content), "--now", "2026-10-13", "--format", "ics"])
    second = icalendar.Calendar.from_ical(capsys.readouterr().out)

    events = {str(event["SUMMARY"]): event for event in first.walk("VEVENT")}
    assert str(events["【逾期】党费收缴（2026年8月）"]["DTSTART"].dt) == "2026-09-03"
    assert len(events) == 4
    assert {str(e["UID"]) for e in first.walk("VEVENT")} == {str(e["UID"]) for e in second.walk("VEVENT")}


@pytest.mark.parametrize(
    ("late", "code", "severity"), [("report", 0, None), ("warn", 0, "warning"), ("fail", 1, "error")]
)
def test_a_build_says_what_the_site_wants(content, capsys, late, code, severity):
    """Late items are nothing to a build, a reminder, or a reason to refuse, as site.yaml says; at the item's line."""
    (content / "site.yaml").write_text(FILES["site.yaml"].replace("{code", f"{{late: {late}, code"), "utf-8")
    assert run(content, "build", "--format", "json") == code
    found = [d for d in json.loads(capsys.readouterr().out)["diagnostics"] if d["code"] == "DUE01"]

    assert {d["severity"] for d in found} == ({severity} if severity else set())
    assert {(d["path"], d["line"]) for d in found} == ({("disclosure/catalogue/party.yaml", 8)} if severity else set())
    assert run(content, "due") == (1 if late == "fail" else 0)


def test_an_item_comes_to_be_late_by_itself(content, capsys):
    """A build that had nothing to say says it when the clock has passed the last day, though no file has changed."""
    (content / "site.yaml").write_text(FILES["site.yaml"].replace("{code", "{late: warn, code"), "utf-8")

    def late(now: str) -> int:
        main(["build", "--content", str(content), "--now", now, "--format", "json"])
        return sum(d["code"] == "DUE01" for d in json.loads(capsys.readouterr().out)["diagnostics"])

    assert [late("2026-10-10T23:59:59"), late("2026-10-11"), late("2026-10-11T12:00")] == [1, 2, 2]


def test_a_site_without_catalogues(tmp_path, capsys):
    """Nothing is owed, and that is said."""
    (tmp_path / "content").mkdir()
    assert run(tmp_path / "content", "due") == 0
    assert "没有公开目录" in capsys.readouterr().out


def test_numbers_are_given_once(content, capsys):
    """In the order of publication; written into the articles and the ledger; a second run changes nothing."""
    assert run(content, "number") == 0
    ledger = (content / "disclosure/index-numbers.csv").read_text("utf-8")
    assert ledger == (
        "number,path,issued_on\nQL/202608-00001,party-affairs/july.md,2026-10-12\nQL/202609-00002,party-affairs/price.md,2026-10-12\n"
    )
    assert (content / "party-affairs/july.md").read_text("utf-8") == FILES["party-affairs/july.md"].replace(
        "公开事项: dues\n", "公开事项: dues\n索引号: QL/202608-00001\n"
    )
    assert "\nindex_no: QL/202609-00002\n---" in (content / "party-affairs/price.md").read_text("utf-8")
    assert (content / "party-affairs/draft.md").read_text("utf-8") == FILES["party-affairs/draft.md"]

    before = {path: path.read_bytes() for path in content.rglob("*") if path.is_file()}
    assert run(content, "number") == 0
    assert {path: path.read_bytes() for path in content.rglob("*") if path.is_file()} == before
    assert run(content, "check") == 0


def test_a_number_is_never_used_again(content, capsys):
    """Its article gone, its number stays in the ledger and the next one is higher; moved, it goes with the article."""
    run(content, "number")
    (content / "party-affairs/price.md").unlink()
    (content / "party-affairs/july.md").rename(content / "party-affairs/moved.md")
    (content / "party-affairs/new.md").write_text(FILES["party-affairs/price.md"], "utf-8")
    assert run(content, "number") == 0

    ledger = (content / "disclosure/index-numbers.csv").read_text("utf-8")
    assert "QL/202608-00001,party-affairs/moved.md" in ledger
    assert "QL/202609-00002,party-affairs/price.md" in ledger
    assert "QL/202609-00003,party-affairs/new.md" in ledger


def test_a_number_that_was_taken_out_comes_back(content):
    """An author who deletes the line gets the same number again."""
    run(content, "number")
    (content / "party-affairs/july.md").write_text(FILES["party-affairs/july.md"], "utf-8")
    run(content, "number")

    assert "QL/202608-00001" in (content / "party-affairs/july.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("encoding", "end"), [("utf-8", "\r\n"), ("utf-8-sig", "\n"), ("gb18030", "\r\n"), ("utf-16", "\n")]
)
def test_the_rest_of_the_file_stays(content, encoding, end):
    """Encoding, byte order mark and line ends are the author's."""
    text = FILES["party-affairs/july.md"].replace("\n", end)
    path = content / "party-affairs/july.md"
    path.write_bytes(text.encode(encoding))
    assert run(content, "number") == 0

    expected = text.replace(f"公开事项: dues{end}", f"公开事项: dues{end}索引号: QL/202608-00001{end}")
    assert path.read_bytes() == expected.encode(encoding)


def test_no_prefix_no_number(content, capsys):
    """Without a prefix in site.yaml nothing is numbered, and nothing is written."""
    (content / "site.yaml").write_text("name: 医院\n", "utf-8")
    assert run(content, "number") == 1
    assert "编号前缀" in capsys.readouterr().err
    assert not (content / "disclosure/index-numbers.csv").exists()
