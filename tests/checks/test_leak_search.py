"""The search behind the leak check: what it finds, in every form, and what it must not take for a find."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from xinglin.checks.leak_scanning import FileTask, Search, Wording, search_files
from xinglin.checks.look import is_same, look
from xinglin.checks.office_words import words
from xinglin.checks.traces import names_of, traces_of

SENTENCE = "经研究决定，拟将柳长青同志的预备期延长六个月"
ENTITIES = "".join(f"&#x{ord(c):x};" for c in SENTENCE)


def found(name: str, data: bytes, *wordings: str, whole: bool = False) -> list[bool]:
    """The same answer from both ways of searching."""
    made = [Wording(w.encode(), whole) for w in wordings]
    answers = [Search(made, few=few).in_file(name, data) for few in (False, True)]
    assert answers[0] == answers[1]
    return [number in answers[0] for number in range(len(made))]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.html", f"<p>{SENTENCE}。</p>".encode()),
        (
            "a.html",
            f"<p>{SENTENCE[:6]}<strong>{SENTENCE[6:9]}</strong>{SENTENCE[9:12]}\n  {SENTENCE[12:]}</p>".encode(),
        ),
        ("a.html", f'<img alt="{SENTENCE}">'.encode()),
        ("a.html", f'<script type="application/ld+json">{json.dumps(SENTENCE)}</script>'.encode()),
        ("a.html", f"<p>{ENTITIES}</p>".encode()),
        ("a.html", f'<a href="/share?title={quote(SENTENCE)}">'.encode()),
        ("a.xml", f"<summary>{SENTENCE}</summary>".encode()),
        ("a.json", json.dumps([SENTENCE]).encode()),
        ("a.csv", SENTENCE.encode("gb18030")),
        ("a.csv", SENTENCE.encode("utf-16")),
        ("a.jpg", b"\xff\xd8\xff\xe1" + SENTENCE.encode() + b"\xff\xd9"),
        ("a.bin", b"\0" * 9 + SENTENCE.encode()),
    ],
    ids=[
        "text",
        "markup",
        "attribute",
        "JSON-LD",
        "entities",
        "address",
        "feed",
        "JSON",
        "GB 18030",
        "UTF-16",
        "EXIF",
        "bytes",
    ],
)
def test_forms(name: str, data: bytes) -> None:
    assert found(name, data, SENTENCE, "不在里面的另外一句话也很长") == [True, False]


def test_inside_archives() -> None:
    """Word parts sentences into runs, and an archive may hold a Word file."""
    inner, outer = io.BytesIO(), io.BytesIO()
    runs = "".join(f"<w:r><w:t>{part}</w:t></w:r>" for part in (SENTENCE[:3], SENTENCE[3:]))
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f"<w:p>{runs}</w:p>")
    with zipfile.ZipFile(outer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a/b.docx", inner.getvalue())

    assert found("a.zip", outer.getvalue(), SENTENCE) == [True]
    assert list(words(b"PK\x03\x04 no archive")) == []


@pytest.mark.parametrize(
    ("data", "is_there"),
    [
        (b"tel 13912345678.", True),
        (b"0000-8120114 13912345678", True),
        (b"x-139123456789", False),
        (b"0013912345678", False),
        (b"<td>13912345678</td><td>1</td>", True),
    ],
)
def test_numbers_stand_alone(data: bytes, is_there: bool) -> None:
    assert found("a.html", data, "13912345678", whole=True) == [is_there]


CHARACTERS = "党员会议甲乙丙丁abc，"


@given(
    st.lists(st.text(CHARACTERS, min_size=4, max_size=14), min_size=1, max_size=8, unique=True),
    st.text(CHARACTERS + "戊", max_size=60),
)
def test_finds_what_is_there(wordings: list[str], text: str) -> None:
    """Whatever the wordings share with each other; the bytes' own `in` is the judge."""
    data = text.encode()

    assert found("a.txt", data, *wordings) == [w.encode() in data for w in wordings]


def test_large_files_pass_in_windows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A wording on the seam between two windows is found."""
    monkeypatch.setattr("xinglin.checks.leak_scanning._WHOLE", 10_000)
    data = SENTENCE.encode()
    for offset in range(9_940, 10_010, 7):
        place = tmp_path / f"{offset}.bin"
        place.write_bytes(b"x" * offset + data + b"y" * 12_000)
        hits = list(search_files([Wording(data, False)], [FileTask(place.name, str(place))], 1))
        assert [hit.wordings for hit in hits] == [(0,)], offset


class TestTraces:
    def test_of_an_article(self) -> None:
        text = (
            "---\n标题: “关于延长预备期”的决定\n日期: 2026-03-05\n作者: 张三\n摘要: 支部大会讨论了一名预备党员的转正\n---\n\n"
            '短句。本次会议应到党员十二名，实到**十一名**，\n一名请假。\n\n- 电话13912345678\n\n![照](a.jpg "支部大会的会场里坐着十一名党员")\n'
        )

        traces = {(t.kind, t.words, t.line) for t in traces_of(text)}

        assert traces == {
            ("title", "“关于延长预备期”的决定", 2),
            ("sentence", "支部大会讨论了一名预备党员的转正", 5),
            ("sentence", "本次会议应到党员十二名，实到十一名，一名请假", 8),
            ("number", "13912345678", 11),
            ("sentence", "支部大会的会场里坐着十一名党员", 13),
        }

    def test_rows_of_a_table(self) -> None:
        """No cell tells anything, the row does."""
        text = "---\n标题: 名单\n---\n\n| 姓名 | 支部 | 出生 |\n|---|---|---|\n| 柳长青 | 外科党支部 | 1991年6月 |\n"

        assert {(t.words, t.line) for t in traces_of(text)} == {("柳长青外科党支部1991年6月", 7)}

    def test_data_files_line_by_line(self) -> None:
        text = "姓名,事由\n柳长青,反映食堂周末供餐时间太短\n范思源,建议增设夜间停车指引牌\n"

        assert {(t.words, t.line) for t in traces_of(text, by_lines=True)} == {
            ("柳长青,反映食堂周末供餐时间太短", 2),
            ("范思源,建议增设夜间停车指引牌", 3),
        }

    def test_long_sentences_by_their_halves(self) -> None:
        text = "经支部大会讨论，拟将预备党员柳长青同志的预备期延长六个月，报上级党委审批。"

        assert {t.words for t in traces_of(text)} == {"拟将预备党员柳长青同志的预备期延长六个月"}

    @pytest.mark.parametrize(
        ("path", "names"),
        [
            ("party/2026/chufen-jueding/index.md", ["chufen-jueding"]),
            ("party/2026/处分决定.pdf", ["处分决定"]),
            ("party/2026/a/01.jpg", []),
            ("party/2026/a/20260305_1509.jpg", []),
            ("news/form.docx", []),
        ],
    )
    def test_telling_names(self, path: str, names: list[str]) -> None:
        assert list(names_of(path)) == names


class TestLook:
    @staticmethod
    def save(path: Path, image: Image.Image, **options: int) -> str:
        image.save(path, **options)
        return look(path)

    def test_survives_a_smaller_copy_and_no_other_picture_has_it(self, tmp_path: Path) -> None:
        one, other = (
            Image.effect_noise((900, 600), 90).resize((60, 40)).resize((900, 600), Image.Resampling.BICUBIC)
            for _ in range(2)
        )

        mine = self.save(tmp_path / "a.jpg", one, quality=95)

        assert is_same(mine, self.save(tmp_path / "b.jpg", one.resize((480, 320)), quality=60))
        assert not is_same(mine, self.save(tmp_path / "c.jpg", other, quality=95))

    def test_blank_forms_look_like_nothing(self, tmp_path: Path) -> None:
        assert self.save(tmp_path / "a.png", Image.new("L", (600, 800), 255)) == ""
        assert not is_same("", "")
        (tmp_path / "b.jpg").write_text("no picture")
        assert look(tmp_path / "b.jpg") == ""
