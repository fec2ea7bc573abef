"""Pictures made on the spot, so that every test shows what is in the file it is about."""

from __future__ import annotations

import io
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageFilter

from xinglin.pictures.inspect import inspect
from xinglin.pictures.render import RenderTask, render

Save = Callable[..., Path]
Photo = Callable[..., Image.Image]


@pytest.fixture
def photo() -> Photo:
    """photo(width, height, seed): smooth areas under fine grain, as a camera gives."""

    def make(width: int = 640, height: int = 480, seed: int = 1) -> Image.Image:
        source = random.Random(seed)
        coarse = Image.frombytes("RGB", (8, 6), source.randbytes(8 * 6 * 3)).resize((width, height))
        grain = Image.frombytes("L", (width, height), source.randbytes(width * height))
        grain = grain.filter(ImageFilter.GaussianBlur(1))
        return Image.blend(coarse, Image.merge("RGB", (grain, grain, grain)), 0.2)

    return make


@pytest.fixture
def save(tmp_path: Path) -> Save:
    """save(image or bytes, file name, **options of Pillow's save) gives the path of the file."""

    def write(content: Image.Image | bytes, name: str, **options: object) -> Path:
        path = tmp_path / name
        if isinstance(content, Image.Image):
            stream = io.BytesIO()
            kind = options.pop("format", None) or Image.registered_extensions()[path.suffix]
            content.save(stream, str(kind), **options)
            content = stream.getvalue()
        path.write_bytes(content)
        return path

    return write


@pytest.fixture
def made(tmp_path: Path) -> Callable[[Path], list[Image.Image]]:
    """made(path) renders a file and gives the renditions, opened, narrowest first."""

    def run(path: Path) -> list[Image.Image]:
        paths = render(RenderTask(path, inspect(path), tmp_path / "out"))
        return [Image.open(made) for made in paths]

    return run
