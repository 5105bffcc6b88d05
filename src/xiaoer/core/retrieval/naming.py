"""How surely do the words that a text shares with a product's name name that product?"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence, Set
from typing import NamedTuple

from xiaoer.core.retrieval.names import LATIN_QUALIFIERS, QUALIFIERS, Term, is_model, read_atoms

WIDEST_GAP = 3  # characters between two parts of one mention, such as 小米的那个手机
SURE, LIKELY, FAIR, WEAK = 0.9, 0.8, 0.6, 0.4  # model token, long name part, short name part, brand or category alone
_LATIN_RUN = re.compile(r"[a-z0-9]+")
_COUNTED = re.compile(
    r"\s*(?:件|个|块|元|台|部|双|条|套|份|箱|单|天|折|分|毛|%|倍|次|位|寸|英寸|年|月|日|号|码|款|w|万|折|瓶|盒|袋|包|斤|cm|厘米|公分|kg|公斤|千克)|\s*[/,\s]\s*\d{2,3}\s?(?:斤|kg|公斤)"
)
# What parts two names: 硒鼓适用什么打印机 names no 打印机墨水, and 全遮光哪个更遮光 nothing from 更 on.
_ASKS = re.compile("[更吗]|适[用合]|什么|可以|能不能|能用|支持|兼容|有没有|是不是|需要|会不会")
_ACCESSORIES = (
    "壳",
    "膜",
    "贴膜",
    "钢化膜",
    "保护套",
    "保护壳",
    "手机壳",
    "手机套",
    "表带",
    "支架",
    "收纳包",
    "替换装",
)


class Mention(NamedTuple):
    """A stretch of a clause that may name a product: how much weight its words have, and how sure it is."""

    start: int
    end: int
    weight: float
    score: float
    parts: tuple[str, ...]
    sure: bool
    sounds: bool


class Held(NamedTuple):
    """A term of the clause that a product's name holds, with its weight; `sounds` when only the sound is the same."""

    term: Term
    weight: float
    sounds: bool = False


def read_mention(clause: str, held: Sequence[Held], generic: frozenset[int], brands: frozenset[str]) -> Mention | None:
    """Return the part of a clause that names, None when the shared words name nothing."""
    all_runs = _runs(held)
    runs = [run for run in all_runs if not _is_generic(run, generic)]
    runs = [run for run in runs if not all(piece.sounds for piece in run) or _length(run) > 2]
    if not runs:
        return None
    known = generic | {place for piece in held for place in range(piece.term.start, piece.term.end)}
    group = max(_groups(clause, runs, known), key=_weigh)
    pieces = [piece for run in group for piece in run]
    start, end = min(p.term.start for p in pieces), max(p.term.end for p in pieces)
    beside = [run for run in all_runs if run not in group and _end(run) >= start and run[0].term.start <= end]
    weight = _weigh([*group, *beside])
    parts = tuple(clause[run[0].term.start : _end(run)].strip() for run in group)
    sure = any(piece.term.model for piece in pieces)
    score = SURE if sure else _score(parts, brands)
    return Mention(start, end, weight, score, parts, sure, all(piece.sounds for piece in pieces))


def _weigh(group: Sequence[Sequence[Held]]) -> float:
    """Return the weight of all places that are covered, each counted once, by its most telling term."""
    places: dict[int, float] = {}
    for run in group:
        for piece in run:
            each = piece.weight / (piece.term.end - piece.term.start)
            for place in range(piece.term.start, piece.term.end):
                places[place] = max(each, places.get(place, 0.0))
    return math.fsum(places.values())


def names_it(name: str, mention: Mention, words: frozenset[str], brands: frozenset[str]) -> bool:
    """Return whether the parts of a mention stand in a name where the name says what the product is."""
    if mention.sure:
        return True
    if mention.sounds:
        return any(_nearly_stands_in(part, name) and (len(part) > 3 or part in words) for part in mention.parts)
    telling = [part for part in mention.parts if part not in brands]
    if not telling or any(_tells(part, name, words) for part in telling):
        return True
    return len(telling) < len(mention.parts) and any(part in words and part in name for part in telling)


def whole_words(clause: str, mention: Mention, generic: frozenset[int], words: frozenset[str]) -> frozenset[str]:
    """Return the parts of a mention that are words of the clause, not pieces of longer ones."""
    whole = set()
    for part in mention.parts:
        at = clause.find(part, mention.start)
        before_free = at == 0 or at - 1 in generic or not _is_han(clause[at - 1])
        end = at + len(part)
        after_free = end == len(clause) or end in generic or not _is_han(clause[end])
        if part in words or (before_free and after_free):
            whole.add(part)
    return frozenset(whole)


def _is_han(char: str) -> bool:
    return char.isalpha() and not char.isascii()


def _tells(part: str, name: str, words: frozenset[str]) -> bool:
    if part.isascii():
        return len(part) > 2
    if len(part) > 3:
        return part in name or len(part) > 4
    if part not in words and len(part) == 2:
        return False
    if part in words and len(part) > 2:
        return part in name
    at = name.find(part)  # 虎皮兰 ends the name 金边虎皮兰, however a sentence is cut into words
    while at >= 0:
        if _closes_a_name(name[at + len(part) :]):
            return True
        at = name.find(part, at + 1)
    return False


def _closes_a_name(rest: str) -> bool:
    """Return whether what follows a word leaves it the thing that the name names: 手表 in 手表w3, not in 手表w3表带."""
    model = _LATIN_RUN.match(rest)
    rest = rest[model.end() :] if model else rest
    return not rest or not _is_han(rest[0]) or rest.startswith(QUALIFIERS)


def _nearly_stands_in(part: str, name: str) -> bool:
    """Return whether a part stands in a name with at most one character written wrong."""
    size = len(part)
    windows = (name[at : at + size] for at in range(len(name) - size + 1))
    return any(sum(one != other for one, other in zip(part, window, strict=True)) <= 1 for window in windows)


def _runs(held: Sequence[Held]) -> list[list[Held]]:
    """Return the held terms as stretches without a gap."""
    runs: list[list[Held]] = []
    reach = -1
    for piece in sorted(held, key=lambda piece: (piece.term.start, -piece.term.end)):
        if runs and (piece.term.start < reach or (piece.term.start == reach and piece.term.text[0].isascii())):
            runs[-1].append(piece)
        else:
            runs.append([piece])
        reach = max(reach, piece.term.end)
    return runs


def _groups(clause: str, runs: list[list[Held]], known: Set[int]) -> list[list[list[Held]]]:
    """Return the runs that are parts of one mention: little but colours and the like stands between them."""
    groups: list[list[list[Held]]] = []
    for run in runs:
        if groups:
            between = range(_end(groups[-1][-1]), run[0].term.start)
            gap = sum(place not in known and clause[place] != " " for place in between)
            if gap <= WIDEST_GAP and not _ASKS.search(clause, between.start, between.stop):
                groups[-1].append(run)
                continue
        groups.append([run])
    return groups


def _end(run: Sequence[Held]) -> int:
    return max(piece.term.end for piece in run)


def _is_generic(run: Sequence[Held], generic: frozenset[int]) -> bool:
    if any(piece.term.model for piece in run):
        return False
    places = {place for piece in run for place in range(piece.term.start, piece.term.end)}
    if places <= generic:
        return True
    return all(_says_little(piece.term.text) for piece in run)


def _says_little(text: str) -> bool:
    """Return whether a term is a number, a measure such as 128gb, a qualifier or a single sign."""
    return text in LATIN_QUALIFIERS or len(text) < 2 or text.isdigit() or (text[0].isdigit() and not is_model(text))


def _length(run: Sequence[Held]) -> int:
    return _end(run) - run[0].term.start


def _score(parts: Sequence[str], brands: frozenset[str]) -> float:
    telling = [part for part in parts if part not in brands]
    if not telling:
        return WEAK
    longest = max(len(part) - 1 if part.isascii() else len(part) for part in telling)
    return LIKELY if longest >= 4 or len(parts) >= 2 else FAIR


def contradicts(clause: str, mention: Mention, held: Sequence[Held], options: frozenset[str]) -> bool:
    """Return whether the words beside a mention name another model, or something that only belongs to the product."""
    known = {place for piece in held for place in range(piece.term.start, piece.term.end)}
    for run in _LATIN_RUN.finditer(clause):
        for atom in read_atoms(run[0], run.start()):
            if atom.start in known or not _beside(clause, mention, atom):
                continue
            if _is_other_model(clause, atom, options):
                return True
    rest = clause[mention.end :].lstrip(" -的")
    if rest.startswith(_ACCESSORIES):
        return True
    following = clause[mention.end :].lstrip(" -")
    return any(following.startswith(word) for word in QUALIFIERS if not word.isascii())


def _beside(clause: str, mention: Mention, atom: Term) -> bool:
    if mention.start <= atom.start < mention.end:
        return True
    if atom.start >= mention.end:
        return clause[mention.end : atom.start].strip(" -_") == ""
    return clause[atom.end : mention.start].strip(" -_") == "" and not atom.text.isalpha()


def _is_other_model(clause: str, atom: Term, options: frozenset[str]) -> bool:
    if atom.text in LATIN_QUALIFIERS or atom.model:
        return atom.text not in options
    if atom.text.isdigit():
        return atom.text not in options and not _COUNTED.match(clause, atom.end)
    return False


def missing_qualifiers(name: str, clause: str, held: Sequence[Held]) -> int:
    """Return how many words make a name another model than the one that the clause names: Pro, Max, 青春版."""
    said = {piece.term.text for piece in held}
    models = sorted({piece.term.text for piece in held if piece.term.model}, key=len, reverse=True)
    squeezed, spoken = name.replace(" ", ""), clause.replace(" ", "")
    missing = 0
    for model in models[:2]:
        at = squeezed.find(model)
        if at < 0:
            continue
        rest = squeezed[at + len(model) :]
        for word in QUALIFIERS:
            if rest.startswith(word) and word not in said and word not in spoken:
                missing += 1
                break
    return missing


def kind_of(name: str) -> str:
    """Return what a normalised name says with its model taken out: all sizes of one thing have one kind."""
    plain = _LATIN_RUN.sub(lambda found: "" if _is_model_run(found[0]) else found[0], name)
    for word in QUALIFIERS:
        plain = plain.replace(word, "")
    return "".join(char for char in plain if char.isalpha())


def _is_model_run(run: str) -> bool:
    return len(run) < 3 or any(char.isdigit() for char in run) or run in LATIN_QUALIFIERS
