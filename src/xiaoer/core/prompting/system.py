"""What does every prompt of a shop begin with?

The same characters on every turn of every shopper, so that an engine reads them once: no time, name or id of anybody
may enter here. Nothing in it is a secret; told in full it would do no harm.
"""

from __future__ import annotations

from xiaoer.core.shop.profile import Profile

MOST_PRINCIPLES = 5  # of the shop's own rules; each costs tokens on the first turn after a start only
PRINCIPLE_CHARS = 60


def system_text(template: str, profile: Profile) -> str:
    """Return the constant part for one shop: its role, the rules and the shop's own principles."""
    principles = (" ".join(rule.split())[:PRINCIPLE_CHARS] for rule in profile.principles[:MOST_PRINCIPLES])
    filled = (
        template.replace("{shop}", profile.name)
        .replace("{assistant}", profile.assistant_name)
        .replace("{unsure}", profile.unsure_reply)
        .replace("{principles}", "\n".join(f"- {rule}" for rule in principles if rule))
    )
    return filled.strip()
