"""What do the hundred shoppers ask, and in which shop?

The demo shop with one more page of policies, whose texts bear on questions that none of them answers for sure: those go
to the model. Which do is found out by asking, so that the mix stays what it says when the data answer more.
"""

from __future__ import annotations

import asyncio
import random
import shutil
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from benchmarks.evil import drafter_of
from xiaoer.adapters.engines.scripted import Scripted
from xiaoer.adapters.files.reader import read_path
from xiaoer.bootstrap.brain import CLOCK, enliven, load_brain
from xiaoer.core.dialogue.question import Question, Shopper
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

    def draw(self, rng: random.Random) -> str:
        """Return the next question: three quarters are routine, each kind by Zipf's law."""
        kind = self.routine if rng.random() < ROUTINE_SHARE else self.worded
        weights = [1 / rank for rank in range(1, len(kind) + 1)]
        return rng.choices(kind, weights)[0]


def write_shop(folder: Path) -> None:
    """Write the demo shop with its further page."""
    shutil.copytree(DEMO, folder, dirs_exist_ok=True)
    sections = (
        f"## {deed}时间\n仓库收到{goods}后{number % 7 + 2}个工作日内{deed},结果在订单页查看。"
        f"{deed}期间请不要修改订单。\n"
        for number, (goods, deed) in enumerate(product(GOODS, DEEDS))
    )
    page = folder / "policies" / PAGE
    page.write_text("# 增值服务\n\n" + "\n".join(sections), encoding="utf-8")


def mix_of(folder: Path) -> Mix:
    """Return the questions of this shop, sorted by what becomes of them."""
    return asyncio.run(_mix_of(folder))


async def _mix_of(folder: Path) -> Mix:
    live = enliven(preview.shop_of(read_path(folder), shop_id="bench", at=CLOCK.now())[0], load_brain())
    engine = Scripted()
    drafter = drafter_of(live, engine)
    golden = sorted((ROOT / "tests" / "golden" / "demo").glob("*.toml"))
    said = [
        talk.turns[0].say
        for path in golden
        for talk in parse_golden(path.read_text(encoding="utf-8"), name=path.name).conversations
    ]
    made = [f"{goods}{deed}结果在哪看要几天" for goods, deed in product(GOODS, DEEDS)]
    made += [f"{goods}收到之后多久{deed}" for goods, deed in product(GOODS, DEEDS)]
    routine, worded = [], []
    rng = random.Random(1)
    for text in (*rng.sample(said, len(said)), *rng.sample(made, len(made))):
        before = len(engine.history)
        answered = await drafter.draft(Question(text, Shopper("probe")), shop_id="bench")
        if len(engine.history) > before:
            worded.append(text)
        elif answered.reply.route == "direct":
            routine.append(text)
    if len(worded) < WORDED // 2:
        raise RuntimeError(f"only {len(worded)} questions go to the model")
    return Mix(tuple(routine[:ROUTINE]), tuple(worded[:WORDED]))
