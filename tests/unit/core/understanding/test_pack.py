import json
import re
from pathlib import Path

import pytest

from xiaoer.core.dialogue.understanding import Family, Label
from xiaoer.core.understanding.features import fill_slots
from xiaoer.core.understanding.pack import PackInvalid, parse_pack

PACK_FILES = sorted((Path(__file__).parents[4] / "src/xiaoer/data/pack").glob("*.toml"))
REAL_LINES = Path(__file__).parents[5] / "shared/data/shoppers"
SHORT = 6  # sentences up to that length are common property: 怎么退款


def shipped_pack():
    return parse_pack([path.read_text(encoding="utf-8") for path in PACK_FILES])


def one_intent(**fields):
    lines = {
        "id": "price",
        "label": "price_bargain",
        "family": "price",
        "stage": "售前",
        "phrasings": "多少钱",
        **fields,
    }
    return "[[intent]]\n" + "\n".join(
        f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in lines.items()
    )


def test_pack_reads_intents_with_one_phrasing_a_line():
    (intent,) = parse_pack([one_intent(phrasings="多少钱\n\n 什么价 \n多少钱")]).intents
    assert intent.phrasings == ("多少钱", "什么价")
    assert (intent.label, intent.family) == (Label.PRICE_BARGAIN, Family.PRICE)


@pytest.mark.parametrize("field", ["label", "family", "stage"])
def test_pack_says_which_values_are_allowed(field):
    with pytest.raises(PackInvalid, match=f"intent price: {field} must be one of"):
        parse_pack([one_intent(**{field: "nonsense"})])


def test_pack_refuses_an_id_that_is_used_twice():
    with pytest.raises(PackInvalid, match="used twice: price"):
        parse_pack([one_intent(), one_intent()])


def test_pack_refuses_an_intent_without_phrasings():
    with pytest.raises(PackInvalid, match="no phrasings"):
        parse_pack([one_intent(phrasings="")])


def test_pack_refuses_a_text_that_is_not_toml():
    with pytest.raises(PackInvalid, match="not TOML"):
        parse_pack(["phrasings = "])


def test_shipped_pack_covers_eighty_intents_with_twenty_phrasings_each():
    pack = shipped_pack()
    assert len(pack.intents) >= 80
    assert [intent.id for intent in pack.intents if len(intent.phrasings) < 20] == []


def test_shipped_pack_covers_every_label():
    assert {intent.label for intent in shipped_pack().intents} == set(Label)


def test_no_phrasing_belongs_to_two_intents():
    owners = {}
    for intent in shipped_pack().intents:
        for phrasing in intent.phrasings:
            owners.setdefault(fill_slots(phrasing), set()).add(intent.id)
    assert {phrasing: ids for phrasing, ids in owners.items() if len(ids) > 1} == {}


def test_no_phrasing_is_a_sentence_of_a_real_shopper():
    if not REAL_LINES.is_dir():
        pytest.skip("the folder of real shopper lines is absent")
    real = {bare(line) for path in REAL_LINES.glob("*.jsonl") for line in strings_in(path)}
    ours = {bare(phrasing) for intent in shipped_pack().intents for phrasing in intent.phrasings}
    assert {line for line in ours & real if len(line) > SHORT} == set()


def bare(text):
    return re.sub(r"\W", "", text)


def strings_in(path):
    return [json.loads(f'"{found}"') for found in re.findall(r'"((?:[^"\\]|\\.)*)"', path.read_text(encoding="utf-8"))]
