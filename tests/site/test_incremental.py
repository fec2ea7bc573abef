"""A build over yesterday's output gives what a clean build gives, and prints no more than what changed shows."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from xinglin.core.clock import TIMEZONE
from xinglin.press.building import BuildOptions, BuildResult, build
from xinglin.press.theme_mark import theme_folder

SECTIONS = """
- {id: news, title: 新闻, page_size: 4}
- {id: party, title: 党建, tone: party, children: [{id: branch-news, title: 支部, kind: branch-report}]}
- {id: notices, title: 通知, kind: notice}
"""
SITE = "name: 医院\nvariants: [zh-Hans, zh-Hant]\n"
START = datetime(2026, 11, 20, 9, tzinfo=TIMEZONE)
COUNT = 9


def _article(number: int, **fields: str) -> str:
    """A manuscript whose rows and page have few words in common with others'."""
    front = {
        "标题": f"第{number}篇", "日期": f"2026-{number % 9 + 1:02}-05", "摘要": f"摘要{number}",
        "关键词": f"义诊 词{number % 3}", "作者": ("张三", "于后山", "李四")[number % 3],
    }  # fmt: skip
    body = fields.pop("body", f"正文{number}。")
    lines = "".join(f"{key}: {value}\n" for key, value in (front | fields).items() if value)
    return f"---\n{lines}---\n\n{body}\n\n![照片](p.jpg)\n"


def _photo(shade: int) -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (60, 40), (shade, 90, 120)).save(stream, "JPEG")
    return stream.getvalue()


def _first() -> dict[str, str | bytes]:
    files: dict[str, str | bytes] = {"sections.yaml": SECTIONS, "site.yaml": SITE}
    for number in range(COUNT):
        folder = ("news", "news", "branch-news")[number % 3]
        files[f"{folder}/a{number}/index.md"] = _article(number)
        files[f"{folder}/a{number}/p.jpg"] = _photo(number * 20)
    files["notices/stop.md"] = "---\n标题: 口腔科停诊\n日期: 2026-11-01\n失效: 2026-11-25\n---\n\n停诊。\n"
    files["notices/list.md"] = "---\n标题: 公示\n日期: 2026-11-18\n公示期: 11月18日至11月22日\n---\n\n公示。\n"
    return files


class _Course:
    """A content folder under edits, its output, and what a clean build of the same would give."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.content = folder / "content"
        self.theme = folder / "theme"
        self.now = START
        shutil.copytree(theme_folder(), self.theme)
        for name, data in _first().items():
            self.write(name, data)

    def write(self, name: str, data: str | bytes) -> None:
        path = self.content / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data if isinstance(data, bytes) else data.encode())

    def at(self, number: int) -> str:
        """Folder of an article, wherever an edit has moved it; empty when it is gone."""
        found = sorted(self.content.glob(f"*/a{number}/index.md"))
        return found[0].parent.relative_to(self.content).as_posix() if found else ""

    def build(self, name: str = "output") -> BuildResult:
        output, cache = self.folder / name, self.folder / f"{name}-cache"
        return build(BuildOptions(self.content, output, self.now, cache, jobs=1, keep_going=True, theme=self.theme))

    def clean(self) -> BuildResult:
        for name in ("clean", "clean-cache"):
            shutil.rmtree(self.folder / name, ignore_errors=True)
        return self.build("clean")

    def tree(self, name: str = "output") -> dict[str, bytes]:
        root = self.folder / name
        return {p.relative_to(root).as_posix(): p.read_bytes() for p in sorted(root.rglob("*")) if p.is_file()}


def _rewrite(**fields: str) -> Callable[[_Course, int], None]:
    def edit(course: _Course, number: int) -> None:
        if folder := course.at(number):
            course.write(f"{folder}/index.md", _article(number, **fields))

    return edit


def _delete(course: _Course, number: int) -> None:
    if folder := course.at(number):
        shutil.rmtree(course.content / folder)


def _rename(course: _Course, number: int) -> None:
    if folder := course.at(number):
        (course.content / folder / "index.md").rename(course.content / f"{Path(folder).parent}/r{number}.md")
        (course.content / folder / "p.jpg").rename(course.content / f"{Path(folder).parent}/p.jpg")


def _move(course: _Course, number: int) -> None:
    if folder := course.at(number):
        target = course.content / f"party/a{number}"
        target.parent.mkdir(exist_ok=True)
        (course.content / folder).rename(target)


def _write(name: str, data: str | bytes) -> Callable[[_Course, int], None]:
    return lambda course, number: course.write(name, data)


def _clock(days: int) -> Callable[[_Course, int], None]:
    def pass_(course: _Course, number: int) -> None:
        course.now += timedelta(days=days)

    return pass_


def _template(course: _Course, number: int) -> None:
    path = course.theme / "templates/listing.html"
    text = path.read_text("utf-8")
    assert "{{ page_bar(pagination) }}" in text
    path.write_text(text.replace("{{ page_bar(pagination) }}", "{{ page_bar(pagination) }}<!-- edited -->", 1), "utf-8")


def _picture(course: _Course, number: int) -> None:
    if folder := course.at(number):
        course.write(f"{folder}/p.jpg", _photo(number * 7 + 3))


EVERYTHING = 10_000
# what an editor may do between two builds → how many pages may be printed although their bytes come out the same
EDITS: dict[str, tuple[Callable[[_Course, int], None], int]] = {
    "body": (_rewrite(body="新的正文。"), 0),
    "title": (_rewrite(标题="新的题目"), 0),
    "date": (_rewrite(日期="2025-03-07"), 12),
    # six pages beside it and the front page, in each script: a row is one thing, shown with its summary or without
    "summary": (_rewrite(摘要="新的摘要"), 14),
    "author": (_rewrite(作者="范后里"), 14),
    "draft": (_rewrite(状态="草稿"), 4),
    "withdraw": (_rewrite(状态="撤稿", 撤稿="有误"), 4),
    "range": (_rewrite(公开范围="党内"), 4),
    "keyword": (_rewrite(关键词="义诊 新词"), 4),
    "broken": (_rewrite(body="![没有](none.jpg)"), 4),
    "delete": (_delete, 4),
    "rename": (_rename, 12),
    "move": (_move, 12),
    "new": (lambda course, number: course.write(f"news/b{number}.md", _article(number, 标题=f"新稿{number}")), 4),
    "picture": (_picture, 30),
    "tree": (_write("sections.yaml", SECTIONS.replace("新闻", "动态")), EVERYTHING),
    "order": (_write("sections.yaml", SECTIONS.replace("page_size: 4", "page_size: 3")), EVERYTHING),
    "setting": (_write("site.yaml", SITE.replace("医院", "第二医院")), EVERYTHING),
    "term": (_write("conversion.yaml", "terms: {摘要: 摘錄}\n"), EVERYTHING),
    "template": (_template, 0),
    "cancel": (_write("notices/new.md", "---\n标题: 恢复\n日期: 2026-11-02\n取消: stop.md\n---\n\n恢复。\n"), 4),
    "day": (_clock(1), 4),
    "week": (_clock(7), 4),
}  # fmt: skip

_edits = st.lists(st.tuples(st.sampled_from(sorted(EDITS)), st.integers(0, COUNT - 1)), min_size=1, max_size=6)


def _follow(folder: Path, edits: list[tuple[str, int]]) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    course = _Course(folder)
    assert course.build().landed
    for name, number in edits:
        edit, waste = EDITS[name]
        before = course.tree()
        edit(course, number)

        result = course.build()
        clean = course.clean()
        tree = course.tree()

        assert tree == course.tree("clean"), name
        assert result.diagnostics == clean.diagnostics, name
        assert result.exit_code == clean.exit_code
        printed = result.printing.printed if result.printing else set()
        same = {path for path in printed if path.endswith(".html") and before.get(path) == tree.get(path)}
        assert len(same) <= waste, (name, sorted(same))
        assert {p for p in tree if p.endswith(".html") and tree[p] != before.get(p)} <= printed


@settings(max_examples=8, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(edits=_edits)
def test_random_edits(edits: list[tuple[str, int]], tmp_path_factory: pytest.TempPathFactory) -> None:
    """After every edit of a random sequence: the bytes, the diagnostics and the exit code of a clean build, and hardly a
    page is printed that did not change."""
    _follow(tmp_path_factory.getbasetemp() / "random-edits", edits)


@pytest.mark.parametrize("name", sorted(EDITS))
def test_each_edit(name: str, tmp_path: Path) -> None:
    """Each single edit, and its repetition, which changes nothing any more."""
    _follow(tmp_path / "course", [(name, 4), (name, 4)])


@pytest.mark.drill
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(edits=_edits)
def test_many_random_edits(edits: list[tuple[str, int]], tmp_path_factory: pytest.TempPathFactory) -> None:
    """The same, for as long as a drill may take."""
    _follow(tmp_path_factory.getbasetemp() / "many-random-edits", edits)


@pytest.fixture
def site(small_site: Callable[..., Any]) -> Iterator[Any]:
    yield small_site(_first())


def test_renders_no_more_than_what_changed_shows(site: Any) -> None:
    """Nothing changed: nothing is rendered. A body with its own summary: its page in each variant, and no list."""
    first = site.build()
    assert first.rendered == first.pages

    assert site.build().rendered == 0
    site.write({"news/a3/index.md": _article(3, body="新的正文。")})
    assert site.build().rendered == 2
    assert "新的正文" in site.page("news/2026/a3.html")


def test_a_missing_page_comes_back(site: Any) -> None:
    """What somebody deleted from the output is rendered again, whatever the store remembers."""
    site.build()
    (site.output / "news/2026/a3.html").unlink()

    result = site.build()

    assert result.rendered == 1
    assert (site.output / "news/2026/a3.html").is_file()


@pytest.mark.parametrize("damage", [b"", b"not a database", b"SQLite format 3\0" + b"\xff" * 4000])
def test_a_damaged_store_is_no_matter(damage: bytes, site: Any) -> None:
    """A store that cannot be read is started anew; the bytes are the same."""
    site.build()
    before = site.tree()
    for leftover in site.cache.glob("store.sqlite*"):
        leftover.unlink()
    (site.cache / "store.sqlite").write_bytes(damage)

    result = site.build()

    assert site.tree() == before
    assert result.store_was_rebuilt or not damage
