"""What editors drop into content/: the right page or one precise Chinese diagnostic, and never at the good article's cost."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import pytest

from xinglin.core.rendering import as_text

GOOD = "---\n标题: 好稿件在这里\n日期: 2026-03-05\n---\n\n好稿件的正文。\n"
HEAD = "---\n标题: 有问题的稿件\n日期: 2026-03-05\n---\n\n"
SECTIONS = "- {id: news, title: 新闻}\n"


def _bomb() -> str:
    rows = ["a: &a [x, x, x, x, x, x, x, x]"] + [
        f"{c}: &{c} [*{p}, *{p}, *{p}, *{p}]" for p, c in zip("abcdefg", "bcdefgh", strict=True)
    ]
    return "---\n标题: 炸弹\n日期: 2026-03-05\n" + "\n".join(rows) + "\n---\n\n正文\n"


# name → (file below content/, bytes, code of the one diagnostic or None, words the published page must have or None)
CASES: dict[str, tuple[str, bytes, str | None, str | None]] = {
    "no title": ("news/a.md", "---\n日期: 2026-03-05\n---\n\n正文。\n".encode(), "FRO07", None),
    "no date": ("news/a.md", "---\n标题: 没有日期\n---\n\n正文。\n".encode(), "FRO07", None),
    "no header": ("news/a.md", "只有正文的稿件。\n".encode(), "FRO05", None),
    "Chinese date": (
        "news/a.md",
        "---\n标题: 中文日期\n日期: 2026年3月5日\n---\n\n正文。\n".encode(),
        None,
        "2026年3月5日",
    ),
    "full-width colon": (
        "news/a.md",
        "---\n标题：全角冒号\n日期：2026-03-05\n---\n\n正文。\n".encode(),
        None,
        "全角冒号",
    ),
    "GBK": ("news/a.md", "---\n标题: 国标编码\n日期: 2026-03-05\n---\n\n正文在此。\n".encode("gbk"), None, "正文在此"),
    "BOM": (
        "news/a.md",
        b"\xef\xbb\xbf" + "---\n标题: 带签名\n日期: 2026-03-05\n---\n\n正文在此。\n".encode(),
        None,
        "正文在此",
    ),
    "CRLF": (
        "news/a.md",
        "---\r\n标题: 回车换行\r\n日期: 2026-03-05\r\n---\r\n\r\n正文在此。\r\n".encode(),
        None,
        "正文在此",
    ),
    "control characters": ("news/a.md", (HEAD + "有\x07控制\x1b字符。\n").encode(), "TXT04", "有控制字符"),
    "unknown key": (
        "news/a.md",
        "---\n标题: 错键\n日期: 2026-03-05\n作着: 张三\n---\n\n正文。\n".encode(),
        "FRO03",
        None,
    ),
    "long slug": (
        "news/a.md",
        f"---\n标题: 长网址\n日期: 2026-03-05\n网址名: {'a' * 400}\n---\n\n正文。\n".encode(),
        "FRO07",
        None,
    ),
    "unknown section": ("xinwen/a.md", (HEAD + "正文。\n").encode(), "SEC07", None),
    "unknown section named": (
        "news/a.md",
        "---\n标题: 栏目错\n日期: 2026-03-05\n栏目: 新文\n---\n\n正文。\n".encode(),
        "SEC06",
        None,
    ),
    "broken link": ("news/a.md", (HEAD + "见[通知](../notices/none.md)。\n").encode(), "LNK07", None),
    "missing photo": ("news/a.md", (HEAD + "![护士](nurse.jpg)\n").encode(), "PIC02", None),
    "script": ("news/a.md", (HEAD + "<script>alert(1)</script>正文在此。\n").encode(), "TXT07", "正文在此"),
    "5 MB": ("news/a.md", (HEAD + "很长的正文。\n" * 280_000).encode(), "TXT01", None),
    "3,000 nested quotes": ("news/a.md", (HEAD + "> " * 3000 + "深\n").encode(), "TXT05", None),
    "empty file": ("news/a.md", b"", "TXT03", None),
    "spaces only": ("news/a.md", b"  \n\n \n", "TXT03", None),
    "never closed": ("news/a.md", "---\n标题: 没有结束\n日期: 2026-03-05\n\n正文。\n".encode(), "FRO01", None),
    "password file": ("news/a.md", (HEAD + "![密码](../../etc/passwd)\n").encode(), "LNK04", None),
    "absolute path": ("news/a.md", (HEAD + "![密码](/etc/passwd)\n").encode(), "LNK06", None),
    "a date that is not": (
        "news/a.md",
        "---\n标题: 假日期\n日期: 2026年2月30日\n---\n\n正文。\n".encode(),
        "FRO07",
        None,
    ),
    "binary": ("news/a.md", bytes(range(128, 256)) * 40, "TXT02", None),
}


@pytest.mark.parametrize("name", CASES)
def test_one_mistake_one_diagnostic(name: str, small_site: Callable[..., Any]) -> None:
    """Each mistake gives its page or exactly one diagnostic in Chinese, at its file; the good article is published."""
    path, data, code, words = CASES[name]
    site = small_site({"sections.yaml": SECTIONS, "news/good.md": GOOD, path: data})

    result = site.build(keep_going=True)

    codes = [d.code for d in result.diagnostics if d.path == path and d.code != "SEC08"]
    assert codes == ([code] if code else [])
    for diagnostic in result.diagnostics:
        assert any("\u4e00" <= c <= "\u9fff" for c in diagnostic.message)
        assert diagnostic.fix
        assert "Traceback" not in as_text(diagnostic)
    assert "好稿件的正文" in site.page("news/2026/good.html")
    published = [
        p
        for p in site.tree()
        if p.startswith("news/2026/") and p.endswith(".html") and "good" not in p and "index" not in p
    ]
    assert bool(published) == bool(words)
    if words:
        assert words in site.page("news/2026/a.html")
        assert "<script>alert" not in site.page("news/2026/a.html")


def test_errors_leave_the_last_good_site(small_site: Callable[..., Any]) -> None:
    """Without --keep-going an error changes not one byte of the output and the build says 1."""
    site = small_site({"sections.yaml": SECTIONS, "news/good.md": GOOD})
    assert site.build().exit_code == 0
    before = site.tree()

    site.write({"news/good.md": GOOD.replace("正文", "新正文"), "news/bad.md": "没有开头\n"})
    result = site.build()

    assert result.exit_code == 1
    assert result.landed is None
    assert site.tree() == before


def test_alias_bomb_is_one_message_a_line(small_site: Callable[..., Any]) -> None:
    """A YAML alias bomb is refused at once, without expanding."""
    site = small_site({"sections.yaml": SECTIONS, "news/good.md": GOOD, "news/bomb.md": _bomb()})

    result = site.build(keep_going=True)

    found = [d for d in result.diagnostics if d.path == "news/bomb.md"]
    assert found
    assert all(d.is_error and d.line > 0 for d in found)
    assert not (site.output / "news/2026/bomb.html").exists()
    assert (site.output / "news/2026/good.html").exists()


def test_alias_bomb_inside_a_known_key(small_site: Callable[..., Any]) -> None:
    """Anchors and aliases have no meaning anywhere in front matter: one diagnostic that says so."""
    text = "---\n标题: 炸弹\n日期: 2026-03-05\n作者:\n  - &a 张三\n  - *a\n---\n\n正文\n"
    site = small_site({"sections.yaml": SECTIONS, "news/good.md": GOOD, "news/bomb.md": text})

    result = site.build(keep_going=True)

    assert [d.code for d in result.diagnostics if d.path == "news/bomb.md"] == ["FRO02"]


def test_two_files_with_one_slug(small_site: Callable[..., Any]) -> None:
    """Both articles of a collision are named in each other's diagnostic; neither overwrites the other."""
    site = small_site(
        {
            "sections.yaml": SECTIONS,
            "news/good.md": GOOD,
            "news/2026/a.md": HEAD + "一\n",
            "news/other/a.md": HEAD + "二\n",
        }
    )

    result = site.build(keep_going=True)

    found = {d.path: d.message for d in result.diagnostics if d.code == "SEC09"}
    assert set(found) == {"news/2026/a.md", "news/other/a.md"}
    assert "news/other/a.md" in found["news/2026/a.md"]
    assert not (site.output / "news/2026/a.html").exists()
    assert (site.output / "news/2026/good.html").exists()


def test_photo_that_is_a_text_file(small_site: Callable[..., Any]) -> None:
    """A text file renamed .jpg is one diagnostic at the line that shows it."""
    site = small_site(
        {
            "sections.yaml": SECTIONS,
            "news/good.md": GOOD,
            "news/a/index.md": HEAD + "![护士](nurse.jpg)\n",
            "news/a/nurse.jpg": b"I am text, not a picture",
        }
    )

    result = site.build(keep_going=True)

    found = [d for d in result.diagnostics if d.path == "news/a/index.md"]
    assert [(d.code, d.line) for d in found] == [("PIC03", 6)]
    assert "nurse.jpg" in found[0].message


def test_folder_named_like_an_article(small_site: Callable[..., Any]) -> None:
    """A folder named x.md is pointed out; the rest is published with --keep-going."""
    site = small_site({"sections.yaml": SECTIONS, "news/good.md": GOOD, "news/x.md/inner.jpg": b"x"})

    result = site.build(keep_going=True)

    assert [(d.path, d.code) for d in result.diagnostics] == [("news/x.md", "FIL04")]
    assert (site.output / "news/2026/good.html").exists()


@pytest.mark.skipif(os.name == "nt", reason="Windows needs a privilege for symbolic links and has no FIFOs")
def test_links_and_pipes(small_site: Callable[..., Any], tmp_path: Any) -> None:
    """A symlink out of content/ is not followed and a FIFO does not hang the build."""
    (tmp_path / "secret.md").write_text("---\n标题: 外面的稿件\n日期: 2026-03-05\n---\n\n外面的正文\n", "utf-8")
    site = small_site({"sections.yaml": SECTIONS, "news/good.md": GOOD})
    (site.content / "news/out.md").symlink_to(tmp_path / "secret.md")
    (site.content / "news/folder").symlink_to(tmp_path, target_is_directory=True)
    os.mkfifo(site.content / "news/pipe.md")

    result = site.build(keep_going=True)

    assert {(d.path, d.code) for d in result.diagnostics} == {
        ("news/out.md", "FIL02"),
        ("news/folder", "FIL02"),
        ("news/pipe.md", "FIL03"),
    }
    assert all("外面的正文".encode() not in data for data in site.tree().values())


def test_all_mistakes_in_one_run(small_site: Callable[..., Any]) -> None:
    """All mistakes of a site are reported in one run, each under its own file."""
    files: dict[str, str | bytes] = {"sections.yaml": SECTIONS, "news/good.md": GOOD}
    expected = set()
    for number, (_, data, code, _words) in enumerate(CASES.values()):
        if code and not code.startswith("SEC07"):
            files[f"news/case-{number}.md"] = data
            expected.add((f"news/case-{number}.md", code))
    site = small_site(files)

    result = site.build(keep_going=True)

    assert {(d.path, d.code) for d in result.diagnostics} >= expected
    assert "好稿件的正文" in site.page("news/2026/good.html")


def test_no_sections_file_and_no_site_file(small_site: Callable[..., Any]) -> None:
    """Any folder of titled, dated Markdown is a site; Pelican's own header is understood."""
    site = small_site(
        {
            "hello.md": "Title: Hello\nDate: 2026-03-05\nTags: 义诊\n\nBody here.\n",
            "随笔/春天.md": "标题: 春天来了\n日期: 2026年3月6日\n\n春天的正文。\n",
        }
    )

    result = site.build()

    assert result.exit_code == 0
    pages = "".join(data.decode() for path, data in site.tree().items() if path.endswith(".html"))
    assert "Body here." in pages
    assert "春天的正文" in pages
    assert "春天來了" in pages


def test_one_cause_is_not_hidden_by_its_echoes(small_site: Callable[..., Any]) -> None:
    """A mistake in sections.yaml is reported first and alone, not once more for every article."""
    site = small_site(
        {"sections.yaml": "- {id: news, titel: 新闻}\n", **{f"news/a{n}.md": HEAD + "正文。\n" for n in range(5)}}
    )

    result = site.build()

    assert {d.path for d in result.diagnostics} == {"sections.yaml"}
    assert result.landed is None


def test_notepads_hidden_suffix(small_site: Callable[..., Any]) -> None:
    """index.md.txt, as Notepad saves it, is not met with silence."""
    site = small_site({"sections.yaml": SECTIONS, "news/good.md": GOOD, "news/b/index.md.txt": GOOD})

    assert [(d.path, d.code) for d in site.build().diagnostics] == [("news/b/index.md.txt", "FIL06")]
