"""The gate and its two homes, GitHub and GitLab, do the same."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
GITHUB = ROOT / ".github" / "workflows"


def loaded(path: Path) -> dict[Any, Any]:
    return dict(yaml.safe_load(path.read_text("utf-8")))


def github_steps(name: str) -> list[dict[str, Any]]:
    """All steps of one workflow."""
    return [step for job in loaded(GITHUB / name)["jobs"].values() for step in job["steps"]]


def gitlab_scripts() -> set[str]:
    """All commands of the GitLab pipeline."""
    jobs = [job for job in loaded(ROOT / ".gitlab-ci.yml").values() if isinstance(job, dict) and "script" in job]
    return {command for job in jobs for command in job["script"]}


@pytest.mark.skipif(os.name == "nt", reason="Windows files carry no such permission")
def test_gate_can_be_run() -> None:
    """.ci/run is an executable script bash can parse."""
    gate = ROOT / ".ci" / "run"

    assert os.access(gate, os.X_OK)
    subprocess.run(["bash", "-n", str(gate)], check=True, stdin=subprocess.DEVNULL)


def test_both_homes_run_the_same_steps() -> None:
    """A merge request is checked and passes the gate; main is built. Neither home knows a step the other lacks."""
    on_github = {step["run"] for name in ("check.yml", "publish.yml") for step in github_steps(name) if "run" in step}
    of_github = {command.replace(" --format github", "") for command in on_github}
    carrying_over = {"mv output public"}  # GitLab publishes a folder of that name

    assert of_github == gitlab_scripts() - carrying_over
    assert {".ci/run", "make site", ".venv/bin/xinglin check"} <= of_github
    assert ".venv/bin/xinglin check --format github" in on_github


def test_site_is_built_every_day() -> None:
    """Ten minutes past midnight in Beijing, which is 16:10 UTC."""
    text = (GITHUB / "publish.yml").read_text("utf-8")

    assert re.findall(r'cron: "(.+)"', text) == ["10 16 * * *"]


def test_actions_are_pinned_to_a_major() -> None:
    """An action changes under us only within the major we looked at."""
    used = [step["uses"] for name in ("check.yml", "publish.yml") for step in github_steps(name) if "uses" in step]

    assert used
    assert [name for name in used if not re.fullmatch(r"actions/[a-z-]+@v\d+", name)] == []


def test_hooks_are_local() -> None:
    """Nothing is fetched for a commit, and every script a hook runs exists."""
    repositories = loaded(ROOT / ".pre-commit-config.yaml")["repos"]
    hooks = [hook for repository in repositories for hook in repository["hooks"]]
    scripts = [word for hook in hooks for word in hook["entry"].split() if word.endswith(".py")]

    assert [repository["repo"] for repository in repositories] == ["local"]
    assert {hook["language"] for hook in hooks} == {"system"}
    assert [script for script in scripts if not (ROOT / script).is_file()] == []


def test_large_files_are_refused(tmp_path: Path) -> None:
    """Three megabytes pass, one byte more does not."""
    fits, large = tmp_path / "合适.jpg", tmp_path / "太大.jpg"
    fits.write_bytes(bytes(3_000_000))
    large.write_bytes(bytes(3_000_001))
    command = [sys.executable, str(ROOT / ".ci" / "no_large_files.py")]

    assert subprocess.run([*command, str(fits)], check=False).returncode == 0
    assert subprocess.run([*command, str(fits), str(large)], check=False, capture_output=True).returncode == 1
