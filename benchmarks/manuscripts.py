"""The corpus as files: content/ as our editors write it, as a Hugo user would, and as a Pelican user would.

Pictures are small JPEGs drawn from the article's number. Whatever the number asked for, the first article has one,
so that replacing a picture can be timed.
"""

from __future__ import annotations

import io
import random
from collections.abc import Iterable
from pathlib import Path

import corpus
from corpus import Item
from PIL import Image, ImageDraw

_SITE = f"""name: {corpus.NAME}
short_name: 基准医院
english_name: Bench People's Hospital
motto: 仁心 精术 守正 致远
founded: 1952
url: {corpus.URL}
organiser: {corpus.NAME}
maintainer: {corpus.NAME}宣传科
address: 基准市兰溪区杏林路1号
postcode: "000000"
email: office@bench-hospital.example
phones:
  emergency: 0000-8120120
  switchboard: 0000-8120000
  complaint: 0000-8120345
  appointment: 0000-8120114
appointment_url: https://appointment.bench-hospital.example/
links:
  weibo: https://weibo.example/bench-hospital
  wechat: {corpus.NAME}
  weather: https://weather.example/bench
registrations:
  icp: 示ICP备00000000号-1
  police: 示公网安备 00000000000000号
  police_url: https://beian.mps.gov.cn/#/query/webSearch?code=00000000000000
  institution_url: https://bszs.conac.cn/sitename?method=show&id=00000000000000000000000000000000
variants: [zh-Hans, zh-Hant]
front_page:
  lead: [hospital-news, party-news]
  groups: [hospital-news, party-news, branch-reports, nursing, research, union]
  notices: notices
  health: health
"""


def picture_count(item: Item, pictures: int) -> int:
    return max(pictures, 1 if item.number == 0 else 0)


def jpeg(seed: str, size: tuple[int, int] = (1200, 800)) -> bytes:
    """A small photograph-like picture: coarse noise blown up, with a few shapes."""
    draw = random.Random(seed)
    image = Image.frombytes("RGB", (24, 16), draw.randbytes(24 * 16 * 3)).resize(size, Image.Resampling.BICUBIC)
    pencil = ImageDraw.Draw(image)
    for _ in range(12):
        left, top = draw.randrange(size[0]), draw.randrange(size[1])
        pencil.ellipse(
            (left, top, left + draw.randrange(20, 200), top + draw.randrange(20, 200)), fill=draw.randrange(1 << 24)
        )
    stream = io.BytesIO()
    image.save(stream, "JPEG", quality=80)
    return stream.getvalue()


def _write(path: Path, data: str | bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)


def _pictures(item: Item, pictures: int, folder: Path, prefix: str = "") -> list[str]:
    """Write an article's pictures; their Markdown, with paths that begin with ``prefix``."""
    lines: list[str] = []
    for number in range(1, picture_count(item, pictures) + 1):
        name = f"{item.slug}-{number}.jpg"
        _write(folder / name, jpeg(f"{item.number} {number}"))
        lines.append(f"![现场照片{number}]({prefix}{name})")
    return lines


def _body(item: Item, pictures: Iterable[str], link: str) -> str:
    """The text, its pictures after the first paragraph, the link to an earlier article at the end."""
    first, *rest = item.paragraphs
    last = [f"更多情况见[{item.link[1]}]({link})。"] if item.link else []
    return "\n\n".join((first, *pictures, *rest, *last)) + "\n"


class Ours:
    """content/ for Xinglin."""

    @staticmethod
    def path(item: Item) -> str:
        return f"{item.section.id}/{item.date.year}/{item.slug}.md"

    def article(self, folder: Path, item: Item, pictures: int) -> Path:
        path = folder / self.path(item)
        link = f"../../{self.path(corpus.item(item.link[0]))}" if item.link else ""
        lines = _pictures(item, pictures, path.parent)
        optional = f"供稿科室: {corpus.DEPARTMENTS[item.department]}\n" if item.department else ""
        optional += f"党支部: {corpus.BRANCHES[item.branch][0]}\n" if item.branch else ""
        head = (
            f"---\n标题: {item.title}\n日期: {item.date:%Y-%m-%d %H:%M}\n作者: {' '.join(item.authors)}\n"
            f"{optional}关键词: {' '.join(item.keywords)}\n---\n\n"
        )
        _write(path, head + _body(item, lines, link))
        return path

    def site(self, folder: Path) -> None:
        _write(folder / "site.yaml", _SITE)
        self.sections(folder)
        departments = "".join(f"  - {{id: {key}, name: {name}}}\n" for key, name in corpus.DEPARTMENTS.items())
        branches = "".join(
            f"  - {{id: {key}, name: {name}, secretary: {secretary}}}\n"
            for key, (name, secretary) in corpus.BRANCHES.items()
        )
        _write(folder / "disclosure/organisations.yaml", f"departments:\n{departments}branches:\n{branches}")

    def sections(self, folder: Path, retitled: str = "", title: str = "") -> None:
        """sections.yaml; the section ``retitled`` gets another title."""
        rows: list[str] = []
        for section in corpus.SECTIONS:
            shown = title if section.id == retitled else section.title
            children = any(other.parent == section.id for other in corpus.SECTIONS)
            tone = "  tone: party\n" if section.id == "party" else ""
            if section.parent:
                rows.append(f"    - {{id: {section.id}, title: {shown}, kind: {section.kind}}}\n")
            else:
                rows.append(f"- id: {section.id}\n  title: {shown}\n  kind: {section.kind}\n{tone}")
                rows.append("  children:\n" if children else "")
        _write(folder / "sections.yaml", "".join(rows))


class Hugo:
    """content/zh-hans for Hugo, terms with pages of their own so that they have a title and one address in both scripts."""

    @staticmethod
    def path(item: Item) -> str:
        return f"{item.section.parent or '.'}/{item.section.id}/{item.slug}.md".removeprefix("./")

    def article(self, folder: Path, item: Item, pictures: int) -> Path:
        path = folder / "content/zh-hans" / self.path(item)
        link = f"/{self.path(corpus.item(item.link[0]))}" if item.link else ""
        lines = _pictures(item, pictures, folder / "static/media", "/media/")
        year = item.date.year
        head = (
            f'---\ntitle: "{item.title}"\ndate: {item.date:%Y-%m-%dT%H:%M:%S}+08:00\n'
            f"url: {Hugo.path(item).rpartition('/')[0]}/{year}/{item.slug}.html\n"
            f"authors: [{', '.join(item.authors)}]\n"
            f"keywords: [{', '.join(f'k{corpus.KEYWORDS.index(word)}' for word in item.keywords)}]\n"
            f"departments: [{item.department}]\nbranches: [{item.branch}]\n"
            f'years: ["{year}"]\nmonths: ["{year}-{item.date.month:02}"]\nvolumes: ["{item.section.id}-{year}"]\n---\n\n'
        )
        _write(path, head + _body(item, lines, link))
        return path

    def site(self, folder: Path) -> None:
        content = folder / "content/zh-hans"
        _write(content / "_index.md", f"---\ntitle: {corpus.NAME}\n---\n")
        for weight, section in enumerate(corpus.SECTIONS, 1):
            tone = "tone: party\n" if "party" in (section.id, section.parent) else ""
            _write(
                content / section.parent / section.id / "_index.md",
                f"---\ntitle: {section.title}\nweight: {weight}\n{tone}---\n",
            )
        for number, word in enumerate(corpus.KEYWORDS):
            _write(content / f"keywords/k{number}/_index.md", f"---\ntitle: {word}\n---\n")
        for key, name in corpus.DEPARTMENTS.items():
            _write(content / f"departments/{key}/_index.md", f"---\ntitle: {name}\n---\n")
        for key, (name, secretary) in corpus.BRANCHES.items():
            _write(content / f"branches/{key}/_index.md", f"---\ntitle: {name}\nsecretary: {secretary}\n---\n")
        _write(content / "sitemap.md", "---\ntitle: 网站地图\nlayout: site-map\nurl: sitemap/\n---\n")


class Pelican:
    """content/ for stock Pelican: units and volumes (a section's year) are tags beside the keywords."""

    @staticmethod
    def path(item: Item) -> str:
        return f"{item.section.id}/{item.slug}.md"

    def article(self, folder: Path, item: Item, pictures: int) -> Path:
        path = folder / "content" / self.path(item)
        link = f"{{filename}}/{self.path(corpus.item(item.link[0]))}" if item.link else ""
        lines = _pictures(item, pictures, folder / "content/media", "{static}/media/")
        department = corpus.DEPARTMENTS.get(item.department, "")
        branch = corpus.BRANCHES[item.branch][0] if item.branch else ""
        volume = f"{item.section.title} {item.date.year}年"
        tags = ", ".join(filter(None, (volume, department, branch, *item.keywords)))
        head = (
            f"Title: {item.title}\nDate: {item.date:%Y-%m-%d %H:%M}\nSlug: {item.slug}\nByline: {' '.join(item.authors)}\n"
            f"Volume: {volume}\n"
            + (f"Department: {department}\n" if department else "")
            + (f"Branch: {branch}\n" if branch else "")
            + f"Tags: {tags}\n\n"
        )
        _write(path, head + _body(item, lines, link))
        return path

    def site(self, folder: Path) -> None:
        """Nothing beside the articles: the rest is its settings and theme."""
        (folder / "content").mkdir(parents=True, exist_ok=True)
