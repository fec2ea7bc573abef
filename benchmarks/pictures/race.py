"""The race of the pictures: `make bench-pictures`, or `python benchmarks/pictures/race.py --photos 8 --skip-hugo` for a short one.

The same photographs, widths, formats and qualities for all: ours, the floor, libvips' `vipsthumbnail` (Debian's libvips-tools; left out where it
is not installed) and Hugo. Then a whole site with these photographs is built twice with all formats, and its files compared with exact
ones. Seven minutes for 200 photographs, nearly all of them Hugo's.
"""

from __future__ import annotations

import argparse
import io
import os
import shutil
import sys
import tempfile
import time
from pathlib import Path
from statistics import mean

from PIL import Image

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import photographs
import racers
from measure import CORES, Lap, lap, pin, say
from similarity import ssim

from xinglin.pictures.inspect import inspect
from xinglin.pictures.renditions import plan

_SITE = {
    "site.yaml": "name: 示例医院\nurl: https://hospital.example/\n",
    "sections.yaml": "- {id: news, title: 新闻}\n",
}
_PER_ARTICLE = 10


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--photos", type=int, default=200, metavar="N")
    parser.add_argument(
        "--compared", type=int, default=12, metavar="N", help="photographs whose files are compared with exact ones"
    )
    parser.add_argument("--skip-hugo", action="store_true")
    parser.add_argument(
        "--source", type=Path, metavar="DIR", help="where the photographs are kept (default: made anew)"
    )
    parser.add_argument("--write", action="store_true", help="write benchmarks/pictures/RESULTS.md")
    options = parser.parse_args()
    pin()
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        source = (options.source or work / "photos").resolve()
        say(f"making {options.photos} photographs")
        everything = photographs.make(source, options.photos, CORES)
        chosen = work / "chosen"
        chosen.mkdir()
        for path in everything:
            os.link(path, chosen / path.name) if path.stat().st_dev == work.stat().st_dev else shutil.copy(path, chosen)
        report = [
            *_report_race(work, chosen, options),
            *_report_site(work, chosen),
            *_report_quality(work, chosen, options.compared),
        ]
    text = "\n".join([f"# Pictures: {options.photos} photographs of 12 megapixels, {CORES} cores", "", *report, ""])
    sys.stdout.write(text)
    if options.write:
        (Path(__file__).parent / "RESULTS.md").write_text(text)


def _report_race(work: Path, source: Path, options: argparse.Namespace) -> list[str]:
    names = [
        "ours",
        "floor",
        *(["vipsthumbnail"] if racers.has_vips() else []),
        *([] if options.skip_hugo else ["Hugo"]),
    ]
    laps: dict[str, Lap] = {}
    sizes: dict[str, float] = {}
    for name in names:
        target = work / f"race-{name}"
        target.mkdir()
        if name == "Hugo":
            racers.set_up_hugo(source, target)
        say(name)
        laps[name] = lap(name, racers.commands(name, source, target, CORES), work, {"PYTHONHASHSEED": "0"})
        made = [
            path
            for path in target.rglob("*")
            if path.suffix in (".webp", ".jpg", ".jpeg") and "assets" not in path.parts
        ]
        made = [path for path in made if "resources" not in path.parts] if name == "Hugo" else made
        if len(made) != 3 * options.photos:
            raise SystemExit(f"{name} made {len(made)} files, not {3 * options.photos}")
        sizes[name] = sum(path.stat().st_size for path in made) / 1e6
    rows = ["| | wall s | CPU s | peak MB (PSS) | files MB | ours ÷ it |", "|---|---|---|---|---|---|"]
    for name, one in laps.items():
        rows.append(
            f"| {name} | {one.wall:.1f} | {one.cpu:.1f} | {one.pss:.0f} | {sizes[name]:.1f} | {laps['ours'].wall / one.wall:.2f} |"
        )
    return [
        "WebP at 480 and 960, JPEG at 960. Bars: ours ÷ Hugo ≤ 0.25 (reach 0.12), ÷ floor ≤ 1.5, ÷ vipsthumbnail ≤ 1.0, ≤ 600 MB.",
        "",
        *rows,
        "",
    ]


def _report_site(work: Path, source: Path) -> list[str]:
    """The real thing: `xinglin build`, all formats, then once more with nothing to do, then with the store and without the output."""
    content = work / "content"
    paths = sorted(source.glob("*.jpg"))
    for start in range(0, len(paths), _PER_ARTICLE):
        folder = content / "news" / "2026" / f"photos-{start // _PER_ARTICLE}"
        folder.mkdir(parents=True)
        for path in paths[start : start + _PER_ARTICLE]:
            os.link(path, folder / path.name)
        body = "\n\n".join(f"![照片](<{path.name}>)" for path in paths[start : start + _PER_ARTICLE])
        (folder / "index.md").write_text(f"---\n标题: 照片{start}\n日期: 2026-03-05\n---\n\n{body}\n")
    for name, text in _SITE.items():
        (content / name).write_text(text)
    command = [
        sys.executable,
        "-m",
        "xinglin",
        "build",
        "--content",
        str(content),
        "--output",
        str(work / "output"),
        "--cache",
        str(work / "cache"),
        "--now",
        "2026-11-20T09:00:00+08:00",
    ]
    # files as old as most are: what was put there less than two seconds before a build is read again by the next one
    time.sleep(3)
    say("site, first build")
    first, second = (lap("site", [command], work, {}) for _ in range(2))
    shutil.rmtree(work / "output")
    third = lap("site", [command], work, {})
    start = lap(
        "start", [[sys.executable, "-c", "import xinglin.press.building, xinglin.desk.building"]], work, {}
    ).wall
    names = ("first build", "second, nothing changed", "output lost, store kept")
    rows = [
        f"| {name} | {one.wall:.2f} | {max(0.0, one.wall - start):.2f} | {max(0.0, one.wall - start) / (first.wall - start):.1%} | {one.pss:.0f} |"
        for name, one in zip(names, (first, second, third), strict=True)
    ]
    return [
        "A whole site with the site's own formats (AVIF and WebP at 480 and 960, JPEG at 960 and 1600), `xinglin build`. Bar: second ≤ 1 % of first, "
        f"Python's own start ({start:.2f} s) taken off both.",
        "",
        "| | wall s | without the start | of the first | peak MB (PSS) |",
        "|---|---|---|---|---|",
        *rows,
        "",
    ]


def _report_quality(work: Path, source: Path, count: int) -> list[str]:
    """Similarity to an exact downscale (whole decode, Lanczos), and bytes against JPEG at quality 85 of the same pixels."""
    found: dict[tuple[str, int], list[tuple[float, float]]] = {}
    for path in sorted(source.glob("*.jpg"))[:count]:
        with Image.open(path) as image:
            image.load()
            for files in plan(inspect(path)).formats:
                for file in files:
                    exact = image.resize((file.width, file.height), Image.Resampling.LANCZOS)
                    stream = io.BytesIO()
                    exact.save(stream, "JPEG", quality=85)
                    made = work / "cache" / "renditions" / file.name
                    with Image.open(made) as other:
                        row = ssim(other.convert("RGB"), exact), made.stat().st_size / stream.tell()
                    found.setdefault((file.format, file.width), []).append(row)
    rows = [
        f"| {kind} {width} | {mean(s for s, _ in values):.4f} | {min(s for s, _ in values):.4f} | {mean(b for _, b in values):.2f} |"
        for (kind, width), values in found.items()
    ]
    return [
        f"SSIM (luma, Wang et al. 2004) of the site's files against an exact downscale, and bytes against JPEG quality 85, {count} photographs. Bars: mean ≥ 0.95, best format ≤ 0.6.",
        "",
        "| file | SSIM mean | lowest | bytes ÷ JPEG 85 |",
        "|---|---|---|---|",
        *rows,
    ]  # fmt: skip


if __name__ == "__main__":
    main()
