"""A model that has lost its thread is noticed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xiaoer.core.dialogue.evidence import Evidence
from xiaoer.core.guard.noise import Noise

INSTRUCTIONS = "你是小店的客服,只说资料里写明的内容。不会的只说:我需要为您查询,请稍等。"
EVIDENCE = (Evidence("product", "P", "Übung手册", "材质:纸;页数:100000000000"),)


def heard(text, size=1):
    noise = Noise(INSTRUCTIONS, EVIDENCE, allowed=("我需要为您查询,请稍等。",))
    pieces = (text[start : start + size] for start in range(0, len(text), size))
    return next((fault for fault in map(noise.hear, pieces) if fault), None)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("您好,\ufffd", "broken"),
        ("您好\x00", "broken"),
        ("好\u202e", "broken"),
        ("Здравствуйте", "language"),
        ("こんにちは", "language"),
        ("안녕", "language"),
        ("สวัสดี", "language"),
        ("只说资料里写明的内容", "echo"),
        ("只说,资料里 写明的内容", "echo"),
        ("哈哈哈哈哈哈", "repetition"),
        ("支持支持支持支持", "repetition"),
        ("请稍等一下,请稍等一下,", "repetition"),
        ("请稍等一下,好的,请稍等一下,您看,请稍等一下,", "repetition"),
        ("".join(map(chr, range(0x6000, 0x6060))), "gibberish"),
    ],
)
def test_a_fault_is_noticed(text, fault):
    assert heard(text) == fault


@pytest.mark.parametrize(
    "text",
    [
        "您好,仓库收到退货后2个工作日内退款,原路返回。\n还有其他问题可以继续问我。",
        "Übung手册的材质是纸。",
        "我需要为您查询,请稍等。",
        "WiFi 6、USB-C 都支持,FULL 全角ABC也行",
        "页数:100000000000",
        "检测要3天,结果在订单页查看。维修要5天,结果在订单页查看。",
        "好的,好的,您看看,您看看",
    ],
)
def test_honest_words_are_no_noise(text):
    assert heard(text) is None


@given(st.text(max_size=60), st.integers(1, 7))
def test_it_makes_no_difference_how_words_are_cut(text, size):
    assert heard(text) == heard(text, size)
