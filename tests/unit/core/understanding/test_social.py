"""Is this clause nothing but a greeting, thanks, a goodbye or the question who is speaking?"""

from __future__ import annotations

import pytest

from xiaoer.core.understanding.social import social_intent


@pytest.mark.parametrize(
    ("said", "intent"),
    [
        ("你好", "greeting"),
        ("宝 在吗", "greeting"),
        ("靓女喺度唔喺度", "greeting"),
        ("歪 有得人没得", "greeting"),
        ("嗨喽", "greeting"),
        ("好嘞 谢啦", "thanks"),
        ("多谢晒", "thanks"),
        ("费心了哈", "thanks"),
        ("先酱 88", "bye"),
        ("那我先睡了 晚安", "bye"),
        ("得闲再倾", "bye"),
        ("您贵姓啊", "who_are_you"),
        ("你系边个", "who_are_you"),
    ],
)
def test_a_courtesy_is_known_in_any_dialect(said, intent):
    assert social_intent(said) == intent


@pytest.mark.parametrize(
    "said",
    [
        "歪了",
        "在哪",
        "有人没收到吗",
        "你好这个多少钱",
        "谢师宴用的",
        "花谢了没",
        "拜年礼盒",
        "早餐",
        "喂奶枕",
        "走了没",
        "宝宝",
        "客服",
        "叫什么",
        "下次还有货吗",
        "明天来",
        "辛苦费多少",
        "撤单",
        "",
    ],
)
def test_whatever_says_more_is_none(said):
    assert social_intent(said) == ""
