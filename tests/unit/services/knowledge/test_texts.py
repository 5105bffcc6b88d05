"""What do policy documents, word lists and shop.toml say?"""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xiaoer.core.shop.knowledge import PolicyPassage, Window, Words
from xiaoer.core.shop.profile import Profile
from xiaoer.services.knowledge.policies import read_policies
from xiaoer.services.knowledge.profile import read_profile
from xiaoer.services.knowledge.source import RawDocument, RawProfile, RawWords
from xiaoer.services.knowledge.words import read_words

SHANGHAI = ZoneInfo("Asia/Shanghai")
FORMER = Profile(name="老店名", assistant_name="老二", categories=("旧",))


def policies(text):
    return read_policies((RawDocument("发货", "发货", "policies/发货.md", text),), SHANGHAI)


def profile(text):
    return read_profile(RawProfile("shop.toml", text), FORMER)


def test_each_heading_starts_a_passage():
    passages, problems = policies(
        "开头的话\n\n# 发货规则\n\n"
        "## 时间\n16点前当天发。\n\n周末照发。\n## 运费 ##\n满99包邮\n### 偏远\n加10元\n# 附则\n无"
    )
    assert [(passage.passage_id, passage.heading, passage.text) for passage in passages] == [
        ("发货#1", "发货", "开头的话"),
        ("发货#2", "时间", "16点前当天发。\n\n周末照发。"),
        ("发货#3", "运费", "满99包邮"),
        ("发货#4", "运费 / 偏远", "加10元"),
        ("发货#5", "附则", "无"),
    ]
    assert problems == ()


def test_a_passage_may_open_with_its_window():
    passages, _ = policies("## 双十一\n**有效期：** 2026-11-01 ~ 2026-11-12\n延长到15天退换。")
    start, end = datetime(2026, 11, 1, tzinfo=SHANGHAI), datetime(2026, 11, 13, tzinfo=SHANGHAI)
    window = Window(start.astimezone(UTC), end.astimezone(UTC))
    assert passages == (PolicyPassage("发货#1", "发货", "双十一", "延长到15天退换。", window),)


@pytest.mark.parametrize("window", ["双十一期间", "2026-11-12 ~ 2026-11-01"])
def test_a_window_that_cannot_be_read_is_an_error_and_the_passage_stays_out(window):
    passages, problems = policies(f"# 发货\n\n## 甲\n有效期: {window}\n文字\n## 乙\n文字")
    assert [passage.heading for passage in passages] == ["乙"]
    assert [(problem.severity, problem.row) for problem in problems] == [("error", 3)]


def test_hashes_in_code_are_no_headings():
    assert len(policies("## 甲\n```\n# 不是标题\n```\n完")[0]) == 1


def test_a_plain_text_may_number_its_sections():
    passages, _ = policies("一、退货条件\n七天内。\n二、退货运费\n买家承担。")
    assert [(passage.heading, passage.text) for passage in passages] == [
        ("退货条件", "七天内。"),
        ("退货运费", "买家承担。"),
    ]


def test_an_empty_document_is_reported():
    assert [problem.severity for problem in policies("# 只有标题\n\n")[1]] == ["warning"]


@given(st.text(alphabet="#一、有效期: 2026-11~\n文字`【】", max_size=60))
def test_no_document_breaks_the_reader(text):
    passages, _ = policies(text)
    assert all(passage.text for passage in passages)


def test_word_lists_are_read_line_by_line():
    words, problems = read_words(
        (
            RawWords("sensitive", "s.txt", "\ufeff投诉\r\n# 注释\r\n\r\n曝光\r\n投诉"),
            RawWords("banned", "b.txt", "最好\n"),
            RawWords("slang", "t.tsv", "说法\t标准说法\n咋卖\t多少钱\n只有一列\n几多钱=多少钱"),
        )
    )
    assert words == Words(("投诉", "曝光"), ("最好",), (("咋卖", "多少钱"), ("几多钱", "多少钱")))
    assert [(problem.file, problem.row) for problem in problems] == [("t.tsv", 3)]


def test_a_whole_profile_is_read():
    found = profile(
        'name = "桃桃"\ncategories = ["手机"]\ntimezone = "Asia/Tokyo"\nassistant_name = "小桃"\n'
        'principles = ["简洁"]\n'
        'unsure_reply = "稍等"\nhandoff_words = ["找人"]\nsensitive_words = ["投诉"]\nbusiness_hours = "9:00 - 24:00"\n'
    )
    assert found.profile == Profile(
        "桃桃", ("手机",), "Asia/Tokyo", "小桃", ("简洁",), "稍等", ("找人",), ("投诉",), "09:00-24:00"
    )
    assert found.problems == ()


def test_a_missing_entry_has_its_default_and_not_the_former_value():
    assert profile('name = "新店"').profile == Profile(name="新店")


def told(found):
    return [(problem.severity, problem.row, problem.column) for problem in found.problems]


def test_entries_at_fault_are_reported_and_the_sound_ones_kept():
    found = profile(
        'name = "新店"\n\nassistant_name = 5\ncategories = [1]\n'
        'timezone = "火星"\nbusiness_hours = "早九晚五"\ncolour = "红"'
    )
    assert found.profile == Profile(name="新店", assistant_name="老二", categories=("旧",))
    assert told(found) == [
        ("warning", 7, "colour"),
        ("error", 3, "assistant_name"),
        ("error", 4, "categories"),
        ("error", 5, "timezone"),
        ("error", 6, "business_hours"),
    ]


def test_of_a_broken_file_the_sound_lines_are_kept():
    found = profile('name = "新店"\nassistant_name = “小桃”\nhandoff_words = [\n  "找人",\n]\n')
    assert found.profile == Profile(name="新店", assistant_name="老二", categories=("旧",), handoff_words=("找人",))
    assert told(found) == [("error", 2, "")]


def test_a_profile_without_a_name_says_so():
    assert told(profile('assistant_name = "小桃"')) == [("error", None, "name")]


def test_a_file_that_says_nothing_is_no_profile():
    assert profile("???").profile is None


@given(st.text(alphabet="name=\"店=[]\n#'x 1", max_size=40))
def test_no_profile_breaks_the_reader(text):
    profile(text)
