"""Is the data time that several answers share said once?"""

from xiaoer.core.facts.times import noted_once

NOTE = "(截至11月10日 20:00,以商品详情页为准)"
OTHER = "(截至11月10日 19:00,以商品详情页为准)"


def test_a_shared_note_stands_at_the_last_of_its_answers():
    assert noted_once([f"甲3999元{NOTE}。", f"甲有货{NOTE}。"]) == f"甲3999元。\n甲有货{NOTE}。"


def test_different_notes_both_stay():
    assert noted_once([f"甲3999元{NOTE}。", f"甲有货{OTHER}。"]) == f"甲3999元{NOTE}。\n甲有货{OTHER}。"


def test_a_note_on_a_line_of_its_own_moves_to_the_end():
    assert noted_once([f"甲\n· 99元\n{NOTE}", f"乙有货{NOTE}。"]) == f"甲\n· 99元\n乙有货{NOTE}。"


def test_a_line_that_several_say_is_said_once():
    assert noted_once(["目前进行中的活动:\n· 满减", "目前进行中的活动:\n· 券"]) == "目前进行中的活动:\n· 满减\n· 券"
