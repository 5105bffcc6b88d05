"""What do the hundred shoppers ask, and in which shop?

The demo shop with one more page of policies. Which of the routine questions the data answer is found out by asking. The
questions that go to the model are laid down here with their evidence, since which ones do in a real shop changes with
every improvement of what is said from data.
"""

from __future__ import annotations

import asyncio
import random
import shutil
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from benchmarks.evil import drafter_of
from xiaoer.adapters.engines.none import NoEngine
from xiaoer.adapters.files.reader import read_path
from xiaoer.bootstrap.brain import CLOCK, enliven, load_brain
from xiaoer.core.dialogue.evidence import Evidence
from xiaoer.core.dialogue.plan import Compose, Plan, Unsure
from xiaoer.core.dialogue.question import Question, Shopper
from xiaoer.core.language.normalize import normalize
from xiaoer.core.retrieval.bearing import bearing_on
from xiaoer.services.answering import drafting, wording
from xiaoer.services.answering.composing import MOST_PIECES
from xiaoer.services.answering.findings import Findings
from xiaoer.services.answering.live import LiveShop
from xiaoer.services.evaluation.golden import parse_golden
from xiaoer.services.knowledge import preview

ROOT = Path(__file__).parents[2]
DEMO = ROOT / "shops" / "demo"
WORDED, ROUTINE = 60, 60  # questions of either kind
ROUTINE_SHARE = 0.75
GOODS = ("旧机", "返修件", "样机", "赠品", "借用机", "展示机", "故障件", "二手机", "租赁机", "寄存件")
DEEDS = ("估价", "检测", "翻新", "回收", "消毒", "贴膜", "刻字", "校准", "激活", "存档")
PAGE = "增值服务.md"


@dataclass(frozen=True, slots=True)
class Mix:
    """What is asked: routine questions are answered from data, worded ones go to the model."""

    routine: tuple[str, ...]
    worded: tuple[str, ...]

    def draw(self, rng: random.Random) -> tuple[str, bool]:
        """Return the next question and whether it is for the model: three quarters are routine, all by Zipf's law."""
        to_model = rng.random() >= ROUTINE_SHARE
        kind = self.worded if to_model else self.routine
        weights = [1 / rank for rank in range(1, len(kind) + 1)]
        return rng.choices(kind, weights)[0], to_model


def write_shop(folder: Path) -> None:
    """Write the demo shop with its further page."""
    shutil.copytree(DEMO, folder, dirs_exist_ok=True)
    sections = (f"## {evidence.title}\n{evidence.text}\n" for evidence in worded().values())
    page = folder / "policies" / PAGE
    page.write_text("# 增值服务\n\n" + "\n".join(sections), encoding="utf-8")


def worded() -> dict[str, Evidence]:
    """Return the questions for the model, each with what bears on it."""
    return {
        f"{goods}{deed}结果在哪看要几天": Evidence(
            "policy",
            f"增值服务#{number}",
            f"{goods}{deed}",
            f"仓库收到{goods}后{number % 7 + 2}个工作日内{deed},结果在订单页查看。{deed}期间请不要修改订单。",
        )
        for number, (goods, deed) in enumerate(product(GOODS, DEEDS))
    }


def send_to_model() -> None:
    """Have this process's answering flow compose the worded questions; all other stages stay as they are."""
    pieces = {normalize(question): evidence for question, evidence in worded().items()}

    def reconsider(plan: Plan, findings: tuple[Findings, ...], live: LiveShop, *, standalone: str) -> Plan:
        evidence = pieces.get(normalize(standalone))
        if evidence is None:
            return plan
        found = (Evidence(each.kind, each.id, each.title, each.text) for each in findings[0].passages)
        pool = (evidence, *(piece for piece in found if piece.id != evidence.id))
        texts = [f"{piece.title} {piece.text}" for piece in pool]
        likeness = live.index.passages.questions.likeness
        bearing = tuple(pool[number] for number in bearing_on(standalone, texts, likeness)[:MOST_PIECES])
        opening = wording.OPENING.format(matter=evidence.title)
        return Compose(standalone, bearing or (evidence,), "compose.passages", Unsure("unsure.no_passage"), opening)

    drafting.ends_unsure = lambda plan: True
    drafting.reconsider = reconsider


def mix_of(folder: Path) -> Mix:
    """Return the questions of this shop."""
    return asyncio.run(_mix_of(folder))


async def _mix_of(folder: Path) -> Mix:
    live = enliven(preview.shop_of(read_path(folder), shop_id="bench", at=CLOCK.now())[0], load_brain())
    drafter = drafter_of(live, NoEngine())
    golden = sorted((ROOT / "tests" / "golden" / "demo").glob("*.toml"))
    said = [
        talk.turns[0].say
        for path in golden
        for talk in parse_golden(path.read_text(encoding="utf-8"), name=path.name).conversations
    ]
    rng, routine = random.Random(1), []
    for text in rng.sample(said, len(said)):
        answered = await drafter.draft(Question(text, Shopper("probe")), shop_id="bench")
        if answered.reply.route == "direct":
            routine.append(text)
    return Mix(tuple(routine[:ROUTINE]), tuple(rng.sample(list(worded()), WORDED)))
