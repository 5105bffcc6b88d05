from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xiaoer.core.language.dates import find_spans
from xiaoer.core.language.normalize import normalize

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 10, 20, 0, tzinfo=SHANGHAI)  # a Tuesday


def span_of(text):
    (span,) = find_spans(normalize(text), now=NOW, zone=SHANGHAI)
    return span.start.strftime("%Y-%m-%d %H:%M"), span.end.strftime("%Y-%m-%d %H:%M")


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("今天能发货吗", "2026-11-10 00:00", "2026-11-11 00:00"),
        ("昨天下午三点买的", "2026-11-09 15:00", "2026-11-09 16:00"),
        ("大后天能到吗", "2026-11-13 00:00", "2026-11-14 00:00"),
        ("明晚能收到吗", "2026-11-11 18:00", "2026-11-12 00:00"),
        ("今晚八点半开始吗", "2026-11-10 20:30", "2026-11-10 21:30"),
        ("下周五前能到吗", "2026-11-10 20:00", "2026-11-20 00:00"),
        ("这周末有活动吗", "2026-11-14 00:00", "2026-11-16 00:00"),
        ("下周发货吗", "2026-11-16 00:00", "2026-11-23 00:00"),
        ("周一能到吗", "2026-11-16 00:00", "2026-11-17 00:00"),
        ("双十一晚上八点有优惠吗", "2026-11-11 20:00", "2026-11-11 21:00"),
        ("双11有活动吗", "2026-11-11 00:00", "2026-11-12 00:00"),
        ("618的时候", "2027-06-18 00:00", "2027-06-19 00:00"),
        ("11.11有活动吗", "2026-11-11 00:00", "2026-11-12 00:00"),
        ("11月11号发货吗", "2026-11-11 00:00", "2026-11-12 00:00"),
        ("十一月二十五日", "2026-11-25 00:00", "2026-11-26 00:00"),
        ("2026-12-01有货吗", "2026-12-01 00:00", "2026-12-02 00:00"),
        ("12号能到吗", "2026-11-12 00:00", "2026-11-13 00:00"),
        ("三天内能到吗", "2026-11-10 20:00", "2026-11-14 00:00"),
        ("3天后", "2026-11-13 00:00", "2026-11-14 00:00"),
        ("月底有活动吗", "2026-11-26 00:00", "2026-12-01 00:00"),
        ("下个月", "2026-12-01 00:00", "2027-01-01 00:00"),
        ("国庆那天", "2026-10-01 00:00", "2026-10-08 00:00"),
        ("春节发货吗", "2027-02-06 00:00", "2027-02-13 00:00"),
        ("下午三点前发吗", "2026-11-10 14:59", "2026-11-10 15:00"),
        ("下午5点", "2026-11-10 17:00", "2026-11-10 18:00"),
    ],
)
def test_named_time_is_resolved_in_the_shops_zone(text, start, end):
    assert span_of(text) == (start, end)


@pytest.mark.parametrize(
    "text", ["多少钱", "6.1英寸的有吗", "13月45日", "5.5元", "以前买过", "前面那个", "2号店", "早点发货", "一天能到吗"]
)
def test_words_that_name_no_time_give_no_span(text):
    assert find_spans(normalize(text), now=NOW, zone=SHANGHAI) == ()


def test_times_are_those_of_the_shop_wherever_the_server_stands():
    (span,) = find_spans("今天", now=datetime(2026, 11, 10, 17, 0, tzinfo=ZoneInfo("UTC")), zone=SHANGHAI)
    assert span.start.isoformat() == "2026-11-11T00:00:00+08:00"


PIECES = st.sampled_from(
    [
        "今",
        "明",
        "晚",
        "下周",
        "周",
        "五",
        "前",
        "双十一",
        "11",
        "月",
        ".",
        "号",
        "三",
        "天",
        "内",
        "下午",
        "点",
        "半",
        "30",
        "618",
        "-",
        "31",
        "2",
        "个月",
        "底",
    ]
)
TIMES = st.integers(min_value=1_577_836_800, max_value=2_051_222_400).map(lambda s: datetime.fromtimestamp(s, SHANGHAI))


@given(st.lists(PIECES, max_size=8).map("".join), TIMES)
def test_every_span_is_a_part_of_the_text_and_has_a_length(text, now):
    for span in find_spans(text, now=now, zone=SHANGHAI):
        assert span.text in text
        assert span.start < span.end
