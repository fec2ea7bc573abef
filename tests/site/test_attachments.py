"""Attachments on whole small sites: only what a published page refers to, under a hash, with type and size, and without secrets."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.attachments.test_traces import docx, pdf
from tests.conftest import article

SECTIONS = "- {id: news, title: 新闻}\n"


def test_files_are_offered_with_type_and_size(small_site: Callable[..., Any]) -> None:
    """In the list and behind a link in the text; the address is a hash, the name on a reader's desktop is the title."""
    site = small_site(
        {
            "sections.yaml": SECTIONS,
            "news/a/index.md": article(body="见[办事流程](流程.pdf)。", 附件="{文件: 表.docx, 名称: 代办申请表}"),
            "news/a/表.docx": docx(),
            "news/a/流程.pdf": pdf(),
            "news/a/没有用到.docx": docx("张三"),
        }
    )

    result = site.build()

    assert [d.code for d in result.diagnostics if d.severity] == []
    page = site.page("news/2026/a.html")
    assert 'download="代办申请表.docx"' in page
    assert 'data-file="PDF，' in page
    published = [path for path in site.tree() if path.startswith("media/")]
    assert sorted(path.rsplit(".", 1)[1] for path in published) == ["docx", "pdf"]
    assert not any("表" in path or "流程" in path for path in published)


def test_what_documents_tell_is_told(small_site: Callable[..., Any]) -> None:
    """Names are reported where the file is offered, once more from the store; the hospital's own name is no secret."""
    site = small_site(
        {
            "site.yaml": "name: 青岚市人民医院\n",
            "sections.yaml": SECTIONS,
            "news/a/index.md": article(body="文。\n\n见[办事流程](流程.pdf)。", 附件="表.docx"),
            "news/a/表.docx": docx("张三", company="青岚市人民医院"),
            "news/a/流程.pdf": pdf(Author="王五"),
        }
    )

    for _ in range(2):
        result = site.build()
        site.write({"news/b.md": article(title="乙")})
        found = {(d.code, d.line, d.is_error) for d in result.diagnostics if d.code.startswith("FIL")}
        assert found == {("FIL07", 4, False), ("FIL07", 9, False)}
        assert "张三" in str(result.diagnostics)
        assert "青岚" not in str([d.message for d in result.diagnostics])
    assert result.exit_code == 0
