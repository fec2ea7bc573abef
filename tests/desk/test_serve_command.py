"""``xinglin serve`` as editors run it: a process, a browser's requests, a save, Ctrl+C."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

SOUND = "---\n标题: 义诊进社区\n日期: 2026-03-05\n---\n\n第一稿。\n"
STATES = {
    "news/sound.md": SOUND,
    "news/draft.md": SOUND.replace("义诊进社区\n", "还没写完\n状态: 草稿\n"),
    "news/review.md": SOUND.replace("义诊进社区\n", "等待审核\n状态: 待审\n"),
    "news/scheduled.md": SOUND.replace("义诊进社区", "年底发布").replace("2026-03-05", "2026-12-25"),
    "news/party.md": SOUND.replace("义诊进社区\n", "党内通报\n公开范围: 党内\n"),
}
pytestmark = pytest.mark.skipif(os.name == "nt", reason="the tests end the preview with POSIX' SIGINT")


@pytest.fixture(scope="module")
def preview(serving: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """One preview for all tests here, of a site below a folder with a space and Chinese in its name."""
    content = tmp_path_factory.mktemp("宣传科 网站") / "content"
    for name, text in STATES.items():
        (content / name).parent.mkdir(parents=True, exist_ok=True)
        (content / name).write_text(text, "utf-8")
    with serving(content, "--port", "0") as preview:
        yield preview


def test_it_says_what_it_does(preview):
    """The address with what was built in one line, and how to end it."""
    assert any("127.0.0.1" in line and "个网页，没有发现问题，用时" in line for line in preview.lines)
    assert "Ctrl+C" in preview.lines[-1]


@pytest.mark.parametrize(
    ("name", "reason"), [("sound", ""), ("draft", "草稿"), ("review", "待审"), ("scheduled", "2026年12月25日")]
)
def test_unpublished_articles_are_shown_and_marked(preview, name, reason):
    """Drafts, items in review and scheduled ones have their pages, which say that the public does not see them."""
    status, page = preview.get(f"/news/2026/{name}.html")

    assert status == 200
    assert "第一稿。" in page
    assert ("公开网站看不到这一页" in page) is bool(reason)
    assert reason in page


def test_what_is_not_for_the_public_is_not_shown(preview):
    """A preview may be open to a whole network: what is for party members stays away."""
    assert preview.get("/news/2026/party.html")[0] == 404
    assert "党内通报" not in preview.get("/news/")[1]


def test_the_404_page(preview):
    """The site's own, with status 404."""
    status, page = preview.get("/nothing.html")

    assert status == 404
    assert "找不到" in page


def test_links_lead_to_the_preview(preview):
    """Absolute addresses are those of the preview, not of the published site."""
    assert (
        f'<link rel="canonical" href="{preview.address}/news/2026/sound.html">'
        in preview.get("/news/2026/sound.html")[1]
    )


def test_nothing_is_written_beside_content(preview):
    """All goes to the cache; output/ is never touched."""
    assert {path.name for path in preview.content.parent.iterdir()} == {"content", ".xinglin-cache"}
    built = preview.content.parent / ".xinglin-cache/preview/index.html"
    assert "_xinglin" not in built.read_text("utf-8")


def test_a_save_is_shown(preview):
    """Pages hear of the build that follows a save, and the new text is there."""
    notice = preview.save("news/new.md", SOUND.replace("第一稿", "第二稿"))

    assert notice["problems"] == []
    assert "第二稿。" in preview.get("/news/2026/new.html")[1]


def test_a_mistake_is_told_and_mended(preview):
    """An article with an error is told of while all others stay; once it is mended, it is back."""
    notice = preview.save("news/broken.md", SOUND.replace("日期:", "日其:"))

    assert {problem["path"] for problem in notice["problems"] if problem["blocking"]} == {"news/broken.md"}
    assert preview.get("/news/2026/broken.html")[0] == 404
    assert preview.get("/news/2026/sound.html")[0] == 200

    notice = preview.save("news/broken.md", SOUND)

    assert notice["problems"] == []
    assert preview.get("/news/2026/broken.html")[0] == 200


def test_a_taken_port_and_ctrl_c(serving, small_site):
    """It says which port it took instead, and Ctrl+C ends it with exit code 0 and no traceback."""
    site = small_site({"a.md": SOUND})
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with serving(site.content, "--port", str(port)) as preview:
            assert preview.lines[0].startswith(f"{port} 号端口不能用（多半已被别的程序占用），改用 ")
            assert preview.get("/")[0] == 200
            with preview.notices() as notices:
                next(notices)
                assert preview.stop() == 0

    assert preview.lines[-1] == "预览结束。"
    assert not any("Traceback" in line for line in preview.lines)


def test_for_a_phone(serving, small_site):
    """It warns that the whole network sees the drafts, prints the address and a QR code, and is reachable there."""
    site = small_site({"a.md": SOUND})
    with serving(site.content, "--port", "0", "--phone") as preview:
        said = "\n".join(preview.lines)
        assert "同一个网络里的人都能打开这个地址，看到草稿" in said
        assert ("█▄▄▄▄▄▄▄█" in said) or ("没有连上网络" in said)
        assert preview.get("/")[0] == 200


def test_an_output_that_would_hit_content(run, small_site):
    """A cache inside content/ is wrong use."""
    site = small_site({"a.md": SOUND})

    outcome = run("serve", "--content", site.content, "--cache", Path(site.content) / "cache", "--no-browser")

    assert outcome.code == 2
    assert "不能一个套着另一个" in outcome.err
