"""The installed wheel builds a site far from the checkout, with the theme it carries."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

FIRST = "---\n标题: 门诊开展义诊活动\n日期: 2026年3月5日\n---\n\n3月5日，门诊党支部到社区开展义诊。\n"
SECOND = "---\n标题: 病区举办护理查房\n日期: 2026年3月6日 09:30\n---\n\n护理部组织教学查房。\n"


def _run(*command: str | Path, cwd: Path) -> str:
    """Run a command that knows nothing of this checkout; its output."""
    kept = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "VIRTUAL_ENV"}}
    done = subprocess.run(list(map(str, command)), cwd=cwd, env=kept, capture_output=True, check=False, timeout=300)
    words = (done.stdout + done.stderr).decode("utf-8", "replace")

    assert done.returncode == 0, words
    return done.stdout.decode("utf-8")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    isolation = ["--no-build-isolation"] if importlib.util.find_spec("hatchling") else []
    _run(sys.executable, "-m", "pip", "wheel", ROOT, "--no-deps", "-q", "-w", folder, *isolation, cwd=folder)
    (built,) = folder.glob("xinglin-*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment with the wheel in it that sees our dependencies, and not our checkout; its scripts' folder."""
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder, with_pip=False)
    scripts = folder / ("Scripts" if os.name == "nt" else "bin")
    python = scripts / Path(sys.executable).name
    python = python if python.exists() else scripts / "python"
    _run(sys.executable, "-m", "pip", "--python", python, "install", "-q", "--no-deps", "--no-index", wheel, cwd=folder)
    ours = Path(_run(python, "-c", "import sysconfig; print(sysconfig.get_paths()['purelib'])", cwd=folder).strip())
    # a folder named in a .pth file is searched, but its own .pth files (our editable install) are not read
    paths = sorted({sysconfig.get_paths()["purelib"], sysconfig.get_paths()["platlib"]})
    (ours / "dependencies.pth").write_text("\n".join(paths) + "\n", "utf-8")
    return scripts


def test_wheel_carries_theme_and_licence(wheel: Path) -> None:
    """Templates, styles and the licence travel with the code; tests and content do not."""
    names = zipfile.ZipFile(wheel).namelist()

    assert "xinglin/theme/templates/base.html" in names
    assert any(name.startswith("xinglin/theme/static/css/") for name in names)
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert not [name for name in names if name.startswith(("tests/", "content/", "docs/", "theme/"))]


def test_theme_comes_from_the_wheel(installed: Path, tmp_path: Path) -> None:
    """The package and its theme are found in the environment, not in the checkout."""
    code = "import xinglin; from xinglin.press.theme_mark import theme_folder; print(theme_folder()); print(xinglin.__file__)"
    found = _run(installed / "python", "-c", code, cwd=tmp_path).split("\n")

    assert Path(found[0]).is_relative_to(installed.parent)
    assert Path(found[1]).is_relative_to(installed.parent)


def test_installed_command_builds_plain_markdown(installed: Path, tmp_path: Path) -> None:
    """A folder with nothing but two titled, dated files becomes a site, from any folder."""
    content, output, elsewhere = tmp_path / "稿件", tmp_path / "out", tmp_path / "elsewhere"
    content.mkdir()
    elsewhere.mkdir()
    (content / "yizhen.md").write_text(FIRST, "utf-8")
    (content / "chafang.md").write_text(SECOND, "utf-8")

    _run(installed / "xinglin", "build", "--content", content, "--output", output, "--now", "2026-11-20", cwd=elsewhere)

    first = (output / "articles" / "2026" / "yizhen.html").read_text("utf-8")
    second = (output / "zh-hant" / "articles" / "2026" / "chafang.html").read_text("utf-8")
    assert "门诊党支部到社区开展义诊" in first
    assert "病區舉辦護理查房" in second
    assert "义诊活动" in (output / "index.html").read_text("utf-8")
    styles = [path.read_text("utf-8") for path in (output / "theme").glob("site.*.css")]
    assert styles
    assert (ROOT / "theme/static/css/00-tokens.css").read_text("utf-8") in styles[0]
