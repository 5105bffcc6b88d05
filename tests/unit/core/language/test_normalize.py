from hypothesis import given
from hypothesis import strategies as st

from xiaoer.core.language.normalize import clean, normalize
from xiaoer.core.language.segment import grams, tokens


def test_hidden_characters_are_stripped_and_the_look_is_kept():
    assert clean(" 有\u200b货\u202e吗\U000e0041？\x00 Ａ1 ") == "有货吗？ Ａ1"


def test_lone_surrogates_are_stripped():
    assert clean("有\ud800货") == "有货"


def test_line_breaks_become_line_feeds():
    assert clean("有货吗\r\n多少钱") == "有货吗\n多少钱"


def test_full_width_upper_case_and_traditional_become_plain():
    assert normalize("ＩＰＨＯＮＥ１５ 幾時發貨？") == "iphone15 几时发货?"


def test_pictures_and_runs_of_whitespace_become_one_space():
    assert normalize("有货吗😊\n \t多少钱") == "有货吗 多少钱"


def test_keycap_digits_stay_digits():
    assert normalize("要2️⃣个") == "要2 个"


@given(st.text())
def test_normalising_twice_changes_nothing(text):
    once = normalize(text)
    assert normalize(once) == once


@given(st.text())
def test_cleaned_text_can_always_be_encoded(text):
    clean(text).encode("utf-8")
    normalize(text).encode("utf-8")


def test_words_come_without_punctuation():
    assert tokens("多少钱，包邮吗？") == ("多少", "钱", "包邮", "吗")


def test_grams_skip_punctuation():
    assert grams("包邮,吗", 2) == ("包邮", "邮吗")


def test_grams_of_a_short_text_are_none():
    assert grams("包", 2) == ()
