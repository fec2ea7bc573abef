"""Findings about conversion in whole sites: only where there is something to convert, and gone as soon as somebody vouches."""

from __future__ import annotations

from tests.conftest import article

TRADITIONAL = {"site.yaml": "name: 示例医院\nvariants: [zh-Hans, zh-Hant]\n"}


def codes(result, path):
    return [d.code for d in result.diagnostics if d.path == path and d.code.startswith("CNV")]


def test_unknown_names_are_reminders(small_site):
    """A name nobody vouches for is said at its place, on the first build and on the next; the site is built."""
    site = small_site({**TRADITIONAL, "news/a.md": article(body="护士长于秀英说。")})
    for _ in range(2):
        result = site.build()
        (found,) = [d for d in result.diagnostics if d.code == "CNV01"]
        assert (found.path, found.line, found.column, found.is_error) == ("news/a.md", 6, 4, False)
    assert "於秀英" in site.page("zh-hant/news/2026/a.html")


def test_an_author_elsewhere_vouches(small_site):
    """Once she writes an article herself, the first one is not read again, is right, and is not complained of; and back."""
    site = small_site({**TRADITIONAL, "news/a.md": article(body="护士长于秀英说。")})
    site.build()
    site.write({"news/b.md": article("护理心得", 作者="于秀英")})
    result = site.build()

    assert codes(result, "news/a.md") == []
    assert "護士長于秀英說" in site.page("zh-hant/news/2026/a.html")

    (site.content / "news/b.md").unlink()
    assert codes(site.build(), "news/a.md") == ["CNV01"]
    assert "於秀英" in site.page("zh-hant/news/2026/a.html")


def test_the_article_vouches_for_itself_alone(small_site):
    """``people`` of one article do not speak for another."""
    files = {
        "news/a.md": article(body="护士长于秀英说。", 人名="于秀英"),
        "news/b.md": article("另一篇", body="护士长于秀英说。"),
    }
    site = small_site({**TRADITIONAL, **files})
    result = site.build()

    assert (codes(result, "news/a.md"), codes(result, "news/b.md")) == ([], ["CNV01"])
    assert "護士長于秀英說" in site.page("zh-hant/news/2026/a.html")
    assert "護士長於秀英說" in site.page("zh-hant/news/2026/b.html")


def test_a_group_vouches_for_those_who_ask_for_it(small_site):
    """Terms of a group are terms of the articles that ask for it, and of no others."""
    files = {
        "news/a.md": article(body="护士长于秀英说。", 转换组="病案"),
        "news/b.md": article("另一篇", body="护士长于秀英说。"),
        "conversion.yaml": "groups: {病案: {于秀英: 于秀英}}\n",
    }
    site = small_site({**TRADITIONAL, **files})
    result = site.build()

    assert (codes(result, "news/a.md"), codes(result, "news/b.md")) == ([], ["CNV01"])
    site.write({"news/a.md": article(body="护士长于秀英说。主任也说。", 转换组="病案")})
    assert codes(site.build(), "news/a.md") == []
    assert "護士長于秀英說" in site.page("zh-hant/news/2026/a.html")


def test_conversion_yaml_vouches(small_site):
    """People and terms of the whole site."""
    files = {"news/a.md": article(body="护士长于秀英说。主任党永庆说。")}
    site = small_site({**TRADITIONAL, **files, "conversion.yaml": "people: [于秀英]\nterms: {党永庆: 党永慶}\n"})

    assert codes(site.build(), "news/a.md") == []


def test_no_traditional_no_check(small_site):
    """A site in Simplified alone has nothing to ask; when a variant is added, it has."""
    site = small_site(
        {"site.yaml": "name: 示例医院\nvariants: [zh-Hans]\n", "news/a.md": article(body="护士长于秀英说。")}
    )

    assert codes(site.build(), "news/a.md") == []
    site.write(TRADITIONAL)
    assert codes(site.build(), "news/a.md") == ["CNV01"]
