"""The vocabulary of office habits (``plan/words.toml``), ready for comparing."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from dxmetrics.catalog.names import key
from dxmetrics.catalog.tables import read_toml
from dxmetrics.workbook.text import one_line

_LABEL_LENGTH = 200
_MOST_SEEN = 4096
_PLAN = Path(__file__).parent.parent / "plan"


class WordSet:
    """A set of words, compared by the accent-tolerant key; words without a letter or digit as they stand."""

    def __init__(self, words: list[str]) -> None:
        self._keys = {word_key(word) for word in words}
        self._seen: dict[str, bool] = {}

    def __contains__(self, text: str) -> bool:
        known = self._seen.get(text)
        if known is None:
            known = word_key(text) in self._keys
            if len(text) <= _LABEL_LENGTH and len(self._seen) < _MOST_SEEN:
                self._seen[text] = known
        return known

    def starts(self, text: str) -> bool:
        """Whether the text begins with one of the words, a word's end where it ends."""
        parts = one_line(text).replace(":", " ").split()
        return any(word_key(" ".join(parts[:count])) in self._keys for count in range(1, min(len(parts), 6) + 1))


@dataclass(frozen=True)
class Words:
    """Everything ``words.toml`` holds. The ``official_*`` words are those of the template's own lists."""

    official_yes: str
    official_no: str
    official_not_applicable: str
    yes: WordSet
    no: WordSet
    not_applicable: WordSet
    symbol_fonts: frozenset[str]
    symbol_yes: frozenset[str]
    symbol_no: frozenset[str]
    asked_blanks: WordSet
    silent_blanks: WordSet
    no_document: WordSet
    ditto: WordSet
    approximate: WordSet
    approximate_signs: str
    units: dict[str, WordSet]
    other_scales: WordSet
    hedged: WordSet
    totals: WordSet
    footers: WordSet
    subsets: WordSet
    counts: WordSet
    unit_labels: tuple[str, ...]
    period_labels: tuple[str, ...]
    quarter_words: tuple[str, ...]


def word_key(text: str) -> str:
    """The key of a word or label; a sign (``-``, ``✓``) is its own key, and so is a text too long for a label."""
    return _short_key(text) if len(text) <= _LABEL_LENGTH else one_line(text)


@lru_cache(maxsize=16_384)
def _short_key(text: str) -> str:
    plain = one_line(text)
    return key(plain) or plain


@cache
def load_words(folder: Path = _PLAN) -> Words:
    """The words of a plan's folder. CatalogError or KeyError when the file is wrong or lacks a list."""
    raw = read_toml(folder / "words.toml")
    answers, blanks, numbers, layout = raw["answers"], raw["blanks"], raw["numbers"], raw["layout"]
    return Words(
        official_yes=answers["official_yes"],
        official_no=answers["official_no"],
        official_not_applicable=answers["official_not_applicable"],
        yes=WordSet(answers["yes"]),
        no=WordSet(answers["no"]),
        not_applicable=WordSet(answers["not_applicable"]),
        symbol_fonts=frozenset(answers["symbol_fonts"]),
        symbol_yes=frozenset(answers["symbol_yes"]),
        symbol_no=frozenset(answers["symbol_no"]),
        asked_blanks=WordSet(blanks["asked"]),
        silent_blanks=WordSet(blanks["silent"]),
        no_document=WordSet(blanks["no_document"]),
        ditto=WordSet(blanks["ditto"]),
        approximate=WordSet(numbers["approximate"]),
        approximate_signs=numbers["approximate_signs"],
        units={word_key(unit): WordSet([unit, *words]) for unit, words in raw["units"].items()},
        other_scales=WordSet(raw["other_scales"]["words"]),
        hedged=WordSet(raw["lists"]["hedged"]),
        totals=WordSet(layout["totals"]),
        footers=WordSet(layout["footers"]),
        subsets=WordSet(layout["subsets"]),
        counts=WordSet(layout["counts"]),
        unit_labels=tuple(layout["unit_labels"]),
        period_labels=tuple(layout["period_labels"]),
        quarter_words=tuple(layout["quarter_words"]),
    )
