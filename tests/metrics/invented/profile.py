"""How hard the property tests look: the same worlds every time, or many fresh ones (HYPOTHESIS_PROFILE=deep)."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

DEEP = os.environ.get("HYPOTHESIS_PROFILE") == "deep"


def looking_at(countries: int) -> settings:
    """Settings for a test over so many countries; a dozen times as many, and others each time, when deep."""
    return settings(
        max_examples=12 * countries if DEEP else countries,
        derandomize=not DEEP,
        database=None,
        deadline=None,
        print_blob=True,
        suppress_health_check=list(HealthCheck),
    )
