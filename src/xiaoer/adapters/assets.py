"""What data files does the program bring along?"""

from __future__ import annotations

from importlib.resources import files


def texts(folder: str, suffix: str) -> tuple[str, ...]:
    """Return the content of every file of a data folder with this suffix, in the order of their names."""
    place = files("xiaoer").joinpath("data", folder)
    found = sorted((entry for entry in place.iterdir() if entry.name.endswith(suffix)), key=lambda entry: entry.name)
    return tuple(entry.read_text(encoding="utf-8") for entry in found)


def text(folder: str, name: str) -> str:
    """Return the content of one data file."""
    return files("xiaoer").joinpath("data", folder, name).read_text(encoding="utf-8")


def blob(folder: str, name: str) -> bytes:
    """Return the bytes of one data file."""
    return files("xiaoer").joinpath("data", folder, name).read_bytes()
