"""What is written about the house is true: codes, names, examples, links and commands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest

from xinglin.core.validation import nested_models
from xinglin.desk.cli import main
from xinglin.kinds import ALL, KINDS
from xinglin.manuscript.header import SYNONYMS
from xinglin.manuscript.reading import ReadingTask, read
from xinglin.press import contexts, disclosure_contexts, register_contexts
from xinglin.sections.tree import RESERVED

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
READMES = [ROOT / "README.md", ROOT / "README.zh.md"]
PAGES = [*READMES, ROOT / "CHANGELOG.md", *sorted(DOCS.rglob("*.md"))]

CODE = re.compile(r"[A-Z]{3}\d\d")
EXAMPLE = re.compile(r"^```markdown\n(.*?)^```$", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"\[[^\]\n]*\]\(([^)\s]+)\)")
FENCED = re.compile(r"^```.*?^```$", re.DOTALL | re.MULTILINE)
INLINE_CODE = re.compile(r"`[^`\n]+`")

# Put together here, so that this file does not contain what it forbids.
FORBIDDEN = [
    "".join(parts)
    for parts in (
        ("pypi", ".org"), ("python", "hosted.org"), ("npm", "js.org"), ("npm", "js.com"), ("deb.", "debian.org"),
        ("tuna.", "tsinghua"), ("mirrors.", "aliyun"), ("/wo", "rk/"), ("/opt/", "wheels"), ("../", "shared"), ("../.", "library"),
    )
]  # fmt: skip
TEXT = {".py", ".md", ".toml", ".yml", ".yaml", ".html", ".css", ".js", ".svg", ".txt", ".cfg", ".json", ""}
OURS = ["plugins", "theme", "content", "tests", "docs", "benchmarks", ".ci", ".github"]


def read_text(path: Path) -> str:
    return path.read_text("utf-8")


def project_files() -> Iterator[Path]:
    """Every text file of the project; what tools and builds made is not the project."""
    yield from (path for path in ROOT.iterdir() if path.is_file() and path.suffix in TEXT and path.name[0] != ".")
    yield from (ROOT / name for name in (".gitlab-ci.yml", ".pre-commit-config.yaml", ".editorconfig", ".gitignore"))
    for folder in OURS:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.is_file() and path.suffix in TEXT and "__pycache__" not in path.parts:
                yield path


def rows(text: str) -> Iterator[list[str]]:
    """The cells of every table row of a Markdown text."""
    for line in text.splitlines():
        if line.startswith("|"):
            yield [cell.strip() for cell in line.strip("|").split("|")]


def anchors(text: str) -> set[str]:
    """Ids of headings, as GitHub and GitLab make them."""
    titles = re.findall(r"^#{1,6} (.+)$", FENCED.sub("", text), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


class TestErrorCatalogue:
    def test_names_every_code_and_no_other(self) -> None:
        """An editor can look up each code a build prints, and no entry outlives its code."""
        source = "".join(map(read_text, (ROOT / "plugins" / "xinglin").rglob("*.py")))
        used = set(re.findall(rf'"({CODE.pattern})"', source))
        entries = [cells for cells in rows(read_text(DOCS / "errors.zh.md")) if CODE.fullmatch(cells[0])]

        assert {cells[0] for cells in entries} == used
        assert len(entries) == len(used), "a code stands twice"
        assert [cells for cells in entries if len(cells) != 3 or not all(cells)] == []


class TestHandbook:
    handbook = DOCS / "handbook.zh.md"

    def test_has_every_front_matter_field(self) -> None:
        """Each field stands in a table with its Chinese and its English name."""
        listed = {tuple(cells[:2]) for cells in rows(read_text(self.handbook)) if len(cells) >= 4}
        fields = {(info.title, name) for kind in ALL for name, info in kind.model.model_fields.items()}

        assert fields - listed == set()

    def test_lists_no_field_that_does_not_exist(self) -> None:
        """A row with an English key names a field some kind has."""
        known = {name for kind in ALL for name in kind.model.model_fields}
        listed = {cells[1] for cells in rows(read_text(self.handbook)) if len(cells) == 5 and cells[1].isascii()}

        assert {name for name in listed if re.fullmatch(r"[a-z_]+", name)} <= known

    def test_has_every_chinese_synonym(self) -> None:
        """Other names an editor may type stand beside the field they mean."""
        names = {name: "" for kind in ALL for name in kind.model.model_fields}
        names |= {
            cells[1]: cells[4] for cells in rows(read_text(self.handbook)) if len(cells) == 5 and cells[1] in names
        }
        missing = [
            word for word, name in SYNONYMS.items() if not word.isascii() and word not in names[name].split("、")
        ]

        assert missing == []

    def test_has_every_nested_name(self) -> None:
        """Names inside 封面, 附件, 荣誉, 更正 and 撤稿 are shown in an example or named in a sentence."""
        nested = {
            info.title for kind in ALL for part in nested_models(kind.model) for info in part.model_fields.values()
        }
        text = read_text(self.handbook)

        assert [title for title in nested if f"{title}:" not in text and f"`{title}`" not in text] == []

    @pytest.mark.parametrize("example", EXAMPLE.findall(read_text(handbook)), ids=lambda text: text.split("\n")[1][:24])
    def test_example_reads_without_a_word(self, example: str) -> None:
        """What the handbook shows can be typed as it stands."""
        found = read(ReadingTask("hospital-news/2026/example/index.md", example.encode(), "notice"), KINDS)

        assert found.diagnostics == ()
        assert found.manuscript is not None

    def test_names_every_kind(self) -> None:
        """Whoever writes 类型 finds the words for it."""
        assert [kind.label for kind in ALL if kind.label not in read_text(self.handbook)] == []


class TestThemeGuide:
    guide = DOCS / "theme.md"

    def test_names_every_record_and_template(self) -> None:
        """All a template is given, and all templates there are."""
        text = read_text(self.guide)
        records = [
            name
            for module in (contexts, register_contexts, disclosure_contexts)
            for name, thing in vars(module).items()
            if getattr(thing, "__module__", "") == module.__name__
        ]
        templates = [path.name for path in (ROOT / "theme" / "templates").glob("*.html")]

        assert [name for name in records if f"`{name}`" not in text and f"`{name}`s" not in text] == []
        assert [name for name in templates if name not in text] == []


class TestDecisions:
    @pytest.mark.parametrize("path", sorted((DOCS / "decisions").glob("*.md")), ids=lambda path: path.stem)
    def test_is_one_short_page(self, path: Path) -> None:
        """Context, Decision, Consequences, on less than forty lines."""
        text = read_text(path)

        assert re.findall(r"^## (.+)$", text, re.MULTILINE) == ["Context", "Decision", "Consequences"]
        assert len(text.splitlines()) < 40

    def test_reserved_prefixes_are_recorded(self) -> None:
        """Every reserved section id stands in the decision that reserves it."""
        text = read_text(DOCS / "decisions" / "0007-url-prefixes-we-reserve.md")

        assert [word for word in RESERVED if f"`{word}`" not in text and not word.startswith("zh-")] == []


class TestLinks:
    @pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
    def test_relative_links_lead_somewhere(self, path: Path) -> None:
        """Files, pictures, folders and headings that are linked to exist."""
        text = INLINE_CODE.sub("", FENCED.sub("", read_text(path)))
        broken = []
        for address in LINK.findall(text):
            target, _, fragment = unquote(address).partition("#")
            if re.match(r"[a-z]+:", target):
                continue
            file = path if not target else path.parent / target
            if not file.exists() or (fragment and fragment not in anchors(read_text(file))):
                broken.append(address)

        assert broken == []

    def test_readmes_link_to_each_other(self) -> None:
        """Either language is one click away."""
        assert "(README.zh.md)" in read_text(READMES[0])
        assert "(README.md)" in read_text(READMES[1])


class TestCommands:
    @staticmethod
    def mentioned(pattern: str) -> set[str]:
        """What documents and workflows tell people to run."""
        files = [*PAGES, ROOT / ".ci" / "run", *(ROOT / ".github" / "workflows").glob("*.yml"), ROOT / ".gitlab-ci.yml"]
        return {found for path in files for found in re.findall(pattern, read_text(path), re.MULTILINE)}

    def test_make_targets_exist(self) -> None:
        """Every target people or machines are told to make is there."""
        targets = set(re.findall(r"^([a-z]+):", read_text(ROOT / "Makefile"), re.MULTILINE))
        told = self.mentioned(r"(?:`|^|run: |- )make (?:-s )?([a-z]+)")

        assert {"site", "test", "lint"} <= told
        assert told <= targets

    def test_subcommands_exist(self, capsys: pytest.CaptureFixture[str]) -> None:
        """Every `xinglin …` is a command, and the README lists every command."""
        with pytest.raises(SystemExit) as exit_:
            main(["--help"])
        commands = set(re.findall(r"^ {2,8}([a-z]+)(?: |$)", capsys.readouterr().out, re.MULTILINE))

        assert exit_.value.code == 0
        assert commands >= {"build", "check", "serve", "new", "why", "convert"}
        assert self.mentioned(r"`xinglin ([a-z]+)") <= commands
        assert {command for command in commands if f"`xinglin {command}" not in read_text(READMES[0])} == set()

    @pytest.mark.parametrize("path", READMES, ids=lambda path: path.name)
    def test_options_exist(self, path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """An option a README gives in a command's line is one of that command."""
        text = read_text(path)
        rows_and_spans = re.findall(r"^\| `xinglin ([a-z]+)`(.*)$", text, re.MULTILINE)
        rows_and_spans += re.findall(r"`xinglin ([a-z]+)([^`\n]+)`", text)
        for command, rest in rows_and_spans:
            with pytest.raises(SystemExit):
                main([command, "--help"])
            known = capsys.readouterr().out

            assert [option for option in re.findall(r"--[a-z-]+", rest) if option not in known] == [], command


class TestWords:
    def test_names_no_registry_and_no_machine(self) -> None:
        """A package index, a machine's folder or a neighbour of the checkout is nobody's business here."""
        found = [
            f"{path.relative_to(ROOT)}: {word}"
            for path in project_files()
            for word in FORBIDDEN
            if word in path.read_text("utf-8", "replace")
        ]
        assert found == []

    def test_licence_is_the_plain_agpl(self) -> None:
        """The text of the Free Software Foundation, whole and alone."""
        text = read_text(ROOT / "LICENSE")

        assert text.lstrip().startswith("GNU AFFERO GENERAL PUBLIC LICENSE\n")
        assert text.rstrip().endswith("<https://www.gnu.org/licenses/>.")
        assert "END OF TERMS AND CONDITIONS" in text
