"""How well does it understand, find, and guard? `python -m benchmarks.quality [DATA]` (`make quality`).

Prints one table beside simple baselines, and one with each piece taken out; writes both to docs/quality.md, with the
figures as JSON and a picture. DATA (default `../shared/data`) holds sets that are no part of the project; what is
absent is skipped, with a notice.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from benchmarks import ablation, asked, guards, retrieval, understanding
from benchmarks.plot import Axis, Line, chart, ticks_to
from xiaoer.adapters.connectors.folder import FolderOrders
from xiaoer.adapters.files.reader import read_path
from xiaoer.bootstrap.brain import CLOCK, FixedClock, load_brain
from xiaoer.bootstrap.offline import drafter_of
from xiaoer.core.dialogue.understanding import Label
from xiaoer.core.guard.lexicon import LEXICON_FILES, parse_lexicon
from xiaoer.core.guard.review import ReplyGuard
from xiaoer.core.guard.screen import WordGuard
from xiaoer.core.shop.knowledge import Words
from xiaoer.core.shop.shop import Shop
from xiaoer.core.understanding.intent import IntentIndex
from xiaoer.services.answering.drafting import Drafter
from xiaoer.services.evaluation import golden
from xiaoer.services.knowledge import preview

ROOT = Path(__file__).parents[1]
DOCUMENT = ROOT / "docs/quality.md"
FIGURES = ROOT / "docs/figures"
FORBIDDEN = 20_000
POSITIVE = ("好", "喜欢", "满意", "不错", "推荐")
# The plainest rules that somebody might write for the 18 labels, in order.
KEYWORDS = (
    ("运费 邮费 包邮", Label.SHIPPING_FEE),
    ("发票 开票", Label.INVOICE),
    ("退款", Label.REFUND),
    ("退货 换货 退换", Label.RETURN_EXCHANGE),
    ("保修 质保 维修", Label.WARRANTY),
    ("便宜 优惠点", Label.PRICE_BARGAIN),
    ("活动 优惠 券 满减", Label.PROMOTION),
    ("有货 现货 库存", Label.STOCK),
    ("到哪 物流 快递", Label.LOGISTICS_STATUS),
    ("发货 几天 什么时候到", Label.DELIVERY_TIME),
    ("付款 支付 花呗", Label.PAYMENT),
    ("取消 改地址 修改", Label.ORDER_CHANGE),
    ("投诉 差评", Label.COMPLAINT),
    ("人工 客服", Label.HUMAN),
    ("谢谢 再见 好的", Label.THANKS_BYE),
    ("你好 在吗", Label.GREETING),
    ("多大 尺寸 材质 怎么用", Label.PRODUCT_SPEC),
)


@dataclass(frozen=True, slots=True)
class Row:
    """One measured figure with what stands beside it; `wanted` is the bound it is meant to keep."""

    part: str
    what: str
    figure: str
    beside: str = ""
    wanted: str = ""


@dataclass(frozen=True, slots=True)
class Lost:
    """What one piece is worth: a figure with and without it."""

    piece: str
    what: str
    with_it: float
    without: float


def main() -> None:
    """Measure, print and write."""
    data = Path(sys.argv[1]) if len(sys.argv) > 1 else understanding.REAL
    understanding.REAL = data
    guards.DATA = data
    brain = load_brain()
    rows = [*_understanding(brain.intents), *_retrieval(data / "faq_match", brain.intents), *_goldens()]
    rows += [*_asked(), *_guards()]
    losses = [*_without_parts_of_understanding(brain.intents), *_without_parts_of_retrieval(data / "faq_match")]
    losses += [*_without_talk(), *_without_guards(data)]
    _write(rows, losses)


def _understanding(intents: IntentIndex) -> Iterator[Row]:
    judged = understanding.judge_intents(intents)
    slices = (("all lines", judged), ("random slice", [one for one in judged if one.group == "random"]))
    for name, part in slices if judged else ():
        accuracy, f1 = understanding.scores(part)
        others = []
        for label, given in (("majority", lambda _: Label.OTHER), ("keywords", _by_keywords)):
            plain = [replace(one, given=given(one.text)) for one in part]
            others.append(f"{label} {understanding.scores(plain)[1]:.3f}")
        figure = f"{f1:.3f} (accuracy {accuracy:.3f}, {len(part)} lines)"
        yield Row("understanding", f"18 labels, macro-F1, {name}", figure, ", ".join(others), ">= 0.85 (random)")
    moods = understanding.judge_moods()
    if moods:
        plain = [replace(one, given=_plain_mood(one.text)) for one in moods]
        figure = f"{understanding.scores(moods)[0]:.3f} ({len(moods)} reviews)"
        beside = f"majority 0.500, five good words {understanding.scores(plain)[0]:.3f}"
        yield Row("understanding", "sentiment, accuracy", figure, beside, ">= 0.88")


def _by_keywords(text: str) -> str:
    return next((label for words, label in KEYWORDS if any(word in text for word in words.split())), Label.OTHER)


def _plain_mood(text: str) -> str:
    return "positive" if any(word in text for word in POSITIVE) and "不好" not in text else "negative"


def _retrieval(data: Path, intents: IntentIndex) -> Iterator[Row]:
    for name in retrieval.SETS:
        judged = retrieval.read_set(data / name)
        if judged is None:
            continue
        ours, plain = retrieval.rank(judged, intents), retrieval.rank_plainly(judged)
        figure, beside = (f"{one.at_1:.3f} / {one.at_5:.3f} / {one.mrr:.3f}" for one in (ours, plain))
        wanted = "R@1 >= 0.70, R@5 >= 0.90" if name == "ecom_lcqmc" else ""
        yield Row("retrieval", f"{name}, R@1 / R@5 / MRR", figure, f"BM25 on characters {beside}", wanted)
    for source in retrieval.SOURCES:
        pairs = retrieval.judge_pairs(data / "pairs.jsonl", source)
        if pairs is not None:
            figure = f"{pairs.at_best:.3f} at the best level, {pairs.at_half:.3f} at 0.5 ({pairs.count} pairs)"
            yield Row("retrieval", f"pairs, {source}, accuracy", figure, "majority 0.500", ">= 0.80")


def _asked() -> Iterator[Row]:
    said, other, made_up = asked.shares(asked.measure())
    yield Row("retrieval", "own everyday questions to six small shops: answered right", f"{said:.3f}")
    yield Row("retrieval", "the same: another text said", f"{other:.3f}")
    yield Row("retrieval", "the same: something said where the shop has no answer", f"{made_up:.3f}")


def _goldens() -> Iterator[Row]:
    kinds: Counter[str] = Counter()
    totals: Counter[str] = Counter()
    for name, files in _golden_files():
        right = total = 0
        for file in files:
            for score in _played(file):
                kinds[score.kind] += score.right
                totals[score.kind] += score.total
                right, total = right + score.right, total + score.total
        yield Row("golden talks", f"shop {name}", f"{right / total:.3f} ({right} of {total})", "", ">= 0.95")
    for kind in sorted(totals):
        figure = f"{kinds[kind] / totals[kind]:.3f} ({kinds[kind]} of {totals[kind]})"
        yield Row("golden talks", f"kind {kind}", figure, "", ">= 0.90")


def _golden_files() -> Iterator[tuple[str, list[golden.GoldenFile]]]:
    for folder in sorted((ROOT / "tests/golden").iterdir()):
        files = sorted(folder.glob("*.toml")) if folder.is_dir() else []
        if files:
            yield folder.name, [golden.parse_golden(file.read_text("utf-8"), name=file.name) for file in files]


def _played(file: golden.GoldenFile, make: Callable[..., Drafter] = drafter_of) -> tuple[golden.Score, ...]:
    now = file.now or CLOCK.now()
    shop, orders = preview.shop_of(read_path(ROOT / file.shop), shop_id="golden", at=now)
    drafter = make(shop, FolderOrders(orders), clock=FixedClock(now))
    return golden.score(file.conversations, asyncio.run(golden.play(file, drafter, shop_id="golden")))


def _guards() -> Iterator[Row]:
    words, replies = _screens(LEXICON_FILES)
    for row in (*guards.incoming(words), *guards.outgoing(replies, FORBIDDEN)):
        yield Row("guards", f"{row.what} ({row.count})", row.result, "", row.target)


def _screens(names: Sequence[str]) -> tuple[WordGuard, ReplyGuard]:
    texts = [(ROOT / "src/xiaoer/data/guard" / name).read_text(encoding="utf-8") for name in names]
    lexicon = parse_lexicon(texts)
    return WordGuard.build(guards.SHOP, Words(), lexicon), ReplyGuard.build(guards.SHOP, Words(), lexicon)


def _without_parts_of_understanding(intents: IntentIndex) -> Iterator[Lost]:
    whole = understanding.judge_intents(intents)
    if not whole:
        return
    pieces = (
        ("learnt weights of the intents", ablation.without_learning(intents)),
        ("words of like meaning in the pack", ablation.without_concepts()),
        ("slang, abbreviations, usual typos", ablation.without_slang()),
    )
    for piece, index in pieces:
        without = understanding.judge_intents(index)
        yield Lost(piece, "18 labels, macro-F1", understanding.scores(whole)[1], understanding.scores(without)[1])


def _without_parts_of_retrieval(data: Path) -> Iterator[Lost]:
    brain = load_brain()
    whole = asked.shares(asked.measure())[0]
    what = "own everyday questions answered right"

    def unlinked(shop: Shop) -> Drafter:
        return ablation.unlinked(shop, brain, clock=CLOCK)

    def unlearnt(shop: Shop) -> Drafter:
        return ablation.with_intents(
            shop, replace(brain, intents=ablation.without_learning(brain.intents)), clock=CLOCK
        )

    yield Lost("learnt weights of the intents", what, whole, asked.shares(asked.measure(unlearnt))[0])
    yield Lost("link of the shop's texts to the pack", what, whole, asked.shares(asked.measure(unlinked))[0])
    with ablation.no_synonyms():
        yield Lost("table of synonyms", what, whole, asked.shares(asked.measure())[0])
    judged = retrieval.read_set(data / "ecom_lcqmc")
    if judged is not None:
        ours = retrieval.rank(judged, brain.intents).at_1
        with ablation.no_synonyms():
            without = retrieval.rank(judged, brain.intents).at_1
        yield Lost("table of synonyms", "ecom_lcqmc, R@1", ours, without)
        plain = retrieval.rank_plainly(judged).at_1
        yield Lost("likeness of candidates (reranking)", "ecom_lcqmc, R@1", ours, plain)


def _without_talk() -> Iterator[Lost]:
    scores: list[float] = []
    for cut in (ablation.only_talks, ablation.last_turns):
        right = total = 0
        for _, files in _golden_files():
            for score in (score for file in files for score in _played(cut(file))):
                right, total = right + score.right, total + score.total
        scores.append(right / max(total, 1))
    yield Lost("what was said before", "golden talks of several turns", *scores)


def _without_guards(data: Path) -> Iterator[Lost]:
    file = data / "attacks/attacks.jsonl"
    if not file.is_file():
        return
    entries = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    texts = [entry["text"] for entry in entries if entry["category"] in guards.STRICT]

    def caught(names: Sequence[str]) -> float:
        words, _ = _screens(names)
        return sum(guards._action(text, words) != "allow" for text in texts) / len(texts)

    whole = caught(LEXICON_FILES)
    for name in LEXICON_FILES:
        rest = [other for other in LEXICON_FILES if other != name]
        yield Lost(f"guard words in {name}", "injection, leak, jailbreak, abuse caught", whole, caught(rest))


def _write(rows: Sequence[Row], losses: Sequence[Lost]) -> None:
    table = ["| part | what | figure | beside it | wanted |", "|---|---|---|---|---|"]
    table += [f"| {row.part} | {row.what} | {row.figure} | {row.beside} | {row.wanted} |" for row in rows]
    taken = ["| taken out | figure | with it | without |", "|---|---|---|---|"]
    taken += [f"| {one.piece} | {one.what} | {one.with_it:.3f} | {one.without:.3f} |" for one in losses]
    print("\n".join((*table, "", *taken)))
    known = DOCUMENT.read_text(encoding="utf-8") if DOCUMENT.is_file() else "# Quality\n"
    head, _, tail = known.partition("<!-- measured -->")
    _, _, notes = tail.partition("<!-- end -->")
    body = "\n".join(("", *table, "", "![pieces](figures/quality.svg)", "", *taken, ""))
    DOCUMENT.write_text(
        f"{head.rstrip()}\n\n<!-- measured -->\n{body}\n<!-- end -->{notes or chr(10)}", encoding="utf-8"
    )
    figures = {"rows": [asdict(row) for row in rows], "pieces": [asdict(one) for one in losses]}
    (FIGURES / "quality.json").write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    (FIGURES / "quality.svg").write_text(_picture(losses), encoding="utf-8")


def _picture(losses: Sequence[Lost]) -> str:
    lines = [
        Line("with every piece", tuple((at, one.with_it) for at, one in enumerate(losses, start=1)), marks=True),
        Line("without the piece of that row", tuple((at, one.without) for at, one in enumerate(losses, start=1))),
    ]
    across = Axis("row of the second table", tuple(float(at) for at in range(len(losses) + 2)))
    return chart("What each piece is worth", lines, across=across, up=Axis("share", ticks_to(1.0)))


if __name__ == "__main__":
    main()
