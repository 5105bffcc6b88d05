"""An answer is said again only to the same question over the same data."""

from dataclasses import replace

import pytest

from xiaoer.core.dialogue.evidence import Evidence
from xiaoer.core.shop.promotion import Audience
from xiaoer.services.answering.answers_cache import AnswersCache, Meaning

EVIDENCE = (Evidence("policy", "退款#1", "退款时间", "2个工作日内退款。"),)


def a_meaning(question="退货之后多久退款", intent="refund", evidence=EVIDENCE, version=1, audience=()):
    return Meaning.of(question, intent, evidence, shop=("default", version), audience=audience)


def test_punctuation_and_width_make_no_difference():
    cache = AnswersCache(10)
    cache.keep(a_meaning(), "答")
    assert cache.find(a_meaning("退货之后,多久退款?")) == "答"


@pytest.mark.parametrize(
    "other",
    [
        a_meaning("换货之后多久退款"),
        a_meaning(intent="other"),
        a_meaning(evidence=(replace(EVIDENCE[0], text="3个工作日内退款。"),)),
        a_meaning(audience=(Audience.VIP,)),
    ],
)
def test_another_question_data_or_audience_is_another_meaning(other):
    cache = AnswersCache(10)
    cache.keep(a_meaning(), "答")
    assert cache.find(other) is None


def test_a_new_version_drops_what_was_kept():
    cache = AnswersCache(10)
    cache.keep(a_meaning(), "答")
    assert cache.find(a_meaning(version=2)) is None
    assert len(cache) == 0
    assert cache.find(a_meaning(version=1)) is None


def test_the_least_recently_said_goes_first():
    cache = AnswersCache(2)
    first, second, third = a_meaning("一号问题"), a_meaning("二号问题"), a_meaning("三号问题")
    cache.keep(first, "1")
    cache.keep(second, "2")
    cache.find(first)
    cache.keep(third, "3")
    assert (cache.find(first), cache.find(second), cache.find(third)) == ("1", None, "3")


def test_a_cache_of_no_size_keeps_nothing():
    cache = AnswersCache(0)
    cache.keep(a_meaning(), "答")
    assert cache.find(a_meaning()) is None
