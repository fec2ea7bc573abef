"""The preview in a real browser: pages follow each save, mistakes appear over them, nothing gets in the way."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from tests.chromium import CHROMIUM

from xinglin.desk.preview_notice import Notice

PATIENCE = 30_000
"""Milliseconds; the machine may be busy."""
LONG = "第一段。\n\n" + "".join(f"第 {number} 段，很长的一篇稿件。\n\n" for number in range(80))
SOUND = f"---\n标题: 义诊进社区\n日期: 2026-03-05\n---\n\n{LONG}"

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine: apt-get install chromium fonts-noto-cjk"),
]


@pytest.fixture(scope="module")
def preview(serving: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    content = tmp_path_factory.mktemp("preview") / "content"
    (content / "news").mkdir(parents=True)
    for name in ("a", "b"):
        (content / f"news/{name}.md").write_text(SOUND, "utf-8")
    with serving(content, "--port", "0") as preview:
        yield preview


@pytest.fixture
def page(browser: Any, preview: Any) -> Iterator[Any]:
    """An article open in a new window, the article sound; errors in the page's scripts fail the test."""
    write(preview, SOUND)
    context = browser.new_context(base_url=preview.address, viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto("/news/2026/a.html")
    page.get_by_text("第一段。").wait_for()
    page.locator("dialog").wait_for(state="hidden")
    yield page
    context.close()
    assert faults == []


def write(preview: Any, text: str, name: str = "a") -> None:
    """Save an article, unless it says so already."""
    path = preview.content / f"news/{name}.md"
    if path.read_text("utf-8") != text:
        preview.save(f"news/{name}.md", text)


def test_a_saved_page_appears_by_itself(page, preview):
    """The new text is there without a touch, at the place where the reader was."""
    page.evaluate("window.scrollTo({ top: 900, behavior: 'instant' })")

    write(preview, SOUND.replace("第一段。", "改过的第一段。"))

    page.get_by_text("改过的第一段。").wait_for()
    page.wait_for_function("Math.abs(window.scrollY - 900) < 5")

    assert page.get_by_text("改过的第一段。").count() == 1


def test_other_pages_stay(page, preview):
    """A page whose content did not change is not loaded again: what was typed or opened there remains."""
    page.goto("/news/2026/b.html")
    page.evaluate("window.untouched = true")

    write(preview, SOUND.replace("第 7 段", "第七段"))
    page.wait_for_timeout(500)

    assert page.evaluate("window.untouched") is True


def test_a_mistake_appears_over_the_page(page, preview):
    """Path and line, message, the line as typed and 改法; the last good page stays beneath; mended, all is well again."""
    write(preview, SOUND.replace("日期:", "作着: 张三\n日期:"))

    dialog = page.get_by_role("dialog")
    dialog.wait_for()
    text = dialog.inner_text()
    assert "有 1 处错误" in text
    assert "news/a.md:3:1" in text
    assert re.search(r"错误 \w+ .*作着", text)
    assert "作着: 张三" in text
    assert "改法：是不是“作者”？" in text
    assert "第一段。" in page.locator("main").inner_text()

    write(preview, SOUND.replace("第一段。", "改好的第一段。"))

    page.get_by_text("改好的第一段。").wait_for()
    dialog.wait_for(state="hidden")


def test_the_overlay_is_accessible(page, preview):
    """It has a name, takes the keyboard, keeps it, gives it back on Esc, and can be opened again."""
    write(preview, SOUND.replace("日期:", "作着: 张三\n日期:"))
    dialog = page.get_by_role("dialog", name="有 1 处错误，改好后网页会自动更新")
    dialog.wait_for()
    in_shadow = "document.querySelector('xinglin-preview').shadowRoot"
    assert page.evaluate(f"{in_shadow}.activeElement.textContent") == "关闭（Esc）"

    page.keyboard.press("Escape")

    dialog.wait_for(state="hidden")
    badge = page.get_by_role("button", name="1 处错误")
    badge.wait_for()
    page.reload()
    badge.wait_for()
    assert not dialog.is_visible()
    badge.click()
    dialog.wait_for()
    page.get_by_role("button", name="关闭（Esc）").click()
    dialog.wait_for(state="hidden")


def test_words_of_an_article_are_no_markup(page, preview):
    """What an author typed is shown, not run."""
    write(preview, SOUND.replace("日期:", "<img src=x onerror=alert(1)>: 张三\n日期:"))

    dialog = page.get_by_role("dialog")
    dialog.wait_for()
    assert "<img src=x onerror=alert(1)>" in dialog.inner_text()
    assert dialog.locator("img").count() == 0


def test_a_page_that_was_not_there(page, preview):
    """Waiting at an address for an article not yet written: it appears when it is saved."""
    page.goto("/news/2026/c.html")
    assert "找不到" in page.locator("main").inner_text()

    (preview.content / "news/c.md").write_text("---\n标题: 新稿\n日期: 2026-03-05\n---\n\n新写的。\n", "utf-8")

    page.get_by_text("新写的。").wait_for()


def test_a_phone(browser, preview):
    """At 390 pixels nothing sticks out sideways, overlay and badge included."""
    write(preview, SOUND.replace("日期:", "作着: 张三\n日期:"))
    context = browser.new_context(base_url=preview.address, viewport={"width": 390, "height": 800}, has_touch=True)
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.goto("/news/2026/b.html")
    page.get_by_role("dialog").wait_for()
    box = page.get_by_role("dialog").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    context.close()


def test_it_comes_back_when_the_server_does(browser, serving, small_site):
    """The server away and here again, at the same port: the page goes on by itself, with what was saved meanwhile."""
    site = small_site({"news/a.md": SOUND})
    context = browser.new_context()
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    with serving(site.content, "--port", "0") as first:
        page.goto(f"{first.address}/news/2026/a.html")
        page.get_by_text("第一段。").wait_for()
        assert first.stop() == 0
        page.get_by_text("预览已停止").wait_for()
    site.write({"news/a.md": SOUND.replace("第一段。", "重新启动后的第一段。")})

    with serving(site.content, "--port", first.address.rpartition(":")[2]):
        page.get_by_text("重新启动后的第一段。").wait_for()
        context.close()


def test_a_fault_of_ours(browser, preview):
    """A build that raised is told as such, with what to send to whom, and no blame for the author."""
    context = browser.new_context(base_url=preview.address)
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    told = Notice(crash="Traceback …\nZeroDivisionError: 一").as_json()
    answer = {"content_type": "text/event-stream", "body": f"data: {told}\n\n"}
    page.route("**/_xinglin/events", lambda route: route.fulfill(**answer))
    page.goto("/news/2026/b.html")

    dialog = page.get_by_role("dialog", name="程序出错了，网页没有更新")
    dialog.wait_for()
    assert "这不是稿件的问题" in dialog.inner_text()
    page.get_by_text("出错的地方").click()
    assert "ZeroDivisionError: 一" in dialog.inner_text()
    context.close()
