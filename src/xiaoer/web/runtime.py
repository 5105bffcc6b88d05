"""What must be running behind the web?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, Protocol

from prometheus_client import CollectorRegistry

from xiaoer.config import Settings
from xiaoer.ports import Clock, Conversations, Ids, RateLimiter
from xiaoer.services.attachments.service import AttachmentService
from xiaoer.services.console import Console
from xiaoer.services.conversations.talks import Talks
from xiaoer.services.handoff.office import Office
from xiaoer.services.knowledge.control import ImportWish, Told
from xiaoer.services.knowledge.service import KnowledgeService
from xiaoer.services.staff.keys import KeyService
from xiaoer.services.staff.service import StaffService
from xiaoer.services.storefront.service import Storefront


class Keys(Protocol):
    """The secrets that callers are checked against."""

    @property
    def signing(self) -> bytes:
        """Return the secret that conversation tokens are signed with; at least 32 random bytes."""
        ...


class HealthPart(Protocol):
    """How one part of the installation is doing."""

    @property
    def name(self) -> str:
        """Return which part: store, knowledge, limiter, bus."""
        ...

    @property
    def status(self) -> Literal["ok", "degraded", "down"]:
        """Return `degraded` when answers still go out, `down` when they cannot."""
        ...

    @property
    def detail(self) -> str:
        """Return what an operator should know; no secrets."""
        ...


class WebRuntime(Protocol):
    """The built installation, as `bootstrap` hands it to the web."""

    @property
    def talks(self) -> Talks:
        """Return the conversations service."""
        ...

    @property
    def staff(self) -> StaffService:
        """Return the service of the staff's accounts and of what they changed."""
        ...

    @property
    def office(self) -> Office:
        """Return what people need who take talks over."""
        ...

    @property
    def staff_keys(self) -> KeyService:
        """Return the service of the keys of programs."""
        ...

    @property
    def storefront(self) -> Storefront:
        """Return what anybody may see of the shop."""
        ...

    @property
    def files(self) -> AttachmentService:
        """Return the service of files in talks."""
        ...

    @property
    def conversations(self) -> Conversations:
        """Return the store of conversations."""
        ...

    @property
    def limiter(self) -> RateLimiter:
        """Return the limiter that all message-taking routes share."""
        ...

    @property
    def clock(self) -> Clock:
        """Return the clock."""
        ...

    @property
    def ids(self) -> Ids:
        """Return the source of ids."""
        ...

    @property
    def settings(self) -> Settings:
        """Return the settings."""
        ...

    @property
    def keys(self) -> Keys:
        """Return the secrets."""
        ...

    @property
    def shop_id(self) -> str:
        """Return the shop that is served."""
        ...

    @property
    def version(self) -> str:
        """Return the version of the program."""
        ...

    @property
    def metrics(self) -> CollectorRegistry:
        """Return the registry that `/metrics` shows."""
        ...

    @property
    def console(self) -> Console:
        """Return the services behind the owner's console."""
        ...

    @property
    def knowledge(self) -> KnowledgeService:
        """Return the service that keeps the versions of the shop."""
        ...

    async def import_path(self, wish: ImportWish) -> Told:
        """Import files on the server's machine."""
        ...

    async def publish(self, number: int | None, seen: str = "") -> Told:
        """Make a version live, the newest draft unless told which; `seen` is the mark of the draft looked at."""
        ...

    async def roll_back(self, number: int | None) -> Told:
        """Make an earlier version live again."""
        ...

    async def health(self) -> Sequence[HealthPart]:
        """Return how each part is doing."""
        ...
