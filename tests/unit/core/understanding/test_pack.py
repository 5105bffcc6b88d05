import json
import re
from pathlib import Path

import pytest
from tests.unit.core.understanding.real_lines import REAL, copies, real_lines

from xiaoer.core.dialogue.understanding import Family, Label
from xiaoer.core.understanding.features import fill_slots
from xiaoer.core.understanding.pack import PackInvalid, parse_pack

PACK_FILES = sorted((Path(__file__).parents[4] / "src/xiaoer/data/pack").glob("*.toml"))
TEST_FILES = sorted(
    path for part in ("language", "understanding") for path in Path(__file__).parents[1].glob(f"{part}/test_*.py")
)
QUOTED = re.compile(r'"([^"\n]*[一-鿿][^"\n]*)"')


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


def test_no_sentence_of_ours_is_a_real_line_or_nearly_one():
    real = real_lines()
    if not real:
        pytest.skip(f"the folder of real lines is absent: {REAL}")
    pack = shipped_pack()
    phrasings = [phrasing for intent in pack.intents for phrasing in intent.phrasings]
    assert copies([*phrasings, *(word for pair in pack.slang for word in pair)], real) == {}


def test_no_question_of_the_tests_is_a_real_line_or_nearly_one():
    real = real_lines()
    if not real:
        pytest.skip(f"the folder of real lines is absent: {REAL}")
    quoted = {said for path in TEST_FILES for said in QUOTED.findall(path.read_text(encoding="utf-8"))}
    assert copies(sorted(quoted), real) == {}


def test_a_near_copy_is_seen():
    real = ["这个快递怎么还没有到呀", "包邮吗"]
    assert copies(["这个快递怎么还没有到啊"], real) == {"这个快递怎么还没有到啊": "这个快递怎么还没有到呀"}
    assert copies(["快递还没到", "包邮吗", "这个快递几天能到我家"], real) == {}
