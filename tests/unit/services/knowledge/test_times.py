"""When does a cell of a merchant's table mean?"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from datetime import time as clock_time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xiaoer.services.knowledge import times
from xiaoer.services.knowledge.cells import Fault

SHANGHAI = ZoneInfo("Asia/Shanghai")
NAIVE_EVENING = datetime(2026, 11, 11, 20, 0)  # noqa: DTZ001  spreadsheets hold local times without a zone
NAIVE_END_OF_TIME = datetime(9999, 12, 31, 23, 59)  # noqa: DTZ001
NAIVE = st.datetimes(datetime(1995, 1, 1), datetime(2090, 1, 1))  # noqa: DTZ001


def local(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=SHANGHAI).astimezone(UTC)


@pytest.mark.parametrize(
    "cell",
    ["2026-11-01", "2026/11/1", "2026.11.01", "2026年11月1日", "2026年11月1号", "20261101", "２０２６－１１－０１",
     date(2026, 11, 1), 46327.0, " 2026-11-01 "],
)  # fmt: skip
def test_a_day_starts_at_its_midnight_in_the_shops_zone(cell):
    assert times.read_start(cell, SHANGHAI) == local(2026, 11, 1)


@pytest.mark.parametrize(
    "cell",
    ["2026-11-11 20:00", "2026-11-11 20:00:00", "2026-11-11T20:00", "2026/11/11 20:00", "2026年11月11日 20:00",
     "2026年11月11日20时", "2026年11月11日 20点00分", "2026-11-11T20:00:00+08:00", "2026-11-11T12:00:00Z",
     NAIVE_EVENING, "2026-11-11  20：00"],
)  # fmt: skip
def test_an_explicit_time_is_that_moment_as_start_and_as_end(cell):
    moment = local(2026, 11, 11, 20)
    assert (times.read_start(cell, SHANGHAI), times.read_end(cell, SHANGHAI)) == (moment, moment)


@pytest.mark.parametrize("cell", ["2026-11-11", date(2026, 11, 11), "2026年11月11日", 46337.0])
def test_a_day_as_an_end_includes_the_whole_day(cell):
    assert times.read_end(cell, SHANGHAI) == local(2026, 11, 12)


def test_midnight_written_out_ends_where_it_says():
    assert times.read_end("2026-11-11 00:00", SHANGHAI) == local(2026, 11, 11)
    assert times.read_end("2026-11-11 24:00", SHANGHAI) == local(2026, 11, 12)
    assert times.read_end("2026-11-11 23:59:59", SHANGHAI) == local(2026, 11, 11, 23, 59, 59)


@pytest.mark.parametrize("cell", ["", None, "-", "无", "  "])
def test_an_empty_cell_is_no_time(cell):
    assert times.read_start(cell, SHANGHAI) is None


@pytest.mark.parametrize("cell", ["长期", "长期有效", "9999-12-31", date(9999, 12, 31), NAIVE_END_OF_TIME])
def test_forever_is_one_moment_in_the_far_future(cell):
    assert times.read_end(cell, SHANGHAI) == times.FOREVER
    assert times.read_end(cell, ZoneInfo("America/New_York")) == times.FOREVER


@pytest.mark.parametrize(
    "cell",
    ["2026-02-30", "2026-13-01", "2026-11-01 25:00", "2026-11-01 24:30", "明天", "双十一", "11-11", "1111", 5.0,
     "1026-11-11", clock_time(9, 30), timedelta(hours=3), "2026-11-11 8pm", "2026-11/11"],
)  # fmt: skip
def test_what_is_no_time_is_a_fault(cell):
    assert isinstance(times.read_start(cell, SHANGHAI), Fault)


@given(NAIVE, st.sampled_from("-/."))
def test_every_minute_survives_every_way_of_writing_it(moment, mark):
    moment = moment.replace(second=0, microsecond=0)
    numeric = moment.strftime(f"%Y{mark}%m{mark}%d %H:%M")
    chinese = f"{moment.year}年{moment.month}月{moment.day}日 {moment:%H:%M}"
    expected = moment.replace(tzinfo=SHANGHAI).astimezone(UTC)
    assert {times.read_start(text, SHANGHAI) for text in (numeric, chinese)} == {expected}


@given(st.dates(date(1995, 1, 1), date(2090, 1, 1)))
def test_a_day_as_start_and_end_spans_exactly_that_day(day):
    start, end = times.read_start(day.isoformat(), SHANGHAI), times.read_end(day.isoformat(), SHANGHAI)
    assert start.astimezone(SHANGHAI).date() == day
    assert (end - timedelta(seconds=1)).astimezone(SHANGHAI).date() == day
    assert end.astimezone(SHANGHAI).time() == clock_time()


@given(st.text(alphabet="0123456789-/.: 年月日时分T+Z~", max_size=24))
def test_no_text_breaks_the_reader(text):
    times.read_start(text, SHANGHAI)
    times.read_end(text, SHANGHAI)
    times.read_window_text(text, SHANGHAI)
    times.split_stamp(text)


@pytest.mark.parametrize("mark", [" ~ ", "~", "～", " 至 ", "到", " - ", "—", "——"])
def test_a_window_is_read_with_any_mark_between(mark):
    assert times.read_window_text(f"2026-11-01{mark}2026-11-12", SHANGHAI) == (local(2026, 11, 1), local(2026, 11, 13))


def test_a_window_may_be_open_on_one_side():
    assert times.read_window_text("2026-11-01 ~", SHANGHAI) == (local(2026, 11, 1), None)
    assert times.read_window_text("~ 2026-11-12", SHANGHAI) == (None, local(2026, 11, 13))
    assert times.read_window_text("2026-11-01 ~ 长期", SHANGHAI) == (local(2026, 11, 1), None)


@pytest.mark.parametrize("text", ["~", "双十一期间", "2026-11-01", "2026-11-01 ~ 下周"])
def test_a_window_that_says_no_times_is_a_fault(text):
    assert isinstance(times.read_window_text(text, SHANGHAI), Fault)


def test_a_stamp_is_parted_from_the_words_behind_it():
    assert times.split_stamp("2026-11-20 10:02 已到达杭州") == ("2026-11-20 10:02", "已到达杭州")
    assert times.split_stamp("2026-11-20 10:02-11:00 派送") == ("2026-11-20 10:02", "-11:00 派送")
    assert times.split_stamp("已到达杭州") == ("", "已到达杭州")
