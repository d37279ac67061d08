"""Which returns count at a moment: the register of revisions read event by event (metrics.md §5, §6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tests.metrics.oracle.files import Values
from tests.metrics.oracle.lagging import Arrival


@dataclass(frozen=True)
class Revision:
    """One file as it came, and what happened to it: (rejected | pending | accepted | withdrawn, when), in order."""

    unit: str
    index: int
    revision: int
    received_at: datetime
    events: tuple[tuple[str, datetime], ...]
    values: Values

    def state(self, moment: datetime) -> str | None:
        """Its last event by then, None before the first."""
        known = [event for event, at in self.events if at <= moment]
        return known[-1] if known else None


def in_force(revisions: list[Revision], moment: datetime) -> dict[tuple[str, int], Values]:
    """The figures of the highest accepted revision of each return."""
    accepted = [one for one in revisions if one.state(moment) == "accepted"]
    return {(one.unit, one.index): one.values for one in sorted(accepted, key=lambda one: one.revision)}


def arrivals(revisions: list[Revision], moment: datetime) -> list[Arrival]:
    """Every file known by then with what became of it."""
    return [
        Arrival(one.unit, one.index, one.received_at, state, one.revision)
        for one in revisions
        if (state := one.state(moment))
    ]
