"""Who makes the same files of the same photographs: WebP at 480 and 960, JPEG at 960, at the quality the site uses.

Run as a program, ``racers.py ours|floor SOURCE TARGET JOBS`` does one race of ours or of the floor in a process of its own.
"""

from __future__ import annotations

import io
import shutil
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from PIL import Image

from xinglin.core.pools import map_batches, open_pool
from xinglin.pictures import encoding
from xinglin.pictures.inspect import inspect
from xinglin.pictures.render import RenderTask, render_batch
from xinglin.pictures.renditions import Recipe

RECIPE = Recipe((("WEBP", (480, 960)), ("JPEG", (960,))))
HUGO = "hugo"
_HUGO_PAGE = """{{{{ range resources.Match "photos/*.jpg" }}}}
{{{{ (.Process "resize 480x webp q{webp}").RelPermalink }}}} {{{{ (.Process "resize 960x webp q{webp}").RelPermalink }}}}
{{{{ (.Process "resize 960x jpg q{jpeg}").RelPermalink }}}}
{{{{ end }}}}
"""


def commands(name: str, source: Path, target: Path, jobs: int) -> list[list[str]]:
    """What to run, one after the other, so that ``target`` holds the files."""
    match name:
        case "Hugo":
            from peers import hugo_binary  # beside the other race, where the binary is looked for

            return [[str(hugo_binary()), "--source", str(target), "--quiet"]]
        case "vipsthumbnail":
            return _vips(source, target, jobs)
    return [[sys.executable, __file__, name, str(source), str(target), str(jobs)]]


def set_up_hugo(source: Path, folder: Path) -> None:
    """A Hugo site whose home page asks for the files, with Hugo's own settings for all but quality."""
    for name, text in {
        "hugo.yaml": "baseURL: https://example.org/\ndisableKinds: [taxonomy, term, rss, sitemap, 404, section, page]\n",
        "layouts/home.html": _HUGO_PAGE.format(webp=encoding.WEBP_QUALITY, jpeg=encoding.JPEG_QUALITY),
        "content/_index.md": "---\ntitle: photos\n---\n",
    }.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    shutil.copytree(source, folder / "assets" / "photos")  # it follows no links


def _vips(source: Path, target: Path, jobs: int) -> list[list[str]]:
    """Three passes, since vipsthumbnail makes one file of each picture; each pass by as many processes as ours."""
    webp = f"[Q={encoding.WEBP_QUALITY},effort={encoding.WEBP_METHOD},strip]"
    jpeg = f"[Q={encoding.JPEG_QUALITY},optimize-coding,interlace,strip]"
    paths = [str(path) for path in sorted(source.glob("*.jpg"))]
    listing = target / "sources.txt"
    listing.write_text("\n".join(paths) + "\n")
    share = -(-len(paths) // jobs)
    return [
        ["sh", "-c", f"xargs -a {listing} -n {share} -P {jobs} vipsthumbnail --size {width}x -o '{target}/%s-{width}.{kind}{options}'"]
        for width, kind, options in ((480, "webp", webp), (960, "webp", webp), (960, "jpg", jpeg))
    ]  # fmt: skip


def has_vips() -> bool:
    return shutil.which("vipsthumbnail") is not None


def ours(source: Path, target: Path, jobs: int) -> None:
    """What a build does with pictures it has not seen: inspect, plan, render."""
    paths = sorted(source.glob("*.jpg"))
    with open_pool(jobs) as pool:
        photographs = list(map_batches(pool, _inspect_all, paths, 4))
        tasks = [RenderTask(p, each, target, recipe=RECIPE) for p, each in zip(paths, photographs, strict=True)]
        for _ in map_batches(pool, render_batch, tasks, 2):
            pass


def _inspect_all(paths: Sequence[Path]) -> list[object]:
    return [inspect(path) for path in paths]


def floor(source: Path, target: Path, jobs: int) -> None:
    """The least that can be done with the same library: one decode at reduced scale, two scalings, three encodes."""
    with ProcessPoolExecutor(jobs) as pool:
        list(pool.map(partial(_least, target), sorted(source.glob("*.jpg")), chunksize=2))


def _least(target: Path, path: Path) -> None:
    with Image.open(io.BytesIO(path.read_bytes())) as image:
        image.draft(None, (1920, 1440))
        image.load()
        for width, encoders in ((480, ("webp",)), (960, ("webp", "jpeg"))):
            small = image.resize(
                (width, width * image.height // image.width), Image.Resampling.LANCZOS, reducing_gap=2.0
            )
            for encode in encoders:
                (target / f"{path.stem}-{width}.{encode}").write_bytes(getattr(encoding, f"encode_{encode}")(small))


if __name__ == "__main__":
    {"ours": ours, "floor": floor}[sys.argv[1]](Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4]))
