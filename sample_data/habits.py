"""A right return, typed as offices really type: it must load to the same figures."""

from __future__ import annotations

import unicodedata
from decimal import Decimal

from dxmetrics.catalog import Catalog
from sample_data.history import Filling
from sample_data.settings import load_words

_PEOPLE = 3
"""How many counts get their unit's word typed behind them."""


def as_offices_type(catalog: Catalog, filling: Filling) -> Filling:
    """The same return with a decimal comma, a word behind some numbers, a cross for yes and decomposed letters."""
    habits = load_words()["habits"]
    typed: Filling = {}
    words = 0
    for key, value in filling.items():
        element = catalog.elements.get(key[1])
        if isinstance(value, bool):
            typed[key] = habits["yes"] if value else habits["no"]
        elif isinstance(value, Decimal):
            typed[key] = _decimal_comma(value)
        elif isinstance(value, str) and element is not None and element.value_type in ("text", "ref"):
            typed[key] = unicodedata.normalize("NFD", value)
        elif isinstance(value, int) and value and words < _PEOPLE and element.unit_vi == _counted_in():
            typed[key], words = habits["count_words"].format(number=value), words + 1
        else:
            typed[key] = value
    return typed


def _counted_in() -> str:
    return load_words()["habits"]["count_words"].split()[-1]


def _decimal_comma(value: Decimal) -> str:
    return f"{value:,}".translate(str.maketrans(",.", ".,"))
