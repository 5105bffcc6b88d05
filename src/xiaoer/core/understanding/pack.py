"""What do shoppers ask everywhere, and in which words?"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field

from xiaoer.core.dialogue.understanding import Family, Label
from xiaoer.core.understanding.properties import Properties

SLOTS = ("商品", "规格", "参数", "数量", "活动", "金额", "订单号", "时间", "地区")
STAGES = ("", "售前", "售中", "售后")


class PackInvalid(ValueError):
    """A pack file holds something that cannot be read; the message says where and what is allowed."""


@dataclass(frozen=True, slots=True)
class Intent:
    """One thing that shoppers want, and how they say it."""

    id: str
    name: str
    label: Label
    family: Family
    stage: str
    phrasings: tuple[str, ...]
    attribute: str = ""  #: the property asked for, where the intent itself says which


@dataclass(frozen=True, slots=True)
class QuestionPack:
    """All intents in the order of the files, the table of colloquial wordings, and words of like meaning."""

    intents: tuple[Intent, ...]
    slang: tuple[tuple[str, str], ...] = ()
    synonyms: tuple[tuple[str, tuple[str, ...]], ...] = ()  #: a concept and the words that stand for it
    properties: Properties = field(default_factory=lambda: Properties.read(""), compare=False)
    _by_id: dict[str, Intent] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Note the intents by their ids."""
        object.__setattr__(self, "_by_id", {intent.id: intent for intent in self.intents})

    def intent(self, intent_id: str) -> Intent | None:
        """Return the intent with this id."""
        return self._by_id.get(intent_id)


def parse_pack(texts: Sequence[str], properties: str = "") -> QuestionPack:
    """Read the TOML texts of a question pack, and the table of properties. Raises `PackInvalid`."""
    intents: list[Intent] = []
    slang: dict[str, str] = {}
    synonyms: dict[str, tuple[str, ...]] = {}
    for text in texts:
        try:
            table = tomllib.loads(text)
        except tomllib.TOMLDecodeError as exc:
            raise PackInvalid(f"not TOML: {exc}") from exc
        intents += (_intent(row) for row in table.get("intent", ()))
        slang.update({str(spoken): str(standard) for spoken, standard in table.get("slang", {}).items()})
        synonyms.update({str(name): tuple(str(words).split()) for name, words in table.get("synonyms", {}).items()})
    ids = [intent.id for intent in intents]
    twice = sorted({name for name in ids if ids.count(name) > 1})
    if twice:
        raise PackInvalid(f"intent ids used twice: {', '.join(twice)}")
    return QuestionPack(tuple(intents), tuple(slang.items()), tuple(synonyms.items()), Properties.read(properties))


def _intent(row: dict[str, object]) -> Intent:
    name = str(row.get("id", ""))
    if not name:
        raise PackInvalid("an intent has no id")
    phrasings = tuple(
        dict.fromkeys(line.strip() for line in str(row.get("phrasings", "")).splitlines() if line.strip())
    )
    if not phrasings:
        raise PackInvalid(f"intent {name} has no phrasings")
    stage = str(row.get("stage", ""))
    if stage not in STAGES:
        raise PackInvalid(f"intent {name}: stage must be one of {STAGES}, not {stage!r}")
    return Intent(
        id=name,
        name=str(row.get("name", name)),
        label=Label(_one_of(name, "label", row, tuple(Label))),
        family=Family(_one_of(name, "family", row, tuple(Family))),
        stage=stage,
        phrasings=phrasings,
        attribute=str(row.get("attribute", "")),
    )


def _one_of(intent: str, field: str, row: dict[str, object], allowed: Sequence[str]) -> str:
    value = str(row.get(field, ""))
    if value not in allowed:
        raise PackInvalid(f"intent {intent}: {field} must be one of {', '.join(allowed)}, not {value!r}")
    return value
