"""Are the built pages those of the sources in `web-ui`, and as small as promised?"""

from __future__ import annotations

import gzip
import hashlib
import json
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ROOT / "web-ui"
STATIC = ROOT / "src" / "xiaoer" / "web" / "static"
PAGES = sorted(path.name for path in STATIC.iterdir())
WIDGET_GZIP_BYTES = 45_000
MODULE_LINES = 400


def stale(page: Path, sources: Path) -> list[str]:
    """Return what differs from the note that the build of this page left."""
    noted = json.loads((page / "build.json").read_text(encoding="utf-8"))
    found = []
    for folder, digests in ((sources, noted["sources"]), (page, noted["outputs"])):
        for name, digest in digests.items():
            path = folder / name
            if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != digest:
                found.append(name)
    built = {path.relative_to(page).as_posix() for path in page.rglob("*") if path.is_file()}
    return found + sorted(built - {"build.json"} - set(noted["outputs"]))


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_built_from_its_sources(page):
    assert stale(STATIC / page, SOURCES) == [], f"run: cd web-ui && npm run build -- {page}"


def test_every_page_is_there():
    assert PAGES == ["admin", "chat", "desk", "widget"]


@pytest.mark.parametrize("change", ["source", "output", "more"])
def test_a_page_that_is_not_of_its_sources_is_seen(tmp_path, change):
    page, sources = tmp_path / "desk", tmp_path / "web-ui"
    shutil.copytree(STATIC / "desk", page)
    shutil.copytree(SOURCES, sources, ignore=shutil.ignore_patterns("node_modules"))
    assert stale(page, sources) == []
    changed = {"source": sources / "src/shared/tokens.css", "output": page / "index.html", "more": page / "x.js"}[
        change
    ]
    changed.write_text("changed", encoding="utf-8")
    assert len(stale(page, sources)) == 1


def test_the_scripts_of_the_widget_are_small():
    packed = sum(len(gzip.compress(path.read_bytes())) for path in (STATIC / "widget").rglob("*.js"))
    assert packed <= WIDGET_GZIP_BYTES


def test_no_module_of_the_pages_is_long():
    modules = (SOURCES / "src").rglob("*.ts")
    counts = {path.name: len(path.read_text(encoding="utf-8").splitlines()) for path in modules}
    assert {name: count for name, count in counts.items() if count > MODULE_LINES} == {}
