"""How well are shoppers understood? Intents, sentiment, order texts and speed, on real lines that never ship."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from xiaoer.core.dialogue.question import PageContext
from xiaoer.core.dialogue.state import FRESH
from xiaoer.core.dialogue.understanding import Label, Sentiment
from xiaoer.core.language.normalize import normalize
from xiaoer.core.retrieval.index import ShopIndex
from xiaoer.core.shop.profile import Profile
from xiaoer.core.shop.shop import Shop
from xiaoer.core.understanding.intent import IntentIndex
from xiaoer.core.understanding.labels import label_of
from xiaoer.core.understanding.order_text import parse_order_text
from xiaoer.core.understanding.pack import parse_pack
from xiaoer.core.understanding.sentiment import read_mood
from xiaoer.core.understanding.understand import understand

ROOT = Path(__file__).parents[1]
PACK = ROOT / "src/xiaoer/data/pack"
REAL = ROOT.parent / "shared/data"
NOISY = "蒙牛"  # this category of the reviews is mislabelled
NOW = datetime(2026, 11, 10, 12, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Judged:
    """One line with the right answer and ours."""

    text: str
    right: str
    given: str
    group: str


def scores(judged: Sequence[Judged]) -> tuple[float, float]:
    """Return accuracy and macro-F1."""
    labels = sorted({one.right for one in judged})
    hits = Counter(one.right for one in judged if one.right == one.given)
    right, given = Counter(one.right for one in judged), Counter(one.given for one in judged)
    f1 = [2 * hits[label] / (right[label] + given[label]) for label in labels]
    return sum(hits.values()) / len(judged), sum(f1) / len(f1)


def rows(path: Path) -> list[dict[str, object]]:
    """Return the rows of a JSON lines file; none, with the reason printed, where it is absent."""
    if not path.is_file():
        print(f"skipped: {path.relative_to(ROOT.parent)} is absent")
        return []
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def judge_intents(index: IntentIndex) -> list[Judged]:
    """Return the intents of real lines, heard without any shop's goods."""
    shop = ShopIndex.build(Shop("none", 1, NOW, Profile("无")), index)
    judged = []
    for row in rows(REAL / "shoppers/intents.jsonl"):
        text = str(row["text"])
        heard = understand(text, state=FRESH, context=PageContext(), index=shop, intents=index, now=NOW)
        judged.append(Judged(text, str(row["intent"]), label_of(text, heard.asks[0]), str(row["sampling"])))
    return judged


def judge_moods() -> list[Judged]:
    """Return the sentiment of real reviews."""
    return [
        Judged(str(row["text"]), str(row["label"]), read_mood(str(row["text"])).sentiment, str(row["category"]))
        for row in rows(REAL / "reviews/sentiment.jsonl")
        if row["category"] != NOISY
    ]


def print_intents(judged: Sequence[Judged]) -> None:
    print("\nintents (18 labels)            accuracy  macro-F1  lines")
    for name, part in (("all", judged), ("random slice", [one for one in judged if one.group == "random"])):
        print_row(name, part)
        print_row(f"{name}: always other", [Judged(o.text, o.right, Label.OTHER, o.group) for o in part])
    wrong = Counter((one.right, one.given) for one in judged if one.right != one.given)
    print("most confused:", ", ".join(f"{right}->{given} {n}" for (right, given), n in wrong.most_common(8)))


def print_row(name: str, judged: Sequence[Judged]) -> None:
    accuracy, f1 = scores(judged)
    print(f"{name:30} {accuracy:8.3f}  {f1:8.3f}  {len(judged):5}")


def print_moods(judged: Sequence[Judged]) -> None:
    accuracy, _ = scores(judged)
    decided = [one for one in judged if one.given != Sentiment.NEUTRAL]
    print(f"\nsentiment: accuracy {accuracy:.3f} of {len(judged)} (neutral counts as wrong);", end=" ")
    print(f"{scores(decided)[0]:.3f} of the {len(decided)} that it calls good or bad")
    for category in sorted({one.group for one in judged}):
        print(f"  {category:6} {scores([one for one in judged if one.group == category])[0]:.3f}")


def print_orders() -> None:
    wanted, found = Counter[str](), Counter[str]()
    for row in rows(REAL / "shoppers/order_slots.jsonl"):
        lines = row["lines"]
        ours = parse_order_text(str(row["text"])).lines
        assert isinstance(lines, list)
        for at, line in enumerate(lines):
            mine = ours[at] if at < len(ours) else None
            for slot, value in (("item", normalize(line["item"] or "")), ("qty", line["qty"]), ("unit", line["unit"])):
                wanted[slot] += 1
                got = None if mine is None else {"item": mine.item, "qty": mine.quantity, "unit": mine.unit}[slot]
                found[slot] += got == value
    if wanted:
        print("\norder texts:", ", ".join(f"{slot} {found[slot]}/{n}" for slot, n in wanted.items()))


def print_speed(index: IntentIndex, texts: Iterable[str]) -> None:
    times = []
    for text in texts:
        since = time.perf_counter()
        index.classify(text)
        times.append((time.perf_counter() - since) * 1000)
    if times:
        times.sort()
        print(f"\nclassify: p50 {times[len(times) // 2]:.3f} ms, p95 {times[int(len(times) * 0.95)]:.3f} ms")


def main() -> None:
    """Print all tables."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(PACK.glob("*.toml"))]
    since = time.perf_counter()
    index = IntentIndex.build(parse_pack(texts))
    print(f"pack: {len(index.pack.intents)} intents, built in {time.perf_counter() - since:.2f} s")
    intents = judge_intents(index)
    if intents:
        print_intents(intents)
    moods = judge_moods()
    if moods:
        print_moods(moods)
    print_orders()
    print_speed(index, [one.text for one in intents])


if __name__ == "__main__":
    main()
