"""What belongs together where people take over?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from xiaoer.core.shop.profile import Profile
from xiaoer.ports import Tickets
from xiaoer.services.conversations.talks import Talks
from xiaoer.services.handoff.bell import Bell
from xiaoer.services.handoff.changes import Changes, DeskPorts
from xiaoer.services.handoff.desk import Desk
from xiaoer.services.handoff.drafts import Drafts, ReplyDrafts
from xiaoer.services.handoff.feed import DeskFeed
from xiaoer.services.handoff.hall import Hall
from xiaoer.services.handoff.keeper import Keeper
from xiaoer.services.handoff.leaving import Leaving
from xiaoer.services.handoff.moves import Moves
from xiaoer.services.handoff.ports import DeskStore, TicketBook


@dataclass(frozen=True, slots=True)
class OfficeRules:
    """How patient the office is; see the settings of the same names."""

    patience_s: float = 180.0
    stale_s: float = 90.0
    look_every_s: float = 2.0


@dataclass(frozen=True, slots=True)
class Office:
    """All that people taking over need, over one set of ports."""

    tickets: TicketBook
    store: DeskStore
    desk: Desk
    hall: Hall
    keeper: Keeper
    feed: DeskFeed
    leaving: Leaving
    drafts: ReplyDrafts
    rules: OfficeRules


def open_office(
    ports: DeskPorts,
    *,
    tickets: Tickets,
    talks: Talks,
    bell: Bell,
    drafts: Drafts,
    shop_id: str,
    profile: Callable[[], Profile],
    rules: OfficeRules,
) -> Office:
    """Return the office of one shop; its talks must publish through a bus that rings this bell."""
    changes = Changes(ports, shop_id=shop_id)
    moves = Moves(clock=ports.clock, ids=ports.ids, profile=profile)
    hall = Hall(ports, shop_id=shop_id, stale_s=rules.stale_s)
    return Office(
        tickets=ports.tickets,
        store=ports.desk,
        desk=Desk(ports, changes=changes, moves=moves, hall=hall, runner=talks.runner, shop_id=shop_id),
        hall=hall,
        keeper=Keeper(
            ports,
            changes=changes,
            moves=moves,
            hall=hall,
            shop_id=shop_id,
            profile=profile,
            patience_s=rules.patience_s,
        ),
        feed=DeskFeed(ports, hall=hall, bell=bell, shop_id=shop_id, profile=profile),
        leaving=Leaving(ports, tickets, changes=changes, wishes=talks.wishes),
        drafts=ReplyDrafts(drafts, ports.conversations),
        rules=rules,
    )
