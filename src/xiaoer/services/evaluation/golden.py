"""Does the shop answer its golden conversations as it should?"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from xiaoer.core.dialogue.question import PageContext, Question, Shopper
from xiaoer.core.dialogue.reply import Reply
from xiaoer.core.dialogue.state import FRESH
from xiaoer.core.shop.promotion import Audience
from xiaoer.errors import KnowledgeError
from xiaoer.services.answering.drafting import Drafter

TAG_AUDIENCES: Mapping[str, Audience] = {"VIP": Audience.VIP, "新客": Audience.NEW_CUSTOMER}


@dataclass(frozen=True, slots=True)
class GoldenTurn:
    """What a shopper says, and what must be true of the reply.

    Each entry of `must` holds alternatives separated by `|`; blanks are ignored in the comparison.
    """

    say: str
    context: PageContext = PageContext()
    route: tuple[str, ...] = ()
    must: tuple[str, ...] = ()
    must_not: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    handoff: bool | None = None


@dataclass(frozen=True, slots=True)
class GoldenConversation:
    """A talk with its kind, such as price or order."""

    name: str
    kind: str
    turns: tuple[GoldenTurn, ...]


@dataclass(frozen=True, slots=True)
class GoldenFile:
    """Conversations with one shop at one moment; `now` is None where the clock does not matter."""

    shop: str
    now: datetime | None
    conversations: tuple[GoldenConversation, ...]


@dataclass(frozen=True, slots=True)
class Miss:
    """A turn that went wrong, and how."""

    conversation: str
    kind: str
    say: str
    reply: str
    route: str
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """How many conversations of one kind went right in every turn."""

    kind: str
    right: int
    total: int


def parse_golden(text: str, *, name: str) -> GoldenFile:
    """Parse a golden file. Raises `KnowledgeError` with the place of the fault."""
    try:
        content = tomllib.loads(text)
        conversations = tuple(_conversation(entry) for entry in content.get("conversation", ()))
        now = content.get("now")
    except (tomllib.TOMLDecodeError, KeyError, TypeError) as exc:
        raise KnowledgeError(f"{name}: {exc!r}") from exc
    if now is not None and (not isinstance(now, datetime) or now.tzinfo is None):
        raise KnowledgeError(f"{name}: now 需要带时区,例如 2026-11-10T20:00:00+08:00")
    return GoldenFile(str(content.get("shop", "")), now.astimezone(UTC) if now else None, conversations)


def _conversation(entry: Mapping[str, object]) -> GoldenConversation:
    turns = entry["turn"]
    if not isinstance(turns, list):
        raise TypeError(f"turn of {entry.get('name')} must be a list")
    return GoldenConversation(str(entry["name"]), str(entry["kind"]), tuple(_turn(turn) for turn in turns))


def _turn(entry: Mapping[str, object]) -> GoldenTurn:
    handoff = entry.get("handoff")
    return GoldenTurn(
        say=str(entry["say"]),
        context=_context(entry.get("context")),
        route=_strings(entry.get("route")),
        must=_strings(entry.get("must")),
        must_not=_strings(entry.get("must_not")),
        sources=_strings(entry.get("sources")),
        handoff=handoff if isinstance(handoff, bool) else None,
    )


def _context(entry: object) -> PageContext:
    if not isinstance(entry, dict):
        return PageContext()
    plain = {key: str(value) for key, value in entry.items() if key != "tags"}
    return PageContext(tags=_strings(entry.get("tags")), **plain)


def _strings(value: object) -> tuple[str, ...]:
    if value is None:
        return ()
    return tuple(str(item) for item in value) if isinstance(value, list) else (str(value),)


async def play(file: GoldenFile, drafter: Drafter, *, shop_id: str) -> tuple[Miss, ...]:
    """Play every conversation of a file and return the turns that went wrong."""
    misses: list[Miss] = []
    for number, conversation in enumerate(file.conversations):
        misses += await _play_one(conversation, drafter, shop_id, number)
    return tuple(misses)


async def _play_one(conversation: GoldenConversation, drafter: Drafter, shop_id: str, number: int) -> list[Miss]:
    state, misses = FRESH, []
    for turn in conversation.turns:
        audiences = frozenset(TAG_AUDIENCES[tag] for tag in turn.context.tags if tag in TAG_AUDIENCES)
        question = Question(turn.say, Shopper(f"golden-{number}", audiences), turn.context)
        answered = await drafter.draft(question, shop_id=shop_id, state=state)
        state = answered.state
        faults = faults_of(turn, answered.reply)
        if faults:
            reply = answered.reply
            misses.append(Miss(conversation.name, conversation.kind, turn.say, reply.text, reply.route, faults))
    return misses


def faults_of(turn: GoldenTurn, reply: Reply) -> tuple[str, ...]:
    """Return what is wrong with a reply; empty when it is right."""
    said = _squeeze(reply.text)
    faults = [f"缺少 {entry}" for entry in turn.must if not any(_squeeze(word) in said for word in entry.split("|"))]
    faults += [f"不应出现 {word}" for word in turn.must_not if _squeeze(word) in said]
    sources = {f"{source.kind}:{source.id}" for source in reply.sources}
    faults += [f"缺少来源 {source}" for source in turn.sources if source not in sources]
    # What a model worded from the data may stand where the data may.
    route = "direct" if reply.route == "composed" and "direct" in turn.route else reply.route
    if turn.route and route not in turn.route:
        faults.append(f"路线 {reply.route} 不在 {'/'.join(turn.route)}")
    if turn.handoff is not None and turn.handoff != (reply.hand_off is not None):
        faults.append("应转人工" if turn.handoff else "不应转人工")
    return tuple(faults)


def _squeeze(text: str) -> str:
    return "".join(text.split()).lower()


def score(conversations: Iterable[GoldenConversation], misses: Sequence[Miss]) -> tuple[Score, ...]:
    """Return the scores of one file by kind, in alphabetical order."""
    wrong = {(miss.kind, miss.conversation) for miss in misses}
    return add_up(Score(each.kind, (each.kind, each.name) not in wrong, 1) for each in conversations)


def add_up(scores: Iterable[Score]) -> tuple[Score, ...]:
    """Return the sum of scores by kind, in alphabetical order; names need to be unique within one file only."""
    sums: dict[str, tuple[int, int]] = {}
    for each in scores:
        right, total = sums.get(each.kind, (0, 0))
        sums[each.kind] = (right + each.right, total + each.total)
    return tuple(Score(kind, right, total) for kind, (right, total) in sorted(sums.items()))
