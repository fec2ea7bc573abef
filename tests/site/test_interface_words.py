"""The words of the website itself, as each region's readers call them; what the hospital writes is never localised."""

from __future__ import annotations

ARTICLE = "---\n标题: 《关于打印、查看病历的规定》\n日期: 2026-03-05\n---\n\n患者可到服务窗口打印“返回顶部”四个字。\n"
FILES = {
    "site.yaml": "name: 医院\nvariants: [zh-Hans, zh-Hant, zh-Hant-TW]\n",
    "news/a.md": ARTICLE,
}
GLOSSARY = "interface:\n  zh-Hant-TW: {打印: 列印}\n"


def _pages(site):
    return {prefix: site.page(f"{prefix}news/2026/a.html") for prefix in ("", "zh-hant/", "zh-tw/")}


def test_only_the_theme_s_words_and_only_that_variant_s(small_site):
    """A button says 列印 in Taiwan's variant; the title, the document's name and the text keep 打印 everywhere."""
    site = small_site(FILES | {"conversion.yaml": GLOSSARY})
    site.build()
    pages = _pages(site)

    assert "打印</button>" in pages[""]
    assert "打印</button>" in pages["zh-hant/"]
    assert "列印</button>" in pages["zh-tw/"]
    assert "打印</button>" not in pages["zh-tw/"]
    assert "《關於打印、查看病歷的規定》" in pages["zh-tw/"]
    assert "患者可到服務窗口打印“返回頂部”四個字" in pages["zh-tw/"]


def test_a_new_word_prints_the_pages_again(small_site):
    """An incremental build after a change of the glossary is the clean build."""
    site = small_site(FILES)
    site.build()
    assert "打印</button>" in _pages(site)["zh-tw/"]

    site.write({"conversion.yaml": GLOSSARY})
    site.build()
    clean = small_site(FILES | {"conversion.yaml": GLOSSARY}, "clean")
    clean.build()

    assert site.tree() == clean.tree()
    assert "列印</button>" in _pages(site)["zh-tw/"]
