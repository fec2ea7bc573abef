"""What happens before a build that is timed, and how one sees that the build did it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import corpus
import manuscripts
from peers import Peer, newcomer

OURS = "Xinglin"
HUGO = "Hugo"
CODES = "Hugo with QR codes"
PELICAN = "Pelican, one script"
COPY = "cp -r of our output"

CLEAN = "clean build"
UNCHANGED = "nothing changed"
EDITED = "one article edited"
RESIDENT = "one article edited, resident"


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a scenario is played."""

    peer: Peer
    count: int
    pictures: int
    round: int


Proof = Callable[[], bool]
Prepare = Callable[[Setting], Proof]


@dataclass(frozen=True, slots=True)
class Scenario:
    name: str
    prepare: Prepare
    """Change the site; returns what must hold after the build."""
    peers: tuple[str, ...]


def _clean(setting: Setting) -> Proof:
    setting.peer.clean()
    return lambda: setting.peer.output.is_dir()


def _unchanged(setting: Setting) -> Proof:
    return lambda: setting.peer.output.is_dir()


def _edited(setting: Setting) -> Proof:
    item = corpus.item((7 + 13 * setting.round) % setting.count)
    words = f"这是第{setting.round}轮新加的一段。"
    setting.peer.append(item, setting.pictures, words)
    page = setting.peer.page(item)
    return lambda: words in page.read_text("utf-8")


def _added(setting: Setting) -> Proof:
    item = newcomer(setting.count, setting.round)
    setting.peer.writer.article(setting.peer.content, item, setting.pictures)
    page, listing = setting.peer.page(item), setting.peer.output / item.section.id / "index.html"
    return lambda: page.is_file() and f"{item.slug}.html" in listing.read_text("utf-8")


def _retitled(setting: Setting) -> Proof:
    title = f"医院要闻{'甲乙丙丁戊己庚辛壬癸'[setting.round % 10]}"
    assert isinstance(setting.peer.writer, manuscripts.Ours)
    setting.peer.writer.sections(setting.peer.content, "hospital-news", title)
    page = setting.peer.output / "index.html"
    return lambda: title in page.read_text("utf-8")


def _template(setting: Setting) -> Proof:
    """Another word on the button at the foot of every article."""
    path = setting.peer.folder / "checkout/theme/templates/article.html"
    text = path.read_text("utf-8")
    old, new = ("返回顶部", "回到顶部") if "返回顶部" in text else ("回到顶部", "返回顶部")
    if old not in text:
        raise SystemExit(f"{path.name} has no button {old} any more: name another word here")
    path.write_text(text.replace(old, new), "utf-8")
    page = setting.peer.page(corpus.item(0))
    return lambda: new in page.read_text("utf-8")


def _picture(setting: Setting) -> Proof:
    item = corpus.item(0)
    article = setting.peer.content / manuscripts.Ours.path(item)
    media = setting.peer.output / "media"

    def names() -> set[Path]:
        return set(media.glob("*.jpg"))

    before = names()
    seed = f"replaced in round {setting.round}"
    (article.parent / f"{item.slug}-1.jpg").write_bytes(manuscripts.jpeg(seed))
    return lambda: names() != before


SCENARIOS = (
    Scenario(CLEAN, _clean, (OURS, COPY, HUGO, PELICAN, CODES)),
    Scenario(UNCHANGED, _unchanged, (OURS,)),
    Scenario(EDITED, _edited, (OURS,)),
    Scenario("one article added", _added, (OURS,)),
    Scenario("title of a section changed", _retitled, (OURS,)),
    Scenario("one template touched", _template, (OURS,)),
    Scenario("one picture replaced", _picture, (OURS,)),
)
"""Hugo and stock Pelican build everything whatever changed, so the later ones are raced against their clean builds."""
