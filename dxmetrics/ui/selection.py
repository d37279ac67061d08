"""What a reader has chosen, as one frozen value, and as the plain query parameters that make a link open the same view.

Parameters are plain words, each checked against the list of what can be chosen; anything else is ignored.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace

_SEARCH_CHARS = 100
AS_IS, OLD_AREA, YES, LAST_FREEZE = "as_is", "old", "yes", "freeze"


@dataclass(frozen=True)
class Selection:
    """The filters in force. Empty text means no filter; ``period`` is empty only on a store without data.

    district       a district with its communes
    group          a member group ML1-5 or a platform group NT1-9
    since          what changes are counted from: an earlier quarter, or ``freeze``, the quarter's last freeze
    structure      ``as_is``: earlier quarters on the chosen quarter's units
    area           ``old``: only the land the province had when the Plan began
    frozen         ``yes``: the figures kept with the quarter's freeze, which no other way of looking goes with
    carry_forward  ``yes``: a missing stock value is the unit's last one
    """

    period: str = ""
    level: str = ""
    target: str = ""
    status: str = ""
    search: str = ""
    peer_group: str = ""
    district: str = ""
    group: str = ""
    unit: str = ""
    since: str = ""
    structure: str = ""
    area: str = ""
    frozen: str = ""
    carry_forward: str = ""


NAMES = tuple(item.name for item in fields(Selection))
_NOT_WITH_FROZEN = ("structure", "area", "carry_forward")


@dataclass(frozen=True)
class Choices:
    """What each filter may be, in the order offered.

    districts  in force in each quarter; a quarter without any is left out
    frozen     quarters that are frozen
    """

    period: Sequence[str]
    level: Sequence[str]
    target: Sequence[str]
    status: Sequence[str]
    peer_group: Sequence[str] = ()
    districts: Mapping[str, Sequence[str]] = field(default_factory=dict)
    group: Sequence[str] = ()
    unit: Sequence[str] = ()
    frozen_periods: Sequence[str] = ()

    def default(self) -> Selection:
        """The newest quarter with data, the first target, everything else open."""
        return Selection(period=self.period[-1] if self.period else "", target=self.target[0] if self.target else "")

    def options(self, name: str, selection: Selection) -> Sequence[str]:
        """What filter ``name`` may be in the selection's quarter."""
        is_frozen = selection.period in self.frozen_periods
        if name == "district":
            return self.districts.get(selection.period, ())
        if name == "since":
            return (*(item for item in self.period if item < selection.period), *((LAST_FREEZE,) if is_frozen else ()))
        if name == "frozen":
            return (YES,) if is_frozen else ()
        switches = {"structure": (AS_IS,), "area": (OLD_AREA,), "carry_forward": (YES,)}
        return switches[name] if name in switches else getattr(self, name)

    def allow(self, name: str, value: str, selection: Selection) -> bool:
        """Whether ``value`` may stand in filter ``name``. A search is any short text."""
        return (
            len(value) <= _SEARCH_CHARS if name == "search" else value == "" or value in self.options(name, selection)
        )


def from_query(params: Mapping[str, str], choices: Choices, base: Selection) -> Selection:
    """``base`` with the parameters that name something there is; unknown names and values are ignored."""
    period = params.get("period", "")
    if period and period in choices.period:
        base = replace(base, period=period)
    given = {name: params[name] for name in NAMES if name in params and choices.allow(name, params[name], base)}
    return valid(replace(base, **given), choices)


def to_query(selection: Selection, choices: Choices) -> dict[str, str]:
    """The parameters that differ from the default, so that a plain address stays plain."""
    usual = choices.default()
    return {name: getattr(selection, name) for name in NAMES if getattr(selection, name) != getattr(usual, name)}


def valid(selection: Selection, choices: Choices) -> Selection:
    """The selection with whatever is no longer on offer put back to its default: a load changes what there is."""
    usual = choices.default()
    if not selection.period or selection.period not in choices.period:
        selection = replace(selection, period=usual.period)
    wrong = {
        name: getattr(usual, name) for name in NAMES if not choices.allow(name, getattr(selection, name), selection)
    }
    fixed = replace(selection, **wrong)
    if fixed.frozen:
        fixed = replace(fixed, **dict.fromkeys(_NOT_WITH_FROZEN, ""))
    return fixed if fixed.target else replace(fixed, target=usual.target)
