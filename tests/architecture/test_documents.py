"""Are the documents fresh, their links whole, and the deployment files sound?"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote

import pytest

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"\]\(([^)#\s]+)[^)]*\)")
FENCE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)


def dead_links(page: Path) -> list[str]:
    targets = LINK.findall(FENCE.sub("", page.read_text(encoding="utf-8")))
    inner = [target for target in targets if "://" not in target]
    return [target for target in inner if not (page.parent / unquote(target)).exists()]


def test_the_page_on_settings_is_fresh():
    ran = subprocess.run(
        [sys.executable, "-m", "scripts.docs", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (ran.returncode, ran.stderr) == (0, "")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_somewhere(page):
    assert dead_links(page) == []


def test_a_dead_link_is_seen(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("[here](page.md) [gone](gone.md) `[code](code.md)` [out](https://example.com)", encoding="utf-8")
    assert dead_links(page) == ["gone.md"]


def check_deploy(tmp_path: Path, *, file: str = "", old: str = "", new: str = "") -> int:
    """Run the check on a copy in which one text is replaced by another."""
    for folder in ("deploy", "scripts"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("secrets", "__pycache__"))
    if file:
        path = tmp_path / "deploy" / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
    command = ["/bin/sh", str(tmp_path / "scripts" / "check-deploy.sh")]
    return subprocess.run(command, env={**os.environ, "BIN": str(BIN)}, capture_output=True, check=False).returncode


def test_the_deployment_files_pass_their_check(tmp_path):
    assert check_deploy(tmp_path) == 0


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("Dockerfile", "python:3.11-slim AS build", "python AS build"),
        ("compose.yaml", "read_only:", "read_onli:"),
        ("compose.scaled.yaml", "condition: service_healthy", "condition: service_lucky"),
    ],
)
def test_a_planted_fault_in_a_deployment_file_is_seen(tmp_path, file, old, new):
    assert check_deploy(tmp_path, file=file, old=old, new=new) == 1
