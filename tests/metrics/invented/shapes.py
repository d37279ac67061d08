"""What Hypothesis draws: the outline of a country and of its plans. The details follow from each plan's seed."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import strategies as st

LEVELS = ("department", "district", "commune", "network")
AGGREGATIONS = ("share_of_units", "share_of_units", "ratio", "sum", "latest")
PACES = ("stuck", "stuck", "slow", "steady", "stuck", "fast", "falling", "reached", "restless")
WAYS = ("yes", "above", "both", "either", "stated", "ever", "beside", "given")


@dataclass(frozen=True)
class IndicatorShape:
    """One indicator. ``way`` is how a yes is reached; ``stated`` a baseline and ``milestones`` points of the plan line,
    each as (quarters from the first, share of the way)."""

    aggregation: str
    judgement: str
    up: bool
    levels: tuple[str, ...]
    population: str
    part_of_whole: bool
    each_level: bool
    groups: int
    goal: int
    deadline: int
    stated: tuple[int, float] | None
    milestones: tuple[tuple[int, float], ...]
    window: tuple[int, int] | None
    way: str
    half_yearly: bool
    document: str
    pace: str


@dataclass(frozen=True)
class PlanShape:
    """One plan and its units. Chances: of a silent unit, a cell blank or not applicable, a return in trouble."""

    seed: int
    departments: int
    districts: int
    communes: int
    own_communes: int
    enterprises: int
    unrest: float
    silence: float
    blanks: float
    not_applicable: float
    trouble: float
    indicators: tuple[tuple[IndicatorShape, ...], ...]


@dataclass(frozen=True)
class Country:
    """What the plans of one store share: quarters, months in which structures change, thresholds, the moment."""

    first: int
    quarters: int
    changes: tuple[int, ...]
    on_track: float
    needs_acceleration: float
    reported_share: float
    regress_points: float
    regress_count: float
    stagnant_points: float
    near_deadline_quarters: int
    moment: float | None
    plans: tuple[PlanShape, ...]


def _judgement(aggregation: str) -> st.SearchStrategy[str]:
    usual = ["plan", "plan", "plan", "tracking"]
    more = {"sum": ["guardrail", "guardrail"], "latest": ["annual", "annual"], "ratio": ["annual"]}
    return st.sampled_from(usual + more.get(aggregation, []))


def _leading(points: dict[int, float]) -> tuple[tuple[int, float], ...]:
    """Milestones in order of time, each as far as the one before or farther."""
    return tuple(zip(sorted(points), sorted(points.values()), strict=True))


@st.composite
def indicators(draw: st.DrawFn) -> IndicatorShape:
    """One indicator, of the kinds metrics.md §2 and §3 know."""
    aggregation = draw(st.sampled_from(AGGREGATIONS))
    judgement = draw(_judgement(aggregation))
    share = aggregation == "share_of_units"
    has_line = judgement == "plan"
    milestones = st.dictionaries(st.integers(0, 6), st.sampled_from((0.1, 0.3, 0.5, 0.8, 1.0)), max_size=3).map(
        _leading
    )
    return IndicatorShape(
        aggregation=aggregation,
        judgement=judgement,
        up=share or judgement == "annual" or (judgement != "guardrail" and draw(st.integers(0, 2)) > 0),
        levels=tuple(sorted(draw(st.sets(st.sampled_from(LEVELS), min_size=1)))),
        population=draw(st.sampled_from(("reporting", "reporting", "in_mt2", "it_dedicated"))),
        part_of_whole=draw(st.booleans()),
        each_level=share and has_line and draw(st.booleans()),
        groups=0 if share or judgement == "guardrail" else draw(st.sampled_from((0, 0, 2, 3))),
        goal=draw(st.sampled_from((100, 100, 80, 60))),
        deadline=draw(st.integers(1, 9)),
        stated=draw(st.none() | st.tuples(st.integers(-4, 2), st.sampled_from((0.0, 0.2, 0.5, 1.0, 1.1))))
        if has_line
        else None,
        milestones=draw(milestones) if has_line else (),
        window=draw(st.none() | st.none() | st.tuples(st.integers(0, 2), st.integers(3, 8))),
        way=draw(st.sampled_from(WAYS)),
        half_yearly=draw(st.integers(0, 9)) == 9,
        document=draw(st.sampled_from(("", "asked", "required"))),
        pace=draw(st.sampled_from(PACES)),
    )


@st.composite
def plans(draw: st.DrawFn) -> PlanShape:
    """One plan of one to three targets, over 5 to 25 units."""
    targets = st.lists(indicators(), min_size=1, max_size=2).map(tuple)
    return PlanShape(
        seed=draw(st.integers(0, 2**20)),
        departments=draw(st.integers(2, 6)),
        districts=draw(st.integers(0, 2)),
        communes=draw(st.integers(1, 4)),
        own_communes=draw(st.integers(1, 4)),
        enterprises=draw(st.integers(0, 2)),
        unrest=draw(st.sampled_from((0.7, 0.0, 0.4, 0.9))),
        silence=draw(st.sampled_from((0.0, 0.0, 0.05, 0.3))),
        blanks=draw(st.sampled_from((0.0, 0.0, 0.05, 0.25))),
        not_applicable=draw(st.sampled_from((0.0, 0.1, 0.5))),
        trouble=draw(st.sampled_from((0.0, 0.1, 0.4))),
        indicators=tuple(draw(st.lists(targets, min_size=1, max_size=3))),
    )


@st.composite
def countries(draw: st.DrawFn, most: int = 16) -> Country:
    """A store's plans, which share nothing but what a store has one of."""
    quarters = draw(st.sampled_from((4, 7, 6, 3, 5, 7)))
    needs_acceleration = draw(st.sampled_from((0.4, 0.6, 0.75)))
    return Country(
        first=4 * draw(st.integers(2024, 2025)) + draw(st.integers(1, 4)),
        quarters=quarters,
        changes=tuple(
            sorted(draw(st.sets(st.integers(1, 3 * quarters - 1), min_size=draw(st.integers(0, 2)), max_size=3)))
        ),
        on_track=draw(st.sampled_from((0.9, 0.8, 1.0))),
        needs_acceleration=needs_acceleration,
        reported_share=draw(st.sampled_from((90.0, 75.0, 100.0))),
        regress_points=draw(st.sampled_from((1.0, 0.0, 5.0))),
        regress_count=draw(st.sampled_from((1.0, 0.0, 2.0))),
        stagnant_points=draw(st.sampled_from((0.05, 0.0, 2.0))),
        near_deadline_quarters=draw(st.integers(0, 3)),
        moment=draw(st.none() | st.floats(0.4, 1.0)),
        plans=tuple(draw(st.lists(plans(), min_size=1, max_size=most))),
    )
