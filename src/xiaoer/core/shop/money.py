"""How much is it, to the fen?"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An amount of Chinese money as a whole number of fen (1 yuan = 100 fen)."""

    fen: int

    @staticmethod
    def yuan(amount: int) -> Money:
        """Return a whole amount of yuan."""
        return Money(amount * 100)

    def __add__(self, other: Money) -> Money:
        return Money(self.fen + other.fen)

    def __sub__(self, other: Money) -> Money:
        return Money(self.fen - other.fen)

    def __mul__(self, times: int) -> Money:
        return Money(self.fen * times)

    def __bool__(self) -> bool:
        # An explicit 0 yuan is a real price or threshold: truthiness would read it as "absent".
        raise TypeError("compare Money with Money or None; its truth value hides an explicit 0")

    def at_rate(self, rate: Fraction) -> Money:
        """Return this amount times `rate`, rounded half up to the fen."""
        return Money(int(Fraction(self.fen) * rate + Fraction(1, 2)))

    def display(self) -> str:
        """Return the amount as a shopper reads it: `1299元`, `59.9元`, `0.05元`."""
        sign, fen = ("-", -self.fen) if self.fen < 0 else ("", self.fen)
        whole, cents = divmod(fen, 100)
        decimals = f".{cents:02d}".rstrip("0") if cents else ""
        return f"{sign}{whole}{decimals}元"


ZERO = Money(0)
