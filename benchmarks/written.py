"""Which questions are texts of a shop to be judged by, and which text answers each?

Those of `benchmarks.asked`, and the golden ones of one turn: there a text answers when it holds what must be said.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from benchmarks.asked import FOLDER, read_asked
from xiaoer.adapters.files.reader import read_path
from xiaoer.bootstrap.brain import CLOCK
from xiaoer.core.dialogue.question import PageContext
from xiaoer.core.shop.shop import Shop
from xiaoer.services.evaluation.golden import GoldenTurn, parse_golden
from xiaoer.services.knowledge import preview
from xiaoer.testing.factories import EVE_OF_NOV_11

GOLDEN = Path("tests/golden")
OF_TEXTS = frozenset({"faq", "policy", "colloquial"})  # kinds that texts answer
OF_NOTHING = "unanswerable"
OF_DATA = frozenset({"price", "stock", "options", "spec", "compare", "recommend", "checkout", "promotion"})
HELD_BACK = 2.5  # how much worse it is to answer what the shop does not know than to miss an answer
ASIDE = 0.1  # what counts a question that the data answer: there are many, and texts are seldom looked at for them
PLAIN = 0.5  # what counts a question as the shop wrote it


@dataclass(frozen=True, slots=True)
class Written:
    """A question with the ids of the texts that answer it, none where no text does, and how much it counts."""

    question: str
    right: frozenset[str]
    counts: float
    context: PageContext = PageContext()


@dataclass(frozen=True, slots=True)
class Lesson:
    """A shop at a moment, with questions."""

    name: str
    shop: Shop
    now: datetime
    questions: tuple[Written, ...]


def lessons() -> Iterator[Lesson]:
    """Yield every shop with its questions."""
    for file in sorted(FOLDER.glob("*.toml")):
        asked = read_asked(file)
        own = [Written(text, _ids(right), 1.0 if right else HELD_BACK) for text, right in asked.questions]
        plain = [
            Written(wording, _ids(faq.faq_id), PLAIN)
            for faq in asked.shop.faqs
            for wording in (faq.question, *faq.similar)
        ]
        yield Lesson(file.stem, asked.shop, EVE_OF_NOV_11, (*own, *plain))
    for file in sorted(GOLDEN.glob("*/*.toml")):
        golden = parse_golden(file.read_text(encoding="utf-8"), name=file.name)
        now = golden.now or CLOCK.now()
        shop, _ = preview.shop_of(read_path(Path(golden.shop)), shop_id=file.parent.name, at=now)
        single = [(talk.kind, talk.turns[0]) for talk in golden.conversations if len(talk.turns) == 1]
        found = (_written(kind, turn, shop, now) for kind, turn in single)
        yield Lesson(file.parent.name, shop, now, tuple(each for each in found if each is not None))


def _ids(name: str) -> frozenset[str]:
    return frozenset((name,)) if name else frozenset()


def _written(kind: str, turn: GoldenTurn, shop: Shop, now: datetime) -> Written | None:
    if kind == OF_NOTHING:
        return Written(turn.say, frozenset(), HELD_BACK, turn.context)
    right = frozenset(name for name, text in _texts(shop, now) if _answers(turn, text))
    if kind in OF_TEXTS and right and not _is_of_data(turn):
        return Written(turn.say, right, 1.0, turn.context)
    return Written(turn.say, right, ASIDE, turn.context) if kind in OF_DATA and not right else None


def _texts(shop: Shop, now: datetime) -> Iterator[tuple[str, str]]:
    yield from ((faq.faq_id, faq.answer) for faq in shop.faqs if faq.window.holds(now))
    yield from ((policy.passage_id, policy.text) for policy in shop.policies if policy.window.holds(now))


def _answers(turn: GoldenTurn, text: str) -> bool:
    said = "".join(text.split()).lower()
    held = all(any("".join(word.split()).lower() in said for word in entry.split("|")) for entry in turn.must)
    return bool(turn.must) and held and not any(word.lower() in said for word in turn.must_not)


def _is_of_data(turn: GoldenTurn) -> bool:
    """Return whether what must be said is a price or a stock."""
    told = [word for entry in turn.must for word in entry.split("|")]
    return any(word in ("有货", "现货", "售罄", "没货") for word in told) or not any(
        sum("\u4e00" <= char <= "\u9fff" for char in word) > 1 for word in told
    )
