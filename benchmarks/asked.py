"""Does everyday talk reach the text of a shop that answers it? Own questions to six small shops.

`python -m benchmarks.asked [-v]`. Each question goes the whole way a message goes. `said` is the share of questions
whose answer was said, `other` the share that got another text of the shop instead, and `made up` the share of
questions without any answer in the shop that got some text all the same.
"""

from __future__ import annotations

import asyncio
import sys
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from xiaoer.adapters.connectors.folder import FolderOrders
from xiaoer.bootstrap.offline import drafter_of
from xiaoer.core.dialogue.question import Question, Shopper
from xiaoer.core.shop.knowledge import FaqEntry, PolicyPassage
from xiaoer.core.shop.product import Sku
from xiaoer.core.shop.shop import Shop
from xiaoer.services.answering.drafting import Drafter
from xiaoer.testing.factories import FrozenClock, a_shop, a_sku

FOLDER = Path(__file__).parent / "asked"
NOBODY = Shopper("nobody")


@dataclass(frozen=True, slots=True)
class Asked:
    """A shop with questions: `(question, id of the text that answers it)`, the id empty where none does."""

    name: str
    shop: Shop
    questions: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Told:
    """What came of one question: the text that should have been said, the first that was, and the route.

    A text that is only offered beside the unsure reply is not said.
    """

    shop: str
    question: str
    right: str
    said: str
    route: str


def read_asked(file: Path) -> Asked:
    """Read a shop with its questions."""
    content = tomllib.loads(file.read_text(encoding="utf-8"))
    names = {name: f"P{at}" for at, name in enumerate(content["products"], start=1)}
    skus: tuple[Sku, ...] = tuple(
        a_sku(f"{number}-1", product_id=number, name=name, options=(), category="", brand="")
        for name, number in names.items()
    )
    faqs, policies, questions = [], [], []
    for at, text in enumerate(content["text"], start=1):
        number = f"t{at:02d}"
        if "heading" in text:
            policies.append(PolicyPassage(number, text["topic"], text["heading"], text["answer"]))
        else:
            product = names.get(text.get("product", ""), "")
            faqs.append(
                FaqEntry(number, text["question"], text["answer"], tuple(text.get("similar", ())), product_id=product)
            )
        questions += [(line, number) for line in text["asked"].split("\n") if line]
    questions += [(line, "") for line in content["unanswered"].split("\n") if line]
    shop = replace(a_shop(skus=skus), shop_id=file.stem, faqs=tuple(faqs), policies=tuple(policies))
    return Asked(file.stem, shop, tuple(questions))


def tell_all(asked: Asked, drafter: Drafter) -> tuple[Told, ...]:
    """Ask everything."""

    async def tell() -> tuple[Told, ...]:
        told = []
        for question, right in asked.questions:
            answered = await drafter.draft(Question(question, NOBODY), shop_id=asked.shop.shop_id)
            texts = [source.id for source in answered.reply.sources if source.kind in {"faq", "policy"}]
            said = right if right in texts else next(iter(texts), "")
            said = "" if answered.reply.route == "unsure" else said
            told.append(Told(asked.name, question, right, said, answered.reply.route))
        return tuple(told)

    return asyncio.run(tell())


def drafter_for(shop: Shop) -> Drafter:
    """Return the shipped flow for a shop."""
    return drafter_of(shop, FolderOrders(()), clock=FrozenClock())


def shares(told: tuple[Told, ...]) -> tuple[float, float, float]:
    """Return the shares said, answered by another text, and made up."""
    answerable = [one for one in told if one.right]
    others = [one for one in told if not one.right]
    said = sum(one.said == one.right for one in answerable)
    wrong = sum(bool(one.said) and one.said != one.right for one in answerable)
    made_up = sum(bool(one.said) for one in others)
    return said / max(len(answerable), 1), wrong / max(len(answerable), 1), made_up / max(len(others), 1)


def measure(make: Callable[[Shop], Drafter] = drafter_for) -> tuple[Told, ...]:
    """Return what came of every question to every shop."""
    shops = map(read_asked, sorted(FOLDER.glob("*.toml")))
    return tuple(one for asked in shops for one in tell_all(asked, make(asked.shop)))


def main() -> None:
    """Print one row per shop; with -v each question that went wrong."""
    told = measure()
    if "-v" in sys.argv:
        for one in told:
            if one.said != one.right:
                print(f"{one.shop}\t{one.right or '-'}\t{one.said or one.route}\t{one.question}")
    print("shop\tquestions\tsaid\tother\tmade up")
    for name in [*dict.fromkeys(one.shop for one in told), ""]:
        own = tuple(one for one in told if name in {one.shop, ""})
        said, wrong, made_up = shares(own)
        print(f"{name or 'all'}\t{len(own)}\t{said:.3f}\t{wrong:.3f}\t{made_up:.3f}")


if __name__ == "__main__":
    main()
