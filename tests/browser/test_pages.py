"""Every kind of page in a real browser, in both scripts, on a phone and on a desktop."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).resolve().parent
# one page of every template, by its path below a variant's prefix
PAGES = (
    "", "hospital-news/", "news/", "notices/", "disclosure/", "party-affairs/", "honours/", "epaper/", "archive/2026/",
    "branches/outpatient/", "hospital-news/2026/accessible-outpatient.html", "branch-reports/2026/outpatient-walk-with-you.html",
    "press-coverage/2026/mountain-check-up.html", "notices/2026/cardiology-relocation.html", "notices/2025/shuttle-bus.html",
    "outpatient/2026/booking.html", "about/leaders.html", "clinics/paediatrics.html", "honours/2026/july-first-hospital-commendation.html",
    "hospital-affairs/2026/complaints-q3.html", "party-affairs/2026/appointment-publicity.html", "inpatient/2025/discharge.html",
    "hospital-affairs/2025/satisfaction-withdrawn.html", "disclosure/catalogue/hospital/", "disclosure/catalogue/party/",
    "disclosure/departments/party-office/", "disclosure/items/yw-0502/", "disclosure/entries/", "disclosure/guide/", "disclosure/feedback/",
    "registers/honours/", "registers/branches/", "registers/notices/ended/", "registers/submissions/", "health/2026/flu-season.html", "epaper/2026/218.html", "sitemap/", "404.html",
)  # fmt: skip
WIDTHS = (390, 1280)


@pytest.fixture(scope="module")
def view(browser: Any) -> Iterator[Any]:
    """A page whose requests and complaints are recorded."""
    page = browser.new_page()
    page.complaints = []
    page.requests = []
    page.on("console", lambda message: page.complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.on("request", lambda request: page.requests.append(request.url))
    yield page
    page.close()


@pytest.mark.parametrize("prefix", ["", "zh-hant/"])
def test_accessible(prefix: str, view: Any, address: str, checkers: Path) -> None:
    """axe finds no serious or critical violation on any kind of page at either width."""
    axe = (checkers / "axe-core" / "axe.min.js").read_text("utf-8")
    found = []
    for width in WIDTHS:
        view.set_viewport_size({"width": width, "height": 900})
        for path in PAGES:
            view.goto(f"{address}/{prefix}{path}")
            view.evaluate(axe)  # not a script tag: the security policy stays in force
            result = view.evaluate("axe.run({resultTypes: ['violations']})")
            found += [
                (path, width, violation["id"], [node["html"][:120] for node in violation["nodes"]][:2])
                for violation in result["violations"]
                if violation["impact"] in {"serious", "critical"}
            ]

    assert found == []


def test_valid_html(sample: tuple[Any, Path], checkers: Path, tmp_path: Path) -> None:
    """html-validate finds no error on any kind of page."""
    files = [
        str(sample[1] / prefix / (path if path.endswith(".html") else f"{path}index.html"))
        for prefix in ("", "zh-hant")
        for path in PAGES
    ]

    report_file = tmp_path / "report.json"
    done = subprocess.run(
        ["node", str(checkers / "html-validate" / "bin" / "html-validate.mjs"), "--config", str(HERE / "htmlvalidate.json"), "--formatter", f"json={report_file}", *files],
        capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    errors = [
        (Path(report["filePath"]).name, message["ruleId"], message["message"], message["line"])
        for report in json.loads(report_file.read_text("utf-8"))
        for message in report["messages"]
        if message["severity"] == 2
    ]

    assert done.returncode in {0, 1}, done.stderr
    assert errors == []


@pytest.mark.parametrize("prefix", ["", "zh-hant/"])
def test_phone_fits_and_stays_at_home(prefix: str, view: Any, address: str) -> None:
    """At 320 px nothing sticks out sideways; nothing is asked of another site; the security policy is never broken."""
    view.set_viewport_size({"width": 320, "height": 640})
    view.complaints.clear()
    view.requests.clear()
    for path in PAGES:
        view.goto(f"{address}/{prefix}{path}")
        assert view.evaluate("document.documentElement.scrollWidth") <= 320, path

    assert view.complaints == []
    assert [url for url in view.requests if not url.startswith(address)] == []


def test_without_javascript(browser: Any, address: str) -> None:
    """Without JavaScript the switch changes the script of the same page, the menu opens, the words are all there."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.goto(f"{address}/hospital-news/2026/accessible-outpatient.html")
    title = page.locator("h1").inner_text()

    page.locator("a[hreflang='zh-Hant']:visible").first.click()
    converted = page.locator("h1").inner_text()

    assert page.url.endswith("/zh-hant/hospital-news/2026/accessible-outpatient.html")
    assert converted != title
    assert len(converted) == len(title)
    page.locator(".xl-sheet__toggle").click()
    assert page.locator(".xl-sheet__nav a").first.is_visible()
    context.close()


def test_keyboard(browser: Any, address: str) -> None:
    """The first Tab shows the way past the menu; every focused element can be seen."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(f"{address}/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#xl-content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id || location.hash.slice(1)") == "xl-content"

    for _ in range(40):
        page.keyboard.press("Tab")
        box = page.evaluate(
            "(e => {const r = e.getBoundingClientRect(); return [r.width, r.height]})(document.activeElement)"
        )
        assert min(box) > 0
    page.close()


def test_text_size_is_remembered(browser: Any, address: str) -> None:
    """字号 makes the text larger and the next page keeps it."""
    page = browser.new_page(viewport={"width": 390, "height": 800})
    page.goto(f"{address}/hospital-news/2026/accessible-outpatient.html")
    size = "parseFloat(getComputedStyle(document.querySelector('.xl-prose p')).fontSize)"
    before = page.evaluate(size)

    page.locator("label", has=page.locator("#xl-size-large")).click()
    larger = page.evaluate(size)
    page.goto(f"{address}/health/2026/flu-season.html")

    assert before >= 18
    assert larger > before
    assert page.evaluate(size) == larger
    page.close()


def test_the_chosen_variant_is_remembered(browser: Any, address: str) -> None:
    """Whoever chose Traditional is shown a link from elsewhere in Traditional, at the same passage; inside the site the
    address decides, and choosing Simplified again is remembered too."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    path = "hospital-news/2026/accessible-outpatient.html"
    page.goto(f"{address}/{path}")
    assert page.url.endswith(f"/{path}")
    page.locator("a[data-variant='zh-Hant']:visible").first.click()
    assert page.url.endswith(f"/zh-hant/{path}")

    elsewhere = context.new_page()
    elsewhere.goto(f"{address}/{path}?from=wechat#xl-content")
    elsewhere.wait_for_url(f"{address}/zh-hant/{path}?from=wechat#xl-content")
    assert elsewhere.evaluate("document.documentElement.lang") == "zh-Hant"
    elsewhere.locator("a[data-variant='zh-Hans']:visible").first.click()
    elsewhere.wait_for_url(f"{address}/{path}#xl-content")

    again = context.new_page()
    again.goto(f"{address}/{path}")
    assert again.evaluate("document.documentElement.lang") == "zh-Hans"
    context.close()


def test_fonts_follow_the_language(browser: Any, address: str) -> None:
    """A Traditional page, and the Simplified label on it, each have the fonts of their own glyphs."""
    page = browser.new_page()
    page.goto(f"{address}/zh-hant/")
    assert "TC" in page.evaluate("getComputedStyle(document.body).fontFamily")
    label = page.locator("a[data-variant='zh-Hans']").first
    assert "SC" in label.evaluate("element => getComputedStyle(element).fontFamily")
    page.close()


@pytest.mark.parametrize(("prefix", "word"), [("", "价格"), ("zh-hant/", "價格")])
def test_table_is_searched(prefix: str, word: str, browser: Any, address: str) -> None:
    """With a script the field hides rows without the words, and categories that have none left; it says how many there are."""
    page = browser.new_page(viewport={"width": 390, "height": 800})
    page.goto(f"{address}/{prefix}disclosure/catalogue/hospital/")
    rows = page.locator("#xl-items tbody tr:not([data-heading]):visible")
    everything = rows.count()

    page.get_by_role("searchbox").fill(word)
    found = rows.count()

    assert 0 < found < everything
    assert all(word in rows.nth(number).inner_text() for number in range(found))
    assert str(found) in page.locator(".xl-filter [role=status]").inner_text()
    assert page.locator("#xl-items tbody:visible").count() <= found
    page.get_by_role("searchbox").fill("")
    assert rows.count() == everything
    page.close()


def test_two_clicks_without_javascript(browser: Any, address: str) -> None:
    """An inspector: where is item X, when was it last published, who owes it? Two clicks from the disclosure front page."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(f"{address}/disclosure/")
    page.locator(".xl-catalogue-card h2 a").first.click()
    page.locator("#xl-items a[href$='/yw-0502/']").click()
    facts = page.locator(".xl-facts--table").first.inner_text()

    assert page.url.endswith("/disclosure/items/yw-0502/")
    assert "最近公开" in facts and "责任部门" in facts
    assert not page.locator(".xl-filter").first.is_visible()
    context.close()


def test_catalogue_prints_on_a4(browser: Any, address: str) -> None:
    """On paper the catalogue is a table: nothing to press, and nothing wider than the page's 17 cm."""
    page = browser.new_page(viewport={"width": 643, "height": 900})
    page.emulate_media(media="print")
    page.goto(f"{address}/disclosure/catalogue/hospital/")

    assert page.evaluate("getComputedStyle(document.querySelector('#xl-items tbody tr td')).display") == "table-cell"
    assert page.evaluate("document.documentElement.scrollWidth") <= 643
    assert not page.locator(".xl-filter").is_visible()
    assert not page.locator(".xl-facets").is_visible()
    page.close()
