"""Photos in full: with the keyboard, with a finger's way back, and without scripts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

PAGE = "/hospital-news/2026/shiqiao-clinic-day.html"


@pytest.fixture
def page(browser: Any, address: str) -> Iterator[Any]:
    page = browser.new_page(viewport={"width": 390, "height": 760})
    page.goto(address + PAGE)
    yield page
    page.close()


def test_the_keyboard_does_all_of_it(page: Any) -> None:
    """Enter opens, arrows turn (also around the end), Escape closes, and the focus is on the photo that was shown last."""
    links = page.locator("a.xl-zoom")
    count = links.count()
    links.nth(1).focus()
    page.keyboard.press("Enter")
    box = page.locator("#xl-lightbox")
    assert box.is_visible()
    assert page.locator(".xl-lightbox__count").inner_text() == f"2 / {count}"
    assert (
        page.locator(".xl-lightbox__caption").inner_text()
        == links.nth(1).locator("xpath=..").locator("figcaption").inner_text()
    )

    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowLeft")
    assert page.locator(".xl-lightbox__count").inner_text() == f"3 / {count}"
    shown = page.locator(".xl-lightbox__picture")
    assert shown.get_attribute("src") == page.evaluate("document.querySelectorAll('a.xl-zoom')[2].href")
    assert shown.get_attribute("alt") == links.nth(2).locator("img").get_attribute("alt")
    page.wait_for_function("document.querySelector('.xl-lightbox__picture').naturalWidth > 0")
    page.keyboard.press("Home")
    page.keyboard.press("ArrowLeft")
    assert page.locator(".xl-lightbox__count").inner_text() == f"{count} / {count}"

    page.keyboard.press("Escape")
    assert box.is_hidden()
    # the box closes at once; the history it used and the focus follow when the browser has gone back
    page.wait_for_function("document.activeElement === [...document.querySelectorAll('a.xl-zoom')].pop()")
    assert page.url.endswith(PAGE)


def test_the_focus_stays_inside(page: Any) -> None:
    """Tab goes round within the open box; the page behind it is out of reach."""
    page.locator("a.xl-zoom").first.click()
    for _ in range(8):
        page.keyboard.press("Tab")
        assert page.evaluate(
            "document.activeElement === document.body || !!document.activeElement.closest('#xl-lightbox')"
        )


def test_the_way_back_closes_the_photo_not_the_article(page: Any) -> None:
    """A phone's back button or gesture closes what lies on top."""
    page.locator("a.xl-zoom").first.click()
    page.go_back()

    assert page.locator("#xl-lightbox").is_hidden()
    assert page.url.endswith(PAGE)


def test_buttons_are_large_and_named(page: Any) -> None:
    """Each is at least 44 pixels high and says what it does in the page's script."""
    page.goto(page.url.replace("/hospital-news", "/zh-hant/hospital-news"))
    page.locator("a.xl-zoom").first.click()

    buttons = page.locator("#xl-lightbox button")
    assert [words.strip() for words in buttons.all_inner_texts()] == ["關閉", "上一張", "下一張"]
    assert all(box["height"] >= 44 for box in (buttons.nth(n).bounding_box() for n in range(3)))


def test_without_scripts_a_photo_is_a_link(browser: Any, address: str) -> None:
    """The link leads to the largest file, which every browser shows; the box is never seen."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + PAGE)
    assert page.locator("#xl-lightbox").is_hidden()
    target = page.locator("a.xl-zoom").first.get_attribute("href")

    page.locator("a.xl-zoom").first.click()

    assert page.url == address + target
    assert target.endswith(".jpg")
    context.close()
