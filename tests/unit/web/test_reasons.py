"""Does every reason for a hand-off have a name that people read, at the desk and on the console?"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from xiaoer.core.dialogue.plan import HandOffReason

SOURCES = Path(__file__).parents[3] / "web-ui" / "src"
FIXED = {
    "user_asked", "keyword", "two_misses", "negative_emotion", "money_dispute", "policy_block", "low_confidence",
    "out_of_scope", "vip", "system_degraded",
}  # fmt: skip


def test_the_list_of_reasons_is_fixed():
    assert {reason.value for reason in HandOffReason} == FIXED


@pytest.mark.parametrize("page", ["desk/words.ts", "admin/names.ts"])
def test_every_reason_has_a_name(page):
    (table,) = re.findall(r"REASONS[^{]*\{([^}]*)\}", (SOURCES / page).read_text(encoding="utf-8"))
    assert set(re.findall(r"(\w+):", table)) == FIXED
