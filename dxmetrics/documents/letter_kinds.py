"""What a letter to a unit may be about, by the reasons that stand against it (metrics.md §5)."""

from __future__ import annotations

from collections.abc import Mapping

REASONS = ("no_return", "rejected", "below_plan", "no_value", "regressed", "stagnant", "evidence_missing", "late")
"""In the order a letter names them."""
RETURN_REASONS = ("no_return", "rejected", "late")

KINDS: Mapping[str, tuple[str, ...]] = {
    "reminder": REASONS,
    "returns": RETURN_REASONS,
    "targets": tuple(reason for reason in REASONS if reason not in RETURN_REASONS),
    "group": REASONS,
}
"""Everything, the return only, the targets only; ``group``: everything, one letter a level with a list."""

REQUEST = "request"
"""The letter to all that asks for a quarter's returns."""
