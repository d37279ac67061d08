"""What a reader has chosen, as one frozen value, and as the plain query parameters that make a link open the same view.

Parameters are plain words, each checked against the list of what can be chosen; anything else is ignored.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace

_SEARCH_CHARS = 100


@dataclass(frozen=True)
class Selection:
    """The filters in force. Empty text means no filter; ``period`` is empty only on a store without data."""

    period: str = ""
    level: str = ""
    target: str = ""
    status: str = ""
    search: str = ""


@dataclass(frozen=True)
class Choices:
    """What each filter may be, in the order offered."""

    period: Sequence[str]
    level: Sequence[str]
    target: Sequence[str]
    status: Sequence[str]

    def default(self) -> Selection:
        """The newest quarter with data, the first target, everything else open."""
        return Selection(period=self.period[-1] if self.period else "", target=self.target[0] if self.target else "")

    def allow(self, name: str, value: str) -> bool:
        """Whether ``value`` may stand in filter ``name``. A search is any short text."""
        return len(value) <= _SEARCH_CHARS if name == "search" else value == "" or value in getattr(self, name)


def from_query(params: Mapping[str, str], choices: Choices, base: Selection) -> Selection:
    """``base`` with the parameters that name something there is; unknown names and values are ignored."""
    names = {field.name for field in fields(Selection)}
    given = {name: value for name, value in params.items() if name in names and choices.allow(name, value)}
    return valid(replace(base, **given), choices)


def to_query(selection: Selection, choices: Choices) -> dict[str, str]:
    """The parameters that differ from the default, so that a plain address stays plain."""
    usual = choices.default()
    names = [field.name for field in fields(Selection)]
    return {name: getattr(selection, name) for name in names if getattr(selection, name) != getattr(usual, name)}


def valid(selection: Selection, choices: Choices) -> Selection:
    """The selection with whatever is no longer on offer put back to its default: a load changes what there is."""
    usual = choices.default()
    names = [field.name for field in fields(Selection)]
    wrong = {name: getattr(usual, name) for name in names if not choices.allow(name, getattr(selection, name))}
    fixed = replace(selection, **wrong)
    return (
        fixed
        if fixed.period and fixed.target
        else replace(fixed, period=fixed.period or usual.period, target=fixed.target or usual.target)
    )
