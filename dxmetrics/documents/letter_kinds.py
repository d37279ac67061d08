"""What a letter to a unit may be about, by the reasons that stand against it (metrics.md §5)."""

from __future__ import annotations

from collections.abc import Mapping

REASONS = ("no_return", "rejected", "below_plan", "no_value", "regressed", "stagnant", "evidence_missing", "late")
"""In the order a letter names them."""

KINDS: Mapping[str, tuple[str, ...]] = {
    "lagging": REASONS,
    "reminder": ("no_return", "rejected"),
    "group": REASONS,
}
"""``lagging``: all that stands against the unit; ``reminder``: the return that is not there; ``group``: all, one letter a
level with a list."""

REQUEST = "request"
"""The letter to all that asks for a quarter's returns."""
