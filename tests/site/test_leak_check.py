"""The leak check: what an internal record says reaches the public site by no road, or the release is called off."""

from __future__ import annotations

import io
import shutil
import zipfile
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageDraw

from xinglin.core.hashing import digest_file
from xinglin.press.building import BuildOptions, build
from xinglin.press.file_hashes import FileHashes
from xinglin.press.theme_mark import theme_folder
from xinglin.variants.converter import Converter

SECTIONS = "- {id: news, title: 新闻, kind: news}\n- {id: party-affairs, title: 党务, kind: disclosure}\n"
SECRET = "拟将预备党员柳长青同志的预备期延长六个月"
INTERNAL = (
    "---\n标题: 党委会关于延长预备期的决定\n日期: 2026-03-05\n公开范围: 党内\n---\n\n"
    f"经支部大会讨论，{SECRET}。\n\n联系人手机13912345678。\n\n请各党支部认真组织。\n"
)


def article(title: str, date: str, body: str, *lines: str) -> str:
    return "\n".join(["---", f"标题: {title}", f"日期: {date}", *lines, "---", "", body, ""])


PUBLIC = {
    "sections.yaml": SECTIONS,
    "news/one.md": article("门诊开展义诊活动", "2026-03-01", "党员到社区义诊。"),
}


@pytest.fixture
def leaky(small_site: Callable[..., Any]) -> Callable[..., Any]:
    """A site with one internal article beside content/, already published once without a leak."""

    def make(internal: Mapping[str, str | bytes] = {"party-affairs/2026/yuqi/index.md": INTERNAL}) -> Any:
        site = small_site(PUBLIC)
        write_internal(site, internal)
        result = site.build()
        assert result.landed is not None, result.diagnostics
        return site

    return make


def write_internal(site: Any, files: Mapping[str, str | bytes]) -> None:
    for name, text in files.items():
        path = site.content.with_name("content-internal") / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())


def codes(result: Any) -> list[str]:
    return [d.code for d in result.diagnostics if d.is_error]


class TestPlantedLeaks:
    """Each plants a leak into a sound site and finds the last good site untouched."""

    def refused(self, site: Any, result: Any, before: dict[str, bytes]) -> Any:
        assert result.landed is None
        assert result.is_leaking
        assert result.exit_code == 1
        assert site.tree() == before
        found = [d for d in result.diagnostics if d.code.startswith("LEA")]
        assert found
        return found

    @pytest.mark.parametrize(
        "body",
        [
            f"据悉，{SECRET}。",
            f"据悉，{Converter('zh-Hant').convert(SECRET)}。",
            "据悉，拟将**预备党员**柳长青同志的\n预备期延长六个月。",
            "| 姓名 | 事项 |\n|---|---|\n| 柳长青 | 经支部大会讨论，" + SECRET + " |",
            f'![护士](p.png "{SECRET}")',
        ],
        ids=["plain", "traditional", "markup-and-line-end", "table", "caption"],
    )
    def test_quoted_sentence(self, leaky: Callable[..., Any], body: str) -> None:
        """A later public article that quotes an internal sentence stops the release, and the line is named."""
        site = leaky()
        before = site.tree()
        picture = _png("x")
        site.write({"news/two.md": article("后来的新闻", "2026-03-09", body), "news/p.png": picture})

        found = self.refused(site, site.build(keep_going=True), before)

        assert {(d.path, d.code) for d in found} == {("news/two.md", "LEA01")}
        assert "content-internal/party-affairs/2026/yuqi/index.md 第7行" in found[0].message
        assert SECRET not in "".join(d.message + d.fix for d in found), "the warning must not spread the secret"

    def test_quoted_title(self, leaky: Callable[..., Any]) -> None:
        site = leaky()
        before = site.tree()
        site.write({"news/two.md": article("学习党委会关于延长预备期的决定", "2026-03-09", "正文。")})

        (found,) = self.refused(site, site.build(), before)

        assert (found.path, found.line) == ("news/two.md", 2)

    def test_mobile_number(self, leaky: Callable[..., Any]) -> None:
        site = leaky()
        before = site.tree()
        site.write({"news/two.md": article("后来的新闻", "2026-03-09", "报名请打<b>139</b>12345678。")})

        (found,) = self.refused(site, site.build(), before)

        assert "139********" in found.message

    def test_theme_that_leaks(self, leaky: Callable[..., Any], tmp_path: Path, now: datetime) -> None:
        """A template that prints what it must not: the finished page is searched, not the manuscripts."""
        site = leaky()
        before = site.tree()
        theme = tmp_path / "theme"
        shutil.copytree(theme_folder(), theme)
        page = theme / "templates" / "site_map.html"
        escaped = "".join(f"\\u{ord(c):04x}" for c in SECRET)
        page.write_text(
            page.read_text("utf-8").replace("{%- block main %}", '{%- block main %}<i data-x="' + escaped + '"></i>'),
            "utf-8",
        )

        options = BuildOptions(site.content, site.output, now, cache=site.cache, jobs=1, theme=theme)
        found = self.refused(site, build(options), before)

        assert any(d.path == "output/sitemap/index.html" for d in found)

    def test_attachment_with_the_text(self, leaky: Callable[..., Any]) -> None:
        """A Word file is compressed: its words are looked at all the same."""
        site = leaky()
        before = site.tree()
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            halves = SECRET[:5], SECRET[5:]
            xml = "".join(f"<w:r><w:t>{half}</w:t></w:r>" for half in halves)
            archive.writestr("word/document.xml", f"<w:document><w:p>{xml}</w:p></w:document>")
        site.write(
            {
                "news/two.md": article("新闻", "2026-03-09", "正文。", "附件: 名单.docx"),
                "news/名单.docx": stream.getvalue(),
            }
        )

        (found,) = self.refused(site, site.build(), before)

        assert found.path.startswith("output/media/")
        assert found.path.endswith(".docx")

    def test_internal_attachment_itself(self, leaky: Callable[..., Any]) -> None:
        site = leaky(
            {"party-affairs/2026/yuqi/index.md": INTERNAL, "party-affairs/2026/yuqi/jueding.pdf": b"%PDF-1.4 one"}
        )
        before = site.tree()
        site.write(
            {"news/two.md": article("新闻", "2026-03-09", "正文。", "附件: a.pdf"), "news/a.pdf": b"%PDF-1.4 one"}
        )

        (found,) = self.refused(site, site.build(), before)

        assert (found.code, found.path) == ("LEA02", "news/two.md")

    def test_internal_picture_saved_again(self, leaky: Callable[..., Any]) -> None:
        """Smaller, and compressed anew: the same photograph."""
        site = leaky(
            {"party-affairs/2026/yuqi/index.md": INTERNAL, "party-affairs/2026/yuqi/01.jpg": _photograph(900, 92)}
        )
        before = site.tree()
        site.write(
            {"news/two.md": article("新闻", "2026-03-09", "![会议室](b.jpg)"), "news/b.jpg": _photograph(640, 70)}
        )

        (found,) = self.refused(site, site.build(), before)

        assert found.code == "LEA02"
        assert "content-internal/party-affairs/2026/yuqi/01.jpg" in found.message

    def test_name_of_an_internal_file(self, leaky: Callable[..., Any]) -> None:
        site = leaky({"party-affairs/2026/chufen-liuchangqing/index.md": INTERNAL})
        before = site.tree()
        site.write({"news/two.md": article("新闻", "2026-03-09", "正文。", "旧网址: /party/chufen-liuchangqing.html")})

        found = self.refused(site, site.build(), before)

        assert any("文件名" in d.message for d in found)

    def test_withheld_article_in_content(self, leaky: Callable[..., Any]) -> None:
        """A link's words still say the title of an article that is for the Party now."""
        site = leaky({})
        site.write(
            {
                "news/a.md": article("第三季度党费收缴使用情况", "2026-03-05", "正文。"),
                "news/b.md": article("新闻", "2026-03-06", "见[第三季度党费收缴使用情况](a.md)。"),
            }
        )
        assert site.build().landed is not None
        before = site.tree()
        site.write({"news/a.md": article("第三季度党费收缴使用情况", "2026-03-05", "正文。", "公开范围: 党内")})

        (found,) = self.refused(site, site.build(), before)

        assert found.path == "news/b.md"

    def test_withdrawn_for_privacy(self, leaky: Callable[..., Any]) -> None:
        """What was withdrawn to protect a person must not stay in another article; for other reasons it may."""
        site = leaky({})
        words = "患者柳某住院期间由护士长每日换药并陪同检查"
        withdrawn = ("状态: 撤稿", "撤稿: {日期: 2026-05-01, 原因: 有误}")
        files = {
            "news/a.md": article("一封来信", "2026-03-05", words + "。", *withdrawn),
            "news/b.md": article("新闻", "2026-03-06", words + "。"),
        }
        site.write(files)
        assert site.build().landed is not None
        before = site.tree()
        site.write({"news/a.md": files["news/a.md"].replace("有误", "隐私")})

        (found,) = self.refused(site, site.build(), before)

        assert found.path == "news/b.md"

    def test_item_the_public_catalogue_must_not_name(self, leaky: Callable[..., Any]) -> None:
        """Listed items of any range may be named; an unlisted one may not."""
        site = leaky({})
        catalogue = "id: party\ntitle: 目录\nitems:\n  - {id: dw-1, item: 巡察整改有关情况, range: party, listed: 是}\n"
        files = {
            "disclosure/catalogue/party.yaml": catalogue,
            "news/two.md": article("巡察整改有关情况通报", "2026-03-09", "正文。"),
        }
        site.write(files)
        assert site.build().landed is not None
        before = site.tree()
        site.write({"disclosure/catalogue/party.yaml": catalogue.replace("listed: 是", "listed: 否")})

        (found,) = self.refused(site, site.build(), before)

        assert "disclosure/catalogue/party dw-1" in found.message

    def test_record_that_cannot_be_read(self, leaky: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
        """Not knowing what to look for is no clean bill."""
        site = leaky()
        site.write({"news/two.md": article("新闻", "2026-03-09", "正文。")})

        def refuse(self: Any, path: str) -> str:
            if path == "party-affairs/2026/yuqi/index.md":
                raise PermissionError(13, "denied")
            return digest_file(self.files.absolute(path))

        monkeypatch.setattr(FileHashes, "digest", refuse)
        result = site.build()

        assert result.landed is None
        assert codes(result) == ["INT05"]

    def test_note_of_a_review(self, leaky: Callable[..., Any]) -> None:
        note = "该同志尚在函询期间，报道中不宜出现其姓名"
        site = leaky({"news/one.review.yaml": f"stages:\n  - {{stage: review-1, by: 余知秋, note: {note}}}\n"})
        before = site.tree()
        site.write({"news/two.md": article("新闻", "2026-03-09", note + "。")})

        self.refused(site, site.build(), before)


class TestFalseAlarms:
    def landed(self, site: Any) -> None:
        result = site.build()
        assert result.landed is not None, [d.message for d in result.diagnostics]

    def test_what_was_public_first(self, leaky: Callable[..., Any]) -> None:
        """An internal record may quote what the public site said before it."""
        site = leaky()
        site.write({"news/two.md": article("更早的新闻", "2026-02-01", SECRET + "。")})

        self.landed(site)

    def test_formula_of_the_house(self, leaky: Callable[..., Any]) -> None:
        words = "全体党员要认真学习领会会议精神并结合岗位抓好落实"
        site = leaky({"a.md": article("支部会议记录", "2026-01-01", words + "。", "公开范围: 党内")})
        site.write({f"news/{n}.md": article(f"新闻{n}", "2026-03-09", words + "。") for n in range(3)})

        self.landed(site)

    def test_photograph_that_was_public_first(self, leaky: Callable[..., Any]) -> None:
        """An internal article may show what the public site has shown before, in whatever size."""
        files = {
            "news/two.md": article("更早的新闻", "2026-01-01", "![会议室](b.jpg)"),
            "news/b.jpg": _photograph(640, 70),
        }
        later = {"news/two.md": files["news/two.md"].replace("2026-01-01", "2026-03-09")}
        site = leaky({})
        site.write(files)
        inside = {"party-affairs/2026/yuqi/index.md": INTERNAL, "party-affairs/2026/yuqi/01.jpg": _photograph(900, 92)}
        write_internal(site, inside)

        self.landed(site)
        site.write(later)
        assert site.build().is_leaking

    def test_released_by_hand(self, leaky: Callable[..., Any]) -> None:
        site = leaky()
        site.write({"news/two.md": article("新闻", "2026-03-09", SECRET + "。")})
        assert site.build().is_leaking

        write_internal(site, {"released.yaml": f"released:\n  - {{words: {SECRET}, by: 余知秋}}\n"})

        self.landed(site)

    def test_a_released_word_releases_no_sentence(self, leaky: Callable[..., Any]) -> None:
        site = leaky()
        write_internal(site, {"released.yaml": "released: [柳长青同志的预备期]\n"})
        site.write({"news/two.md": article("新闻", "2026-03-09", SECRET + "。")})

        assert site.build().is_leaking

    def test_list_of_releases_with_a_mistake(self, leaky: Callable[..., Any]) -> None:
        """Said at its place, and the release called off: nobody could tell why else it was."""
        site = leaky()
        write_internal(site, {"released.yaml": "released:\n  - {word: 甲}\n"})

        result = site.build()

        assert result.landed is None
        assert {(d.path, d.line, d.code) for d in result.diagnostics if d.is_error} == {
            ("content-internal/released.yaml", 2, "INT04")
        }

    def test_everyday_words_and_names(self, leaky: Callable[..., Any]) -> None:
        """Short phrases, 01.jpg, a telephone number inside a longer number, an item of the public catalogue."""
        site = leaky(
            {
                "party-affairs/2026/x/index.md": INTERNAL.replace("党委会关于延长预备期的决定", "党费收缴使用情况"),
                "party-affairs/2026/x/01.jpg": _png("y"),
            }
        )
        site.write(
            {
                "disclosure/catalogue/party.yaml": "id: party\ntitle: 目录\nitems:\n  - {id: dw-1, item: 党费收缴使用情况, range: party}\n",
                "news/two.md": article(
                    "新闻", "2026-03-09", "请各党支部认真组织。编号8139123456789。\n\n![护士](01.png)", "公开事项: []"
                ),
                "news/01.png": _png("x"),
            }
        )

        self.landed(site)

    def test_internal_root_is_no_part_of_the_public_site(self, leaky: Callable[..., Any]) -> None:
        site = leaky()

        everything = b"\0".join(path.encode() + data for path, data in site.tree().items())

        assert "延长预备期".encode() not in everything
        stored = (site.cache / "store.sqlite").read_bytes()
        assert not [word for word in (SECRET, "延长预备期", "yuqi", "content-internal") if word.encode() in stored]


class TestRememberedSearch:
    """Only changed files are searched again, and nothing is missed by that."""

    def test_new_secret_finds_old_page(self, leaky: Callable[..., Any]) -> None:
        """The page has been out for months; the record came today."""
        site = leaky({})
        site.write({"news/two.md": article("新闻", "2026-03-09", SECRET + "。")})
        assert site.build().landed is not None
        write_internal(site, {"party-affairs/2026/yuqi/index.md": INTERNAL})

        assert site.build().is_leaking

    def test_excuse_that_falls_away(self, leaky: Callable[..., Any]) -> None:
        """The article that had said it first is gone: what is left is a leak."""
        site = leaky()
        site.write(
            {
                "news/early.md": article("更早的新闻", "2026-02-01", SECRET + "。"),
                "news/late.md": article("后来的新闻", "2026-03-09", SECRET + "。"),
            }
        )
        assert site.build().landed is not None
        (site.content / "news/early.md").unlink()

        assert site.build().is_leaking

    def test_secret_that_went_and_came_back(self, leaky: Callable[..., Any]) -> None:
        site = leaky()
        shutil.rmtree(site.content.with_name("content-internal"))
        site.write({"news/two.md": article("新闻", "2026-03-09", SECRET + "。")})
        assert site.build().landed is not None
        write_internal(site, {"party-affairs/2026/yuqi/index.md": INTERNAL})

        assert site.build().is_leaking

    def test_refused_build_is_refused_again(self, leaky: Callable[..., Any]) -> None:
        site = leaky()
        site.write({"news/two.md": article("新闻", "2026-03-09", SECRET + "。")})

        assert site.build().is_leaking
        assert site.build().is_leaking


class TestIntranet:
    def test_is_made_of_both_roots(self, small_site: Callable[..., Any]) -> None:
        """Party and unit items of either root are there, with their pictures; a group's are not."""
        site = small_site(PUBLIC)
        group = INTERNAL.replace("党内", "特定人员").replace("决定", "谈话")
        write_internal(
            site,
            {
                "party-affairs/2026/yuqi/index.md": INTERNAL + "\n![会议室](01.png)\n",
                "party-affairs/2026/yuqi/01.png": _png("x"),
                "party-affairs/2026/group.md": group,
                "party-affairs/2026/unit.md": article("食堂菜单调整", "2026-03-06", "周五供应面条。"),
            },
        )

        result = site.build(audience="intranet")

        tree = site.tree()
        assert result.exit_code == 0, result.diagnostics
        assert SECRET in site.page("party-affairs/2026/yuqi.html")
        assert "本单位" in site.page("party-affairs/2026/unit.html")
        assert any(path.startswith("media/") for path in tree)
        assert "谈话".encode() not in b"".join(tree.values())
        assert not (site.cache / "store.sqlite").exists()

    def test_society_cannot_be_written_there(self, small_site: Callable[..., Any]) -> None:
        site = small_site(PUBLIC)
        write_internal(site, {"party-affairs/a.md": INTERNAL.replace("党内", "社会")})

        result = site.build(audience="intranet")

        assert [d.code for d in result.diagnostics] == ["INT02"]
        assert "本单位" in site.page("party-affairs/2026/a.html")

    def test_one_path_in_both_roots(self, small_site: Callable[..., Any]) -> None:
        site = small_site(PUBLIC)
        write_internal(site, {"news/one.md": INTERNAL})

        assert codes(site.build(audience="intranet")) == ["INT01"]


def _png(text: str) -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (40, 30), (len(text) * 40 % 255, ord(text[0]), 7)).save(stream, "PNG")
    return stream.getvalue()


def _photograph(width: int, quality: int) -> bytes:
    """The same scene at another size and compression."""
    image = Image.new("RGB", (1200, 800), (200, 210, 220))
    draw = ImageDraw.Draw(image)
    for step in range(24):
        x, y = step * 97 % 1100, step * 61 % 700
        draw.rectangle((x, y, x + 90 + step * 5, y + 60 + step * 3), fill=(step * 10, 255 - step * 9, step * 7 % 255))
        draw.ellipse((y, x // 2, y + 120, x // 2 + 100), fill=(255 - step * 10, step * 4, 90))
    image = image.resize((width, width * 2 // 3))
    stream = io.BytesIO()
    image.save(stream, "JPEG", quality=quality)
    return stream.getvalue()
