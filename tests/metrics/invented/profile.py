"""How hard the property tests look: the same worlds every time, or many fresh ones (HYPOTHESIS_PROFILE=deep)."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, Phase, settings

DEEP = os.environ.get("HYPOTHESIS_PROFILE") == "deep"


def looking_at(countries: int) -> settings:
    """Settings for a test over so many countries; a dozen times as many, and others each time, when deep.

    Only a deep look shrinks what it found, which takes minutes; an ordinary run prints the first that failed.
    """
    return settings(
        max_examples=12 * countries if DEEP else countries,
        derandomize=not DEEP,
        database=None,
        deadline=None,
        print_blob=True,
        phases=tuple(Phase) if DEEP else (Phase.explicit, Phase.generate),
        suppress_health_check=list(HealthCheck),
    )
