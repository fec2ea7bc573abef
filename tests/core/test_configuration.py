"""site.yaml: defaults for everything, and Chinese errors on the right line."""

from __future__ import annotations

import re

import pytest

from xinglin.core.configuration import SiteConfiguration, read_configuration


def errors_of(text: str) -> list[tuple[str, int, int, str, str]]:
    _, collector = read_configuration(text)
    return [(d.code, d.line, d.column, d.message, d.fix) for d in collector.found]


def test_every_field_has_a_default():
    """A folder without site.yaml is a site all the same: two variants at localhost, no diagnostic."""
    configuration, collector = read_configuration(None)

    assert collector.found == []
    assert configuration.variants == ("zh-Hans", "zh-Hant")
    assert configuration.name
    assert configuration.base_path == "/"
    assert configuration == SiteConfiguration()


@pytest.mark.parametrize("text", ["", "# 空\n", "\n"])
def test_an_empty_file_is_all_defaults(text):
    """An empty site.yaml means the same as none."""
    assert read_configuration(text)[0] == SiteConfiguration()
    assert errors_of(text) == []


def test_the_whole_file_is_read():
    """Values arrive as typed; telephone numbers keep their zeros and dashes."""
    configuration, collector = read_configuration(
        "name: 青岚市人民医院\nfounded: 1952\nurl: https://www.example.com/yy/\n"
        "phones: {emergency: 0738-120, switchboard: '008'}\nlinks:\n  weibo: https://weibo.example/a\n"
        "friends:\n  - {title: 甲, url: 'https://a.example/'}\nvariants: [zh-Hans, zh-Hant-TW]\n"
        "registrations: {site_id_code: '4313000001'}\n"
    )

    assert collector.found == []
    assert configuration.founded == 1952
    assert configuration.phones.emergency == "0738-120"
    assert configuration.phones.switchboard == "008"
    assert configuration.friends[0].title == "甲"
    assert configuration.variants == ("zh-Hans", "zh-Hant-TW")


@pytest.mark.parametrize(
    ("url", "base_path", "origin"),
    [
        ("https://a.example", "/", "https://a.example"),
        ("https://a.example/", "/", "https://a.example"),
        ("http://a.example:8080/yy", "/yy/", "http://a.example:8080"),
        ("https://a.example/yy/zx/", "/yy/zx/", "https://a.example"),
    ],
)
def test_url_gives_base_path_and_origin(url, base_path, origin):
    """A site below a folder begins its links with that folder; a trailing slash makes no difference."""
    configuration, _ = read_configuration(f"url: {url}")

    assert (configuration.base_path, configuration.origin) == (base_path, origin)
    assert not configuration.url.endswith("/")


@pytest.mark.parametrize(
    ("text", "line", "column", "words"),
    [
        ("name: 甲\nnamee: 乙", 2, 1, ["不认识", "namee", "name"]),
        ("phones:\n  emergency: '1'\n  fax: '2'", 3, 3, ["不认识", "fax"]),
        ("url: javascript:alert(1)", 1, 6, ["网址", "https://"]),
        ("url: www.example.com", 1, 6, ["网址", "https://"]),
        ("url: https://a.example/?x=1", 1, 6, ["?"]),
        ("url: 'https://a.example/ b'", 1, 6, ["网址"]),
        ("url: 'https://[::1'", 1, 6, ["网址"]),
        ("name: ''", 1, 7, ["医院全称", "不能为空"]),
        ("name: [甲]", 1, 7, ["医院全称", "一段文字"]),
        ("founded: 一九五二", 1, 10, ["建院年份", "整数"]),
        ("founded: 1500", 1, 10, ["建院年份", "1800"]),
        ("founded: 3000", 1, 10, ["建院年份", "2100"]),
        ("phones: 120", 1, 9, ["电话", "名称: 内容"]),
        ("variants: zh-Hans", 1, 11, ["字形", "列表"]),
        ("variants: []", 1, 11, ["字形", "不能为空"]),
        ("variants: [zh-Hant]", 1, 11, ["zh-Hans"]),
        ("variants: [zh-Hans, zh-Hans]", 1, 11, ["重复"]),
        ("variants:\n  - zh-Hans\n  - zh-CN", 3, 5, ["字形", "zh-CN", "zh-Hant-TW"]),
        ("email: 宣传科", 1, 8, ["邮箱"]),
        ("friends:\n  - title: 甲", 2, 5, ["缺少", "网址"]),
        ("friends:\n  - title: 甲\n    url: ftp://a", 3, 10, ["网址"]),
        ("registrations:\n  site_id_code: abc", 2, 17, ["网站标识码"]),
        ("friends:\n" + "  - {title: 甲, url: 'https://a.example'}\n" * 41, 2, 3, ["友情链接", "40"]),
        ("a: b: c", 1, 5, ["冒号"]),
        ("name: 甲\nname: 乙", 2, 1, ["写了两次"]),
        ("只有一句话", 1, 1, ["名称: 内容"]),
    ],
)
def test_errors_are_chinese_and_placed(text, line, column, words):
    """Every kind of mistake gives one Chinese diagnostic at its line and column, never an English sentence."""
    (found,) = errors_of(text)
    code, at_line, at_column, message, fix = found

    assert (at_line, at_column) == (line, column)
    assert code in {"CFG01", "CFG02"}
    for word in words:
        assert word in message + fix
    assert not re.search(r"\b(?:or|should|must|invalid|input|valid|expected)\b", (message + fix).replace("zh-", ""))


def test_all_mistakes_are_told_at_once():
    """An editor corrects everything in one go: each mistake has its own diagnostic."""
    assert sorted(line for _, line, *_ in errors_of("founded: x\nmotto: [a]\nphones: 1\n")) == [1, 2, 3]


def test_a_wrong_file_leaves_the_defaults():
    """The site stays checkable with a broken site.yaml: defaults stand in, the error stays."""
    configuration, collector = read_configuration("founded: x")

    assert configuration == SiteConfiguration()
    assert collector.has_errors
