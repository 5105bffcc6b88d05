"""What does `/metrics` count?"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from xiaoer.services.handoff.keeper import Counts

SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 20.0)
METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}


class Meters:
    """The web's counters in one registry."""

    def __init__(self, registry: CollectorRegistry, *, in_hand: Callable[[], int], streams: Callable[[], int]) -> None:
        self._registry = registry
        self._requests = Counter(
            "xiaoer_http_requests", "HTTP requests", ("route", "method", "status"), registry=registry
        )
        self._request_seconds = Histogram(
            "xiaoer_http_seconds", "Time to serve a request", ("route",), buckets=SECONDS, registry=registry
        )
        self._replies = Counter(
            "xiaoer_replies", "Replies to synchronous callers", ("door", "route"), registry=registry
        )
        self._reply_seconds = Histogram(
            "xiaoer_reply_seconds", "From question to reply", ("door",), buckets=SECONDS, registry=registry
        )
        self._limited = Counter("xiaoer_rate_limited", "Messages refused by a limit", ("limit",), registry=registry)
        self._degraded = Gauge("xiaoer_degraded", "1 while a part is degraded or down", ("part",), registry=registry)
        Gauge("xiaoer_turns_in_hand", "Messages being answered", registry=registry).set_function(in_hand)
        Gauge("xiaoer_event_streams", "Open event streams", registry=registry).set_function(streams)

    def watch_desk(self, counts: Callable[[], Counts], desks: Callable[[], int]) -> None:
        """Show how the queue of shoppers who wait for a person stands."""
        told: tuple[tuple[str, str, Callable[[], float]], ...] = (
            ("xiaoer_tickets_waiting", "Shoppers whom no agent has taken yet", lambda: counts().waiting),
            ("xiaoer_tickets_taken", "Talks that agents have", lambda: counts().taken),
            ("xiaoer_tickets_alarming", "Shoppers who wait longer than the patience", lambda: counts().alarming),
            ("xiaoer_ticket_wait_seconds", "The longest wait", lambda: counts().longest_wait_s),
            ("xiaoer_desk_streams", "Open desks", desks),
        )
        for name, meaning, value in told:
            Gauge(name, meaning, registry=self._registry).set_function(value)

    def request(self, route: str, method: str, status: int, seconds: float) -> None:
        """Count a request that was served."""
        self._requests.labels(route, method if method in METHODS else "other", status).inc()
        self._request_seconds.labels(route).observe(seconds)

    def reply(self, door: str, route: str, seconds: float) -> None:
        """Count a reply."""
        self._replies.labels(door, route).inc()
        self._reply_seconds.labels(door).observe(seconds)

    def limited(self, limit: str) -> None:
        """Count a message that a limit refused."""
        self._limited.labels(limit).inc()

    def render(self, degraded: Iterable[tuple[str, bool]]) -> bytes:
        """Return all counts as Prometheus reads them."""
        for part, is_degraded in degraded:
            self._degraded.labels(part).set(int(is_degraded))
        return generate_latest(self._registry)
