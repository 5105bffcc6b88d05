"""Which words and rules do the guards go by?"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from xiaoer.core.dialogue.plan import HandOffReason

Action = Literal["handoff", "refuse"]
LEXICON_FILES: Final = ("attack.toml", "hate.toml", "handoff.toml", "promise.toml")  # in the package's data/guard


@dataclass(frozen=True, slots=True)
class WordClass:
    """Words that mean the same to a rule; English words may end in `*` (any further letters)."""

    name: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """What to do when words of some classes stand close together.

    `sequence`: in this order, at most `gap` characters between neighbours. `together`: in any order within `within`
    characters. `needs` must and `unless` must not occur anywhere; texts under `min_chars` are left alone.
    """

    name: str
    action: Action
    reason: str
    hand_off: HandOffReason | None = None
    sequence: tuple[str, ...] = ()
    together: tuple[str, ...] = ()
    gap: int = 0
    within: int = 0
    needs: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    min_chars: int = 0


@dataclass(frozen=True, slots=True)
class GuardLexicon:
    """All word classes and the rules over them, in the order in which they are tried, and what counts as a promise.

    `pledges` need a basis, words of a group in `alike` are a basis for each other, `plain` look-alikes need none,
    `never` is not said at all.
    """

    classes: tuple[WordClass, ...] = ()
    rules: tuple[Rule, ...] = ()
    pledges: tuple[WordClass, ...] = ()
    alike: tuple[str, ...] = ()
    plain: tuple[str, ...] = ()
    never: tuple[str, ...] = ()


def parse_lexicon(texts: Sequence[str]) -> GuardLexicon:
    """Read the guard's data files (TOML), in the order given. Raises `ValueError` for a file that is wrong."""
    classes: dict[str, dict[str, None]] = {}
    rules: list[Rule] = []
    pledges: list[WordClass] = []
    alike: list[str] = []
    plain: list[str] = []
    never: list[str] = []
    for text in texts:
        table = tomllib.loads(text)
        pledges += (WordClass(name, _texts(words)) for name, words in table.get("pledges", {}).items())
        alike += _texts(table.get("alike", {}).get("groups", ()))
        plain += _texts(table.get("plain", {}).get("words", ()))
        never += _texts(table.get("never", {}).get("words", ()))
        for name, words in table.get("classes", {}).items():
            classes.setdefault(name, {}).update(dict.fromkeys(str(word).lower() for word in words))
        rules += [_rule(entry) for entry in table.get("rule", ())]
    known = set(classes)
    for rule in rules:
        unknown = {*rule.sequence, *rule.together, *rule.needs, *rule.unless} - known
        if unknown:
            raise ValueError(f"rule {rule.name} names unknown classes {sorted(unknown)}")
    return GuardLexicon(
        tuple(WordClass(name, tuple(words)) for name, words in classes.items()),
        tuple(rules),
        tuple(pledges),
        tuple(alike),
        tuple(plain),
        tuple(never),
    )


def _rule(entry: dict[str, object]) -> Rule:
    tuples = {key: tuple(_texts(entry.get(key, ()))) for key in ("sequence", "together", "needs", "unless")}
    numbers = {key: int(str(entry.get(key, 0))) for key in ("gap", "within", "min_chars")}
    action = str(entry.get("action"))
    if action not in {"handoff", "refuse"}:
        raise ValueError(f"rule {entry.get('name')}: action must be handoff or refuse, not {action}")
    return Rule(
        name=str(entry["name"]),
        action="handoff" if action == "handoff" else "refuse",
        reason=str(entry["reason"]),
        hand_off=HandOffReason(str(entry["hand_off"])) if "hand_off" in entry else None,
        sequence=tuples["sequence"],
        together=tuples["together"],
        needs=tuples["needs"],
        unless=tuples["unless"],
        gap=numbers["gap"],
        within=numbers["within"],
        min_chars=numbers["min_chars"],
    )


def _texts(value: object) -> tuple[str, ...]:
    return tuple(str(item) for item in value) if isinstance(value, (list, tuple)) else ()
