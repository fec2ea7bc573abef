"""What an address means: an article, a list, a file, the web, or an error that says what to write."""

from __future__ import annotations

import pytest

from xinglin.sections.links import Broken, Target, build_index, resolve, resolve_all

URLS = {
    "news/2026/a/index.md": "news/2026/a.html",
    "news/2026/b.md": "news/2026/b.html",
    "news/2026/中文/index.md": "news/2026/20260305-00000000.html",
    "notices/draft.md": "notices/2026/draft.html",
    "index.md": "articles/2026/index.html",
}
FILES = {
    "news/2026/a/图.jpg": 10, "news/2026/a/表.pdf": 10, "news/2026/a/x.exe": 10, "news/2026/a/x.html": 10, "news/2026/a/big.mp4": 300_000_000,
    "news/2026/a/v.mp4": 10, "news/2026/a/my photo.JPG": 10, "files/价格.xlsx": 10, "news/2026/a/x.bmp": 10,
}  # fmt: skip
HERE = "news/2026/a/index.md"


@pytest.fixture(params=["https://www.example.com", "https://www.example.com/yy"])
def index(request):
    return build_index(
        URLS,
        set(URLS) - {"notices/draft.md"},
        FILES,
        {"news/", "notices/", "party/"},
        request.param,
        {"news/2026/bad.md"},
    )


@pytest.fixture
def target(manuscript, index):
    """target(address, role) gives what the address means in news/2026/a/index.md."""
    here = manuscript(HERE, body="## 义诊\n\n文")
    return lambda address, role="link": resolve(address, role, here, index)


@pytest.fixture
def broken(target):
    """broken(address, role) gives the refusal of an address."""

    def run(address: str, role: str = "link") -> Broken:
        with pytest.raises(Broken) as caught:
            target(address, role)
        return caught.value

    return run


@pytest.mark.parametrize(
    ("address", "url"),
    [
        ("../b.md", "news/2026/b.html"),
        ("../b", "news/2026/b.html"),
        ("./../b.md", "news/2026/b.html"),
        ("..\\b.md", "news/2026/b.html"),
        ("../中文/index.md", "news/2026/20260305-00000000.html"),
        ("../中文/", "news/2026/20260305-00000000.html"),
        ("../中文", "news/2026/20260305-00000000.html"),
        ("../%E4%B8%AD%E6%96%87/index.md", "news/2026/20260305-00000000.html"),
        ("index.md", "news/2026/a.html"),
        ("{filename}../b.md", "news/2026/b.html"),
        ("{filename}/news/2026/b.md", "news/2026/b.html"),
        ("|filename|../b.md", "news/2026/b.html"),
        ("/news/2026/b.html", "news/2026/b.html"),
        ("/news/2026/b.md", "news/2026/b.html"),
        ("/news/2026/a/", "news/2026/a.html"),
        ("/news/", "news/"),
        ("/news", "news/"),
        ("/news/index.html", "news/"),
        ("../../../party/", "party/"),
        ("/", ""),
        ("/index.html", ""),
        ("../b.md#义诊", "news/2026/b.html#义诊"),
        ("../b.md#%E4%B9%89%E8%AF%8A", "news/2026/b.html#义诊"),
        ("../b.md?from=wx", "news/2026/b.html"),
        ("/news/#x", "news/#x"),
        (" ../b.md ", "news/2026/b.html"),
        ("b.html", "news/2026/b.html"),
    ],
)
def test_addresses_of_articles_and_lists(target, address, url):
    """However an article or list is addressed, the page is found; fragments come along, queries do not."""
    assert target(address) == Target("page", url)


@pytest.mark.parametrize("scheme", ["https:", "http:", ""])
@pytest.mark.parametrize(("path", "url"), [("/news/2026/b.html", "news/2026/b.html"), ("/", ""), ("/news/", "news/")])
def test_own_absolute_addresses(target, index, scheme, path, url):
    """The site's own full address is a link inside, with http, https or neither, in any case."""
    base = index.base_path.rstrip("/")

    assert target(f"{scheme}//www.example.com{base}{path}") == Target("page", url)
    assert target(f"{scheme}//WWW.Example.COM{base}{path}") == Target("page", url)


@pytest.mark.parametrize(
    ("address", "value"),
    [
        ("https://www.nhc.gov.cn/a?b=1#c", "https://www.nhc.gov.cn/a?b=1#c"),
        ("//www.nhc.gov.cn/", "https://www.nhc.gov.cn/"),
        ("mailto:a@b.cn", "mailto:a@b.cn"),
        ("tel:0000-120", "tel:0000-120"),
        ("https://www.example.com.evil.cn/news/", "https://www.example.com.evil.cn/news/"),
    ],
)
def test_addresses_outside(target, address, value):
    """The web, mail and telephone stay as typed; a name that only begins like ours is outside."""
    assert target(address) == Target("external", value)


@pytest.mark.parametrize(
    ("address", "role", "expected"),
    [
        ("图.jpg", "picture", Target("picture", "news/2026/a/图.jpg")),
        ("%E5%9B%BE.jpg", "picture", Target("picture", "news/2026/a/图.jpg")),
        ("my%20photo.JPG", "picture", Target("picture", "news/2026/a/my photo.JPG")),
        ("图.jpg", "link", Target("picture", "news/2026/a/图.jpg")),
        ("{static}图.jpg", "picture", Target("picture", "news/2026/a/图.jpg")),
        ("表.pdf", "link", Target("file", "news/2026/a/表.pdf")),
        ("/files/价格.xlsx", "link", Target("file", "files/价格.xlsx")),
        ("{attach}表.pdf", "link", Target("file", "news/2026/a/表.pdf")),
        ("v.mp4", "media", Target("file", "news/2026/a/v.mp4")),
        ("#义诊", "link", Target("fragment", "义诊")),
        ("#%E4%B9%89%E8%AF%8A", "link", Target("fragment", "义诊")),
    ],
)
def test_files_and_fragments(target, address, role, expected):
    """Files beside the article, from the root, with blanks and Chinese; places within the page."""
    assert target(address, role) == expected


@pytest.mark.parametrize("address", ["../../../notices/draft.md", "/notices/2026/draft.html", "/notices/draft.md"])
def test_unpublished_targets_are_words(target, address):
    """A link to a draft is no link and no error."""
    assert target(address) == Target("none")


@pytest.mark.parametrize("address", ["../bad.md", "/news/2026/bad.md", "../bad"])
def test_unreadable_targets_are_not_the_linking_authors_mistake(target, address):
    """A link to an article with an error of its own is no second error."""
    assert target(address) == Target("none")


@pytest.mark.parametrize(
    ("address", "role", "code", "words"),
    [
        ("", "link", "LNK01", ["空"]),
        ("http://[::1", "link", "LNK01", ["网址"]),
        ("javascript:alert(1)", "link", "LNK01", ["https://"]),
        ("../bb.md", "link", "LNK07", ["../b.md"]),
        ("../c.md", "link", "LNK07", ["检查文件名"]),
        ("../中文/idnex.md", "link", "LNK07", ["../中文/index.md"]),
        ("/news/2026/bb.html", "link", "LNK06", ["/news/2026/b.html"]),
        ("/new/", "link", "LNK06", ["/news/"]),
        ("../../../../etc/passwd", "link", "LNK04", ["content"]),
        ("..\\..\\..\\..\\etc", "link", "LNK04", ["content"]),
        ("../../../../../etc/passwd", "picture", "LNK04", ["content"]),
        ("%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc", "link", "LNK04", ["content"]),
        ("/../../etc/passwd", "link", "LNK06", ["没有"]),
        ("图.jpeg", "picture", "PIC02", ["图.jpg"]),
        ("没有.jpg", "picture", "PIC02", ["找不到"]),
        ("x.exe", "link", "LNK08", ["x.exe", "PDF"]),
        ("x.html", "link", "LNK08", ["x.html"]),
        ("x.bmp", "picture", "LNK08", ["x.bmp"]),
        ("big.mp4", "media", "LNK09", ["200 MB"]),
        ("https://a.cn/x.jpg", "picture", "LNK05", ["下载"]),
        ("//a.cn/x.jpg", "picture", "LNK05", ["下载"]),
        ("https://v.qq.com/x.mp4", "media", "LNK05", ["下载"]),
        ("表.pdf", "picture", "LNK13", ["不是图片"]),
        ("../b.md", "picture", "LNK13", ["不是图片"]),
        ("图.jpg", "media", "LNK13", ["不是音频或视频"]),
    ],
)
def test_what_is_broken(broken, address, role, code, words):
    """A broken address is refused with its reason and, where there is one, the nearest existing target."""
    refusal = broken(address, role)

    assert refusal.code == code
    for word in words:
        assert word in refusal.message + refusal.fix


def test_diagnostics_stand_at_the_address(manuscript, index):
    """Broken links are errors, unpublished and missing places warnings, each at its line and column; sound ones are silent."""
    here = manuscript(
        HERE,
        body="## 义诊\n\n[一](../b.md)[二](../c.md)\n\n[三](../../../notices/draft.md)[四](#义诊)[五](#义珍)[六](#)[七](#top)",
    )
    targets, found = resolve_all(here, index)

    assert [target.kind for target in targets] == [
        "page",
        "none",
        "none",
        "fragment",
        "fragment",
        "fragment",
        "fragment",
    ]
    assert [(d.code, d.line, d.column, d.is_error) for d in found] == [
        ("LNK07", 8, 17, True), ("LNK02", 10, 5, False), ("LNK03", 10, 43, False),
    ]  # fmt: skip
    assert "#义诊" in found[2].fix
    assert found[0].excerpt.startswith("[一]")
