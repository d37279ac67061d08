"""The independent recomputation over at least 200 invented plans (issue 4): every number of progress, lagging and
reporting to 1e-9, every status equal. ``HYPOTHESIS_PROFILE=deep`` looks at many more. A failure prints the country;
``settled(Country(…))`` makes it again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from tests.metrics.invented.comparing import as_is_gaps, gaps, recomputed
from tests.metrics.invented.country_store import Settled, settled
from tests.metrics.invented.profile import looking_at
from tests.metrics.invented.shapes import Country, countries
from tests.metrics.oracle.lagging import Lagging

PLANS = 200
COUNTRIES = 48
"""Stores made; the plans in them are counted below."""
SEEN_AT_LEAST = {
    "status": (
        5,
        "achieved missed not_assessable regressing stagnant on_track needs_acceleration lagging incomplete in_year "
        "not_met not_reported not_applicable tracking",
    ),
    "reason": (20, "no_return rejected no_value below_plan regressed stagnant evidence_missing late"),
    "state": (20, "missing rejected pending accepted not_due"),
    "aggregation": (50, "share_of_units ratio sum latest"),
    "row": (
        20,
        "one_unit group all_levels down bounds_apart bounds_missing none_reported milestones stated_baseline "
        "folded_baseline carried guardrail worst_of_levels recent_pace beyond_deadline area_apart not_applicable_units",
    ),
    "units": (20, "merged absorbed split renewed ended begun silent"),
    "returns": (20, "revised withdrawn late pending_then_accepted"),
}
"""What the worlds of the default profile have to contain, and how often: agreement about nothing proves nothing."""


def test_at_least_200_plans_agree() -> None:
    """Every plan of every country, then a look at whether everything that can happen did."""
    seen: Counter[str] = Counter()

    @looking_at(COUNTRIES)
    @given(countries())
    def agree(country: Country) -> None:
        with settled(country) as made:
            lagging = recomputed(made)
            found = gaps(made, lagging)
            assert not found, f"{len(found)} gaps: " + "\n".join(found[:5])
            seen.update(_kinds(made, lagging))

    agree()
    assert seen["plans"] >= PLANS
    rare = {
        f"{kind} {name}": seen[f"{kind} {name}"]
        for kind, (least, names) in SEEN_AT_LEAST.items()
        for name in names.split()
        if seen[f"{kind} {name}"] < least
    }
    assert not rare, f"hardly ever met: {rare}"


@looking_at(10)
@given(countries(most=6), st.integers(0, 6))
def test_earlier_quarters_on_later_units_agree(country: Country, place: int) -> None:
    """``as_is``: progress of every quarter on the units of any of them."""
    with settled(country) as made:
        on = made.facts.periods[place % country.quarters]
        found = list(as_is_gaps(made, recomputed(made).judge, on))
        assert not found, f"{len(found)} gaps on {on}: " + "\n".join(found[:5])


def _kinds(made: Settled, lagging: Lagging) -> Iterator[str]:
    yield from ["plans"] * len(made.plans)
    yield from _kinds_of_rows(made, lagging)
    yield from _kinds_of_units(made)
    for index in made.facts.periods:
        yield from (f"reason {row['reason']}" for row in lagging.rows(index))
        for unit in made.facts.in_force(index):
            if unit.form:
                yield f"state {lagging.reports.of(unit.id, index).state}"


def _kinds_of_rows(made: Settled, lagging: Lagging) -> Iterator[str]:
    judge = lagging.judge
    for index in made.facts.periods:
        for row in judge.rows(index):
            item = judge.answers.item(row["indicator"])
            yield f"status {row['status']}"
            yield f"aggregation {item['aggregation']}"
            yield from (f"row {name}" for name, holds in _traits(made, item, row, index) if holds)


def _traits(made: Settled, item: dict, row: dict, index: int) -> Iterator[tuple[str, bool]]:
    bounded = row["lower"] is not None and row["upper"] is not None
    yield "one_unit", made.facts.units[row["org_unit"]].level == row["level"]
    yield "group", row["group"] != ""
    yield "all_levels", row["level"] == "all"
    yield "down", item["direction"] == "down"
    yield "bounds_apart", bounded and row["lower"] < row["upper"]
    yield "bounds_missing", not bounded and item["aggregation"] != "sum"
    yield "none_reported", row["value"] is None
    yield "milestones", bool(item.get("milestones"))
    yield "stated_baseline", "baseline" in item
    yield "carried", bool(row["carried_age"])
    yield "guardrail", item["judgement"] == "guardrail"
    yield "worst_of_levels", bool(item.get("each_level")) and row["level"] == "all"
    yield "recent_pace", row.get("pace_recent") != row.get("pace")
    yield "area_apart", row.get("comparable_value") is not None and row["comparable_value"] != row["value"]
    yield "not_applicable_units", row["not_applicable"] > 0
    start, end = row["baseline_period"], row.get("deadline_period")
    yield "beyond_deadline", bool(end) and row["period"] >= end
    at_start = [one for one in made.facts.periods if start and _code(one) == start]
    yield "folded_baseline", bool(at_start) and made.facts.structure(at_start[0]) != made.facts.structure(index)


def _code(index: int) -> str:
    return f"{(index - 1) // 4}Q{(index - 1) % 4 + 1}"


def _kinds_of_units(made: Settled) -> Iterator[str]:
    for plan in made.plans:
        units, heirs = plan.register.units, plan.register.heirs
        taken = Counter(new for _, new, _, default in heirs if default)
        old = {old for old, _, _, _ in heirs}
        for unit in units.values():
            yield from ["units merged"] * (taken[unit.id] > 1)
            yield from ["units renewed"] * (taken[unit.id] == 1)
            yield from ["units ended"] * (unit.last is not None and unit.id not in old)
            yield from ["units begun"] * (unit.first.year > 2020 and not any(new == unit.id for _, new, _, _ in heirs))
        yield from ("units absorbed" for one, new, _, _ in heirs if units[new].first < units[one].last)
        yield from ("units split" for _, _, relation, default in heirs if relation == "part" and not default)
    sent = {(one.unit, one.index) for one in made.revisions}
    for index in made.facts.periods:
        yield from ("units silent" for unit in made.facts.in_force(index) if unit.form and (unit.id, index) not in sent)
    yield from _kinds_of_returns(made)


def _kinds_of_returns(made: Settled) -> Iterator[str]:
    for one in made.revisions:
        events = [event for event, _ in one.events]
        yield from ["returns revised"] * (one.revision > 1)
        yield from ["returns withdrawn"] * (events[-1] == "withdrawn")
        yield from ["returns pending_then_accepted"] * (events == ["pending", "accepted"])
        yield from ["returns late"] * (one.received_at > made.facts.due_at(made.facts.units[one.unit], one.index))
