"""Which models does a buyer compare, and which shapes have they?"""

from __future__ import annotations

from dataclasses import dataclass

from xiaoer.adapters.models.random_weights import QWEN25_05B, Shape


@dataclass(frozen=True, slots=True)
class ComparedModel:
    """A model of the comparison; `own_architecture` where random weights have its very architecture.

    The others are stood in for by Qwen2's layers with the same dimensions: as many weights to read for each token.
    """

    name: str
    shape: Shape
    own_architecture: bool = False


COMPARED = (
    ComparedModel("Qwen2.5-0.5B-Instruct", QWEN25_05B, own_architecture=True),
    ComparedModel("MiniCPM-2B", Shape(40, 2304, 36, 36, 5760, 122_753)),
    ComparedModel("ChatGLM3-6B", Shape(28, 4096, 32, 2, 13_696, 65_024, tied=False)),
    ComparedModel("Baichuan2-7B", Shape(32, 4096, 32, 32, 11_008, 125_696, tied=False)),
)
