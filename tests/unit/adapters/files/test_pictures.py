"""Are pictures found where the merchant put them, and nothing else?"""

from __future__ import annotations

import pytest

from xiaoer.adapters.files.pictures import MOST_BYTES, FolderPictures, picture_folders
from xiaoer.services.storefront.ports import Picture
from xiaoer.testing.files import PNG


@pytest.fixture
def folders(tmp_path):
    made = picture_folders(tmp_path / "data", tmp_path / "shop")
    for folder in made:
        folder.mkdir(parents=True)
    return made


async def test_the_first_name_with_a_picture_counts(folders):
    (folders[1] / "X1.png").write_bytes(PNG)
    assert await FolderPictures(folders).find(["X1-BK-256", "X1"]) == Picture(PNG, "image/png")
    assert await FolderPictures(folders).find(["X2"]) is None


async def test_a_picture_in_the_data_folder_goes_before_the_shops_own(folders):
    (folders[0] / "X1.png").write_bytes(PNG + b"new")
    (folders[2] / "X1.png").write_bytes(PNG)
    found = await FolderPictures(folders).find(["X1"])
    assert found == Picture(PNG + b"new", "image/png")


@pytest.mark.parametrize("name", ["../secret", "..", ".hidden", "a/b", "a\\b", "", "x\x00y", "x" * 200])
async def test_a_name_leads_nowhere_else(folders, name):
    (folders[0].parent / "secret.png").write_bytes(PNG)
    (folders[0] / ".hidden.png").write_bytes(PNG)
    assert await FolderPictures(folders).find([name]) is None


async def test_what_is_no_picture_or_too_large_is_not_shown(folders):
    (folders[0] / "X1.png").write_bytes(b"<svg onload=alert(1)>")
    (folders[0] / "X2.jpg").write_bytes(PNG + bytes(MOST_BYTES))
    (folders[0] / "X3.png").mkdir()
    pictures = FolderPictures(folders)
    assert [await pictures.find([name]) for name in ("X1", "X2", "X3")] == [None, None, None]
