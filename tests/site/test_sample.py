"""The sample hospital: what it must hold, and what every one of its published pages must keep."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import datetime
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

import lxml.etree
import lxml.html
import pytest
from PIL import Image

from xinglin.core.clock import TIMEZONE
from xinglin.core.pools import SerialExecutor
from xinglin.disclosure.states import State
from xinglin.kinds import KINDS
from xinglin.manuscript.script_detection import exclusive_characters
from xinglin.press.building import BuildResult
from xinglin.press.load_options import LoadOptions
from xinglin.press.loading import load
from xinglin.press.site import Site
from xinglin.press.store import Store

ROOT = Path(__file__).resolve().parents[2]
CONTENT = ROOT / "content"
NOW = datetime(2026, 11, 20, 9, 0, tzinfo=TIMEZONE)
ORIGIN = "https://www.qinglan-hospital.example"


@pytest.fixture(scope="module")
def built(sample: tuple[BuildResult, Path]) -> tuple[BuildResult, Path]:
    return sample


@pytest.fixture(scope="module")
def site() -> Site:
    return load(LoadOptions(CONTENT, NOW), SerialExecutor(), Store(None))


@pytest.fixture(scope="module")
def pages(built: tuple[BuildResult, Path]) -> dict[str, lxml.html.HtmlElement]:
    """Path → parsed page, for every HTML file."""
    output = built[1]
    return {
        path.relative_to(output).as_posix(): lxml.html.document_fromstring(path.read_bytes())
        for path in sorted(output.rglob("*.html"))
    }


def test_builds_without_complaint(built: tuple[BuildResult, Path]) -> None:
    """The sample has no error and no reminder: it is what an editor learns from."""
    assert [f"{d.path}: {d.message}" for d in built[0].diagnostics if d.severity > 0 and d.code != "LNK02"] == []


def test_what_the_sample_holds(site: Site) -> None:
    """At least 60 articles over six years in twenty sections, none empty; every kind and every state."""
    leaves = [section for section in site.tree.walk() if not section.children]
    states = Counter(standing.state for standing in site.standings.values())
    pictures = [target.value for article in site.articles for target in article.targets if target.kind == "picture"]

    assert len(site.articles) >= 60
    assert len({article.date.year for article in site.articles}) >= 6
    assert len(leaves) >= 20
    assert {section.id for section in leaves} == {article.section for article in site.articles}
    assert {article.manuscript.kind for article in site.articles} == set(KINDS)
    assert len(pictures) >= 150
    assert len(set(pictures)) >= 150
    for state in (State.DRAFT, State.REVIEW, State.SCHEDULED, State.WITHDRAWN, State.WITHHELD):
        assert states[state] >= 1, state
    assert len(site.organisations.branches) == 8
    reported = {
        article.manuscript.front.branch for article in site.articles if article.manuscript.kind == "branch-report"
    }
    assert reported == {branch.name for branch in site.organisations.branches}
    assert any(article.manuscript.front.reprint for article in site.articles)
    assert any(article.manuscript.language == "zh-Hant" for article in site.articles)
    assert (
        len({h.level for a in site.articles if a.manuscript.kind == "honours" for h in a.manuscript.front.honours}) >= 4
    )  # type: ignore[attr-defined]


def test_pictures_are_like_photos() -> None:
    """A dozen pictures have a real photo's size; the folder stays small enough for a repository."""
    files = [path for path in CONTENT.rglob("*") if path.suffix in {".jpg", ".png"}]
    large = 0
    for path in files:
        with Image.open(path) as image:
            large += max(image.size) >= 3000

    assert large >= 12
    assert sum(path.stat().st_size for path in CONTENT.rglob("*") if path.is_file()) < 40_000_000


def test_says_that_it_is_invented(pages: dict[str, lxml.html.HtmlElement]) -> None:
    """Every page of the sample that stays on the screen says that the hospital is invented."""
    for path, page in pages.items():
        if page.xpath("//main") and not page.xpath("//meta[@http-equiv='refresh']"):
            assert re.search("虚构|虛構", page.text_content()), path


def test_every_reference_resolves(built: tuple[BuildResult, Path], pages: dict[str, lxml.html.HtmlElement]) -> None:
    """Every link, picture, feed and fragment of every page leads to something that exists."""
    output = built[1]
    ids = {path: set(page.xpath("//@id")) for path, page in pages.items()}
    broken = set()
    for path, page in pages.items():
        for address in _addresses(page):
            parts = urlsplit(address)
            if parts.scheme in {"tel", "mailto"} or (parts.netloc and f"{parts.scheme}://{parts.netloc}" != ORIGIN):
                continue
            target = unquote(parts.path).lstrip("/") if parts.path or parts.netloc else path
            target = f"{target}index.html" if target.endswith("/") or not target else target
            if not (output / target).is_file() or (
                parts.fragment and unquote(parts.fragment) not in ids.get(target, ())
            ):
                broken.add((path, address))

    assert broken == set()


def _addresses(page: lxml.html.HtmlElement) -> list[str]:
    addresses = [*page.xpath("//@href"), *page.xpath("//@src[not(starts-with(., 'data:'))]")]
    for srcset in page.xpath("//@srcset"):
        addresses += [part.split()[0] for part in srcset.split(",")]
    return addresses


def test_page_hygiene(pages: dict[str, lxml.html.HtmlElement]) -> None:
    """One h1, one language, unique ids, no inline script or style, no request to another site, no empty label."""
    for path, page in pages.items():
        assert len(page.xpath("//h1")) == 1, path
        assert page.get("lang") == ("zh-Hant" if path.startswith("zh-hant/") else "zh-Hans"), path
        ids = page.xpath("//@id")
        assert len(ids) == len(set(ids)), (path, [i for i, n in Counter(ids).items() if n > 1])
        assert page.xpath("//@style | //style") == [], path
        assert all(s.get("src") or s.get("type") == "application/ld+json" for s in page.xpath("//script")), path
        assert [a for a in page.iter() if any(name.startswith("on") for name in a.attrib)] == [], path
        codes = page.xpath("//img[starts-with(@src, 'data:')]")
        assert all(
            c.get("src").startswith("data:image/png;base64,") and "xl-share__code" in c.get("class") for c in codes
        )
        loaded = [
            *page.xpath("//img[not(starts-with(@src, 'data:'))]/@src"),
            *page.xpath("//script/@src"),
            *page.xpath("//link[@rel='stylesheet']/@href"),
        ]
        assert all(address.startswith("/") for address in loaded), path
        assert page.xpath("//img[not(@alt)]") == [], path
        # one that a script fills has no source and no size yet
        assert page.xpath("//main//img[@src][not(@width) or not(@height)]") == [], path


def test_variants_know_each_other(pages: dict[str, lxml.html.HtmlElement]) -> None:
    """hreflang is reciprocal and absolute, x-default is Simplified, canonical is the page itself."""
    groups = {}
    for path, page in pages.items():
        if page.xpath("//meta[@http-equiv='refresh']"):
            continue
        links = {link.get("hreflang"): link.get("href") for link in page.xpath("//link[@hreflang]")}
        canonical = page.xpath("string(//link[@rel='canonical']/@href)")
        assert set(links) == {"zh-Hans", "zh-Hant", "x-default"}, path
        assert links["x-default"] == links["zh-Hans"]
        assert canonical == links["zh-Hant" if path.startswith("zh-hant/") else "zh-Hans"], path
        groups[canonical] = links
    for links in groups.values():
        assert groups[links["zh-Hans"]] == groups[links["zh-Hant"]] == links


def test_nothing_half_converted(pages: dict[str, lxml.html.HtmlElement]) -> None:
    """A Traditional page holds no character that only Simplified has, outside the switch's own label."""
    only_simplified = exclusive_characters()[0]
    for path, page in pages.items():
        if not path.startswith("zh-hant/"):
            continue
        for label in page.xpath("//*[@lang='zh-Hans']"):
            label.text = ""
        words = [
            page.text_content(),
            *page.xpath(
                "//@alt | //@title | //@aria-label | //@data-label | //@data-words | //@data-copied | //meta/@content"
            ),
        ]
        assert set("".join(words)) & only_simplified == set(), path


def test_machine_files(built: tuple[BuildResult, Path], pages: dict[str, lxml.html.HtmlElement]) -> None:
    """Feeds and sitemap are well-formed and list published pages only; JSON-LD parses; robots.txt names the sitemap."""
    output = built[1]
    feeds = sorted(output.rglob("feeds/*.xml"))
    identifiers = []
    for feed in feeds:
        root = lxml.etree.parse(feed).getroot()
        atom = "{http://www.w3.org/2005/Atom}"
        assert root.tag == f"{atom}feed"
        assert root.findtext(f"{atom}updated")
        identifiers.append(root.findtext(f"{atom}id"))
        for entry in root.findall(f"{atom}entry"):
            assert (output / _file(entry.findtext(f"{atom}id") or "")).is_file()
    assert len(set(identifiers)) == len(feeds)
    assert len(feeds) > 40
    sitemap = lxml.etree.parse(output / "sitemap.xml").getroot()
    locations = [e.text or "" for e in sitemap.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    assert len(locations) == len(set(locations)) > 150
    for location in locations:
        page = pages[_file(location)]
        assert page.xpath("//meta[@name='robots'][contains(@content,'noindex')]") == []
    for path, page in pages.items():
        for data in page.xpath("//script[@type='application/ld+json']/text()"):
            assert json.loads(data)["@context"] == "https://schema.org", path
    assert f"Sitemap: {ORIGIN}/sitemap.xml" in (output / "robots.txt").read_text()


def _file(url: str) -> str:
    path = unquote(urlsplit(url).path).lstrip("/")
    return path + "index.html" if path.endswith("/") or not path else path


def test_official_names_in_the_head(pages: dict[str, lxml.html.HtmlElement]) -> None:
    """Articles carry the official-site meta names; PubDate is yyyy-MM-dd HH:mm (国办发〔2017〕47号 附件)."""
    page = pages["hospital-affairs/2026/complaints-q3.html"]
    meta = {m.get("name"): m.get("content") for m in page.xpath("//meta[@name]")}

    assert meta["SiteName"] == "青岚市人民医院"
    assert meta["ColumnName"] == "院务公开"
    assert meta["ArticleTitle"] == page.xpath("string(//h1)").strip()
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d", meta["PubDate"] or "")
    assert meta["ContentSource"]


def test_no_camera_left_in_pictures(built: tuple[BuildResult, Path]) -> None:
    """No published byte carries what the cameras wrote: maker, place, creator, thumbnail."""
    output = built[1]
    published = [path for path in (output / "media").iterdir() if path.suffix in {".jpg", ".png"}]
    assert len(published) >= 300
    for path in published:
        data = path.read_bytes()
        for mark in (
            b"Exif",
            b"Qinglan Optical",
            b"http://ns.adobe.com",
            b"Photoshop 3.0",
            b"GPS",
            b"tEXt",
            b"iTXt",
            b"eXIf",
        ):
            assert mark not in data[:4096] and mark not in data[-4096:], (path.name, mark)
        with Image.open(path) as image:
            assert not image.getexif()
            assert max(image.size) <= 1600
            assert PurePosixPath(path.name).suffix in {".jpg", ".png"}


def test_order_of_titles() -> None:
    """党委书记 stands before 院长 wherever both are named in one sentence; 副书记 is 医院党委副书记 in full or 党委副书记、院长."""
    for path in CONTENT.rglob("*.md"):
        text = path.read_bytes()
        try:
            words = text.decode()
        except UnicodeDecodeError:
            words = text.decode("gb18030")
        for sentence in re.split(r"[。！？\n]", words):
            if "党委书记程望舒" in sentence and "院长沈怀谷" in sentence:
                assert sentence.index("党委书记程望舒") < sentence.index("院长沈怀谷"), (path, sentence)
