"""Is the waiting room bounded and fair?"""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from xiaoer.adapters.engines.waiting_room import WaitingRoom


def called(room, live=()):
    counts, order = Counter(live), []
    while (following := room.call(counts)) is not None:
        order.append(following[1])
        counts[following[0]] += 1
    return order


def test_shoppers_take_turns():
    room = WaitingRoom(9)
    for shopper, guest in (("小美", "a1"), ("小美", "a2"), ("小美", "a3"), ("老王", "b1"), ("阿强", "c1")):
        assert room.enter(shopper, guest) is None
    assert called(room) == ["a1", "b1", "c1", "a2", "a3"]


def test_whoever_has_less_in_hand_comes_first():
    room = WaitingRoom(9)
    room.enter("小美", "a1")
    room.enter("老王", "b1")
    assert called(room, {"小美": 1}) == ["b1", "a1"]


def test_a_full_room_turns_newcomers_away():
    room = WaitingRoom(2)
    room.enter("小美", "a1")
    room.enter("老王", "b1")
    assert room.enter("阿强", "c1") == "c1"
    assert room.enter("小美", "a2") == "a2"
    assert len(room) == 2


def test_a_shopper_who_fills_the_room_gives_way():
    room = WaitingRoom(3)
    for guest in ("a1", "a2", "a3"):
        room.enter("小美", guest)
    assert room.enter("老王", "b1") == "a3"
    assert called(room) == ["a1", "b1", "a2"]


def test_whoever_leaves_is_not_called():
    room = WaitingRoom(3)
    room.enter("小美", "a1")
    room.enter("老王", "b1")
    assert (room.position("小美"), room.position("老王"), room.position("阿强")) == (1, 2, None)
    room.leave("小美", "a1")
    room.leave("小美", "a1")
    assert room.position("老王") == 1
    assert called(room) == ["b1"]


def test_a_room_without_places_takes_nobody():
    assert WaitingRoom(0).enter("小美", "a1") == "a1"


@given(st.integers(0, 6), st.lists(st.tuples(st.sampled_from("abcd"), st.integers(0, 2)), max_size=40))
def test_nobody_is_lost_or_called_twice(places, steps):
    room, inside = WaitingRoom(places), set()
    for number, (shopper, kind) in enumerate(steps):
        guest = (shopper, number)
        if kind:
            gone = room.enter(shopper, guest)
            inside.add(guest)
            inside.discard(gone)
        elif (following := room.call(Counter())) is not None:
            inside.remove(following[1])
            assert following[0] == following[1][0]
        assert len(room) == len(inside) <= places
    assert set(called(room)) == inside
