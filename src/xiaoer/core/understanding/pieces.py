"""Into which pieces does a text about goods fall, each with at most one product and one count?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from xiaoer.core.language.numbers import CLASSIFIERS, Quantity, quantities
from xiaoer.core.understanding.counting import BLANK

_NOT_PLUS = "厚|大|长|宽|绒|急|热|湿|购|价|钱|起来|一起|在一起|油|固|仑"  # 加厚, 加急, 加起来 put nothing together
_HARD = (
    rf"再加上?|再来|再要|再买|再拿|再配|配(?!送|件|料|色|方|饰|套|的|什么|啥|多少)|外加|加上|加(?!{_NOT_PLUS})"
    r"|以及|还有|另外|和|跟|与|[、+&]|再"
)
_JOINS = re.compile(rf"(?P<hard>{_HARD})|[,，;；。!！?？]")
_LISTED = re.compile(rf"{_HARD}|[,，;；。!！?？]|(?<=[\d一二两三四五六七八九十][{CLASSIFIERS}])\s")
_ADDS = re.compile(r"再|外加|^加")
_NOUN = re.compile("[\u4e00-\u9fff]{2}")
_FILLER = re.compile(
    r"我们?|你们?|您|想要?|要|买|来|拿|给|帮|下单|下|订|拍|再|也|就|的话|的|了|呢|吗|嘛|么|啊|呀|吧|哈|亲|老板|请问|你好|多少钱?|几多|"
    r"什么价|怎么[算卖]|啥价|一共|总共|合计|共计|总计|总价|加起来|加一起|一起|到手价?|实付|最后|最终|最低|付|需|总|价格?|钱|"
    r"算算?|看看?|可以|能|便宜|优惠|券后|折后|用券|满减|大概|现在|今天|今晚|各|每|都|一?样|那|这|款|版|型|号|是|有|元|块|个|一|单独|分别|各自|需要|"
    r"和|加|跟|把|然后|如果|只|先|帮忙|麻烦|[口风]?味|尺?码|色|装|\W|_"
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch between two joins: at most one product and one count."""

    text: str
    adds: bool  #: 再来一个
    joined: bool  #: by a word that puts goods together, not by a comma
    mention: int = -1
    count: Quantity | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a text names the goods of a match."""

    start: int
    end: int
    match: int


class Unclear(Exception):
    """The words fit more than one basket."""


def pieces_of(plain: str, named: Sequence[Place], counts: Sequence[Quantity]) -> list[Piece]:
    """Return the pieces of a text in order, those that lead up to a product as one with it. Raises `Unclear`."""
    return _led(_cut(plain, named, counts))


def list_parts(text: str) -> tuple[str, ...]:
    """Return the parts of a text that may each call goods: between joining words, stops, and blanks behind counts."""
    return tuple(part for part in _LISTED.split(text) if part.strip())


def _cut(plain: str, named: Sequence[Place], counts: Sequence[Quantity]) -> list[Piece]:
    pieces: list[Piece] = []
    at, adds, joined = 0, False, False
    for join in (*_JOINS.finditer(plain), None):
        end = len(plain) if join is None else join.start()
        cuts = _cuts(plain, at, end, named, counts)
        for number, (start, until) in enumerate(cuts):
            inside = [place for place in named if start <= place.start < until]
            own = [count for count in counts if start <= count.start < until]
            if len(inside) > 1 or len(own) > 1:
                raise Unclear
            first = number == 0
            pieces.append(
                Piece(
                    text=plain[start:until],
                    adds=adds and first,
                    joined=joined and first,
                    mention=inside[0].match if inside else -1,
                    count=_moved(own[0], start) if own else None,
                )
            )
        if join is not None:
            # A comma before 再来一个 does not undo the word: an empty piece hands on how it was joined.
            empty = not plain[at:end].strip()
            adds = bool(_ADDS.search(join[0])) or (empty and adds)
            joined = join["hard"] is not None or (empty and joined)
            at = join.end()
    return [piece for piece in pieces if piece.text.strip(" ")]


def _led(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces; a count and options that lead up to a product across a blank are one with it."""
    led: list[Piece] = []
    for piece in pieces:
        last = led[-1] if led else None
        waits = last is not None and piece.mention >= 0 and piece.count is None and not piece.joined
        if last is not None and waits and (_leads(last) or _is_left_over(led)):
            led[-1] = replace(last, text=f"{last.text} {piece.text}", mention=piece.mention)
        else:
            led.append(piece)
    return led


def _is_left_over(pieces: Sequence[Piece]) -> bool:
    """Return whether the last piece is a bare count after goods that have theirs: 甲两份 2件 before 乙."""
    if len(pieces) < 2 or pieces[-1].mention >= 0 or pieces[-1].count is None:
        return False
    return pieces[-2].mention >= 0 and pieces[-2].count is not None and is_filler(uncounted(pieces[-1]))


def _leads(piece: Piece) -> bool:
    count = piece.count
    if count is None or piece.mention >= 0:
        return False
    return is_filler(piece.text[: count.start]) and not is_filler(piece.text[count.end :])


def _cuts(plain: str, at: int, end: int, named: Sequence[Place], counts: Sequence[Quantity]) -> list[tuple[int, int]]:
    """Return the parts of a stretch, cut before or after each of its counts, or before each of its products."""
    goods = [place.start for place in named if at <= place.start < end]
    own = [count for count in counts if at <= count.start < end]
    if len(own) <= 1 and len(goods) <= 1:
        return [(at, end)]
    blanks = _at_blanks(plain, at, end, goods, own)
    if blanks:
        marks = blanks
    elif not own:
        marks = goods[1:]
    elif is_filler(plain[at : own[0].start]):
        marks = [count.start for count in own[1:]]
    elif len(own) > 1 and len(goods) <= 1 and not is_filler(plain[own[-1].end : end]):
        marks = [count.start for count in own]  # 卫衣两件白的三件黑的: each count leads up to its options
    else:
        marks = [count.end for count in own if count.end < end]
        tail = plain[marks[-1] : end] if marks else ""
        if len(goods) > len(own) and BLANK in tail:
            raise Unclear  # 甲两个乙: two of which?
        if marks and BLANK not in tail and is_filler(tail):
            marks.pop()
    edges = [at, *marks, end]
    return list(pairwise(edges))


def _at_blanks(plain: str, at: int, end: int, goods: Sequence[int], own: Sequence[Quantity]) -> list[int]:
    """Return the blanks of a stretch where each part between them has one product and at most one count."""
    if len(goods) < 2 or " " not in plain[at:end].strip():
        return []
    marks = [place for place in range(at, end) if plain[place] == " " and _says_more(plain[place:end].split()[:1])]
    parts = list(pairwise([at, *marks, end]))
    one_each = all(
        sum(start <= place < until for place in goods) == 1 and sum(start <= count.start < until for count in own) <= 1
        for start, until in parts
    )
    return marks if one_each else []


def _says_more(words: Sequence[str]) -> bool:
    """Return whether what follows a blank says more than asking words: 面包一箱, not 一起多少."""
    return any(not is_filler(word) for word in words)


def _moved(count: Quantity, start: int) -> Quantity:
    return replace(count, start=count.start - start, end=count.end - start)


def uncounted(piece: Piece) -> str:
    """Return the text of a piece without its count."""
    count = piece.count
    return piece.text if count is None else f"{piece.text[: count.start]} {piece.text[count.end :]}"


def is_filler(text: str) -> bool:
    """Return whether a text names nothing."""
    return BLANK not in text and not _FILLER.sub("", text)


def weighs_and_names(text: str) -> bool:
    """Return whether a weight of the goods named and a further noun stand before a count: 草籽一公斤 直口剪一把."""
    after = text.rpartition(BLANK)[2]
    weights = quantities(after)
    return bool(weights) and _NOUN.search(_FILLER.sub("", after[weights[-1].end :])) is not None
