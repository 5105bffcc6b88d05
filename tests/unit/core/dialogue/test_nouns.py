"""Are the nouns of shop and talk values that nobody can change?"""

from __future__ import annotations

import dataclasses
import inspect
import pkgutil
import re
from enum import EnumMeta
from importlib import import_module

import pytest

from xiaoer.core import dialogue, shop
from xiaoer.core.dialogue.plan import ALLOW, Verdict
from xiaoer.core.dialogue.state import FRESH
from xiaoer.core.dialogue.understanding import Ask, Entities, Family, Label

MODULES = [
    import_module(f"{package.__name__}.{found.name}")
    for package in (shop, dialogue)
    for found in pkgutil.iter_modules(package.__path__)
]
LOOSE = re.compile(r"\b(list|dict|set|Any)\b")
NOUNS = [
    noun
    for module in MODULES
    for _, noun in inspect.getmembers(module, inspect.isclass)
    if noun.__module__ == module.__name__ and not isinstance(noun, EnumMeta)
]


@pytest.mark.parametrize("noun", NOUNS, ids=lambda noun: noun.__name__)
def test_a_noun_is_frozen_and_slotted(noun):
    assert noun.__dataclass_params__.frozen
    assert "__slots__" in vars(noun)


@pytest.mark.parametrize("noun", NOUNS, ids=lambda noun: noun.__name__)
def test_a_noun_holds_tuples_and_no_lists_or_dictionaries(noun):
    loose = [field.name for field in dataclasses.fields(noun) if LOOSE.search(str(field.type))]
    assert loose == []


def test_there_are_nouns_to_look_at():
    assert {"Money", "Sku", "Understanding", "DialogueState", "Reply"} <= {noun.__name__ for noun in NOUNS}


def test_a_fresh_talk_knows_nothing():
    assert dataclasses.astuple(FRESH)[:4] == ((), (), (), "")
    assert (FRESH.misses, FRESH.pending, FRESH.order_id) == (0, "", "")


def test_an_ask_without_entities_has_none():
    assert Ask("", "", Label.OTHER, Family.UNKNOWN, 0.0).entities == Entities()


def test_a_message_is_allowed_without_a_reason():
    assert Verdict("allow") == ALLOW


def test_there_are_eighteen_labels():
    assert len(Label) == 18
