from xiaoer.core.language.pinyin import sounds_alike, syllables
from xiaoer.core.language.slang import Slang
from xiaoer.core.language.words import WordSet

SLANG = Slang.build([("yhq", "优惠券"), ("木有", "没有"), ("积木有", "积木有"), ("几多钱", "多少钱"), ("几多", "多少")])


def test_longest_of_overlapping_words_is_found():
    assert [found.word for found in WordSet.build(["优惠", "优惠券"]).find("有优惠券吗")] == ["优惠券"]


def test_words_are_normalised_before_they_are_sought():
    assert "转人工" in WordSet.build(["轉人工"])


def test_latin_words_count_only_whole():
    assert WordSet.build(["sf"]).find("发sf吗") != ()
    assert WordSet.build(["sf"]).find("transform") == ()


def test_an_empty_list_finds_nothing():
    assert WordSet.build([]).find("什么") == ()


def test_slang_becomes_standard_wording_longest_first():
    assert SLANG.standardize("有yhq吗 几多钱") == "有优惠券吗 多少钱"


def test_a_pair_of_equals_protects_a_word():
    assert SLANG.standardize("积木有货吗") == "积木有货吗"


def test_words_of_a_shop_overrule_the_table():
    assert SLANG.extended([("几多", "几个")]).standardize("几多") == "几个"


def test_homophones_sound_alike_with_usual_confusions():
    assert sounds_alike("包油", "包邮")
    assert sounds_alike("发或", "发货")
    assert not sounds_alike("发货", "退货")


def test_characters_that_are_not_chinese_stand_for_themselves():
    assert syllables("x1包邮") == ("x", "1", "bao", "you")
