"""Is the engine taken that is the faster on the processor at hand?"""

from __future__ import annotations

import pytest

from xiaoer.adapters.engines.processor import fastest_first


@pytest.mark.parametrize(
    ("told", "first"),
    [
        ("processor : 0\nflags\t\t: fpu avx avx2 fma avx512f avx512_vnni\n", "local"),
        ("flags\t\t: avx2 avx_vnni\n", "local"),
        ("flags\t\t: fpu avx avx2 fma\n", "llamacpp"),
        ("Features\t: fp asimd asimddp\n", "local"),
        ("", "local"),
    ],
)
def test_a_processor_without_eight_bit_kernels_takes_the_engine_that_needs_none(told, first, tmp_path):
    (tmp_path / "cpuinfo").write_text(told, encoding="utf-8")
    assert fastest_first(tmp_path / "cpuinfo")[0] == first


def test_where_nothing_is_known_the_built_in_engine_is_taken(tmp_path):
    assert fastest_first(tmp_path / "absent") == ("local", "llamacpp")
