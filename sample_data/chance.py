"""Chance that falls the same way every time: dice named by what they decide."""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil
from random import Random


def dice(*names: object) -> Random:
    """Dice of their own for these names, so that adding a unit or a cell changes no other's figures."""
    return Random("|".join(str(name) for name in names))


def share_ranks(names: Iterable[str], topic: str) -> dict[str, float]:
    """Each name's place between 0 and 1, evenly spread: those below 0.4 are 40 % of them, exactly."""
    order = sorted(names, key=lambda name: dice(topic, name).random())
    return {name: (place + 0.5) / len(order) for place, name in enumerate(order)}


def upwards(value: float) -> int:
    """To the next whole number, so that a small unit that keeps up with the others is not rounded to behind them."""
    return ceil(round(value, 6))


def rounded(value: float) -> int:
    """To the nearest whole number, halves up, so that a growing share never gives a falling count."""
    return int(value + 0.5)
