import pytest
from tests.unit.core.guard.lawful import FORBIDDEN_WORDS, LAWFUL_FIRST, LAWFUL_MOST

from xiaoer.core.guard.adlaw import violations

LAWFUL = LAWFUL_MOST + LAWFUL_FIRST


def test_lawful_uses_of_most_and_first_pass():
    stopped = [text for text in LAWFUL if violations(text)]
    assert len(LAWFUL) >= 300
    assert len(stopped) <= 0.03 * len(LAWFUL), stopped


def test_absolute_praise_is_found():
    missed = [text for text in FORBIDDEN_WORDS if not violations(text)]
    assert len(missed) <= 0.02 * len(FORBIDDEN_WORDS), missed


@pytest.mark.parametrize("text", ["最后一件", "最大码", "最好在睡前用", "第一次购买", "顾客第一", "我们家最厚的一款"])
def test_named_exemptions_are_lawful(text):
    assert violations(text) == ()


@pytest.mark.parametrize("text", ["全網最低價", "國家級產品", "ＮＯ.１品牌", "最 好 的手机"])
def test_disguised_absolute_words_are_found(text):
    assert violations(text)
