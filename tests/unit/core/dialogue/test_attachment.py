"""Is a file known by its content, and its name made harmless?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xiaoer.core.dialogue.attachment import MEDIA_TYPES, MOST_NAME_CHARS, media_type_of, safe_name


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "image/jpeg"),
        (b"\x89PNG\r\n\x1a\n....", "image/png"),
        (b"GIF89a....", "image/gif"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "image/webp"),
        (b"%PDF-1.7", "application/pdf"),
        (b"RIFF\x00\x00\x00\x00WAVEfmt ", ""),
        (b"<svg onload=alert(1)>", ""),
        (b"<!doctype html>", ""),
        (b"\x89PNG", ""),
        (b"PK\x03\x04", ""),
        (b"", ""),
    ],
)
def test_a_file_is_what_its_first_bytes_say(content, kind):
    assert media_type_of(content) == kind


@given(st.binary(max_size=40))
def test_any_content_is_one_of_the_known_kinds_or_none(content):
    assert media_type_of(content) in {*MEDIA_TYPES, ""}


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("破损 照片.png", "破损 照片.png"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\小美\\图.jpg", "图.jpg"),
        ("..", ""),
        ("a\u202egnp.exe", "agnp.exe"),
        ('x"\r\nSet-Cookie: y<b>.png', "xSet-Cookie yb.png"),
        ("长" * 200 + ".jpeg", "长" * 95 + ".jpeg"),
    ],
)
def test_a_name_keeps_what_people_read_and_nothing_else(name, kept):
    assert safe_name(name) == kept


@given(st.text(max_size=300))
def test_no_name_leads_out_of_a_folder_or_breaks_a_line(name):
    kept = safe_name(name)
    assert len(kept) <= MOST_NAME_CHARS
    assert kept.isprintable()
    assert not set(kept) & set("/\\")
    assert kept not in {".", ".."}
    assert safe_name(kept) == kept
